import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import type { CallError } from '../../../src/errors.ts';
import { type ClientTokens, logIn, logInFor } from '../auth/login.ts';
import { requestsDuring, simulator } from '../auth/polar.ts';
import { callTool } from './ask.ts';

/** One person with two apps, and another person. */
let [greedy, light, other]: ClientTokens[] = [];
beforeAll(async () => {
  [greedy, light, other] = [await logIn(), await logIn(), await logInFor('all', inject('seed').ben)];
});
beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());
afterEach(async () => {
  vi.restoreAllMocks();
  await simulator.clearFaults();
});

/** The share of each connection. */
function share(limit: number) {
  const counts = new Map<string, number>();
  const binding = {
    limit: async ({ key }: RateLimitOptions) => {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return { success: (counts.get(key) ?? 0) <= limit };
    },
  };
  return { counts, asking: { vars: { RATE_LIMIT_POLAR: binding } as never } };
}

const errorOf = ({ structuredContent }: { structuredContent?: { error?: CallError } }) => structuredContent?.error;
const list = async (tokens: ClientTokens | undefined, asking: object) =>
  errorOf(await callTool(tokens as ClientTokens, 'list_products', { limit: 1 }, asking));

test('a connection that has had its share is told so and when it has another, without a request to Polar; others go on', async () => {
  const { asking } = share(3);
  for (let i = 0; i < 3; i++) expect(await list(greedy, asking)).toBeUndefined();
  const requests = await requestsDuring(async () => {
    expect(await list(greedy, asking)).toEqual({
      code: 'rate_limited',
      who: 'polar',
      message:
        'This connection has had its share of the requests that Polar takes in a minute, and others need theirs: this call was not sent, and nothing was changed.',
      what_to_do: 'Wait 60 s, then make the same call again.',
      retryable: true,
      retry_after_s: 60,
      request_id: expect.any(String),
    });
  });
  expect(requests).toEqual([]);
  for (const tokens of [light, other]) expect(await list(tokens, asking)).toBeUndefined();
});

test('each request counts once, however often it is sent; what asks Polar nothing doesn’t', async () => {
  const { counts, asking } = share(100);
  await simulator.fault({ kind: 'status', status: 503, match: { operationId: 'products:list' }, times: 2 });
  expect(await list(greedy, asking)).toBeUndefined();
  await callTool(greedy as ClientTokens, 'list_recent_writes', {}, asking);
  expect([...counts.values()]).toEqual([1]);
});

test.each([
  ['is missing', undefined],
  ['fails', { limit: () => Promise.reject(new Error('down')) }],
])('a share that %s lets everything through', async (_, binding) => {
  for (let i = 0; i < 5; i++) expect(await list(greedy, { vars: { RATE_LIMIT_POLAR: binding } })).toBeUndefined();
});

test('the binding is there', () => {
  expect(env.RATE_LIMIT_POLAR).toBeDefined();
});
