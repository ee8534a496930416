import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { clientNetwork } from '../../../src/http/rate-limit.ts';
import worker from '../../../src/index.ts';
import { mcpRequest } from '../../support/mcp-request.ts';
import { BASE_URL, send } from '../auth/browser.ts';
import { authorizePath, logIn } from '../auth/login.ts';

/** How many requests of a network the limits take here: a fifteenth of those in wrangler.toml. A /48 has twice as many. */
const LIMITS = { authorize: 4, register: 2, token: 20, unauthorized: 20 };

/** Sends requests until one is refused: at most twice the limit, because the minute may end meanwhile. */
async function untilRefused(limit: number, sendOne: (i: number) => Promise<Response>): Promise<Response> {
  let answered = 0;
  for (let i = 0; i < 2 * limit + 1; i++) {
    const response = await sendOne(i);
    if (response.status === 429) {
      expect(answered).toBeGreaterThanOrEqual(limit);
      return response;
    }
    answered++;
    await response.body?.cancel();
  }
  throw new Error('none was refused');
}

const from = (address: string) => ({ 'CF-Connecting-IP': address });

test('registrations from one address end with an error of OAuth’s, those from another go on', async () => {
  const sendOne = (address: string) =>
    send('/oauth/register', { method: 'POST', headers: { ...from(address), Origin: 'https://a.example' }, body: '{}' });
  const refused = await untilRefused(LIMITS.register, () => sendOne('192.0.2.1'));
  expect(refused.headers.get('Retry-After')).toBe('60');
  expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('https://a.example');
  expect(refused.headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
  expect(await refused.json()).toMatchObject({ error: 'temporarily_unavailable' });
  expect((await sendOne('192.0.2.2')).status).toBe(400);
});

test('one network of IPv6 is one address', async () => {
  const sendOne = (i: number) =>
    send('/oauth/register', { method: 'POST', headers: from(`2001:db8:0:1::${i.toString(16)}`), body: '{}' });
  await untilRefused(LIMITS.register, sendOne);
});

/** Makes requests from a /64 each, in one /48. */
const inSite = (site: string) => (i: number) => from(`${site}:${i.toString(16)}::1`);

test.each<[string, number, string, (i: number) => RequestInit & { path?: string }]>([
  ['registrations', 2 * LIMITS.register, '/oauth/register', () => ({ method: 'POST', body: '{}' })],
  ['requests for tokens', 2 * LIMITS.token, '/oauth/token', () => ({ method: 'POST', body: new URLSearchParams() })],
  ['logins', 2 * LIMITS.authorize, authorizePath('x'), () => ({})],
  ['requests without a token', 2 * LIMITS.unauthorized, '/mcp', () => ({ method: 'POST', body: '{}' })],
])('%s from ever new networks of one /48 end, too', async (_, limit, path, init) => {
  const site = inSite(`2001:db8:${limit.toString(16)}${path.length.toString(16)}`);
  await untilRefused(limit, (i) => send(path, { ...init(i), headers: site(i) }));
  expect((await send(path, { ...init(0), headers: from('2001:db8:ffff::1') })).status).not.toBe(429);
});

test('callbacks with a state that somebody made up end with a page', async () => {
  const refused = await untilRefused(LIMITS.authorize, (i) =>
    send(`/oauth/callback?code=x&state=${i}`, { headers: from('192.0.2.6') }),
  );
  expect(await refused.text()).toContain('Wait a minute');
  // A login from the same network can still begin.
  expect((await send(authorizePath('x'), { headers: from('192.0.2.6') })).status).toBe(400);
});

test('links of changes that somebody made up end with a page', async () => {
  const refused = await untilRefused(LIMITS.authorize, (i) => send(`/confirm/x${i}`, { headers: from('192.0.2.7') }));
  expect(await refused.text()).toContain('Wait a minute');
});

describe('requests to the MCP endpoint that end with 401', () => {
  const person = 'c22fbeb8-89e3-4825-9ff2-c77b834997c4';
  const madeUp = (i: number) => `${person}:${String(i).padStart(16, '0')}:${'x'.repeat(32)}`;
  const call = (headers: Record<string, string>, token: string | undefined, bindings: object = {}) => {
    const init = {
      method: 'POST',
      body: '{}',
      headers: { ...headers, ...(token && { Authorization: `Bearer ${token}` }) },
    };
    const request = new Request<unknown, IncomingRequestCfProperties>(`${BASE_URL}/mcp`, init);
    return worker.fetch(request, { ...env, ...bindings } as never, createExecutionContext());
  };

  /** Makes bindings that count the reads of KV. */
  function counting() {
    const reads: string[] = [];
    const get = (...given: Parameters<typeof env.OAUTH_KV.get>) => {
      reads.push(String(given[0]));
      return env.OAUTH_KV.get(...given);
    };
    const OAUTH_KV = new Proxy(env.OAUTH_KV, {
      get: (kv, name) => (name === 'get' ? get : Reflect.get(kv, name).bind(kv)),
    });
    return { reads, bindings: { OAUTH_KV } };
  }

  test.each<[string, (i: number) => string | undefined]>([
    ['made-up tokens', madeUp],
    ['no token', () => undefined],
    ['what is no token', () => 'x'],
  ])('by %s end with 429, and no more is read', async (kind, token) => {
    const there = from(`198.51.100.${kind.length}`);
    const refused = await untilRefused(LIMITS.unauthorized, (i) => call(there, token(i)));
    expect([refused.headers.get('Retry-After'), refused.headers.get('WWW-Authenticate')]).toEqual(['60', null]);
    expect(await refused.json()).toMatchObject({ error: 'rate_limited' });
    const { reads, bindings } = counting();
    for (let i = 1000; i < 1020; i++) expect((await call(there, token(i), bindings)).status).toBe(429);
    expect((await call(there, madeUp(0), bindings)).status).toBe(429);
    expect(reads).toEqual([]);
    // Until the network is over its limit, each invented token costs two reads.
    expect((await call(from('203.0.113.9'), madeUp(7), bindings)).status).toBe(401);
    expect(reads).toHaveLength(2);
  });

  test('keep nobody out who was there with a good token, also behind the same address', async () => {
    const there = from('198.51.100.99');
    const [known, unknown] = [await logIn(), await logIn()];
    const status = async ({ access_token }: { access_token: string }, where = there) =>
      (
        await worker.fetch(
          new Request<unknown, IncomingRequestCfProperties>(`${BASE_URL}/mcp`, {
            ...mcpRequest(access_token, 'tools/list'),
            headers: { ...mcpRequest(access_token, 'tools/list').headers, ...where },
          }),
          env as never,
          createExecutionContext(),
        )
      ).status;
    expect(await status(known)).toBe(200);
    await untilRefused(LIMITS.unauthorized, (i) => call(there, madeUp(i)));
    expect(await status(known)).toBe(200);
    // This isolate hasn't seen yet that the token is valid. After a request from another network it has.
    expect(await status(unknown)).toBe(429);
    expect(await status(unknown, from('203.0.113.10'))).toBe(200);
    expect(await status(unknown)).toBe(200);
    // A token that only resembles a valid one is refused.
    const { reads, bindings } = counting();
    for (const token of [known.access_token.slice(0, 60), known.access_token.replace(/.{32}$/, 'y'.repeat(32))])
      expect((await call(there, token, bindings)).status).toBe(429);
    expect(reads).toEqual([]);
  });

  test('from ever new networks of one /48 end without a read, too', async () => {
    const site = inSite('2001:db8:abcd');
    await untilRefused(2 * LIMITS.unauthorized, (i) => call(site(i), madeUp(i)));
    const { reads, bindings } = counting();
    for (let i = 2000; i < 2010; i++) expect((await call(site(i), madeUp(i), bindings)).status).toBe(429);
    expect(reads).toEqual([]);
  });

  test('a token that was good and has ended is none any more', async () => {
    const there = from('198.51.100.97');
    const { access_token: token } = await logIn();
    expect((await call(there, token)).status).not.toBe(401);
    await untilRefused(LIMITS.unauthorized, (i) => call(there, madeUp(i)));
    const { keys } = await env.OAUTH_KV.list({ prefix: 'token:' });
    for (const { name } of keys) await env.OAUTH_KV.delete(name);
    const { reads, bindings } = counting();
    expect((await call(there, token, bindings)).status).toBe(429);
    expect(reads).toHaveLength(1);
    expect((await call(there, token, bindings)).status).toBe(429);
    expect(reads).toHaveLength(1);
  });

  test('can be read by a page of an allowed origin, whose preflights pass', async () => {
    const there = { ...from('198.51.100.98'), Origin: BASE_URL };
    const first = await untilRefused(LIMITS.unauthorized, () => call(there, undefined));
    const second = await call(there, undefined);
    for (const { status, headers } of [first, second]) {
      expect([status, headers.get('Access-Control-Allow-Origin')]).toEqual([429, BASE_URL]);
      expect(headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    }
    const preflight = { method: 'OPTIONS', headers: { ...there, 'Access-Control-Request-Method': 'POST' } };
    expect((await send('/mcp', preflight)).status).toBe(204);
  });
});

test('requests for tokens end with an error of OAuth’s', async () => {
  const refused = await untilRefused(LIMITS.token, () =>
    send('/oauth/token', { method: 'POST', headers: from('192.0.2.3'), body: new URLSearchParams() }),
  );
  expect(await refused.json()).toMatchObject({ error: 'temporarily_unavailable' });
});

test('logins end with a page', async () => {
  const refused = await untilRefused(LIMITS.authorize, () => send(authorizePath('x'), { headers: from('192.0.2.4') }));
  expect(refused.headers.get('Retry-After')).toBe('60');
  expect(await refused.text()).toContain('Wait a minute');
});

test('requests to the MCP endpoint are counted by connection, from whatever address: the person’s others go on', async () => {
  const [{ access_token }, other] = [await logIn(), await logIn()];
  // A smaller limit stands for this one, under keys of its own: other tests make many calls on a connection.
  const limit = ({ key }: RateLimitOptions) => (env.RATE_LIMIT_UNAUTHORIZED as RateLimit).limit({ key: `mcp:${key}` });
  const limited = { ...env, RATE_LIMIT_MCP: { limit } } as never;
  const sendOne = (token: string, address: string) => {
    const headers = { Authorization: `Bearer ${token}`, ...from(address) };
    return worker.fetch(new Request(`${BASE_URL}/mcp`, { headers }), limited, createExecutionContext());
  };
  const refused = await untilRefused(LIMITS.unauthorized, (i) => sendOne(access_token, `192.0.2.${i % 250}`));
  expect(refused.headers.get('Retry-After')).toBe('60');
  expect(await refused.json()).toMatchObject({ error: 'rate_limited' });
  expect((await sendOne(other.access_token, '192.0.2.1')).status).not.toBe(429);
});

test.each([
  ['no address', {}],
  ['this machine', from('127.0.0.1')],
  ['this machine', from('::1')],
])('from %s, nobody is counted', async (_, headers) => {
  for (let i = 0; i < 2 * LIMITS.register + 1; i++) {
    expect((await send('/oauth/register', { method: 'POST', headers, body: '{}' })).status).toBe(400);
  }
});

/** Throws at once the first time, and rejects after that. */
function failing() {
  const limit = vi.fn().mockRejectedValue(new Error('down'));
  return limit.mockImplementationOnce(() => {
    throw new Error('down');
  });
}

test.each([
  ['that is missing', '/oauth/register', { RATE_LIMIT_REGISTER: undefined }],
  ['that fails', '/oauth/token', { RATE_LIMIT_TOKEN: { limit: failing() } }],
])('a limit %s lets everything through, and says so once', async (_, path, bindings) => {
  const said = vi.spyOn(console, 'warn');
  for (let i = 0; i < 2; i++) {
    const init = { method: 'POST', headers: from('192.0.2.5'), body: '{}' };
    const request = new Request<unknown, IncomingRequestCfProperties>(BASE_URL + path, init);
    const answer = await worker.fetch(request, { ...env, ...bindings } as never, createExecutionContext());
    expect(answer.status).toBe(400);
  }
  const lines = said.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('rate_limit_unavailable'));
  expect(lines).toEqual([expect.stringContaining(Object.keys(bindings)[0] ?? '')]);
  said.mockRestore();
});

test.each<[string, string, string?]>([
  ['192.0.2.1', '192.0.2.1'],
  [' 192.0.2.1 ', '192.0.2.1'],
  ['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
  ['2001:DB8:0:0:1:2:3:4', '2001:db8:0:0::/64', '2001:db8:0::/48'],
  ['2001:0db8:0000:0001:ffff::', '2001:db8:0:1::/64', '2001:db8:0::/48'],
  ['2001:db8:a:b::', '2001:db8:a:b::/64', '2001:db8:a::/48'],
  ['2001:db8:a:b:c:d:192.0.2.1', '2001:db8:a:b::/64', '2001:db8:a::/48'],
  ['::2001:1:2:3:4', '0:0:0:2001::/64', '0:0:0::/48'],
  ['FE80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
  ['2002:c000:201::1', '2002:c000:201:0::/64', '2002:c000:201::/48'],
  ['2002:c000:201:ffff::1', '2002:c000:201:ffff::/64', '2002:c000:201::/48'],
  // Each spelling of an IPv4 address counts as the same network.
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:c000:201', '192.0.2.1'],
  ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
  // A malformed address is counted too.
  ['2001:db8::1::2', '2001:db8:0:0::/64', '2001:db8:0::/48'],
])('%s is counted as %s', (address, own, site) => {
  const network = clientNetwork(new Request(BASE_URL, { headers: from(address) }));
  expect(network).toEqual({ own, ...(site !== undefined && { site }) });
});

test.each(['127.0.0.1', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', ''])('%j is this machine', (address) => {
  expect(clientNetwork(new Request(BASE_URL, { headers: from(address) }))).toBeUndefined();
});
