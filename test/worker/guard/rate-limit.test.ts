import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { clientNetwork } from '../../../src/guard/address.ts';
import worker from '../../../src/index.ts';
import { BASE_URL, send } from '../oauth/browser.ts';
import { authorizePath, logIn } from '../oauth/login.ts';

// Up to 1,201 requests, one after the other.
vi.setConfig({ testTimeout: 40_000 });

/** Sends until one is refused: at most twice the limit, when the minute ends meanwhile. */
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
  const refused = await untilRefused(30, () => sendOne('192.0.2.1'));
  expect(refused.headers.get('Retry-After')).toBe('60');
  expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('https://a.example');
  expect(refused.headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
  expect(await refused.json()).toMatchObject({ error: 'temporarily_unavailable' });
  expect((await sendOne('192.0.2.2')).status).toBe(400);
});

test('one network of IPv6 is one address', async () => {
  const sendOne = (i: number) =>
    send('/oauth/register', { method: 'POST', headers: from(`2001:db8:0:1::${i.toString(16)}`), body: '{}' });
  await untilRefused(30, sendOne);
});

test('requests for tokens end with an error of OAuth’s', async () => {
  const refused = await untilRefused(300, () =>
    send('/oauth/token', { method: 'POST', headers: from('192.0.2.3'), body: new URLSearchParams() }),
  );
  expect(await refused.json()).toMatchObject({ error: 'temporarily_unavailable' });
});

test('logins end with a page', async () => {
  const refused = await untilRefused(60, () => send(authorizePath('x'), { headers: from('192.0.2.4') }));
  expect(refused.headers.get('Retry-After')).toBe('60');
  expect(await refused.text()).toContain('Wait a minute');
});

test('requests to the MCP endpoint are counted by person, from whatever address', async () => {
  const { access_token } = await logIn();
  // The real limit under a key of this test's own: the other tests log in as the same person.
  const limit = ({ key }: RateLimitOptions) => (env.RATE_LIMIT_MCP as RateLimit).limit({ key: `here:${key}` });
  const limited = { ...env, RATE_LIMIT_MCP: { limit } } as never;
  const refused = await untilRefused(600, async (i) => {
    const headers = { Authorization: `Bearer ${access_token}`, ...from(`192.0.2.${i % 250}`) };
    return worker.fetch(new Request(`${BASE_URL}/mcp`, { headers }), limited, createExecutionContext());
  });
  expect(refused.headers.get('Retry-After')).toBe('60');
  expect(await refused.json()).toMatchObject({ error: 'rate_limited' });
});

test.each([
  ['no address', {}],
  ['this machine', from('127.0.0.1')],
  ['this machine', from('::1')],
])('from %s, nobody is counted', async (_, headers) => {
  for (let i = 0; i < 61; i++) {
    expect((await send('/oauth/register', { method: 'POST', headers, body: '{}' })).status).toBe(400);
  }
});

/** At once the first time, then later. */
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

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:DB8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
  ['2001:0db8:0000:0001:ffff::', '2001:db8:0:1::/64'],
  ['2001:db8:a:b::', '2001:db8:a:b::/64'],
  ['::2001:1:2:3:4', '0:0:0:2001::/64'],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
])('%s is counted as %s', (address, network) => {
  expect(clientNetwork(new Request(BASE_URL, { headers: from(address) }))).toBe(network);
});
