import { beforeAll, describe, expect, test } from 'vitest';
import { currentMcpRequest, mcpRequest } from '../../support/mcp-request.ts';
import { send } from '../auth/browser.ts';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { readMessage } from '../mcp/ask.ts';

// What clients put on the wire that isn't as the SDK's clients write it.

let tokens: ClientTokens;
beforeAll(async () => {
  tokens = await logIn();
});

const REVISIONS = { 'an older revision': mcpRequest, '2026-07-28': currentMcpRequest };

/** A request with other headers; undefined takes one away. */
function withHeaders({ headers, ...init }: ReturnType<typeof mcpRequest>, changes: Record<string, string | undefined>) {
  const all = new Headers(headers);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) all.delete(name);
    else all.set(name, value);
  }
  return { ...init, headers: all };
}

const post = (body: BodyInit, headers: Record<string, string | undefined> = {}) =>
  send('/mcp', { ...withHeaders(mcpRequest(tokens.access_token, ''), headers), body });

describe.each(Object.entries(REVISIONS))('in %s, a request that accepts', (_, requestOf) => {
  const ask = (accept: string | undefined, method: string, params: { name?: string } & Record<string, unknown> = {}) =>
    send('/mcp', withHeaders(requestOf(tokens.access_token, method, params), { Accept: accept }));

  test.each([
    ['anything', '*/*'],
    ['JSON alone', 'application/json'],
    ['JSON in capitals', 'APPLICATION/JSON'],
    ['JSON with a parameter', 'application/json; charset=utf-8, */*;q=0.1'],
    ['what it doesn’t say', undefined],
    ['another type', 'text/html'],
  ])('%s is answered with JSON', async (_name, accept) => {
    for (const answer of [
      await ask(accept, 'tools/list'),
      await ask(accept, 'tools/call', { name: 'list_products', arguments: { limit: 1 }, _meta: { progressToken: 1 } }),
    ]) {
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/json']);
      const message = await answer.json<{ id: number; result: { tools?: unknown[]; content?: unknown[] } }>();
      expect(message.id).toBe(1);
      expect((message.result.tools ?? message.result.content)?.length).toBeGreaterThan(0);
    }
  });

  test.each(['text/event-stream', 'Application/JSON, Text/Event-Stream', 'text/event-stream;q=0.5, */*'])(
    '%s is answered',
    async (accept) => {
      const answer = await ask(accept, 'tools/list');
      expect(answer.status).toBe(200);
      expect(readMessage(await answer.text()).result.tools.length).toBeGreaterThan(0);
    },
  );
});

test('in an older revision, events are sent to whoever names them, in any case', async () => {
  for (const accept of ['application/json, text/event-stream', 'Application/JSON, Text/Event-Stream']) {
    const answer = await post('{"jsonrpc":"2.0","id":1,"method":"ping"}', { Accept: accept });
    expect(answer.headers.get('Content-Type')).toBe('text/event-stream');
    await answer.text();
  }
});

test('a batch of a client that reads JSON alone is answered with a list', async () => {
  const batch = '[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":"b","method":"ping"}]';
  const answer = await post(batch, { Accept: 'application/json' });
  const messages = await answer.json<{ id: unknown; result: object }[]>();
  expect(messages.map(({ id, result }) => [id, result])).toEqual([
    [1, {}],
    ['b', {}],
  ]);
});

test('a notification of a client that reads JSON alone has no answer', async () => {
  const answer = await post('{"jsonrpc":"2.0","method":"notifications/initialized"}', { Accept: '*/*' });
  expect([answer.status, await answer.text()]).toEqual([202, '']);
});

test('a subscription of a client that reads JSON alone still gets its stream, which stays open', async () => {
  const request = currentMcpRequest(tokens.access_token, 'subscriptions/listen', { notifications: {} });
  const answer = await send('/mcp', withHeaders(request, { Accept: '*/*' }));
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/event-stream']);
  await answer.body?.cancel();
});
