import './outside.ts';
import { createExecutionContext, reset, waitOnExecutionContext } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import worker from '../../../src/index.ts';
import { BASE_URL, Browser, location } from './browser.ts';
import { env } from './calls.ts';
import { authorizePath, type ClientTokens, REDIRECT_URI, toCallback } from './login.ts';
import { serveAt } from './outside.ts';
import { refreshForm } from './token-endpoint.ts';

beforeEach(reset);
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const VERIFIER = 'a-code-verifier-of-an-mcp-client-0123456789abc';
const DAY_SECONDS = 86_400;

const KEYS = 'https://client.example/keys.json';

let apps = 0;

/** An app that publishes its metadata. Each has an address of its own, because the provider may cache a document. */
function newApp(more: object = {}) {
  const id = `https://client.example/app-${++apps}.json`;
  const document = {
    client_id: id,
    client_name: 'Example',
    redirect_uris: [REDIRECT_URI],
    token_endpoint_auth_method: 'none',
    ...more,
  };
  const serve = (answer: () => Response) => serveAt(id, answer);
  serve(() => Response.json(document));
  return { id, document, serve };
}

/** Sends a request to the token endpoint, and waits for what it leaves to be done. */
async function post(form: Record<string, string>): Promise<Response> {
  const context = createExecutionContext();
  const request = new Request<unknown, IncomingRequestCfProperties>(`${BASE_URL}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const response = await worker.fetch(request, { ...bindings } as unknown as Env, context);
  await waitOnExecutionContext(context);
  return response;
}

type Credentials = () => Promise<Record<string, string>>;

async function logIn(id: string, credentials: Credentials = async () => ({ client_id: id })): Promise<ClientTokens> {
  const browser = new Browser();
  const back = location(await browser.get((await toCallback(browser, id)).href));
  const response = await post({
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: REDIRECT_URI,
    code_verifier: VERIFIER,
    ...(await credentials()),
  });
  expect(response.status).toBe(200);
  return response.json();
}

const keptKeys = async () => (await env.OAUTH_KV.list({ prefix: 'polar:document:' })).keys;

const unreachable = (): Response => {
  throw new TypeError('fetch failed');
};
const withStatus = (status: number) => () => new Response('', { status });

describe('a metadata document that can’t be read is a page that names its host', () => {
  test.each<[string, number, string, () => Response]>([
    ['says why it can’t now', 503, 'that it can’t do that now (500)', () => new Response('', { status: 500 })],
    ['limits requests', 503, 'that it can’t do that now (429)', () => new Response('', { status: 429 })],
    ['isn’t there', 503, 'could not reach it', unreachable],
    [
      'has none',
      400,
      'no such description at the address that the app gave (404)',
      () => new Response('', { status: 404 }),
    ],
    ['has a page there', 400, 'isn’t marked as JSON', () => new Response('<p>')],
    ['has another document there', 400, 'no valid description of the app', () => Response.json({})],
  ])('and %s: %i', async (_, status, why, answer) => {
    const { id, serve } = newApp();
    serve(answer);
    const response = await new Browser().get(authorizePath(id));
    expect([response.status, response.headers.has('Retry-After')]).toEqual([status, status === 503]);
    const page = await response.text();
    expect(page).toContain('The app says that client.example describes it.');
    expect(page).toContain(why);
  });
});

const AWAY: [string, () => Response][] = [
  ['answers 503', withStatus(503)],
  ['answers 429', withStatus(429)],
  ['can’t be reached', unreachable],
];

describe.each(AWAY)('an app whose host %s', (_, away) => {
  test('refreshes with the document that it had', async () => {
    const { id, serve } = newApp();
    const tokens = await logIn(id);
    serve(away);
    const refreshed = await post({ ...refreshForm(tokens), client_id: id });
    expect(refreshed.status).toBe(200);
    expect(await refreshed.json()).toHaveProperty('access_token');
  });

  test('is asked to try again where there is none of the last day, and loses nothing', async () => {
    const { id, document, serve } = newApp();
    const tokens = await logIn(id);
    for (const { name } of await keptKeys()) await env.OAUTH_KV.delete(name);
    serve(away);
    const refused = await post({ ...refreshForm(tokens), client_id: id });
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '5']);
    expect(await refused.json()).toMatchObject({
      error: 'temporarily_unavailable',
      error_description: expect.stringContaining('client.example'),
    });
    serve(() => Response.json(document));
    expect((await post({ ...refreshForm(tokens), client_id: id })).status).toBe(200);
  });

  test('can log in with it on another machine', async () => {
    const { id, serve } = newApp();
    await logIn(id);
    serve(away);
    const page = await new Browser().get(authorizePath(id));
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('published by')]);
  });
});

test.each<[string, (document: object) => Response]>([
  ['is gone', () => new Response('', { status: 404 })],
  ['has moved', () => new Response('', { status: 301, headers: { Location: 'https://client.example/new.json' } })],
  ['is of another app', (document) => Response.json({ ...document, client_id: 'https://client.example/other.json' })],
  ['is broken', () => new Response('{', { headers: { 'Content-Type': 'application/json' } })],
])('a document that %s still refuses the app', async (_, answer) => {
  const { id, document, serve } = newApp();
  const tokens = await logIn(id);
  serve(() => answer(document));
  const refused = await post({ ...refreshForm(tokens), client_id: id });
  expect([refused.status, await refused.json()]).toEqual([401, expect.objectContaining({ error: 'invalid_client' })]);
});

describe('a document is kept', () => {
  test('for a day, once its app has got tokens, and not before', async () => {
    const { id } = newApp();
    expect((await new Browser().get(authorizePath(id))).status).toBe(200);
    await post({ grant_type: 'authorization_code', code: 'a:b:c', client_id: id });
    await post({ token: 'none', client_id: id });
    expect(await keptKeys()).toEqual([]);
    await logIn(id);
    const [key, ...others] = await keptKeys();
    expect(others).toEqual([]);
    const left = (key?.expiration ?? 0) - Date.now() / 1000;
    expect(left).toBeGreaterThan(DAY_SECONDS - 60);
    expect(left).toBeLessThanOrEqual(DAY_SECONDS);
  });

  test('also where the provider has it in its cache', async () => {
    const { id, document, serve } = newApp();
    serve(() => Response.json(document, { headers: { 'Cache-Control': 'max-age=3600' } }));
    await logIn(id);
    expect(await keptKeys()).toHaveLength(1);
  });

  test('and written again when it changed, or after six hours', async () => {
    const { id, document, serve } = newApp();
    let tokens = await logIn(id);
    const put = vi.spyOn(Object.getPrototypeOf(env.OAUTH_KV) as KVNamespace, 'put');
    const writesOfRefresh = async () => {
      put.mockClear();
      tokens = await (await post({ ...refreshForm(tokens), client_id: id })).json();
      return put.mock.calls.filter(([key]) => key.startsWith('polar:document:')).length;
    };
    expect(await writesOfRefresh()).toBe(0);
    serve(() => Response.json({ ...document, client_name: 'Renamed' }));
    expect([await writesOfRefresh(), await writesOfRefresh()]).toEqual([1, 0]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 3_600_000 });
    expect(await writesOfRefresh()).toBe(1);
  });
});

test('an app that signs is authenticated by the keys that it had, when their host is away', async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const { privateKey, publicKey } = pair as CryptoKeyPair;
  const { kty, crv, x, y } = (await crypto.subtle.exportKey('jwk', publicKey)) as JsonWebKey;
  serveAt(KEYS, () => Response.json({ keys: [{ kty, crv, x, y, kid: 'key', alg: 'ES256', use: 'sig' }] }));
  const { id, serve } = newApp({
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    jwks_uri: KEYS,
  });
  const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed: Credentials = async () => {
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iss: id, sub: id, aud: BASE_URL, iat, exp: iat + 120, jti: crypto.randomUUID() };
    const text = `${base64url({ alg: 'ES256', kid: 'key', typ: 'JWT' })}.${base64url(claims)}`;
    const signature = await crypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      privateKey,
      new TextEncoder().encode(text),
    );
    return {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: `${text}.${Buffer.from(signature).toString('base64url')}`,
    };
  };
  const tokens = await logIn(id, signed);
  expect(await keptKeys()).toHaveLength(2);
  serve(unreachable);
  serveAt(KEYS, withStatus(503));
  // The provider itself remembers keys for a while.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7 * 3_600_000 });
  const forged = {
    ...(await signed()),
    client_assertion: `${(await signed()).client_assertion?.slice(0, -8)}AAAAAAAA`,
  };
  expect((await post({ ...refreshForm(tokens), ...forged })).status).toBe(401);
  expect((await post({ ...refreshForm(tokens), ...(await signed()) })).status).toBe(200);
});
