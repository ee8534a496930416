import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS_BUDGET_BYTES } from '../../../src/polar/body.ts';
import { createPolarClient, serializeQuery } from '../../../src/polar/client.ts';

const LARGE = 'a'.repeat(ANSWERS_BUDGET_BYTES - 1000);
const MIDDLING = 'b'.repeat(100_000);

/** The answers that began and have not ended. */
const held: ServerResponse[] = [];
const server = createServer((request, response) => {
  const isLarge = request.url?.startsWith('/v1/orders/');
  const text = isLarge ? LARGE : MIDDLING;
  response.writeHead(200, { 'Content-Length': text.length });
  if (!isLarge) return response.end(text);
  response.write(text.slice(0, -1));
  held.push(response);
});
beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function polar() {
  const { port } = server.address() as AddressInfo;
  const token = async () => 'a token';
  return createPolarClient({
    apiUrl: `http://127.0.0.1:${port}`,
    tokens: { current: token, afterRefusal: token },
    deadline: Date.now() + 15_000,
    signal: AbortSignal.timeout(15_000),
  });
}

test('a read waits until there is budget for its answer; the answer to a change does not', async () => {
  const ends: string[] = [];
  const call = async (name: string, answer: Promise<{ data?: unknown }>) => {
    const { data } = await answer;
    ends.push(name);
    return String(data).length;
  };
  const large = call('large', polar().GET('/v1/orders/', { parseAs: 'text' }));
  await expect.poll(() => held.length).toBe(1);
  const read = call('read', polar().GET('/v1/products/', { parseAs: 'text' }));
  const body = { name: 'New', prices: [] } as never;
  expect(await call('change', polar().POST('/v1/products/', { body, parseAs: 'text' }))).toBe(MIDDLING.length);
  // A read that didn't wait would end in this time.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(ends).toEqual(['change']);
  held.pop()?.end('a');
  expect(await Promise.all([large, read])).toEqual([LARGE.length, MIDDLING.length]);
  expect(ends).toEqual(['change', 'large', 'read']);
});

const queries: [string, { given: Record<string, unknown>; want: string }][] = [
  ['scalars', { given: { page: 2, archived: false, query: 'a b&c' }, want: 'page=2&archived=false&query=a+b%26c' }],
  ['lists repeat their key', { given: { id: ['a', 'b'] }, want: 'id=a&id=b' }],
  [
    'objects are deepObject',
    { given: { metadata: { plan: 'pro', n: 1 } }, want: 'metadata%5Bplan%5D=pro&metadata%5Bn%5D=1' },
  ],
  [
    'lists in objects repeat theirs',
    { given: { metadata: { plan: ['a', 'b'] } }, want: 'metadata%5Bplan%5D=a&metadata%5Bplan%5D=b' },
  ],
  ['nothing is left out', { given: { a: null, b: undefined, c: [] }, want: '' }],
];

test.each(queries)('a query: %s', (_, { given, want }) => {
  expect(serializeQuery(given)).toBe(want);
});
