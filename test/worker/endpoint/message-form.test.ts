import { beforeAll, describe, expect, test } from 'vitest';
import { mcpHeaders } from '../../support/mcp-request.ts';
import { send } from '../auth/browser.ts';
import { type ClientTokens, logIn } from '../auth/login.ts';

// Bodies that no client of the SDK's sends.

let tokens: ClientTokens;
beforeAll(async () => {
  tokens = await logIn();
});

const post = (body: BodyInit, type = 'application/json') =>
  send('/mcp', { method: 'POST', headers: { ...mcpHeaders(tokens.access_token), 'Content-Type': type }, body });

const list = (fields: string) => `{"jsonrpc":"2.0","id":7,"method":"tools/list"${fields}}`;

const progress = (token: string) => list(`,"params":{"_meta":{"progressToken":${token}}}`);

describe.each<[string, BodyInit, number, RegExp, unknown]>([
  ['an empty body', '', -32_700, /^The body is empty, or is not JSON/, null],
  ['no JSON', '{"jsonrpc": ', -32_700, /not JSON/, null],
  ['JSON in UTF-16', new Uint8Array([...list('')].flatMap((one) => [one.charCodeAt(0), 0])), -32_700, /UTF-8/, null],
  ['null', 'null', -32_600, /must be a JSON-RPC message/, null],
  ['a text', '"tools/list"', -32_600, /must be a JSON-RPC message/, null],
  ['an empty batch', '[]', -32_600, /batch is empty/, null],
  ['a list in a batch', '[[]]', -32_600, /^In the batch: The body must be a JSON-RPC message/, null],
  ['no "jsonrpc"', '{"id":7,"method":"tools/list"}', -32_600, /^"jsonrpc" must be "2.0"/, 7],
  ['another "jsonrpc"', '{"jsonrpc":2.0,"id":"x","method":"tools/list"}', -32_600, /^"jsonrpc" must be "2.0"/, 'x'],
  ['no "method"', '{"jsonrpc":"2.0","id":7}', -32_600, /^"method" must be a text/, 7],
  ['a "method" that is no text', '{"jsonrpc":"2.0","id":7,"method":1}', -32_600, /^"method" must be a text/, 7],
  ['an "id" of null', '{"jsonrpc":"2.0","id":null,"method":"ping"}', -32_600, /^"id" must be a text or a whole/, null],
  ['an "id" with a fraction', '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', -32_600, /^"id" must be a text/, null],
  ['an "id" that is an object', '{"jsonrpc":"2.0","id":{},"method":"ping"}', -32_600, /^"id" must be a text/, null],
  ['an "id" above 2^53', '{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}', -32_600, /beyond 2\^53/, null],
  ['an "id" below -2^53', '{"jsonrpc":"2.0","id":-9007199254740993,"method":"ping"}', -32_600, /beyond 2\^53/, null],
  ['an "id" far above', '{"jsonrpc":"2.0","id":1e400,"method":"ping"}', -32_600, /^"id" must be/, null],
  ['"params" of null', list(',"params":null'), -32_602, /^"params" must be an object/, 7],
  ['"params" that are a list', list(',"params":[]'), -32_602, /^"params" must be an object/, 7],
  ['"params" that are a text', list(',"params":"x"'), -32_602, /^"params" must be an object/, 7],
  ['"_meta" of null', list(',"params":{"_meta":null}'), -32_602, /^"params._meta" must be an object/, 7],
  ['a progress token of null', progress('null'), -32_602, /^"params._meta.progressToken" must be a text, or/, 7],
  ['a progress token above 2^53', progress('9007199254740993'), -32_602, /^"params._meta.progressToken" must be/, 7],
  ['a field that no request has', list(',"sessionId":"x"'), -32_600, /^A request has no field "sessionId"/, 7],
])('%s', (_, body, code, message, id) => {
  test('is told what is wrong with it', async () => {
    const answer = await post(body);
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([400, 'application/json']);
    expect(await answer.json()).toEqual({
      jsonrpc: '2.0',
      id,
      error: { code, message: expect.stringMatching(message) },
    });
  });
});

test.each(['9007199254740991', '-9007199254740991', '0', '"9007199254740993"', '""'])(
  'the "id" %s comes back as it was sent',
  async (id) => {
    const answer = await post(`{"jsonrpc":"2.0","id":${id},"method":"ping"}`);
    expect(await answer.text()).toContain(`"id":${id}`);
  },
);

test.each(['"x"', '7', '9007199254740991'])('the progress token %s is taken', async (token) => {
  expect((await post(progress(token))).status).toBe(200);
});

test('fields of "params" and "_meta" that nobody knows are passed over', async () => {
  expect((await post(list(',"params":{"x":null,"_meta":{"example.com/x":null}}'))).status).toBe(200);
});

test('a byte order mark before the JSON is passed over', async () => {
  expect((await post(`\ufeff${list('')}`)).status).toBe(200);
});

test.each(['application/json; charset=utf-8', 'Application/JSON;Charset=UTF-8', 'application/json ; x="y"'])(
  'the media type %s is JSON',
  async (type) => expect((await post(list(''), type)).status).toBe(200),
);

test.each(['text/plain', 'application/x-www-form-urlencoded', ''])(
  'the media type %s is refused by name',
  async (type) => {
    const answer = await post(list(''), type);
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ error: { message: expect.stringContaining('application/json') } });
  },
);
