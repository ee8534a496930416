import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BASE_URL, Browser, location, send } from './browser.ts';
import { env } from './calls.ts';
import { type ClientTokens, REDIRECT_URI, toCallback } from './login.ts';
import { interceptPolar, letPolarBe } from './polar.ts';
import { refreshForm } from './token-endpoint.ts';

beforeEach(reset);
afterEach(() => {
  vi.restoreAllMocks();
  letPolarBe();
});

const ID = 'https://client.example/signing.json';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Logs in with an app that authenticates each request with a new signed assertion (RFC 7523). */
async function logIn({ namesItself = true } = {}) {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const { privateKey, publicKey } = pair as CryptoKeyPair;
  const { kty, crv, x, y } = (await crypto.subtle.exportKey('jwk', publicKey)) as JsonWebKey;
  interceptPolar('/signing.json', () =>
    Response.json({
      client_id: ID,
      client_name: 'Example',
      redirect_uris: [REDIRECT_URI],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      jwks: { keys: [{ kty, crv, x, y, kid: 'key', alg: 'ES256', use: 'sig' }] },
    }),
  );
  const assert = async () => {
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iss: ID, sub: ID, aud: BASE_URL, iat, exp: iat + 120, jti: crypto.randomUUID() };
    const text = `${base64url({ alg: 'ES256', kid: 'key', typ: 'JWT' })}.${base64url(claims)}`;
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = await crypto.subtle.sign(algorithm, privateKey, new TextEncoder().encode(text));
    return `${text}.${Buffer.from(signature).toString('base64url')}`;
  };
  const post = async (form: Record<string, string>, client_assertion?: string) => {
    const authentication = {
      ...(namesItself && { client_id: ID }),
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: client_assertion ?? (await assert()),
    };
    return send('/oauth/token', { method: 'POST', body: new URLSearchParams({ ...form, ...authentication }) });
  };
  const browser = new Browser();
  const back = location(await browser.get((await toCallback(browser, ID)).href));
  const response = await post({
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: REDIRECT_URI,
    code_verifier: 'a-code-verifier-of-an-mcp-client-0123456789abc',
  });
  return { post, assert, tokens: await response.json<ClientTokens>() };
}

test('refreshes at once, each with its own assertion, get one answer', async () => {
  const { post, tokens } = await logIn();
  const responses = await Promise.all([1, 2, 3].map(() => post(refreshForm(tokens))));
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
  const answers = await Promise.all(responses.map((response) => response.json<ClientTokens>()));
  expect(new Set(answers.map(({ refresh_token }) => refresh_token)).size).toBe(1);
});

test('an assertion that was used gets no kept answer', async () => {
  const { post, assert, tokens } = await logIn();
  const assertion = await assert();
  const statuses = [await post(refreshForm(tokens), assertion), await post(refreshForm(tokens), assertion)];
  expect(statuses.map(({ status }) => status)).toEqual([200, 401]);
});

test('an assertion that comes twice at the same moment works once', async () => {
  const { post, assert, tokens } = await logIn();
  const assertion = await assert();
  const answers = await Promise.all([1, 2, 3].map(() => post(refreshForm(tokens), assertion)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
});

test('an assertion works once also where KV doesn’t know of it yet', async () => {
  const { post, assert, tokens } = await logIn();
  const assertion = await assert();
  const kv = Object.getPrototypeOf(env.OAUTH_KV) as KVNamespace;
  const get = kv.get as (...given: unknown[]) => unknown;
  let hidden = 0;
  vi.spyOn(kv, 'get').mockImplementation(function (this: KVNamespace, ...given: unknown[]) {
    if (!String(given[0]).startsWith('client-assertion-jti:')) return get.apply(this, given);
    hidden++;
    return Promise.resolve(null);
  } as never);
  const statuses = [await post(refreshForm(tokens), assertion), await post(refreshForm(tokens), assertion)];
  expect(statuses.map(({ status }) => status)).toEqual([200, 401]);
  expect(hidden).toBeGreaterThan(0);
});

test.each([
  ['refresh_token', true],
  ['refresh_token', false],
  ['access_token', true],
  ['access_token', false],
] as const)(
  'revoking its %s ends the connection (names itself beside the assertion: %s)',
  async (kind, namesItself) => {
    const { post, tokens } = await logIn({ namesItself });
    expect((await post({ token: tokens[kind] })).status).toBe(200);
    for (const prefix of ['grant:', 'token:', 'polar:token:']) {
      expect((await env.OAUTH_KV.list({ prefix })).keys).toEqual([]);
    }
  },
);

test('revoking what is no token of it is no error', async () => {
  const { post } = await logIn();
  expect((await post({ token: 'a:bbbbbbbbbbbbbbbb:cccccccccccccccccccccccccccccccc' })).status).toBe(200);
});
