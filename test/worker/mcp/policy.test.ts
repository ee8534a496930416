import { beforeAll, describe, expect, test } from 'vitest';
import { toolList } from '../../../generated/tool-list.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import { toolsets } from '../../../generated/toolsets.gen.ts';
import { mcpRequest } from '../../support/mcp-request.ts';
import { BASE_URL, send } from '../auth/browser.ts';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { requestsDuring } from '../auth/polar.ts';
import { ask, callTool, listTools } from './ask.ts';

const reads = toolList.map(({ name }) => name).filter((name) => tools[name].risk === 'read');
const changes = toolList.map(({ name }) => name).filter((name) => tools[name].risk !== 'read');

let all: ClientTokens;
let reading: ClientTokens;
beforeAll(async () => {
  all = await logIn();
  reading = await logIn({ scope: toolsets.flatMap(({ read }) => read).join(' ') });
});

/** The requests to Polar meanwhile that could change something. */
const sentDuring = async (act: () => Promise<void>) =>
  (await requestsDuring(act)).filter(({ method }) => method !== 'GET');

describe('a connection that may only read', () => {
  test('sees no tool that changes anything', async () => {
    const listed = await listTools(reading, { address: '?toolsets=all' });
    expect(listed).toEqual([...reads, 'get_connection', 'list_recent_writes', 'get_change']);
    expect(await listTools(reading, { address: '?toolsets=discovery' })).toEqual([
      'search_tools',
      'describe_tools',
      'call_read_tool',
    ]);
  });

  test('changes nothing, whichever way a tool is called', async () => {
    const sent = await sentDuring(async () => {
      for (const name of changes) {
        for (const call of [
          { name, arguments: {} },
          { name: 'call_write_tool', arguments: { name, arguments: {} } },
        ]) {
          const { status, challenge } = await ask(reading, 'tools/call', call);
          expect(status, name).toBe(403);
          expect(challenge, name).toContain('insufficient_scope');
        }
        const args = { name, arguments: {} };
        expect(await callTool(reading, 'call_read_tool', args), name).toMatchObject({ isError: true });
      }
    });
    expect(sent).toEqual([]);
  });
});

test('one call in a batch that lacks a permission has the whole batch ask for it', async () => {
  const calls = ['list_products', 'create_refund'].map((name, id) => ({
    ...{ jsonrpc: '2.0', id, method: 'tools/call' },
    params: { name, arguments: {} },
  }));
  const request = mcpRequest(reading.access_token, 'tools/call');
  const answer = await send('/mcp', { ...request, body: JSON.stringify(calls) });
  expect(answer.status).toBe(403);
  const challenge = answer.headers.get('WWW-Authenticate');
  expect(challenge).toMatch(/scope="[^"]*refunds:write/);
  // Older clients ask for exactly this, and would lose the rest.
  expect(challenge).toMatch(/scope="[^"]*products:read/);
});

describe.each<[string, Parameters<typeof ask>[3]]>([
  ['READ_ONLY', { vars: { READ_ONLY: 'true' } }],
  ['/mcp/readonly', { address: '/readonly' }],
  ['/mcp/readonly/', { address: '/readonly/' }],
  ['?read_only=true', { address: '?read_only=true' }],
  ['X-MCP-Readonly', { headers: { 'X-MCP-Readonly': 'true' } }],
])('reading alone by %s', (_, how = {}) => {
  test('hides what changes something', async () => {
    const address = `${how.address ?? ''}${how.address?.includes('?') ? '&' : '?'}toolsets=all,discovery`;
    expect(await listTools(all, { ...how, address })).toEqual([
      ...reads,
      'get_connection',
      'list_recent_writes',
      'get_change',
      'search_tools',
      'describe_tools',
      'call_read_tool',
    ]);
  });

  test('refuses every change, by every way', async () => {
    const sent = await sentDuring(async () => {
      for (const name of changes) {
        const direct = await ask(all, 'tools/call', { name, arguments: {} }, how);
        expect(direct.message.error, name).toMatchObject({ code: -32602 });
        expect(direct.message.error.message, name).toContain('allows reading alone');
      }
      for (const by of ['call_write_tool', 'call_read_tool']) {
        const { message } = await ask(all, 'tools/call', { name: by, arguments: { name: 'create_refund' } }, how);
        expect(message.error?.code === -32602 || message.result?.isError === true, by).toBe(true);
      }
    });
    expect(sent).toEqual([]);
  });

  test('reads', async () => {
    expect((await callTool(all, 'list_products', {}, how)).isError).toBeUndefined();
    expect((await callTool(all, 'call_read_tool', { name: 'list_webhook_endpoints' }, how)).isError).toBeUndefined();
  });
});

describe('what this server takes away', () => {
  test('TOOLSETS is what everybody sees and calls', async () => {
    const vars = { TOOLSETS: 'webhooks, files' };
    const members = toolList
      .map(({ name }) => name)
      .filter((name) => ['webhooks', 'files'].includes(tools[name].toolset));
    expect(await listTools(all, { vars })).toEqual([...members, 'get_connection']);
    const both = await listTools(all, { vars, address: '?toolsets=files,products' });
    expect(both).toEqual([...members.filter((name) => tools[name].toolset === 'files'), 'get_connection']);
    const { message } = await ask(all, 'tools/call', { name: 'list_products' }, { vars });
    expect(message.error.message).toMatch(
      /^list_products can't be called here: this server is for the toolsets webhooks, files\. .*connecting again changes nothing/,
    );
    const { status } = await ask(all, 'tools/list', {}, { vars, address: '?toolsets=products' });
    expect(status).toBe(400);
  });

  test('EXCLUDE_TOOLS is left out, also of what is found', async () => {
    const vars = { EXCLUDE_TOOLS: 'create_refund' };
    expect(await listTools(all, { vars })).not.toContain('create_refund');
    const { structuredContent } = await callTool(all, 'call_write_tool', { name: 'create_refund' }, { vars });
    expect(structuredContent.error).toMatchObject({
      code: 'not_allowed',
      message: "create_refund can't be called here: this server leaves it out.",
    });
  });

  test.each([
    'get_connection',
    'list_recent_writes',
    'get_change',
    'search_tools',
    'describe_tools',
    'call_read_tool',
    'call_write_tool',
  ])('EXCLUDE_TOOLS holds for this server’s own %s, however it is called', async (name) => {
    const vars = { EXCLUDE_TOOLS: name };
    expect(await listTools(all, { vars, address: '?toolsets=all,discovery' })).not.toContain(name);
    const direct = await ask(all, 'tools/call', { name, arguments: {} }, { vars });
    expect(direct.message.error).toMatchObject({ code: -32602, message: expect.stringContaining('leaves it out') });
    for (const by of ['call_read_tool', 'call_write_tool'].filter((other) => other !== name)) {
      const { structuredContent } = await callTool(all, by, { name }, { vars });
      expect(structuredContent.error.code).toBe('not_allowed');
    }
  });

  test('without get_connection, its resource is gone too', async () => {
    const vars = { EXCLUDE_TOOLS: 'get_connection' };
    const { message } = await ask(all, 'resources/list', {}, { vars });
    expect(message.result.resources.map(({ uri }: { uri: string }) => uri)).toEqual(['polar://tools']);
    const read = await ask(all, 'resources/read', { uri: 'polar://connection' }, { vars });
    expect(read.message.error.code).toBe(-32602);
  });

  test.each([
    [{ READ_ONLY: 'yes' }, 'READ_ONLY must be true or false'],
    [
      { TOOLSETS: 'product' },
      'TOOLSETS names what there isn\'t. There is no toolset "product". Did you mean products?',
    ],
    [{ EXCLUDE_TOOLS: 'refund' }, 'EXCLUDE_TOOLS names what there isn\'t. There is no tool "refund".'],
    [{ TOOLSETS: ' , ' }, "TOOLSETS names what there isn't. No toolset is named."],
    [{ EXCLUDE_TOOLS: ',' }, "EXCLUDE_TOOLS names what there isn't. No tool is named."],
  ])('%o is a mistake that stops the server, and /health says it', async (vars, line) => {
    const { status, message } = await ask(all, 'tools/list', {}, { vars });
    expect(status).toBe(500);
    expect(message.problems).toEqual([expect.stringContaining(line)]);
  });
});

describe('an address with a mistake', () => {
  test.each(['?toolsets=nope', '?readonly=true', '?exclude=nope', '?toolsets=', '?exclude='])(
    '%s is refused whatever is asked',
    async (address) => {
      for (const method of ['tools/list', 'initialize', 'server/discover', 'prompts/list']) {
        const { status, message } = await ask(all, method, {}, { address });
        expect(status, method).toBe(400);
        expect(message.error.code).toBe(-32602);
      }
    },
  );

  test.each(['/nope', '/readonly//', '/readonly/x'])('%s is nothing', async (address) => {
    const { status, message } = await ask(all, 'tools/list', {}, { address });
    expect(status).toBe(404);
    expect(message.error.message).toContain('Write /mcp');
  });

  test('/mcp/readonly asks for a login as /mcp does', async () => {
    const answer = await send('/mcp/readonly', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('WWW-Authenticate')).toContain(
      `resource_metadata="${BASE_URL}/.well-known/oauth-protected-resource/mcp`,
    );
  });
});
