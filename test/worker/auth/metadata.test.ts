import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { discoverAuthorizationServerMetadata as discoverV2 } from '@modelcontextprotocol/client';
import { discoverAuthorizationServerMetadata as discoverV1 } from '@modelcontextprotocol/sdk/client/auth.js';
import { expect, test, vi } from 'vitest';
import { scopes } from '../../../generated/scopes.gen.ts';
import worker from '../../../src/index.ts';
import { BASE_URL, send } from './browser.ts';
import { authorizePath, register } from './login.ts';

const RESOURCE_METADATA = '/.well-known/oauth-protected-resource';

test('the authorization server describes itself (RFC 8414)', async () => {
  const metadata = await (await send('/.well-known/oauth-authorization-server')).json();
  expect(metadata).toMatchObject({
    issuer: BASE_URL,
    authorization_endpoint: `${BASE_URL}/oauth/authorize`,
    token_endpoint: `${BASE_URL}/oauth/token`,
    registration_endpoint: `${BASE_URL}/oauth/register`,
    scopes_supported: scopes,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    client_id_metadata_document_supported: true,
    service_documentation: `${BASE_URL}/`,
  });
});

test.each(['/.well-known/oauth-authorization-server', RESOURCE_METADATA, `${RESOURCE_METADATA}/mcp/readonly`])(
  '%s answers HEAD as GET, without the document',
  async (path) => {
    const [head, get] = [await send(path, { method: 'HEAD' }), await send(path)];
    expect([head.status, head.headers.get('Content-Type')]).toEqual([200, get.headers.get('Content-Type')]);
    expect(await head.text()).toBe('');
  },
);

test.each(['http://localhost:8787', 'http://127.0.0.1:8787', 'http://[::1]:8787'])(
  'at %s clients register, because nobody may be able to fetch their documents',
  async (baseUrl) => {
    const local = { ...env, BASE_URL: baseUrl } as unknown as Env;
    const ask = (path: string) =>
      worker.fetch(new Request(baseUrl + path, { headers: { Accept: 'text/html' } }), local, createExecutionContext());
    const metadata = await ask('/.well-known/oauth-authorization-server');
    expect(await metadata.json()).toMatchObject({
      client_id_metadata_document_supported: false,
      registration_endpoint: `${baseUrl}/oauth/register`,
    });
    const fetched = vi.spyOn(globalThis, 'fetch');
    const page = await ask(authorizePath('https://client.example/mcp.json'));
    expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('doesn’t know your app')]);
    expect(fetched).not.toHaveBeenCalled();
  },
);

test.each([RESOURCE_METADATA, `${RESOURCE_METADATA}/mcp`])(
  'the resource describes itself at %s (RFC 9728)',
  async (path) => {
    const response = await send(path, { headers: { Origin: 'https://client.example' } });
    expect(await response.json()).toMatchObject({
      resource: `${BASE_URL}/mcp`,
      authorization_servers: [BASE_URL],
      resource_name: 'Polar',
      resource_documentation: `${BASE_URL}/`,
    });
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('https://client.example');
  },
);

test.each([
  '/.well-known/openid-configuration',
  '/.well-known/openid-configuration/mcp',
  '/mcp/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server/mcp',
  '/mcp/.well-known/oauth-authorization-server',
  '/mcp/.well-known/oauth-protected-resource',
])('%s is a 404 that says where the metadata is', async (path) => {
  const response = await send(path, { headers: { Origin: 'https://client.example', Accept: 'text/html' } });
  expect(response.status).toBe(404);
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('https://client.example');
  const body = await response.json<Record<string, string>>();
  expect(await (await send(body.authorization_server_metadata ?? '')).json()).toMatchObject({ issuer: BASE_URL });
  expect(await (await send(body.resource_metadata ?? '')).json()).toMatchObject({ resource: `${BASE_URL}/mcp` });
});

test.each([
  ['v1', discoverV1],
  ['v2', discoverV2],
] as const)(
  'a client of %s that takes the endpoint for the authorization server goes on to the right address',
  async (_, discover) => {
    const fetchFn = (input: string | URL | Request, init?: RequestInit) => send(String(input), init);
    const options = { fetchFn: fetchFn as typeof fetch };
    expect(await discover(`${BASE_URL}/mcp`, options)).toBeUndefined();
    expect(await discover(BASE_URL, options)).toMatchObject({ issuer: BASE_URL });
  },
);

test.each([
  ['none', {}],
  ['malformed', { Authorization: 'Bearer x' }],
  ['unknown', { Authorization: 'Bearer user:grant:secret' }],
])('a request to /mcp with a token that is %s is told where to log in', async (_, headers) => {
  const response = await send('/mcp', { method: 'POST', headers, body: '{}' });
  expect(response.status).toBe(401);
  expect(response.headers.get('WWW-Authenticate')).toContain(`resource_metadata="${BASE_URL}${RESOURCE_METADATA}/mcp"`);
});

test('/health says which Polar this is', async () => {
  const response = await send('/health');
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ status: 'ok', environment: 'sandbox' });
});

test('the start page says how to connect', async () => {
  const html = await (await send('/', { headers: { Accept: 'text/html' } })).text();
  expect(html).toContain(`${BASE_URL}/mcp`);
  expect(html).toContain('Sandbox');
});

test('an unknown address is a page for a person and JSON for a program', async () => {
  const page = await send('/nothing', { headers: { Accept: 'text/html' } });
  expect([page.status, page.headers.get('Content-Type')]).toEqual([404, 'text/html; charset=utf-8']);
  const json = await send('/nothing');
  expect([json.status, await json.json()]).toEqual([404, { error: 'not_found' }]);
});

test('a client that lists addresses of a scheme of its own beside others is registered, as Cursor is', async () => {
  const redirectUris = ['cursor://anysphere.cursor-mcp/oauth/callback', 'http://localhost:8080/callback'];
  expect(await register({ redirect_uris: redirectUris })).toBeTruthy();
});

test.each(['/mcp', '/mcp/', '/mcp/readonly', '/mcp/readonly/'])(
  'a person who opens %s in a browser is shown the start page',
  async (path) => {
    const response = await send(path, { headers: { Accept: 'text/html,*/*' } });
    expect([response.status, response.headers.get('Location')]).toEqual([302, `${BASE_URL}/`]);
    expect((await send(path, { headers: { Accept: 'text/event-stream' } })).status).toBe(401);
  },
);
