import { createExecutionContext } from 'cloudflare:test';
import { beforeAll, describe, expect, test } from 'vitest';
import worker from '../../../src/index.ts';
import { currentMcpRequest, mcpRequest } from '../../support/mcp-request.ts';
import { BASE_URL } from '../auth/browser.ts';
import { env } from '../auth/calls.ts';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { readMessage } from '../mcp/ask.ts';

const VIEWS = { extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } } };
const URLS = { elicitation: { url: {} } };

let tokens: ClientTokens;
beforeAll(async () => {
  tokens = await logIn();
});

async function send(init: { method: string; headers: Record<string, string>; body?: string }, more: object = {}) {
  const request = new Request<unknown, IncomingRequestCfProperties>(`${BASE_URL}/mcp`, {
    ...init,
    headers: { ...init.headers, ...more },
  });
  return worker.fetch(request, env, createExecutionContext());
}

/** Begins as a client of an older revision does. */
const begin = (capabilities: object, more: object = {}, protocolVersion = '2025-11-25') =>
  send(
    mcpRequest(tokens.access_token, 'initialize', {
      protocolVersion,
      capabilities,
      clientInfo: { name: 'test', version: '1' },
    }),
    more,
  );

/** Asks as a client of an older revision does, with the session id that it got, if any. */
async function ask(method: string, params: object, session?: string) {
  const answer = await send(
    mcpRequest(tokens.access_token, method, params),
    session === undefined ? {} : { 'Mcp-Session-Id': session },
  );
  return answer.text();
}

async function sessionOf(capabilities: object): Promise<string | null> {
  const answer = await begin(capabilities);
  await answer.text();
  return answer.headers.get('Mcp-Session-Id');
}

describe('an older revision', () => {
  test.each<[string, object, RegExp | null]>([
    ['views', VIEWS, /^views\.[0-9a-f-]{36}$/],
    ['URLs', URLS, /^url\.[0-9a-f-]{36}$/],
    ['both, and forms', { ...VIEWS, elicitation: { form: {}, url: {} } }, /^views\.url\.[0-9a-f-]{36}$/],
    ['forms alone, whose answer could not come back', { elicitation: {} }, null],
    ['nothing', {}, null],
    ['views of another type', { extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/plain'] } } }, null],
    ['views without a type', { extensions: { 'io.modelcontextprotocol/ui': {} } }, null],
  ])('gets a session id that says %s', async (_, capabilities, expected) => {
    const session = await sessionOf(capabilities);
    if (expected === null) expect(session).toBeNull();
    else expect(session).toMatch(expected);
  });

  test.each(['2024-11-05', '2025-03-26', '2025-06-18'])('%s has views, and no URLs to open', async (revision) => {
    const both = await begin({ ...VIEWS, ...URLS }, {}, revision);
    expect(both.headers.get('Mcp-Session-Id')).toMatch(/^views\.[0-9a-f-]{36}$/);
    const urls = await begin(URLS, {}, revision);
    expect(urls.headers.get('Mcp-Session-Id')).toBeNull();
    await Promise.all([both.text(), urls.text()]);
  });

  test('a session id that is not from here says nothing, and is refused nowhere', async () => {
    const plain = await ask('tools/list', {});
    for (const session of [
      '',
      'x',
      'VIEWS',
      'viewsurl',
      'views url',
      '1868a90c-2f51-41e1-b5a2-9d6c8d3a0c11',
      `${'a.'.repeat(4000)}`,
    ])
      expect(await ask('tools/list', {}, session), session).toBe(plain);
  });

  test('links tools with the view for a client that declared views, and for no other', async () => {
    const session = (await sessionOf(VIEWS)) ?? '';
    const plain = readMessage(await ask('tools/list', {})).result;
    const linked = readMessage(await ask('tools/list', {}, session)).result;
    expect(JSON.stringify(plain)).not.toContain('ui://');
    const refund = linked.tools.find(({ name }: { name: string }) => name === 'create_refund');
    expect(refund._meta).toEqual({
      ui: { resourceUri: 'ui://polar/view.html' },
      'ui/resourceUri': 'ui://polar/view.html',
    });
    const without = linked.tools.map(({ _meta: _, ...tool }: { _meta?: object }) => tool);
    expect(without).toEqual(expect.arrayContaining(plain.tools));
    expect(readMessage(await ask('tools/list', {})).result).toEqual(plain);
  });

  test('a page of another origin that is allowed may read the session id', async () => {
    const answer = await begin(VIEWS, { Origin: BASE_URL });
    await answer.text();
    expect(answer.headers.get('Access-Control-Expose-Headers')).toContain('Mcp-Session-Id');
    const other = await begin({}, { Origin: BASE_URL });
    await other.text();
    expect(other.headers.get('Access-Control-Expose-Headers')).not.toContain('Mcp-Session-Id');
  });

  test.each(['GET', 'DELETE'])('%s with a session id is answered as without one', async (method) => {
    const { Authorization = '' } = mcpRequest(tokens.access_token, 'x').headers;
    const answer = await send({ method, headers: { Authorization, 'Mcp-Session-Id': 'views.x' } });
    expect(answer.status).toBe(405);
  });
});

describe('2026-07-28', () => {
  const current = async (
    method: string,
    capabilities: object,
    params: { name?: string } & Record<string, unknown> = {},
  ) => {
    const _meta = { 'io.modelcontextprotocol/clientCapabilities': capabilities };
    const answer = await send(currentMcpRequest(tokens.access_token, method, { ...params, _meta }));
    expect(answer.headers.get('Mcp-Session-Id')).toBeNull();
    return readMessage(await answer.text()).result;
  };

  test('each request says by itself whether its client shows views', async () => {
    const linked = await current('tools/list', VIEWS);
    expect(JSON.stringify(linked)).toContain('ui://polar/view.html');
    expect(JSON.stringify(await current('tools/list', {}))).not.toContain('ui://');
    const uris = async (capabilities: object) =>
      (await current('resources/list', capabilities)).resources.map(({ uri }: { uri: string }) => uri);
    expect(await uris(VIEWS)).toContain('ui://polar/view.html');
    expect(await uris({})).not.toContain('ui://polar/view.html');
  });

  test('a result has what the view needs, for a client that shows views alone', async () => {
    const call = { name: 'list_products', arguments: { limit: 1 } };
    const { _meta, ...others } = await current('tools/call', VIEWS, call);
    const plain = await current('tools/call', {}, call);
    expect(plain._meta?.['polar-mcp/view']).toBeUndefined();
    expect(others.structuredContent).toEqual(plain.structuredContent);
    expect(_meta['polar-mcp/view']).toEqual({
      call: { tool: 'list_products', arguments: { limit: 1 } },
      title: 'List products',
      reader: 'call_read_tool',
      environment: 'sandbox',
      thing: expect.objectContaining({
        kind: 'list',
        noun: 'Products',
        opens: { tool: 'get_product', with: { id: 'id' } },
      }),
    });
  });

  test('the view is read by anybody who asks for it', async () => {
    const { contents } = readMessage(await ask('resources/read', { uri: 'ui://polar/view.html' })).result;
    expect(contents).toEqual([
      {
        uri: 'ui://polar/view.html',
        mimeType: 'text/html;profile=mcp-app',
        text: expect.stringMatching(/^<!doctype html>/),
        _meta: { ui: expect.objectContaining({ prefersBorder: true }) },
      },
    ]);
  });
});
