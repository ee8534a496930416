import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { denyAt } from '../../scripts/demo-client/person.ts';
import { CALL_SIZE, LARGE_CALL_SIZE } from '../../src/operations/call-size.ts';
import { accessToken, connect } from '../support/clients.ts';
import { currentMcpRequest, mcpHeaders } from '../support/mcp-request.ts';
import { openBundledHouse } from './bundled-house.ts';
import type { House } from './house.ts';

let house: House;
let token: string;
beforeAll(async () => {
  house = await openBundledHouse();
  token = await accessToken(house.mcpUrl);
});
afterAll(() => house.close());

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(house.mcpUrl, {
    method: 'POST',
    headers: { ...mcpHeaders(token), ...headers },
    body,
  });
const call = (name: string, args: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } });

describe('without a valid token', () => {
  test.each([
    ['none', {}],
    ['a made-up one', { Authorization: 'Bearer nobody:knows:this' }],
    ['another scheme', { Authorization: 'Basic eDp5' }],
  ] as [string, Record<string, string>][])('%s: 401 that says where to log in', async (_, headers) => {
    const response = await fetch(house.mcpUrl, {
      method: 'POST',
      headers,
      body: call('list_products'),
    });
    expect(response.status).toBe(401);
    const challenge = response.headers.get('WWW-Authenticate') ?? '';
    const metadata = /resource_metadata="([^"]+)"/.exec(challenge)?.[1] ?? '';
    expect(await (await fetch(metadata)).json()).toMatchObject({
      resource: house.mcpUrl,
      authorization_servers: [house.url],
    });
  });
});

describe('a body that is no request', () => {
  test.each(['', '{"jsonrpc": '])('not JSON: %j', async (body) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: -32700 } });
  });

  test.each([['{}'], ['"text"'], ['{"jsonrpc":"1.0","id":1,"method":"tools/list"}'], ['[]']])(
    'JSON, but not JSON-RPC: %s',
    async (body) => {
      const response = await post(body);
      expect(response.status).toBe(400);
      const { error } = (await response.json()) as { error: { code: number } };
      expect([-32600, -32700]).toContain(error.code);
    },
  );

  const larger = (name: string, bytes: number) => {
    const body = call(name);
    return body + ' '.repeat(bytes - body.length);
  };
  const streamed = (body: string) =>
    fetch(house.mcpUrl, {
      method: 'POST',
      headers: mcpHeaders(token),
      body: new Blob([body]).stream(),
      duplex: 'half',
    } as RequestInit);

  test.each([
    ['any tool', 'list_products', CALL_SIZE.bytes],
    ['a tool that takes a long list', 'ingest_events', LARGE_CALL_SIZE.bytes],
  ])('more than %s takes, with a length and without', async (_, name, most) => {
    for (const send of [post, streamed]) {
      const response = await send(larger(name, most + 1));
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({
        error: { code: -32600, message: expect.stringMatching(new RegExp(`at most ${most} bytes.*in parts`)) },
      });
      const taken = await send(larger(name, most));
      expect(taken.status).toBe(200);
      await taken.text();
    }
  });

  test('what large ones take is given back with each answer, in each revision', async () => {
    const { headers, body } = currentMcpRequest(token, 'tools/call', { name: 'ingest_events', arguments: {} });
    const current = body + ' '.repeat(LARGE_CALL_SIZE.bytes - body.length);
    // Six of them are more than there is room for at once; one that waits in vain is 503.
    for (let i = 0; i < 3; i++) {
      for (const response of [
        await post(larger('ingest_events', LARGE_CALL_SIZE.bytes)),
        await fetch(house.mcpUrl, { method: 'POST', headers, body: current }),
      ]) {
        expect(response.status).toBe(200);
        await response.text();
      }
    }
  });

  test('more values, or deeper, than any request has, wherever they are', async () => {
    const around = (inner: string) =>
      `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"x":${inner}}}}`;
    for (const [inner, status, words] of [
      [`[${'[],'.repeat(11_000)}1]`, 413, /at most 21000 values/],
      [`${'['.repeat(100)}${']'.repeat(100)}`, 400, /at most 60 deep/],
    ] as const) {
      const response = await post(around(inner));
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ error: { code: -32600, message: expect.stringMatching(words) } });
    }
  });

  test('another media type', async () => {
    expect((await post(call('list_products'), { 'Content-Type': 'text/plain' })).status).toBe(415);
  });

  test.each(['GET', 'DELETE'])('%s', async (method) => {
    const response = await fetch(house.mcpUrl, { method, headers: { Authorization: `Bearer ${token}` } });
    expect(response.status).toBe(405);
  });
});

const ID = '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f';

test('arguments that are hostile change nothing and leak nothing', async () => {
  await house.polar.clearRequests();
  for (const [name, args] of [
    ['get_customer', { external_customer_id: '..' }],
    ['get_customer', { external_customer_id: '' }],
    ['delete_customer', { external_customer_id: '.' }],
    ['get_product', { id: '../../oauth2/userinfo' }],
    ['get_product', { id: ID, constructor: 1 }],
    ['get_customer', { id: ID, fields: `metadata.${'a.'.repeat(60_000)}b` }],
    ['call_read_tool', { name: 'get_customer', arguments: { id: ID, fields: `metadata.${'a.'.repeat(60_000)}b` } }],
    ['get_customer', { id: ID, fields: Array.from({ length: 6000 }, () => 'id') }],
    ['list_orders', { product_id: Array.from({ length: 6000 }, () => 1) }],
    ['describe_tools', { names: Array.from({ length: 6000 }, () => 'get_order') }],
    ['search_tools', { words: [Array.from({ length: 6000 }, () => 'refund')] }],
  ] as const) {
    const response = await post(call(name, args));
    expect(response.status).toBe(200);
    expect(await response.text(), name).toContain('invalid_arguments');
  }
  expect(await house.polar.requests()).toEqual([]);
});

test('an address with a toolset that there is not is refused, with those that there are', async () => {
  const response = await fetch(`${house.mcpUrl}?toolsets=prodcts`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
    },
    body: call('list_products'),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    jsonrpc: '2.0',
    id: null,
    error: {
      code: -32602,
      message: expect.stringMatching(
        /no toolset "prodcts"\. Did you mean products\? The toolsets are products, customers, /,
      ),
    },
  });
});

test.each([
  [26, 200, 'invalid_arguments'],
  [1000, 400, 'nested at most 60 deep'],
])('arguments nested without end are refused: %s filters in each other', async (filters, status, words) => {
  const clause = '{"conjunction":"and","clauses":[';
  const filter = `${clause.repeat(filters)}${']}'.repeat(filters)}`;
  const args = `{"name":"Deep","aggregation":{"func":"count"},"filter":${filter}}`;
  const answer = await post(call('create_meter').replace('{}', args));
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(words);
});

test('free text in a path stays one segment', async () => {
  await house.polar.clearRequests();
  const answer = await post(call('get_customer', { external_customer_id: '..%2F..%2Fproducts?x=1#y' }));
  await answer.text();
  const [request] = await house.polar.requests();
  expect(request?.operationId).toBe('customers:get_external');
});

test('each call carries the version, a token of its own, and a length where there is a body', async () => {
  await house.polar.clearRequests();
  // An answer is streamed: it's there when its body ends.
  await (await post(call('list_products'))).text();
  await (await post(call('redeliver_webhook_event', { id: '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f' }))).text();
  const requests = await house.polar.requests();
  expect(requests.map(({ operationId, status }) => [operationId, status])).toEqual([
    ['products:list', 200],
    ['webhooks:redeliver_webhook_event', 404],
  ]);
  expect(JSON.stringify(requests)).not.toContain(token);
});

describe('a login that is refused', () => {
  test.each([
    ['on our page', /\/oauth\/authorize/],
    ["on Polar's", /\/oauth2\/authorize/],
  ])('%s tells the client, and stores nothing', async (_, page) => {
    await expect(connect('v2', house.mcpUrl, { decide: denyAt(page) })).rejects.toThrow('access_denied');
  });
});
