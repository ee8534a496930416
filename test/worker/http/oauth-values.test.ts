import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mcpRequest } from '../../support/mcp-request.ts';
import { BASE_URL, Browser, location, send } from '../auth/browser.ts';
import { authorizePath, logIn, REDIRECT_URI, register, toPolar } from '../auth/login.ts';
import { interceptPolar, letPolarBe } from '../auth/polar.ts';
import { logInAs, refreshForm } from '../auth/token-endpoint.ts';

beforeEach(reset);
afterEach(letPolarBe);

/** Texts that don't fit in a key of KV, which has at most 512 bytes, or that might be parsed wrongly. */
const IMPOSSIBLE: [string, string][] = [
  ['600 characters', 'x'.repeat(600)],
  ['600 bytes in 300 characters', 'é'.repeat(300)],
  ['three parts of a token, 650 characters', `${'u'.repeat(600)}:${'g'.repeat(16)}:${'s'.repeat(32)}`],
  ['three parts with 600 bytes in 300 characters', `${'é'.repeat(300)}:${'g'.repeat(16)}:${'s'.repeat(32)}`],
  ['599 colons', ':'.repeat(599)],
];
const STRANGE: [string, string][] = [
  ...IMPOSSIBLE,
  ['nothing', ''],
  ['one colon', ':'],
  ['two colons', '::'],
  ['three colons', ':::'],
  ['a NUL', 'a\0b:c:d'],
  ['half of a character', 'a\ud800:b:c'],
  ['an address', `https://client.example/${'x'.repeat(600)}`],
];

async function answerOf(response: Response) {
  const { error } = await response.json<{ error?: string }>();
  return { status: response.status, error };
}

const post = (form: Record<string, string>, headers: Record<string, string> = {}) =>
  send('/oauth/token', { method: 'POST', headers, body: new URLSearchParams(form) });

test.each(STRANGE.filter(([, value]) => /^[ -~]*$/.test(value)))(
  'a token of %s opens nothing: 401 with a challenge',
  async (_, token) => {
    const request = mcpRequest(token, 'tools/list');
    for (const scheme of ['Bearer ', 'bearer  ', 'Bearer\t']) {
      const headers = new Headers(request.headers);
      headers.set('Authorization', scheme + token);
      const response = await send('/mcp', { ...request, headers });
      expect(response.status).toBe(401);
      expect(response.headers.get('WWW-Authenticate')).toMatch(/^Bearer .*resource_metadata="/);
      expect(response.headers.get('WWW-Authenticate')?.includes('error="invalid_token"')).toBe(token !== '');
    }
  },
);

describe.each(STRANGE)('%s', (_, value) => {
  test('as a client is none', async () => {
    const page = await send(authorizePath(value), { headers: { Accept: 'text/html' } });
    expect([page.status, page.headers.get('Location')]).toEqual([400, null]);
    const form = { grant_type: 'refresh_token', refresh_token: 'x' };
    expect(await answerOf(await post({ ...form, client_id: value }))).toEqual({ status: 401, error: 'invalid_client' });
    const names = { client_id: value, token: 'x' };
    expect(await answerOf(await post(names))).toEqual({ status: 401, error: 'invalid_client' });
  });

  test('as a client that authenticates is none', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: 'x' };
    const basic = btoa(`${encodeURIComponent(value.toWellFormed())}:secret`);
    const refused = await post(form, { Authorization: `Basic ${basic}` });
    expect(refused.headers.get('WWW-Authenticate')).toContain('Basic');
    expect(await answerOf(refused)).toEqual({ status: 401, error: 'invalid_client' });
    const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
    const signed = await post({
      ...form,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: `${part({ alg: 'ES256', typ: 'JWT' })}.${part({ iss: value, sub: value })}.x`,
    });
    expect(await answerOf(signed)).toEqual({ status: 401, error: 'invalid_client' });
  });

  test('as a token of a client is none', async () => {
    const client_id = await register();
    const ask = async (form: Record<string, string>) => answerOf(await post({ client_id, ...form }));
    const refused = { status: 400, error: value === '' ? 'invalid_request' : 'invalid_grant' };
    const exchange = { grant_type: 'authorization_code', redirect_uri: REDIRECT_URI, code_verifier: 'x'.repeat(43) };
    expect(await ask({ ...exchange, code: value })).toEqual(refused);
    expect(await ask({ grant_type: 'refresh_token', refresh_token: value })).toEqual(refused);
    // Revoking an unknown token is no error (RFC 7009 section 2.2).
    if (value !== '') expect((await post({ client_id, token: value })).status).toBe(200);
    const hint = { client_id, token: value, token_type_hint: 'refresh_token' };
    if (value !== '') expect((await post(hint)).status).toBe(200);
  });

  test('as what a page hands on is a page', async () => {
    const browser = new Browser();
    const paths = [
      `state=${encodeURIComponent(value.toWellFormed())}&code=x`,
      `state=connections.${'x'.repeat(600)}&code=x`,
    ];
    for (const path of paths) expect((await browser.get(`/oauth/callback?${path}`)).status).toBe(400);
    const decided = await browser.post('/oauth/authorize', { handle: value, decision: 'approve', access: 'read' });
    expect(decided.status).toBe(400);
    expect((await browser.post('/oauth/authorize', { handle: value, decision: 'deny' })).status).toBe(400);
    expect((await browser.post('/connections/end', { grant: value, owner: value })).status).toBe(403);
  });

  test('as what a client says of itself is taken or refused', async () => {
    for (const field of ['client_name', 'client_uri', 'scope', 'token_endpoint_auth_method', 'software_id']) {
      const body = JSON.stringify({ redirect_uris: [REDIRECT_URI], [field]: value });
      const headers = { 'Content-Type': 'application/json' };
      const { status } = await send('/oauth/register', { method: 'POST', headers, body });
      expect([201, 400], field).toContain(status);
    }
  });
});

test('what is as long as it may be goes through', async () => {
  const state = 's'.repeat(4000);
  const polar = await toPolar(new Browser(), await register(), { state });
  expect(polar.searchParams.get('client_id')).toBeTruthy();
  const clientId = `https://client.example/${'x'.repeat(500)}`.slice(0, 500);
  interceptPolar(new URL(clientId).pathname, () =>
    Response.json({ client_id: clientId, client_name: 'Example', redirect_uris: [REDIRECT_URI] }),
  );
  expect(location(await startedBy(clientId)).origin).toBe(polar.origin);
});

async function startedBy(clientId: string): Promise<Response> {
  const browser = new Browser();
  const html = await (await browser.get(authorizePath(clientId))).text();
  const handle = /name="handle" value="([^"]*)"/.exec(html)?.[1] ?? '';
  return browser.post('/oauth/authorize', { handle, access: 'read', organization: 'all', decision: 'approve' });
}

test.each(['__proto__', '__defineGetter__', 'constructor', 'hasOwnProperty'])(
  'a parameter called %s is none that is read, and breaks nothing',
  async (name) => {
    const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: await register() };
    const body = `${new URLSearchParams(form)}&${name}=x`;
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await send('/oauth/token', { method: 'POST', headers, body });
    expect(await answerOf(answer)).toEqual({ status: 400, error: 'invalid_grant' });
    expect((await send(authorizePath(form.client_id, { [name]: 'x' }))).status).toBe(200);
  },
);

test.each(['state', 'scope', 'redirect_uri', 'resource', 'code_challenge', 'response_type'])(
  'a %s that is far too long, or holds a line’s end, is refused before anything is looked up',
  async (name) => {
    const clientId = await register();
    for (const value of ['x'.repeat(5000), 'a\nb', 'a\u2028b']) {
      const answer = await send(authorizePath(clientId, { [name]: value }));
      expect([answer.status, answer.headers.get('Location')]).toEqual([400, null]);
      expect(await answer.text()).toContain(`${name} is too long, or holds what it can’t hold`);
    }
  },
);

test('a parameter that nobody reads may be anything', async () => {
  const path = authorizePath(await register(), { login_hint: 'Žofie\n', ui_locales: 'x'.repeat(5000) });
  expect((await send(path)).status).toBe(200);
});

test('other headers of any length open nothing and break nothing', async () => {
  const long = 'x'.repeat(100_000);
  expect(
    (await send('/connections', { headers: { Cookie: `a=${long}; __Host-polar-mcp-session=${long}` } })).status,
  ).toBe(200);
  const callback = await send('/oauth/callback?state=x&code=y', { headers: { Cookie: long } });
  expect(callback.status).toBe(400);
  const { access_token } = await logIn();
  for (const session of [long, ':::', '']) {
    const request = mcpRequest(access_token, 'tools/list');
    const headers = new Headers(request.headers);
    headers.set('Mcp-Session-Id', session);
    expect((await send(`${BASE_URL}/mcp`, { ...request, headers })).status).toBe(200);
  }
});

describe('a client is known by its Basic credentials as the provider reads them', () => {
  test.each<[string, (id: string, secret: string) => string]>([
    ['in small letters, after two spaces', (id, secret) => `basic  ${btoa(`${id}:${secret}`)}`],
    ['after a tab', (id, secret) => `Basic\t${btoa(`${id}:${secret}`)}`],
    ['without padding', (id, secret) => `Basic ${btoa(`${id}:${secret}`).replaceAll('=', '')}`],
    [
      'each character escaped',
      (id, secret) => `Basic ${btoa(`${id.replace(/./g, (c) => `%${c.charCodeAt(0).toString(16)}`)}:${secret}`)}`,
    ],
  ])('%s', async (_, header) => {
    const { tokens, credentials } = await logInAs('client_secret_basic');
    const answer = await send('/oauth/token', {
      method: 'POST',
      headers: { Authorization: header(...credentials) },
      body: new URLSearchParams(refreshForm(tokens)),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toHaveProperty('refresh_token');
  });

  test.each([
    ['no name', `Basic ${btoa(':secret')}`],
    ['no colon', `Basic ${btoa('x')}`],
    ['no base64', 'Basic *'],
    ['a broken escape', `Basic ${btoa('%:secret')}`],
    ['two words', `Basic ${btoa('a:b')} ${btoa('c:d')}`],
    ['nothing', 'Basic'],
  ])('%s is nobody', async (_, Authorization) => {
    await register();
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x' });
    const answer = await send('/oauth/token', { method: 'POST', headers: { Authorization }, body });
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: 'invalid_client' }]);
  });
});
