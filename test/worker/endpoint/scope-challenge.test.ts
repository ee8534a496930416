import { reset, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CHALLENGE_SECONDS, REPEATED_AFTER_MS } from '../../../src/auth/refresh/scope-challenges.ts';
import { Browser, location, send } from '../auth/browser.ts';
import { env, opened } from '../auth/calls.ts';
import { type ClientTokens, exchange, register, toPolar } from '../auth/login.ts';
import { decideAtPolar, letPolarBe } from '../auth/polar.ts';
import { ask } from '../mcp/ask.ts';

beforeEach(reset);
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  letPolarBe();
});

/** An app that may only read, and logs in again for more. */
class App {
  #clientId = '';
  tokens: ClientTokens = { access_token: '', refresh_token: '', expires_in: 0, scope: '' };

  static async loggedIn(scope = 'products:read'): Promise<App> {
    const app = new App();
    app.#clientId = await register();
    await app.logIn(scope);
    return app;
  }

  async logIn(scope: string): Promise<void> {
    const browser = new Browser();
    const callback = await decideAtPolar(await toPolar(browser, this.#clientId, { scope }), 'allow');
    this.tokens = await (await exchange(this.#clientId, location(await browser.get(callback.href)))).json();
  }

  async refresh(): Promise<void> {
    const form = { grant_type: 'refresh_token', refresh_token: this.tokens.refresh_token, client_id: this.#clientId };
    const answer = await send('/oauth/token', { method: 'POST', body: new URLSearchParams(form) });
    expect(answer.status).toBe(200);
    this.tokens = await answer.json();
  }

  get grant() {
    return env.GRANTS.get(env.GRANTS.idFromName(this.tokens.access_token.split(':')[1] ?? ''));
  }

  /** What a call gets: the HTTP status of a challenge, the code of an error, or `done`. */
  async call(name = 'list_orders', args: object = {}): Promise<unknown> {
    const { status, message } = await ask(this.tokens, 'tools/call', { name, arguments: args });
    if (status !== 200) return status;
    return message.result.structuredContent?.error?.code ?? 'done';
  }
}

/** Moves the Worker's clock on, but not its timers. */
const later = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });

test('a challenge names the scopes that lack first, and then all that the grant has', async () => {
  const { tokens } = await App.loggedIn('products:read customers:read');
  const call = { name: 'create_refund', arguments: {} };
  const { status, challenge } = await ask(tokens, 'tools/call', call);
  expect(status).toBe(403);
  expect(challenge).toContain('error="insufficient_scope", scope="refunds:write customers:read products:read"');
});

describe('after a refresh that brought no more', () => {
  test('a call is told in words, and asks nothing of Polar', async () => {
    const app = await App.loggedIn();
    expect(await app.call()).toBe(403);
    await app.refresh();
    const { status, message } = await ask(app.tokens, 'tools/call', { name: 'list_orders', arguments: {} });
    expect(status).toBe(200);
    expect(message.result).toMatchObject({ isError: true, structuredContent: { error: { who: 'person' } } });
    expect(await app.call()).toBe('insufficient_scope');
    expect(await app.call('call_read_tool', { name: 'list_orders' })).toBe('insufficient_scope');
    expect(await app.call('list_products')).toBe('done');
  });

  test('so is a change that is called by its name, where every change lacks a permission', async () => {
    const app = await App.loggedIn();
    const change = ['call_write_tool', { name: 'create_refund', arguments: {} }] as const;
    expect(await app.call(...change)).toBe(403);
    await app.refresh();
    expect(await app.call(...change)).toBe('insufficient_scope');
    expect(await app.call('call_write_tool', { name: 'list_products' })).toBe('invalid_arguments');
  });

  test('a call that lacks another scope is challenged, and then told too', async () => {
    const app = await App.loggedIn();
    expect(await app.call()).toBe(403);
    await app.refresh();
    expect(await app.call('list_customers')).toBe(403);
    await app.refresh();
    expect([await app.call('list_customers'), await app.call()]).toEqual(['insufficient_scope', 'insufficient_scope']);
  });

  test('a later refresh starts anew', async () => {
    const app = await App.loggedIn();
    expect(await app.call()).toBe(403);
    await app.refresh();
    expect(await app.call()).toBe('insufficient_scope');
    later(CHALLENGE_SECONDS * 1000);
    await app.refresh();
    expect(await app.call()).toBe(403);
    expect((await opened(app.tokens)).props).not.toHaveProperty('refusedScopes');
  });

  test('a login for more allows it', async () => {
    const app = await App.loggedIn();
    expect(await app.call()).toBe(403);
    await app.refresh();
    await app.logIn('products:read orders:read');
    expect([await app.call(), await app.call('list_customers')]).toEqual(['done', 403]);
  });
});

describe('an app is challenged as before', () => {
  test('when it refreshed because its token ended, and meets its first challenge then', async () => {
    const app = await App.loggedIn();
    await app.refresh();
    expect(await app.call()).toBe(403);
  });

  test('when it refreshes long after a challenge', async () => {
    const app = await App.loggedIn();
    expect(await app.call()).toBe(403);
    later(CHALLENGE_SECONDS * 1000);
    await app.refresh();
    expect(await app.call()).toBe(403);
  });

  test('in each of several calls at once, for it may step up from any of them', async () => {
    const app = await App.loggedIn();
    const calls = await Promise.all([1, 2, 3].map(() => app.call()));
    expect(calls).toEqual([403, 403, 403]);
  });

  test('when its grant can’t record the challenge, or is an object of an older version', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const app = await App.loggedIn();
    await runInDurableObject(app.grant, (grant: { challenge: unknown }) => {
      grant.challenge = undefined;
    });
    expect(await app.call()).toBe(403);
  });
});

describe('an app that calls again with the same token', () => {
  test('is told in words, and challenged again after a minute', async () => {
    const app = await App.loggedIn();
    expect(await app.call()).toBe(403);
    later(REPEATED_AFTER_MS);
    expect([await app.call(), await app.call('list_customers')]).toEqual(['insufficient_scope', 403]);
    later(CHALLENGE_SECONDS * 1000);
    expect(await app.call()).toBe(403);
  });
});

test('what is remembered of a challenge goes with the next alarm', async () => {
  const app = await App.loggedIn();
  const stored = () => runInDurableObject(app.grant, (_, { storage }) => storage.list());
  expect(await app.call()).toBe(403);
  expect([...(await stored()).keys()]).toEqual(['challenges']);
  expect(await runDurableObjectAlarm(app.grant)).toBe(true);
  expect([...(await stored()).keys()]).toEqual([]);

  for (let i = 0; i < 30; i++) await app.grant.challenge({ tokenHash: `${i}`, tools: ['list_orders'], lacking: [] });
  expect((await stored()).get('challenges')).toHaveLength(20);
});
