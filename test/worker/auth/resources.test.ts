import { createExecutionContext } from 'cloudflare:test';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { scopes } from '../../../generated/scopes.gen.ts';
import { authorizationServer } from '../../../src/auth/provider.ts';
import { type ApiHandler, fetchResource } from '../../../src/auth/resource-server.ts';
import { readConfig } from '../../../src/config/index.ts';
import worker from '../../../src/index.ts';
import { allowsChanges, usefulScopes } from '../../../src/policy/index.ts';
import { mcpRequest } from '../../support/mcp-request.ts';
import { readMessage } from '../mcp/ask.ts';
import { BASE_URL, Browser, field, location, send } from './browser.ts';
import { env } from './calls.ts';
import { authorizePath, type ClientTokens, logIn, REDIRECT_URI, register, VERIFIER } from './login.ts';
import { decideAtPolar } from './polar.ts';

const METADATA = '/.well-known/oauth-protected-resource';
const ADDRESSES = ['/mcp', '/mcp/', '/mcp/readonly', '/mcp/readonly/'];
const READ_ONLY = ['/mcp/readonly', '/mcp/readonly/'];
const READ_SCOPES = usefulScopes({ ...readConfig(env).restriction, readOnly: true });

const metadataOf = async (path: string) =>
  (await send(METADATA + path)).json<{ resource: string; scopes_supported?: string[] }>();

describe.each(ADDRESSES)('%s', (path) => {
  test('has metadata whose resource is the address itself, and its 401 names them', async () => {
    for (const query of ['', '?toolsets=all']) {
      const { status, headers } = await send(path + query, mcpRequest(undefined, 'tools/list'));
      const [, named = ''] = /resource_metadata="([^"]+)"/.exec(headers.get('WWW-Authenticate') ?? '') ?? [];
      expect([status, named]).toEqual([401, BASE_URL + METADATA + path]);
      expect(await (await send(named)).json()).toMatchObject({
        resource: BASE_URL + path,
        authorization_servers: [BASE_URL],
      });
      expect(await metadataOf(path + query)).toMatchObject({ resource: BASE_URL + path });
    }
  });

  test.each([
    ['none', undefined, /^This server needs a login\. In your app, choose to connect or to log in/],
    ['one that is malformed', 'x', /^This server does not know the access token, or it has expired\. In your app/],
    ['an unknown one', `person:0123456789abcdef:${'x'.repeat(32)}`, /^This server does not know the access token/],
  ])('tells a person what to do about a token: %s', async (_, token, message) => {
    for (const method of ['POST', 'GET', 'DELETE']) {
      const { body, ...request } = mcpRequest(token, 'tools/list');
      const answer = await send(path, { ...request, method, ...(method === 'POST' && { body }) });
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([401, 'application/json']);
      expect(await answer.json()).toEqual({
        jsonrpc: '2.0',
        id: null,
        error: { code: -32_000, message: expect.stringMatching(message) },
      });
    }
  });

  test('names the scopes for reading if it allows nothing else', async () => {
    const { headers } = await send(path, mcpRequest(undefined, 'tools/list'));
    const [, named] = / scope="([^"]+)"/.exec(headers.get('WWW-Authenticate') ?? '') ?? [];
    const expected = READ_ONLY.includes(path) ? READ_SCOPES : undefined;
    expect(expected === undefined || !allowsChanges(expected)).toBe(true);
    expect(named?.split(' ')).toEqual(expected);
    expect((await metadataOf(path)).scopes_supported).toEqual(expected);
  });

  test.each(['', '?toolsets=products&read_only=true'])(
    'is the resource of a login with the query %j, and the token opens it',
    async (query) => {
      const resource = BASE_URL + path + query;
      const { tokens, answer } = await logInFor({ resource });
      expect(answer).toMatchObject({ resource: BASE_URL + path.replace(/\/$/, '') });
      expect((await listAt(path, tokens)).status).toBe(200);
      const refreshed = await refresh(tokens, { resource });
      expect(refreshed.status).toBe(200);
      expect((await listAt(path, await refreshed.json())).status).toBe(200);
    },
  );
});

test('the metadata at the root are those of /mcp', async () => {
  expect(await metadataOf('')).toMatchObject({ resource: `${BASE_URL}/mcp` });
  expect((await send(`${METADATA}/other`)).status).toBe(404);
});

test('the authorization server names both resources', async () => {
  const metadata = await (await send('/.well-known/oauth-authorization-server')).json();
  expect(metadata).toMatchObject({ protected_resources: [`${BASE_URL}/mcp`, `${BASE_URL}/mcp/readonly`] });
});

describe('a token', () => {
  const tokens: Record<string, ClientTokens> = {};
  beforeAll(async () => {
    for (const path of ['/mcp', '/mcp/readonly']) tokens[path] = (await logInFor({ resource: BASE_URL + path })).tokens;
    tokens['no resource'] = await logIn({ resource: undefined });
  });
  const opens = async (name: string) => {
    const statuses = ADDRESSES.map(async (path) => (await listAt(path, tokens[name])).status);
    return Promise.all(statuses);
  };

  test.each(['/mcp', 'no resource'])('for %s opens every address', async (name) => {
    expect(await opens(name)).toEqual([200, 200, 200, 200]);
  });

  test('for /mcp/readonly opens that alone', async () => {
    expect(await opens('/mcp/readonly')).toEqual([401, 401, 200, 200]);
    const { headers } = await listAt('/mcp', tokens['/mcp/readonly']);
    expect(headers.get('WWW-Authenticate')).toContain(`${METADATA}/mcp", error="invalid_token"`);
  });

  test.each(['/mcp', '/mcp/readonly'])('for %s calls no write at /mcp/readonly', async (name) => {
    for (const path of READ_ONLY) {
      const call = mcpRequest(tokens[name]?.access_token, 'tools/call', { name: 'create_product', arguments: {} });
      const answer = await send(path, call);
      expect([answer.status, readMessage(await answer.text()).error.code]).toEqual([200, -32_602]);
    }
  });

  test.each(READ_ONLY)('for /mcp is refreshed by a client that now finds %s in the metadata', async (path) => {
    const { tokens } = await logInFor({ resource: `${BASE_URL}/mcp` });
    const answer = await refresh(tokens, { resource: BASE_URL + path });
    expect(answer.status).toBe(200);
    expect((await listAt(path, await answer.json())).status).toBe(200);
  });

  test('for /mcp/readonly is no way to one for /mcp', async () => {
    const { tokens } = await logInFor({ resource: `${BASE_URL}/mcp/readonly` });
    for (const path of ['/mcp', '/mcp/']) {
      const answer = await refresh(tokens, { resource: BASE_URL + path });
      expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_target' }]);
    }
    expect((await refresh(tokens, {})).status).toBe(200);
  });

  test('costs one read of KV at each address, whichever it is for', async () => {
    const get = vi.spyOn(Object.getPrototypeOf(env.OAUTH_KV), 'get');
    for (const [path, name] of [
      ['/mcp', '/mcp'],
      ['/mcp/', '/mcp'],
      ['/mcp/readonly', '/mcp'],
      ['/mcp/readonly/', '/mcp/readonly'],
    ] as const) {
      get.mockClear();
      await (await listAt(path, tokens[name])).text();
      expect(get).toHaveBeenCalledTimes(1);
    }
    get.mockRestore();
  });

  test('that can’t be checked is kept by the client: 503, not 401', async () => {
    const get = vi.spyOn(Object.getPrototypeOf(env.OAUTH_KV), 'get').mockRejectedValue(new Error('KV GET failed'));
    const answer = await listAt('/mcp', tokens['/mcp']);
    get.mockRestore();
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
  });

  test('is opened for the handler that is given, whichever was given before', async () => {
    const config = readConfig(env);
    const saying = (text: string): ApiHandler => ({ fetch: async () => new Response(text) });
    const [one, other] = [saying('one'), saying('other')];
    const ask = async (handler: ApiHandler) => {
      const request = new Request(`${BASE_URL}/mcp`, mcpRequest(tokens['/mcp']?.access_token, 'tools/list'));
      return (await fetchResource(request, env, createExecutionContext(), config, handler)).text();
    };
    expect([await ask(one), await ask(other), await ask(one)]).toEqual(['one', 'other', 'one']);
    expect(authorizationServer(config)).toBe(authorizationServer(config));
  });
});

describe('a login for /mcp/readonly', () => {
  const resource = `${BASE_URL}/mcp/readonly`;

  test.each([
    ['none', undefined],
    ['all of them', scopes.join(' ')],
    ['one for writing beside one for reading', 'products:read products:write'],
    ['one for writing alone', 'products:write'],
  ])('offers and grants no writing to a client that asks for the scopes: %s', async (_, scope) => {
    const browser = new Browser();
    const page = await (await browser.get(authorizePath(await register(), { resource, scope }))).text();
    expect(page).not.toContain('Read and change');
    expect(page).toContain('/mcp/readonly, allows it to change nothing');
    // The form is sent as no page of this server would.
    const { tokens } = await logInFor({ resource, scope }, 'write');
    expect(allowsChanges(tokens.scope.split(' '))).toBe(false);
    expect(tokens.scope.split(' ').length).toBeGreaterThan(0);
  });
});

test.each([
  'https://other.example/mcp',
  `${BASE_URL}/mcp/other`,
  `${BASE_URL}/mcp//`,
  `${BASE_URL}/mcp/#x`,
  `${BASE_URL}.example/mcp/readonly`,
  `${BASE_URL.replace('//', '//user@')}/mcp/`,
])('%s is no resource, neither of a login nor of a token', async (resource) => {
  const refused = location(await new Browser().get(authorizePath(await register(), { resource })));
  expect(refused.searchParams.get('error')).toBe('invalid_target');
  const { tokens } = await logInFor({ resource: `${BASE_URL}/mcp/readonly` });
  const answer = await refresh(tokens, { resource });
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_target' }]);
});

test.each(['/mcp', METADATA, '/.well-known/oauth-authorization-server'])(
  '%s answers behind a tunnel that ends TLS, with the addresses of BASE_URL',
  async (path) => {
    const secure = { ...env, BASE_URL: 'https://polar.example' } as Env;
    const answer = await worker.fetch(new Request(`http://polar.example${path}`), secure, createExecutionContext());
    expect(answer.status).toBe(path === '/mcp' ? 401 : 200);
    const told = path === '/mcp' ? answer.headers.get('WWW-Authenticate') : await answer.text();
    expect(told).toContain('"https://polar.example');
  },
);

test.each(ADDRESSES)('a person who opens %s in a browser is shown the start page', async (path) => {
  const response = await send(path, { headers: { Accept: 'text/html' } });
  expect([response.status, response.headers.get('Location')]).toEqual([302, `${BASE_URL}/`]);
});

function listAt(path: string, tokens: ClientTokens | undefined): Promise<Response> {
  return send(path, mcpRequest(tokens?.access_token, 'tools/list'));
}

/** A login as clients do it: the resource stands in the authorization request, and again in the token request. */
async function logInFor(changes: Record<string, string | undefined>, access = 'read') {
  const browser = new Browser();
  const clientId = await register();
  const page = await (await browser.get(authorizePath(clientId, changes))).text();
  const form = { handle: field(page, 'handle'), access, organization: 'all', decision: 'approve' };
  const atPolar = location(await browser.post('/oauth/authorize', form));
  const back = location(await browser.get((await decideAtPolar(atPolar, 'allow')).href));
  const response = await send('/oauth/token', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      client_id: clientId,
      redirect_uri: REDIRECT_URI,
      code_verifier: VERIFIER,
      ...(changes.resource !== undefined && { resource: changes.resource }),
    }),
  });
  expect(response.status).toBe(200);
  const answer = await response.json<ClientTokens>();
  return { answer, tokens: { ...answer, clientId } };
}

function refresh({ refresh_token, clientId }: ClientTokens & { clientId: string }, changes: Record<string, string>) {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token, client_id: clientId, ...changes });
  return send('/oauth/token', { method: 'POST', body });
}
