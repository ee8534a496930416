import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { send } from './browser.ts';
import { env, listTools } from './calls.ts';
import type { ClientTokens } from './login.ts';
import { interceptPolar, letPolarBe } from './polar.ts';
import { logInAs, refreshForm } from './token-endpoint.ts';

beforeEach(reset);
afterEach(letPolarBe);

/** How many of the stranger's requests are under way at once. */
const MANY = 500;
const SLOW_APP = 'https://client.example/slow.json';

/** A host that doesn't answer until it is released. workerd lets no request wait for another's promise, so it polls a flag. */
function slowHost() {
  let isSlow = true;
  const asked = interceptPolar('/slow.json', async () => {
    while (isSlow) await scheduler.wait(20);
    return new Response('', { status: 404 });
  });
  return {
    asked,
    letGo() {
      isSlow = false;
    },
  };
}

const stranger = (form: Record<string, string>, client_id: string) =>
  send('/oauth/token', { method: 'POST', body: new URLSearchParams({ ...form, client_id }) });

/** A token with the owner's ids, which are in each of their codes and tokens, and with an invented secret. */
function madeUp({ refresh_token }: ClientTokens, i: number): string {
  const [userId, grantId] = refresh_token.split(':');
  return `${userId}:${grantId}:${String(i).padStart(32, '0')}`;
}

describe(`while a stranger has ${MANY} requests under way, the owner refreshes at once`, () => {
  test.each([
    [
      'refreshes with made-up tokens',
      (tokens: ClientTokens, i: number) => refreshForm({ ...tokens, refresh_token: madeUp(tokens, i) }),
    ],
    ['revocations of made-up tokens', (tokens: ClientTokens, i: number) => ({ token: madeUp(tokens, i) })],
    ['refreshes with the very token', (tokens: ClientTokens) => refreshForm(tokens)],
    ['revocations of the very token', (tokens: ClientTokens) => ({ token: tokens.refresh_token })],
  ])('%s, of an app whose host never answers', async (_, form) => {
    const client = await logInAs('none');
    const host = slowHost();
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const answered: string[] = [];
    const strangers = Array.from({ length: MANY }, async (__, i) => {
      const { status } = await stranger(form(client.tokens, i), SLOW_APP);
      answered.push('stranger');
      return status;
    });
    while (host.asked.length < MANY) await scheduler.wait(20);
    const answer = await client.post(refreshForm(client.tokens));
    answered.push('owner');
    host.letGo();
    expect(new Set(await Promise.all(strangers))).toEqual(new Set([401]));
    expect(answered[0]).toBe('owner');
    expect(answer.status).toBe(200);
    expect((await listTools(await answer.json())).status).toBe(200);
  });

  test('and made-up tokens in the owner’s app’s own name are refused before the grant’s queue', async () => {
    const client = await logInAs('none');
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const strangers = Array.from({ length: MANY }, async (_, i) => {
      const [refresh, revocation] = [
        { ...refreshForm(client.tokens), refresh_token: madeUp(client.tokens, i) },
        { token: madeUp(client.tokens, i) },
      ];
      return (await client.post(i % 2 ? refresh : revocation)).status;
    });
    const answer = await client.post(refreshForm(client.tokens));
    expect(answer.status).toBe(200);
    expect(new Set(await Promise.all(strangers))).toEqual(new Set([200, 400]));
    expect((await listTools(await answer.json())).status).toBe(200);
  });
});

test('more requests of one grant than wait for their turn are told to come again', async () => {
  const client = await logInAs('none');
  const kv = Object.getPrototypeOf(env.OAUTH_KV);
  const { put } = kv;
  let isSlow = true;
  vi.spyOn(kv, 'put').mockImplementation(async function (this: unknown, ...values) {
    while (isSlow) await scheduler.wait(20);
    return put.apply(this, values);
  });
  const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const busy: Response[] = [];
  const asked = Array.from({ length: 120 }, async () => {
    const answer = await client.post(refreshForm(client.tokens));
    if (answer.status === 503) busy.push(answer);
    return answer;
  });
  while (busy.length < 20) await scheduler.wait(20);
  isSlow = false;
  const answers = await Promise.all(asked);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
  expect(busy).toHaveLength(20);
  for (const answer of busy) {
    expect(answer.headers.get('Retry-After')).toBe('5');
    expect(await answer.json()).toMatchObject({ error: 'temporarily_unavailable' });
  }
  expect(lines).toHaveBeenCalledWith(expect.stringContaining('"event":"grant_busy"'));
  const again = await client.post(refreshForm(client.tokens));
  expect((await listTools(await again.json())).status).toBe(200);
});
