import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../../../src/config/index.ts';
import { createEndpoint, fillInTools } from '../../../src/endpoint/index.ts';
import { type CreateServerOptions, createServer, ReadableErrorServer } from '../../../src/mcp/server.ts';
import { NO_ABILITIES } from '../../../src/operations/tool-request.ts';
import { createPolicy } from '../../../src/policy/policy.ts';
import { currentMcpRequest, mcpRequest } from '../../support/mcp-request.ts';
import { BASE_URL } from '../auth/browser.ts';
import { env, opened } from '../auth/calls.ts';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { readMessage } from './ask.ts';

// The parts of the MCP SDK that this server builds on without a type that says so: an update that changes one fails here.

let tokens: ClientTokens;
beforeAll(async () => {
  tokens = await logIn();
});
const lines: string[] = [];
afterEach(() => {
  lines.length = 0;
  vi.restoreAllMocks();
});

const REVISIONS = { 'of an older revision': mcpRequest, 'of 2026-07-28': currentMcpRequest };
type Revision = keyof typeof REVISIONS;

/** The answer of an endpoint that makes its servers with these options. */
async function answerOf(
  serverFor: Parameters<typeof createEndpoint>[0],
  revision: Revision,
  method: string,
  params = {},
) {
  vi.spyOn(console, 'warn').mockImplementation((line: string) => void lines.push(line));
  const request = new Request(`${BASE_URL}/mcp`, REVISIONS[revision](tokens.access_token, method, params));
  const context = { env, config: readConfig(env), ...(await opened(tokens)), waitUntil: () => {} };
  return readMessage(await (await createEndpoint(serverFor)(request, context)).text());
}

describe.each(Object.keys(REVISIONS) as Revision[])('a list %s', (revision) => {
  const listed = createPolicy([], undefined).listed.length;

  test('is made of the prepared text', async () => {
    const { result } = await answerOf(createServer, revision, 'tools/list');
    expect(result.tools).toHaveLength(listed);
    expect(lines.join()).not.toContain('list_not_prepared');
  });

  test('is whole also where the SDK writes its empty list otherwise, and the log says so', async () => {
    const asked: (boolean | undefined)[] = [];
    const otherwise: typeof createServer = (caller, { omitTools, ...others }: CreateServerOptions = {}) => {
      asked.push(omitTools);
      const server = createServer(caller, others);
      // This list is not the text that the endpoint replaces.
      if (omitTools)
        server.setRequestHandler('tools/list', () => ({ tools: [{ name: 'a', inputSchema: { type: 'object' } }] }));
      return server;
    };
    const { result } = await answerOf(otherwise, revision, 'tools/list');
    expect(result.tools).toHaveLength(listed);
    expect(asked).toEqual([true, undefined]);
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(['list_not_prepared']);
  });

  test('that is refused stays refused, and is asked for once', async () => {
    const { error } = await answerOf(createServer, revision, 'tools/list', { cursor: 7 });
    expect(error.code).toBe(-32602);
    expect(lines.join()).not.toContain('list_not_prepared');
  });
});

test.each(['"tools": []', '"tools":[ ]', '"tools":null'])(
  'a list that is written as %s has no place for the tools',
  async (written) => {
    const answer = new Response(`{"jsonrpc":"2.0","id":1,"result":{${written}}}`);
    const caller = {
      policy: createPolicy([], undefined),
      organization: undefined,
      confirm: new Set<never>(),
      confirmBy: 'app' as const,
    };
    expect(await fillInTools(answer, caller, NO_ABILITIES)).toBeUndefined();
  },
);

describe.each(Object.keys(REVISIONS) as Revision[])('a request %s', (revision) => {
  test.each<[string, object, string]>([
    ['tools/list', { cursor: 7 }, 'cursor: expected string, received number'],
    ['tools/call', { name: 7 }, 'name: expected string, received number'],
    ['prompts/list', { cursor: 7 }, 'cursor: expected string, received number'],
    ['prompts/get', { name: 7 }, 'name: expected string, received number'],
    ['resources/list', { cursor: 7 }, 'cursor: expected string, received number'],
    ['resources/templates/list', { cursor: 7 }, 'cursor: expected string, received number'],
    ['resources/read', { uri: 7 }, 'uri: expected string, received number'],
  ])('that is wrong is told in words by its schema: %s', async (method, params, wrong) => {
    const { error } = await answerOf(createServer, revision, method, params);
    expect(error).toMatchObject({ code: -32602, message: `Invalid params of ${method}: ${wrong}` });
    expect(lines.join()).not.toContain('mcp_request_failed');
  });

  test('that fails for a reason that no schema says is told so, without the reason’s text, which the log has no more', async () => {
    const failing: typeof createServer = (caller) => {
      const server = new ReadableErrorServer({ name: 'x', version: '1' }, { capabilities: { prompts: {} } });
      server.setRequestHandler('prompts/list', () => {
        throw new Error(`[ { "code": "invalid", "message": "grace@shop.example ${caller.environment}" } ]`);
      });
      return server;
    };
    const { error } = await answerOf(failing, revision, 'prompts/list');
    expect(error).toEqual({
      code: -32603,
      message: 'This server could not answer prompts/list. Its log says more: tell whoever runs it.',
    });
    expect(lines.map((line) => JSON.parse(line).event)).toContain('mcp_request_failed');
    expect(lines.join()).not.toContain('grace');
  });
});
