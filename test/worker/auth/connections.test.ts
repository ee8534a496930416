import { reset, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { sessionCookie } from '../../../src/auth/manage/session.ts';
import { readConfig } from '../../../src/config/index.ts';
import { generateKey } from '../../../src/connection/sealing.ts';
import { type GrantMetadata, grantOf, PAIR_KEY, tokenCopyKey } from '../../../src/connection/storage.ts';
import { MCP_REFRESH_TOKEN_IDLE_SECONDS, SESSION_SECONDS, STATE_TTL_SECONDS } from '../../../src/limits.ts';
import { tokenOwner } from '../../../src/policy/grants.ts';
import { BASE_URL, Browser, location, send } from './browser.ts';
import { env, grantDirectly, listTools, opened } from './calls.ts';
import { type ClientTokens, exchange, logIn, REDIRECT_URI, register, toPolar } from './login.ts';
import {
  type Answer,
  decideAtPolar,
  failing,
  interceptPolar,
  letPolarBe,
  limited,
  ORGANIZATIONS_PATH,
  REVOKE_PATH,
  refusedToken,
  TOKEN_PATH,
} from './polar.ts';

beforeEach(reset);
afterEach(() => {
  vi.useRealTimers();
  letPolarBe();
});

/** Ben isn't a member of Ada's first organization. */
const { ada: ADA, ben: BEN, organization: ORGANIZATION } = inject('seed');

/** Runs a login at /connections up to Polar's redirect. */
async function toCallback(browser: Browser, decision: 'allow' | 'deny' = 'allow', userId?: string): Promise<URL> {
  return decideAtPolar(location(await browser.post('/connections/login', {})), decision, userId);
}

/** A browser that is logged in. */
async function loggedIn(userId?: string): Promise<Browser> {
  const browser = new Browser();
  const answer = await browser.get((await toCallback(browser, 'allow', userId)).href);
  expect([answer.status, location(answer).href]).toEqual([303, `${BASE_URL}/connections`]);
  return browser;
}

const read = async (browser: Browser) => (await browser.get('/connections')).text();

/** Reads what the forms of the page would send. */
function forms(page: string): { owner: string; grant: string }[] {
  const fields = page.matchAll(/name="owner" value="([^"]*)">\s*<input type="hidden" name="grant" value="([^"]*)"/g);
  return [...fields].map(([, owner = '', grant = '']) => ({ owner, grant }));
}

async function onlyForm(browser: Browser): Promise<{ owner: string; grant: string }> {
  const [form, ...others] = forms(await read(browser));
  if (!form || others.length > 0) throw new Error('the page does not list one connection');
  return form;
}

/** Lists the keys in KV, except clients' registrations. */
async function stored(): Promise<string[]> {
  const { keys } = await env.OAUTH_KV.list();
  return keys.map(({ name }) => name).filter((name) => !name.startsWith('client:'));
}

/** Makes a connection as a pasted token does, or one that no page of this server would make. */
async function makeGrant(userId: string, metadata: Omit<GrantMetadata, 'connectionId'>, clientId?: string) {
  const id = env.CONNECTIONS.newUniqueId();
  const hour = { obtainedAt: Date.now(), expiresAt: Date.now() + 3_600_000 };
  const pair = { accessToken: 'polar_oat_pasted', refreshToken: 'none', ...hour };
  await env.CONNECTIONS.get(id).create(generateKey(), pair);
  const client = clientId ?? (await register());
  const redirectTo = await grantDirectly(client, {
    userId,
    metadata: { connectionId: id.toString(), ...metadata },
    props: {},
  });
  return { connectionId: id.toString(), redirectTo, client };
}

const sealedPair = (connectionId: string) =>
  runInDurableObject(env.CONNECTIONS.get(env.CONNECTIONS.idFromString(connectionId)), (_, { storage }) =>
    storage.kv.get<string>(PAIR_KEY),
  );

async function later(seconds: number, run: () => Promise<void>): Promise<void> {
  vi.useFakeTimers({ now: Date.now() + seconds * 1000, toFake: ['Date'] });
  await run();
  vi.useRealTimers();
}

describe('without a login', () => {
  test('the page offers one, and the start page leads there', async () => {
    const response = await send('/connections', { headers: { Accept: 'text/html' } });
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
    expect(await response.text()).toMatch(/action="\/connections\/login"[\s\S]*Log in at Polar/);
    expect(await (await send('/')).text()).toContain('href="/connections"');
  });

  test('nothing can be ended', async () => {
    const tokens = await logIn();
    const form = await onlyForm(await loggedIn());
    const refused = await new Browser().post('/connections/end', form);
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('Your login here is over')]);
    expect((await listTools(tokens)).status).toBe(200);
  });
});

describe('the login', () => {
  test('asks Polar for little, with PKCE, and its callback is the registered one', async () => {
    const { searchParams } = location(await new Browser().post('/connections/login', {}));
    expect(Object.fromEntries(searchParams)).toMatchObject({
      redirect_uri: `${BASE_URL}/oauth/callback`,
      scope: 'openid organizations:read',
      prompt: 'consent',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^connections\.[\w-]{43}$/),
    });
  });

  test('leaves nothing here and nothing at Polar', async () => {
    const revocations = interceptPolar(REVOKE_PATH);
    const exchanges = interceptPolar(TOKEN_PATH);
    await loggedIn();
    expect([exchanges.length, revocations.length]).toEqual([1, 1]);
    expect(revocations[0]).toContain('polar_at_u_');
    expect(await stored()).toEqual([]);
  });

  test('sets cookies that only this server can read, and that only the browser sends', async () => {
    const browser = new Browser();
    const begun = await browser.post('/connections/login', {});
    const finished = await browser.get((await decideAtPolar(location(begun), 'allow')).href);
    const cookies = [...begun.headers.getSetCookie(), ...finished.headers.getSetCookie()];
    expect(cookies).toHaveLength(4);
    for (const cookie of cookies) {
      expect(cookie).toMatch(
        /^__Host-polar-mcp-(login|session|ended)=[\w%-]*; Max-Age=(600|0); Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      expect(cookie).not.toContain(ADA);
    }
  });

  test('works once, in one browser, for ten minutes', async () => {
    const browser = new Browser();
    const callback = await toCallback(browser);
    const exchanges = interceptPolar(TOKEN_PATH);
    const stranger = await new Browser().get(callback.href);
    expect([stranger.status, await stranger.text()]).toEqual([400, expect.stringContaining('This login can’t go on')]);
    const other = new Browser();
    await toCallback(other);
    expect((await other.get(callback.href)).status).toBe(400);
    await later(STATE_TTL_SECONDS + 1, async () => expect((await browser.get(callback.href)).status).toBe(400));
    expect(exchanges).toHaveLength(0);

    expect((await browser.get(callback.href)).status).toBe(303);
    expect((await browser.get(callback.href)).status).toBe(400);
    expect(exchanges).toHaveLength(1);
  });

  test("can't be finished with the state of a client's login, nor the other way round", async () => {
    const browser = new Browser();
    const callback = await toCallback(browser);
    const state = callback.searchParams.get('state') ?? '';
    for (const changed of [state.replace('connections.', ''), `connections.${state}`, 'connections.', 'x']) {
      callback.searchParams.set('state', changed);
      expect((await browser.get(callback.href)).status).toBe(400);
    }
    expect(await stored()).toEqual([]);
  });

  test('that is declined at Polar says so', async () => {
    const browser = new Browser();
    const denied = await browser.get((await toCallback(browser, 'deny')).href);
    expect([denied.status, await denied.text()]).toEqual([403, expect.stringContaining('You declined at Polar')]);
    expect(await read(browser)).toContain('Log in at Polar');
  });

  test.each([
    ['temporarily_unavailable', 503, 'Polar isn’t answering'],
    ['invalid_scope', 502, 'doesn’t accept this server'],
  ])('that Polar refuses by %s says so, and asks for nothing', async (error, status, title) => {
    const browser = new Browser();
    const callback = await toCallback(browser);
    callback.searchParams.set('error', error);
    const exchanges = interceptPolar(TOKEN_PATH);
    const answer = await browser.get(callback.href);
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(title)]);
    expect(exchanges).toEqual([]);
    expect(await read(browser)).toContain('Log in at Polar');
  });

  test.each<[string, string, Answer, number, string]>([
    ['is down', TOKEN_PATH, () => new Response('', { status: 503 }), 503, 'Polar isn’t answering'],
    ['hangs', TOKEN_PATH, failing('hang'), 503, 'Polar isn’t answering'],
    ['limits the rate', TOKEN_PATH, limited, 503, 'Too many requests to Polar'],
    ['answers nonsense', TOKEN_PATH, () => new Response('<html>'), 502, 'doesn’t understand Polar'],
    ['refuses the person', ORGANIZATIONS_PATH, refusedToken, 403, 'Polar refuses this account'],
    [
      'refuses this server',
      TOKEN_PATH,
      () => Response.json({ error: 'unauthorized_client' }, { status: 400 }),
      502,
      'doesn’t accept this server',
    ],
    [
      'no longer knows the code',
      TOKEN_PATH,
      () => Response.json({ error: 'invalid_grant' }, { status: 400 }),
      400,
      'This login expired',
    ],
  ])('when Polar %s, a page says what to do, and nobody is logged in', async (_, path, fault, status, title) => {
    const browser = new Browser();
    const callback = await toCallback(browser);
    interceptPolar(path, fault);
    const revocations = interceptPolar(REVOKE_PATH);
    const answer = await browser.get(callback.href);
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(title)]);
    expect(revocations).toHaveLength(path === ORGANIZATIONS_PATH ? 1 : 0);
    expect(await read(browser)).toContain('Log in at Polar');
    expect((await browser.get(callback.href)).status).toBe(400);
  });

  test.each<[string, Answer]>([
    ['refuses', () => Response.json({ error: 'insufficient_scope' }, { status: 403 })],
    ['answers nonsense', () => new Response('<html>', { headers: { 'Content-Type': 'application/json' } })],
    ['fails', () => new Response('', { status: 500 })],
    ['cuts the line', failing('drop')],
  ])('goes on when Polar %s to list the organizations, and says what is missing', async (_, fault) => {
    interceptPolar(ORGANIZATIONS_PATH, fault);
    const revocations = interceptPolar(REVOKE_PATH);
    const browser = await loggedIn();
    expect(revocations).toHaveLength(1);
    expect(await read(browser)).toContain('Polar didn&rsquo;t list all your organizations');
  });

  test('keeps as many organizations as a cookie holds', async () => {
    const items = Array.from({ length: 100 }, (_, i) => ({
      id: crypto.randomUUID(),
      slug: `o${i}`,
      name: `Organization ${i}`,
    }));
    interceptPolar(ORGANIZATIONS_PATH, () =>
      Response.json({ items, pagination: { total_count: 300, max_page: 3 } }, { status: 200 }),
    );
    const browser = new Browser();
    const answer = await browser.get((await toCallback(browser)).href);
    const cookie = answer.headers.getSetCookie().find((one) => one.includes('session')) ?? '';
    expect(cookie.length).toBeGreaterThan(2000);
    expect(cookie.length).toBeLessThan(4096);
    expect(await read(browser)).toContain('Polar didn&rsquo;t list all your organizations');
  });
});

const named = (kind: string) => `polar-mcp-${kind}`;

describe('a session', () => {
  test('ends after ten minutes, or by logging out', async () => {
    await logIn();
    const browser = await loggedIn();
    await later(SESSION_SECONDS + 1, async () => expect(await read(browser)).toContain('Log in at Polar'));
    expect(await read(browser)).toContain('Example Client');
    await browser.post('/connections/login', {});
    await browser.post('/connections/end', await onlyForm(browser));
    expect(browser.cookie.match(/polar-mcp-\w+/g)?.sort()).toEqual(['login', 'session', 'ended'].map(named).sort());
    expect((await browser.post('/connections/logout', {})).status).toBe(303);
    expect(browser.cookie).toBe('');
    expect(await read(browser)).toContain('Log in at Polar');
  });

  test('can’t be made or changed in the browser, and is no other server’s', async () => {
    const config = readConfig(env);
    const session = { userId: ADA, organizations: [], hasAllOrganizations: true, endsAt: Date.now() + 60_000 };
    const pageWith = async (cookie: string) =>
      (await send('/connections', { headers: { Cookie: cookie.split(';')[0] ?? '' } })).text();
    const good = await sessionCookie.set(config, session);
    expect(await pageWith(good)).toContain('Log out');

    const plain = btoa(JSON.stringify({ value: session, until: session.endsAt })).replaceAll('=', '');
    const forged = [
      `__Host-polar-mcp-session=${plain}`,
      good.replace(/=(.{20})./, (_, start) => `=${start}!`),
      good.replace('polar-mcp-session', 'polar-mcp-login'),
      good.replace('__Host-', ''),
      await sessionCookie.set({ ...config, polarClientSecret: 'polar_cs_other' }, session),
      await sessionCookie.set({ ...config, polarEnvironment: 'production' }, session),
      await sessionCookie.set({ ...config, baseUrl: 'https://other.example' }, session),
    ];
    for (const cookie of forged) expect(await pageWith(cookie)).toContain('Log in at Polar');
  });
});

describe('the list', () => {
  test('says who may do what, since when and until when', async () => {
    const tokens = await logIn({ scope: 'products:read products:write' });
    const page = await read(await loggedIn());
    expect(page).toContain('<bdi>Example Client</bdi>');
    expect(page).toContain('127.0.0.1 (a program on the computer where you connected it)');
    expect(page).toMatch(/Read and change[\s\S]*2 permissions[\s\S]*<code>products:write<\/code>/);
    expect(page).toMatch(/<dt>Connected<\/dt>\s*<dd[^>]*><time datetime="[^"]+">\d+ \w+ \d{4}, \d\d:\d\d<\/time> UTC/);
    expect(page).toMatch(
      /<dt>Ends<\/dt>\s*<dd><time datetime="[^"]+">\d+ \w+ \d{4}<\/time>, unless the app is used before/,
    );
    expect(page).not.toContain(tokens.access_token);
  });

  describe('says when an app was last used', () => {
    const DAY_MS = 86_400_000;
    const day = (at: number) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(at);

    /** Has the only grant be from `createdAt` and end at `expiresAt`, in milliseconds since 1970. */
    async function date(createdAt: number, expiresAt: number): Promise<void> {
      const [key = ''] = (await stored()).filter((name) => name.startsWith('grant:'));
      const grant = await env.OAUTH_KV.get<object>(key, 'json');
      const seconds = { createdAt: Math.floor(createdAt / 1000), expiresAt: Math.floor(expiresAt / 1000) };
      await env.OAUTH_KV.put(key, JSON.stringify({ ...grant, ...seconds }));
    }

    async function lastUse(): Promise<string | undefined> {
      const session = { userId: ADA, organizations: [], hasAllOrganizations: true, endsAt: Date.now() + 60_000 };
      const [cookie = ''] = (await sessionCookie.set(readConfig(env), session)).split(';');
      const page = await (await send('/connections', { headers: { Cookie: cookie } })).text();
      expect(page).toContain('<dt>Ends</dt>');
      return /<dt>Last used<\/dt>\s*<dd>([\s\S]*?)<\/dd>/
        .exec(page)?.[1]
        ?.replaceAll(/<[^>]*>/g, '')
        .trim();
    }

    test.each([
      ['2026-03-12T09:00Z', '2026-03-12T10:00Z', '12 Mar 2026'],
      ['2026-03-12T09:00Z', '2026-04-02T10:00Z', '12 Mar 2026'],
      ['2026-03-12T20:00Z', '2026-03-12T23:59Z', '12 Mar 2026'],
      ['2026-03-12T20:00Z', '2026-03-13T00:01Z', '12 Mar 2026 or 13 Mar 2026'],
      ['2026-03-12T20:00Z', '2026-04-02T10:00Z', '12 Mar 2026 or 13 Mar 2026'],
    ])('with tokens of %s, at %s: %s', async (renewed, now, want) => {
      await logIn();
      await date(Date.parse(renewed), Date.parse(renewed) + MCP_REFRESH_TOKEN_IDLE_SECONDS * 1000);
      vi.useFakeTimers({ now: Date.parse(now), toFake: ['Date'] });
      expect(await lastUse()).toBe(want);
    });

    test('by its last renewal', async () => {
      const tokens = await logIn();
      const before = Date.now() - 5 * DAY_MS;
      await date(before - DAY_MS, before + MCP_REFRESH_TOKEN_IDLE_SECONDS * 1000);
      expect(await lastUse()).toMatch(new RegExp(`^${day(before)}( or |$)`));
      const clientId = (await env.OAUTH_PROVIDER.unwrapToken(tokens.access_token))?.grant.clientId ?? '';
      const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: clientId };
      expect((await send('/oauth/token', { method: 'POST', body: new URLSearchParams(form) })).status).toBe(200);
      expect(await lastUse()).toContain(day(Date.now()));
    });

    test('but not where that can’t be told: before it has tokens, or with another lifetime', async () => {
      await makeGrant(ADA, {});
      expect(await lastUse()).toBeUndefined();
      await date(Date.now(), Date.now() + 7 * DAY_MS);
      expect(await lastUse()).toBeUndefined();
    });
  });

  test('is the person’s own', async () => {
    await logIn();
    expect(await read(await loggedIn(BEN))).toContain('No app can use your Polar account');
  });

  test('shows an app’s name as text', async () => {
    const client = await register({ client_name: '<img src=x>' });
    await makeGrant(ADA, {}, client);
    expect(await read(await loggedIn())).toContain('<bdi>&lt;img src=x&gt;</bdi>');
  });

  test('shows the host of an app whose name shows nothing', async () => {
    await makeGrant(ADA, {}, await register({ client_name: '\u200b\u3164\u2800' }));
    expect(await read(await loggedIn())).toContain('<bdi>127.0.0.1</bdi>');
  });

  test('has the connections of pasted tokens of the person’s organizations, and of no others', async () => {
    const metadata = { organizationId: ORGANIZATION, kind: 'token' } as const;
    await makeGrant(tokenOwner(ORGANIZATION), metadata);
    const page = await read(await loggedIn(ADA));
    expect(page).toMatch(/<dt>Organization<\/dt>\s*<dd><bdi>Brightside/);
    expect(page).toContain('With an organization access token');
    expect(await read(await loggedIn(BEN))).toContain('No app can use your Polar account');
  });

  describe('of an app that lacks permissions', () => {
    const pageOf = async (scope: string, name: string, resource = `${BASE_URL}/mcp`) => {
      const client = await register({ client_name: name });
      const browser = new Browser();
      const callback = await decideAtPolar(await toPolar(browser, client, { scope, resource }), 'allow', ADA);
      await exchange(client, location(await browser.get(callback.href)));
      return read(await loggedIn(ADA));
    };

    test('says by area what it may not, and how to connect that app again', async () => {
      const page = await pageOf('products:read orders:read', 'Codex');
      const [, lacking = ''] = /<dt>It may not<\/dt>\s*<dd>([\s\S]*?)<\/dd>/.exec(page) ?? [];
      expect(lacking).toMatch(/<strong>Read:<\/strong> [^<]*Customers/);
      expect(lacking).toContain('<strong>Change anything.</strong>');
      expect(lacking).toContain('<code>products:write</code>');
      expect(lacking).not.toContain('<code>products:read</code>');
      expect(page).toMatch(/To connect again, run <code>codex mcp logout polar-sandbox<\/code>/);
    });

    test('names what it may not change, if it may change something', async () => {
      const page = await pageOf('products:read products:write', 'Codex');
      const [, lacking = ''] = /<dt>It may not<\/dt>\s*<dd>([\s\S]*?)<\/dd>/.exec(page) ?? [];
      expect(lacking).toMatch(/<strong>Change:<\/strong> [^<]*Customers/);
    });

    test('offers nothing that a login at its address can’t give', async () => {
      const page = await pageOf('', 'Codex', `${BASE_URL}/mcp/readonly`);
      expect(page).toContain('<strong>Only read</strong>');
      expect(page).not.toContain('It may not');
      expect(page).not.toContain('Connect again with more');
    });
  });

  test('has an app whose registration is gone', async () => {
    const { client } = await makeGrant(ADA, {});
    await env.OAUTH_KV.delete(`client:${client}`);
    const browser = await loggedIn();
    expect(await read(browser)).toContain('An app whose registration is gone');
    expect((await browser.post('/connections/end', await onlyForm(browser))).status).toBe(303);
    expect(await read(browser)).toContain('One app is disconnected');
  });

  test('names an app by its host when its description can’t be read', async () => {
    const clientId = 'https://app.example/client.json';
    const described = { client_id: clientId, client_name: 'Described', redirect_uris: [REDIRECT_URI] };
    interceptPolar('/client.json', () =>
      Response.json({ ...described, token_endpoint_auth_method: 'none' }, { headers: { 'Cache-Control': 'no-store' } }),
    );
    await makeGrant(ADA, {}, clientId);
    const browser = await loggedIn();
    expect(await read(browser)).toMatch(/<bdi>Described<\/bdi>[\s\S]*<dd>app\.example<\/dd>/);
    interceptPolar('/client.json', () => new Response('', { status: 500 }));
    expect(await read(browser)).toContain('<bdi>app.example</bdi>');
  });

  test('stops at a hundred, and says so', async () => {
    const { client } = await makeGrant(ADA, {});
    const [key] = (await stored()).filter((name) => name.startsWith('grant:'));
    const grant = await env.OAUTH_KV.get<object>(key ?? '', 'json');
    for (let i = 0; i < 100; i++) {
      await env.OAUTH_KV.put(`grant:${ADA}:copy${i}`, JSON.stringify({ ...grant, id: `copy${i}`, clientId: client }));
    }
    const page = await read(await loggedIn());
    expect(forms(page)).toHaveLength(100);
    expect(page).toContain('There are more');
  });
});

describe('ending', () => {
  let tokens: ClientTokens;
  beforeEach(async () => {
    tokens = await logIn();
  });

  test('one connection: its client gets 401, and nothing of it is left', async () => {
    const { props } = await opened(tokens);
    expect(await sealedPair(props.connectionId)).toBeTruthy();
    expect(await env.OAUTH_KV.get(tokenCopyKey(grantOf(tokens.access_token)))).toBeTruthy();
    expect((await listTools(tokens)).status).toBe(200);
    const clientId = (await env.OAUTH_PROVIDER.unwrapToken(tokens.access_token))?.grant.clientId ?? '';

    const browser = await loggedIn();
    const ended = await browser.post('/connections/end', await onlyForm(browser));
    expect([ended.status, location(ended).pathname]).toEqual([303, '/connections']);
    const page = await read(browser);
    expect(page).toMatch(
      /role="status"[\s\S]*Example Client is disconnected<\/strong>[\s\S]*At Polar the access runs out by itself/,
    );
    expect(page).toContain('No app can use your Polar account');

    expect((await listTools(tokens)).status).toBe(401);
    expect(await sealedPair(props.connectionId)).toBeUndefined();
    expect(await stored()).toEqual([]);
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: clientId };
    const refused = await send('/oauth/token', { method: 'POST', body: new URLSearchParams(refresh) });
    expect([refused.status, await refused.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })]);
  });

  test('is told once: a second time there is nothing to end', async () => {
    const browser = await loggedIn();
    const form = await onlyForm(browser);
    await browser.post('/connections/end', form);
    const again = await browser.post('/connections/end', form);
    expect([again.status, await again.text()]).toEqual([404, expect.stringContaining('There is no such connection')]);
  });

  test('leaves out what KV still lists, for a minute', async () => {
    const { props } = await opened(tokens);
    const [key = ''] = (await stored()).filter((name) => name.startsWith('grant:'));
    const grant = (await env.OAUTH_KV.get(key)) ?? '';
    const browser = await loggedIn();
    await browser.post('/connections/end', await onlyForm(browser));
    await env.OAUTH_KV.put(key, grant);
    expect(forms(await read(browser))).toHaveLength(0);
    await later(61, async () => expect(forms(await read(browser))).toHaveLength(1));
    expect(await sealedPair(props.connectionId)).toBeUndefined();
  });

  test('another person’s connection doesn’t work, whatever the form says', async () => {
    const { owner, grant } = await onlyForm(await loggedIn(ADA));
    await makeGrant(BEN, {});
    const ben = await loggedIn(BEN);
    const { grant: own } = await onlyForm(ben);
    for (const form of [
      { owner, grant },
      { owner: BEN, grant },
      { owner, grant: own },
      { owner: tokenOwner(ORGANIZATION), grant },
      { owner: `${BEN}:${grant}`, grant: '' },
      { owner: '', grant: '' },
      {},
    ]) {
      expect((await ben.post('/connections/end', form as Record<string, string>)).status).toBe(404);
    }
    expect((await ben.post('/connections/end', { all: 'yes' })).status).toBe(303);
    expect(await read(ben)).toContain('Example Client is disconnected');
    expect((await listTools(tokens)).status).toBe(200);
  });

  test('all of them, of both kinds', async () => {
    const second = await logIn();
    const metadata = { organizationId: ORGANIZATION, kind: 'token' } as const;
    const { connectionId } = await makeGrant(tokenOwner(ORGANIZATION), metadata);
    const browser = await loggedIn();
    const page = await read(browser);
    expect(forms(page)).toHaveLength(3);
    expect(page).toContain('End all 3');

    await browser.post('/connections/end', { all: 'yes' });
    const after = await read(browser);
    expect(after).toMatch(/3 connections have ended[\s\S]*An organization access token itself still works/);
    expect(forms(after)).toHaveLength(0);
    expect((await listTools(tokens)).status).toBe(401);
    expect((await listTools(second)).status).toBe(401);
    expect(await sealedPair(connectionId)).toBeUndefined();
    expect(await stored()).toEqual([]);
  });

  test('a login that wasn’t finished: its code is worth nothing any more', async () => {
    const { client, redirectTo } = await makeGrant(BEN, {});
    const ben = await loggedIn(BEN);
    expect(await read(ben)).toContain('the app didn’t finish connecting');
    await ben.post('/connections/end', await onlyForm(ben));
    expect((await exchange(client, redirectTo)).status).toBe(400);
  });
});
