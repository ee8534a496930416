import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { controlSimulator, type SimulatorControl } from '../../../simulator/control.ts';
import { DEFAULT_CLIENT, SEED, type Simulator, startSimulator } from '../../../simulator/index.ts';
import {
  api,
  authorizeUrl,
  CLIENT,
  codeFor,
  decide,
  exchange,
  login,
  pkce,
  postForm,
  REDIRECT,
  refresh,
  send,
  type Tokens,
} from '../../support/simulator-client.ts';

let simulator: Simulator;
let control: SimulatorControl;

beforeAll(async () => {
  simulator = await startSimulator();
  control = controlSimulator(simulator.url);
});
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const register = (metadata: object, headers: Record<string, string> = {}) =>
  send(`${simulator.url}/v1/oauth2/register`, {
    method: 'POST',
    body: JSON.stringify(metadata),
    headers: { 'content-type': 'application/json', ...headers },
  });
const metadata = { client_name: '<b>Test</b>', redirect_uris: [REDIRECT] };
const products = (token: string) => api(simulator, token, 'GET', '/v1/products/');

describe('the check of a login before a person has logged in', () => {
  const check = (query: Record<string, string>) =>
    send(authorizeUrl(simulator, query).replace('/oauth2/authorize', '/v1/oauth2/authorize'));

  test.each([
    ['an unknown client', { client_id: 'polar_ci_other' }, 'invalid_client', /does not exist/],
    ['another redirect URI', { redirect_uri: 'https://other.example/' }, 'invalid_request', /^Redirect URI https/],
  ])('%s is a 400', async (_, query, error, description) => {
    const answer = await check(query);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error, error_description: expect.stringMatching(description) });
  });

  test('what is right goes on to a login, or back to the client that wants none', async () => {
    expect((await check({ scope: 'openid' })).status).toBe(401);
    // Without `openid` nobody has to be logged in to be shown what is asked.
    expect(await (await check({ scope: 'products:read' })).json()).toMatchObject({
      sub: null,
      scopes: ['products:read'],
    });
    const answer = await check({ prompt: 'none' });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(new RegExp(`^${REDIRECT}\\?error=login_required`));
  });
});

describe('registration', () => {
  test('is open and gives a client that can log in', async () => {
    const response = await register(metadata);
    expect(response.status).toBe(201);
    const client = (await response.json()) as Record<string, string>;
    expect(client).toMatchObject({ token_endpoint_auth_method: 'client_secret_post', redirect_uris: [REDIRECT] });
    expect(client.client_id).toMatch(/^polar_ci_/);
    expect(client.client_secret).toMatch(/^polar_cs_/);
    expect(client.registration_access_token).toBeTruthy();
    const { client_id = '', client_secret = '' } = client;
    const code = await codeFor(simulator, { client_id, scope: 'openid products:read' });
    expect(code).toMatch(/^polar_ac_/);
    const answer = await exchange(simulator, { client_id, client_secret, code });
    expect(await answer.json()).toMatchObject({
      token_type: 'Bearer',
      scope: 'openid products:read',
      expires_in: 864_000,
    });
  });

  test("with a person's token is refused", async () => {
    const { access_token } = await login(simulator);
    expect((await register(metadata, { authorization: `Bearer ${access_token}` })).status).toBe(403);
  });

  test('names every mistake', async () => {
    const response = await register({ redirect_uris: 'x', scope: 1, grant_types: ['password', 'implicit'] });
    expect(response.status).toBe(422);
    const { detail } = (await response.json()) as { detail: { loc: unknown[] }[] };
    expect(detail.map(({ loc }) => loc.slice(1).join('.'))).toEqual([
      'redirect_uris',
      'grant_types.0',
      'grant_types.1',
      'scope',
      'client_name',
    ]);
  });

  test('can be ended by who made it', async () => {
    const made = (await (await register(metadata)).json()) as Record<string, string>;
    const { client_id = '', registration_access_token = '', registration_client_uri = '' } = made;
    const manage = (method: string, token: string) =>
      send(registration_client_uri, { method, headers: { authorization: `Bearer ${token}` } });
    expect((await manage('DELETE', 'polar_crt_other')).status).toBe(401);
    expect((await manage('DELETE', registration_access_token)).status).toBe(204);
    expect((await send(authorizeUrl(simulator, { client_id }))).status).toBe(400);
  });
});

describe('authorize', () => {
  test('shows a page that escapes what it did not write', async () => {
    const { client_id } = (await (await register(metadata)).json()) as { client_id: string };
    const page = await (await send(authorizeUrl(simulator, { client_id, state: '"><script>' }))).text();
    expect(page).toContain('&lt;b&gt;Test&lt;/b&gt;');
    expect(page).not.toContain('<script>');
    expect(page).toContain('value="deny"');
  });

  test('a refusal goes back with access_denied and the state, and no iss', async () => {
    const url = await decide(authorizeUrl(simulator), 'deny');
    expect(url.origin + url.pathname).toBe(REDIRECT);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ error: 'access_denied', state: 'state-1' });
    expect(url.searchParams.has('iss')).toBe(false);
  });

  test('skips the page once the scopes were granted, unless prompt=consent', async () => {
    const query = { scope: 'openid email', prompt: undefined };
    expect((await send(authorizeUrl(simulator, query))).status).toBe(200);
    await decide(authorizeUrl(simulator, query), 'allow');
    const skipped = await send(authorizeUrl(simulator, query));
    expect(skipped.status).toBe(302);
    expect(skipped.headers.get('location')).toContain('code=polar_ac_');
    expect((await send(authorizeUrl(simulator, { ...query, prompt: 'consent' }))).status).toBe(200);
    expect((await send(authorizeUrl(simulator, { ...query, scope: 'products:read' }))).status).toBe(200);
    // The last consent takes the place of those before.
    await decide(authorizeUrl(simulator, { scope: 'products:read' }), 'allow');
    expect((await send(authorizeUrl(simulator, query))).status).toBe(200);
  });

  test.each([
    ['an unknown client', { client_id: 'polar_ci_nobody' }],
    ['another redirect URI', { redirect_uri: `${REDIRECT}/` }],
  ])('never redirects for %s', async (_name, query) => {
    const response = await send(authorizeUrl(simulator, query));
    expect(response.status).toBe(400);
    expect(response.headers.has('location')).toBe(false);
  });

  test.each([
    [{ scope: 'openid offline_access' }, 'invalid_scope'],
    [{ scope: 'nonsense' }, 'invalid_scope'],
    [{ code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
  ])('redirects with an error for %j', async (query, error) => {
    const location = (await send(authorizeUrl(simulator, query))).headers.get('location');
    expect(new URL(location ?? '').searchParams.get('error')).toBe(error);
  });

  test('drops known scopes that the client did not register', async () => {
    const client = (await (await register({ ...metadata, scope: 'openid products:read' })).json()) as typeof CLIENT;
    const { client_id, client_secret } = client;
    const code = await codeFor(simulator, { client_id, scope: 'openid products:read orders:read' });
    const tokens = (await (await exchange(simulator, { client_id, client_secret, code })).json()) as Tokens;
    expect(tokens.scope).toBe('openid products:read');
  });
});

describe('the choice of organizations', () => {
  const both = [SEED.organization, SEED.otherOrganization];
  const reached = async (token: string) => {
    const { body } = await api(simulator, token, 'GET', '/v1/organizations/');
    return body.items.map((item: { id: string }) => item.id).sort();
  };
  const introspect = async (token: string) =>
    (await postForm(`${simulator.url}/v1/oauth2/introspect`, { token, ...CLIENT })).json();

  test.each([
    ['none, which is all', {}, [], both],
    ['both', {}, both, both],
    ['one', {}, [SEED.otherOrganization], [SEED.otherOrganization]],
    ['the one that is wanted', { sub_type: 'organization' }, [SEED.otherOrganization], [SEED.otherOrganization]],
  ])('%s', async (_name, query, organizations, expected) => {
    const { access_token, refresh_token } = await login(simulator, query, { organizations });
    expect(access_token).toMatch(/^polar_at_u_/);
    expect(await reached(access_token)).toEqual([...expected].sort());
    const refreshed = (await (await refresh(simulator, refresh_token)).json()) as Tokens;
    expect(await reached(refreshed.access_token)).toEqual([...expected].sort());
    expect(await introspect(refreshed.access_token)).toMatchObject({
      sub_type: 'user',
      sub: SEED.user.id,
      organizations,
    });
  });

  test.each([
    ['none, where one is wanted', { sub_type: 'organization' }, {}, /^sub_type=organization requires selecting/],
    [
      'none, by a person of one organization',
      { sub_type: 'organization' },
      { user_id: SEED.otherUser.id },
      /^sub_type=organization requires selecting/,
    ],
    [
      "somebody else's",
      {},
      { user_id: SEED.otherUser.id, organizations: both },
      new RegExp(`^Organization ${SEED.organization} is not accessible$`),
    ],
    ['no organization', {}, { organizations: ['x'] }, /UUID/],
    ['another kind of subject', { sub_type: 'xx' }, {}, /^Invalid sub_type$/],
  ])('%s is a 400 without a redirect', async (_name, query, form, description) => {
    const answer = await postForm(authorizeUrl(simulator, query), { action: 'allow', ...form });
    expect(answer.status).toBe(400);
    expect(answer.headers.has('location')).toBe(false);
    expect(await answer.json()).toEqual({
      error: 'invalid_request',
      error_description: expect.stringMatching(description),
      state: 'state-1',
    });
  });

  test('a token for one creates there, and opens no other', async () => {
    const post = async (organizations: string[], path: string, body: object) => {
      const { access_token } = await login(simulator, {}, { organizations });
      return api(simulator, access_token, 'POST', path, body);
    };
    const customer = { email: 'new@labmail.net' };
    expect(await post([SEED.organization], '/v1/customers/', customer)).toMatchObject({
      status: 201,
      body: { organization_id: SEED.organization },
    });
    const elsewhere = { ...customer, organization_id: SEED.otherOrganization };
    expect(await post([SEED.organization], '/v1/customers/', elsewhere)).toMatchObject({
      body: { detail: [{ type: 'value_error', msg: 'Organization not found.' }] },
    });
    expect(await post(both, '/v1/customers/', customer)).toMatchObject({ body: { detail: [{ type: 'missing' }] } });
    expect(await post(both, '/v1/organizations/', { name: 'New shop', slug: 'new-shop' })).toMatchObject({
      status: 403,
      body: {
        error: 'CannotCreateOrganizationError',
        detail: 'You cannot create an organization from a session restricted to a specific organization.',
      },
    });
  });
});

describe('people', () => {
  test('who are blocked have only refused tokens, which are renewed all the same', async () => {
    const tokens = await login(simulator, { scope: 'openid products:read' });
    await control.blockPerson(SEED.user.id);
    const userinfo = (token: string) => api(simulator, token, 'GET', '/v1/oauth2/userinfo');
    expect(await products(tokens.access_token)).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
    const renewed = await refresh(simulator, tokens.refresh_token);
    expect(renewed.status).toBe(200);
    const { access_token } = (await renewed.json()) as Tokens;
    expect(await userinfo(access_token)).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
    await control.reset({ keepLogins: true });
    expect((await userinfo(access_token)).status).toBe(200);
  });

  test('who leave an organization reach nothing with a token for it', async () => {
    const narrow = await login(simulator, {}, { organizations: [SEED.organization] });
    const wide = await login(simulator);
    await control.leaveOrganization(SEED.user.id, SEED.organization);
    expect(await products(narrow.access_token)).toMatchObject({ status: 200, body: { items: [] } });
    const customer = { email: 'new@labmail.net' };
    const created = await api(simulator, narrow.access_token, 'POST', '/v1/customers/', customer);
    expect(created).toMatchObject({ status: 422, body: { detail: [{ msg: 'organization_id is required.' }] } });
    expect((await products(wide.access_token)).body.pagination.total_count).toBe(2);
  });

  test('who are nobody cannot be steered', async () => {
    await expect(control.blockPerson('nobody')).rejects.toThrow('404');
  });
});

describe('token', () => {
  test('a code works once', async () => {
    const code = await codeFor(simulator);
    const first = await exchange(simulator, { code });
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(await first.json()).toMatchObject({
      access_token: expect.stringMatching(/^polar_at_u_/),
      refresh_token: expect.stringMatching(/^polar_rt_u_/),
    });
    const second = await exchange(simulator, { code });
    expect(second.status).toBe(400);
    expect(await second.json()).toMatchObject({ error: 'invalid_grant' });
  });

  test('a code dies with its lifetime', async () => {
    await control.setLifetimes({ codeSeconds: 0 });
    expect((await exchange(simulator, { code: await codeFor(simulator) })).status).toBe(400);
  });

  test('the redirect URI must be the same', async () => {
    const response = await exchange(simulator, {
      code: await codeFor(simulator),
      redirect_uri: DEFAULT_CLIENT.redirectUris[1] ?? '',
    });
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
  });

  test.each([
    ['S256', true, 'right', 200],
    ['S256', true, 'wrong', 400],
    ['S256', true, 'none', 400],
    ['plain', true, 'right', 200],
    ['none sent', false, 'right', 400],
    ['none sent', false, 'none', 200],
  ])('PKCE %s, challenge %s, verifier %s → %i', async (method, challenged, verified, status) => {
    const { verifier, challenge } = pkce();
    const query =
      method === 'S256' ? { code_challenge: challenge, code_challenge_method: 'S256' } : { code_challenge: verifier };
    const code = await codeFor(simulator, challenged ? query : {});
    const sent = verified === 'none' ? {} : { code_verifier: verified === 'right' ? verifier : pkce().verifier };
    expect((await exchange(simulator, { code, ...sent })).status).toBe(status);
  });

  test('a refresh rotates: the old pair is dead at once', async () => {
    const old = await login(simulator);
    expect((await products(old.access_token)).status).toBe(200);
    const fresh = (await (await refresh(simulator, old.refresh_token)).json()) as Tokens;
    expect(fresh.expires_in).toBe(3600);
    expect((await products(old.access_token)).status).toBe(401);
    expect((await products(fresh.access_token)).status).toBe(200);
    const again = await refresh(simulator, old.refresh_token);
    expect(again.status).toBe(400);
    expect(await again.json()).toMatchObject({ error: 'invalid_grant' });
  });

  test.each([
    ['a wrong secret', { ...CLIENT, client_secret: 'polar_cs_wrong' }, {}],
    ['no secret', { client_id: CLIENT.client_id }, {}],
    ['another method', {}, { authorization: `Basic ${btoa(`${CLIENT.client_id}:${CLIENT.client_secret}`)}` }],
  ])('refuses the client with %s', async (_name, form: Record<string, string>, headers: Record<string, string>) => {
    const response = await postForm(
      `${simulator.url}/v1/oauth2/token`,
      { grant_type: 'refresh_token', refresh_token: 'x', ...form },
      headers,
    );
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: 'invalid_client' });
  });

  test('an unknown grant is refused', async () => {
    expect(await (await exchange(simulator, { grant_type: 'password' })).json()).toMatchObject({
      error: 'unsupported_grant_type',
    });
  });

  test('a strict client accepts the whole login, unless the nonce was lost', async () => {
    const insecure = { [oauth.allowInsecureRequests]: true };
    const { body } = await api(simulator, undefined, 'GET', '/.well-known/openid-configuration');
    const server = body as oauth.AuthorizationServer;
    const client: oauth.Client = { client_id: CLIENT.client_id };
    const { verifier, challenge } = pkce();
    const asked = { scope: 'openid email', nonce: 'n-1', code_challenge: challenge, code_challenge_method: 'S256' };
    const answered = async () => {
      const url = await decide(authorizeUrl(simulator, asked), 'allow');
      const params = oauth.validateAuthResponse(server, client, url, 'state-1');
      const secret = oauth.ClientSecretPost(CLIENT.client_secret);
      return oauth.authorizationCodeGrantRequest(server, client, secret, params, REDIRECT, verifier, insecure);
    };
    const expected = { expectedNonce: 'n-1', requireIdToken: true };
    const response = await answered();
    const result = await oauth.processAuthorizationCodeResponse(server, client, response, expected);
    await oauth.validateApplicationLevelSignature(server, response, insecure);
    expect(oauth.getValidatedIdTokenClaims(result)).toMatchObject({ iss: 'https://polar.sh', sub: SEED.user.id });
    const info = await oauth.userInfoRequest(server, client, result.access_token, insecure);
    expect(await oauth.processUserInfoResponse(server, client, SEED.user.id, info)).toMatchObject({
      email: SEED.user.email,
    });
    await control.setOAuth({ dropsNonce: true });
    const lost = oauth.processAuthorizationCodeResponse(server, client, await answered(), expected);
    await expect(lost).rejects.toThrow('nonce');
  });
});

describe('around a login', () => {
  test('userinfo says what the scopes allow', async () => {
    const info = async (scope: string) =>
      (await api(simulator, (await login(simulator, { scope })).access_token, 'GET', '/v1/oauth2/userinfo')).body;
    expect(await info('products:read')).toEqual({ sub: SEED.user.id });
    expect(await info('openid email')).toEqual({ sub: SEED.user.id, email: SEED.user.email, email_verified: true });
  });

  test('another person sees other organizations', async () => {
    const { access_token } = await login(simulator, {}, { user_id: SEED.otherUser.id });
    const { body } = await api(simulator, access_token, 'GET', '/v1/organizations/');
    expect(body.pagination.total_count).toBe(1);
  });

  test('revoking either token ends both, and an unknown one is 200', async () => {
    const revoke = (token: string) => postForm(`${simulator.url}/v1/oauth2/revoke`, { token, ...CLIENT });
    const tokens = await login(simulator);
    expect((await revoke(tokens.refresh_token)).status).toBe(200);
    expect((await products(tokens.access_token)).status).toBe(401);
    expect((await revoke('polar_at_u_unknown')).status).toBe(200);
  });

  test('introspection tells a live token from a dead one', async () => {
    const introspect = async (token: string) =>
      (await postForm(`${simulator.url}/v1/oauth2/introspect`, { token, ...CLIENT })).json();
    const { access_token } = await login(simulator, { scope: 'openid' });
    expect(await introspect(access_token)).toMatchObject({ active: true, scope: 'openid', sub: SEED.user.id });
    expect(await introspect('nothing')).toEqual({ active: false });
  });

  test('tokens can be made to expire, and logins to end', async () => {
    const tokens = await login(simulator);
    await control.expireTokens();
    expect((await products(tokens.access_token)).body.error).toBe('invalid_token');
    expect((await refresh(simulator, tokens.refresh_token)).status).toBe(200);
    await control.revokeTokens();
    expect((await refresh(simulator, tokens.refresh_token)).status).toBe(400);
  });

  test('discovery names this host and the one issuer', async () => {
    const { body } = await api(simulator, undefined, 'GET', '/.well-known/openid-configuration');
    expect(body).toMatchObject({ issuer: 'https://polar.sh', token_endpoint: `${simulator.url}/v1/oauth2/token` });
  });
});
