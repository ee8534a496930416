import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import worker from '../../../src/index.ts';
import { BASE_URL, Browser, field, location, send } from '../auth/browser.ts';
import { authorizePath, register } from '../auth/login.ts';

const FOREIGN = 'https://other.example';
const preflight = (origin: string) => ({
  method: 'OPTIONS',
  headers: { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x-any' },
});

test.each([
  FOREIGN,
  'null',
  'http://localhost',
  BASE_URL.replace('https:', 'http:'),
  `${BASE_URL}:8443`,
  `${BASE_URL}.example`,
])('the MCP endpoint takes no request of origin %j, and its page can read why', async (origin) => {
  for (const path of ['/mcp', '/mcp/', '/mcp/readonly', '/mcp/other']) {
    const asked = await send(path, preflight(origin));
    expect([asked.status, asked.headers.get('Access-Control-Allow-Headers')]).toEqual([204, 'x-any']);
    const body = new ReadableStream({ pull: () => expect.unreachable('the body is read') }, { highWaterMark: 0 });
    for (const init of [{ method: 'POST', body: '{}' }, { method: 'POST', body }, { method: 'GET' }]) {
      const answer = await send(path, { ...init, headers: { Origin: origin, Authorization: 'Bearer x' } });
      expect(answer.status).toBe(403);
      const { error, ...message } = await answer.json<{ error: { code: number; message: string } }>();
      expect([message, error.code]).toEqual([{ jsonrpc: '2.0', id: null }, -32_000]);
      expect(error.message).toContain(origin === 'null' ? 'without an address of its own' : `pages of ${origin}.`);
      expect(error.message).toContain('ALLOWED_ORIGINS');
      for (const { headers } of [asked, answer]) {
        expect(headers.get('Access-Control-Allow-Origin')).toBe(origin);
        expect(headers.get('Access-Control-Allow-Credentials')).toBeNull();
        expect(headers.get('Vary')).toContain('Origin');
      }
    }
  }
});

test('an origin of any length is refused with a short message', async () => {
  const answer = await send('/mcp', { method: 'POST', headers: { Origin: `https://${'x'.repeat(5000)}` } });
  expect([answer.status, (await answer.text()).length < 1000]).toEqual([403, true]);
});

test('the MCP endpoint takes requests of its own origin and of none', async () => {
  expect((await send('/mcp', { method: 'POST', body: '{}' })).status).toBe(401);
  expect((await send('/mcp', { method: 'POST', headers: { Origin: BASE_URL }, body: '{}' })).status).toBe(401);
});

test('the MCP endpoint takes requests of an allowed origin, which may read the answer', async () => {
  const allowing = { ...env, ALLOWED_ORIGINS: `https://a.example, ${FOREIGN}/` } as unknown as Env;
  const ask = (init: RequestInit<IncomingRequestCfProperties>) =>
    worker.fetch(new Request(`${BASE_URL}/mcp`, init), allowing, createExecutionContext());
  const answer = await ask({ method: 'POST', headers: { Origin: FOREIGN }, body: '{}' });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(FOREIGN);
  expect(answer.headers.get('Access-Control-Expose-Headers')).toContain('WWW-Authenticate');
  expect((await ask(preflight(FOREIGN))).status).toBe(204);
  expect((await ask({ method: 'POST', headers: { Origin: 'https://b.example' }, body: '{}' })).status).toBe(403);
});

test.each([
  '/oauth/token',
  '/oauth/register',
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-protected-resource',
  '/.well-known/oauth-protected-resource/mcp',
  '/.well-known/openid-configuration',
])('%s is open to pages of any origin: it needs no token', async (path) => {
  const asked = await send(path, preflight(FOREIGN));
  expect(asked.status).toBe(204);
  expect(asked.headers.get('Access-Control-Allow-Origin')).toBe(FOREIGN);
  expect(asked.headers.get('Access-Control-Allow-Headers')).toContain('x-any');
  const answer = await send(path, { method: path.startsWith('/oauth') ? 'POST' : 'GET', headers: { Origin: FOREIGN } });
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(FOREIGN);
  expect(answer.headers.get('Vary')).toContain('Origin');
  expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull();
});

test.each([[authorizePath('x')], ['/oauth/callback'], ['/']])(
  '%s is not readable for pages elsewhere',
  async (path) => {
    const answer = await send(path, { headers: { Origin: FOREIGN } });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
  },
);

describe.each(['gzip', 'GZIP', 'br', 'identity, gzip', 'x'])('a body in the encoding %s', (encoding) => {
  test.each(['/mcp', '/mcp/readonly/', '/oauth/token', '/oauth/register'])(
    'is refused at %s before it is read, with what to do',
    async (path) => {
      const body = new ReadableStream({ pull: () => expect.unreachable('the body is read') }, { highWaterMark: 0 });
      const headers = { 'Content-Encoding': encoding, 'Content-Type': 'application/json', Origin: BASE_URL };
      const answer = await send(path, { method: 'POST', headers, body });
      expect([answer.status, answer.headers.get('Accept-Encoding')]).toEqual([415, 'identity']);
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(BASE_URL);
      const { error, error_description } = await answer.json<{
        error: string | { message: string };
        error_description?: string;
      }>();
      expect(error_description ?? (error as { message: string }).message).toContain('without Content-Encoding');
      expect(path.startsWith('/mcp') || error === 'invalid_request').toBe(true);
    },
  );
});

test('a body that is not encoded may say so', async () => {
  const headers = { 'Content-Encoding': 'Identity', 'Content-Type': 'application/json' };
  const body = JSON.stringify({ redirect_uris: ['http://127.0.0.1:1/callback'], token_endpoint_auth_method: 'none' });
  expect((await send('/oauth/register', { method: 'POST', headers, body })).status).toBe(201);
  expect((await send('/mcp', { method: 'POST', headers, body: '{}' })).status).toBe(401);
});

describe('a form of the consent page', () => {
  const decide = async (headers: Record<string, string>) => {
    const page = await new Browser().get(authorizePath(await register()));
    const cookie = page.headers.getSetCookie().map((one) => one.split(';')[0]);
    return send('/oauth/authorize', {
      method: 'POST',
      headers: { Cookie: cookie.join('; '), ...headers },
      body: new URLSearchParams({ handle: field(await page.text(), 'handle'), access: 'read', decision: 'approve' }),
    });
  };

  test.each<[string, Record<string, string>]>([
    ['another origin', { Origin: FOREIGN }],
    ['another origin, by a browser that says so', { Origin: FOREIGN, 'Sec-Fetch-Site': 'cross-site' }],
    ['another name of the site', { Origin: 'https://other.example.com', 'Sec-Fetch-Site': 'same-site' }],
    ['an origin that is hidden', { Origin: 'null' }],
    ['nowhere', {}],
  ])('from %s does nothing', async (_, headers) => {
    const answer = await decide(headers);
    expect([answer.status, answer.headers.get('Location')]).toEqual([403, null]);
    expect(await answer.text()).toContain('nothing was done');
  });

  test.each<[string, Record<string, string>]>([
    ['its Origin', { Origin: BASE_URL }],
    ['Sec-Fetch-Site', { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }],
  ])('from the page itself counts, known by %s', async (_, headers) => {
    expect(location(await decide(headers)).href).toContain(env.POLAR_AUTHORIZE_URL);
  });
});

const ELSEWHERE = 'http://127.0.0.1:8787';

test.each(['/', '/mcp', '/oauth/token', '/.well-known/oauth-authorization-server', '/nothing'])(
  '%s under another host is refused with the address to use',
  async (path) => {
    const response = await send(ELSEWHERE + path, { method: path === '/mcp' ? 'POST' : 'GET' });
    expect(response.status).toBe(421);
    expect(await response.json()).toEqual({
      error: 'misdirected_request',
      message: `This server answers at ${BASE_URL} only: use that`,
    });
  },
);

test('a person gets the address on a page', async () => {
  const response = await send(`${ELSEWHERE}/`, { headers: { Accept: 'text/html' } });
  expect([response.status, response.headers.get('Content-Type')]).toEqual([421, 'text/html; charset=utf-8']);
  expect(await response.text()).toContain(BASE_URL);
});

test.each(['http://localhost', 'http://localhost:8788', 'http://localhost.:8787', 'http://localhost.example.com:8787'])(
  'the host is compared whole, with its port: %s',
  async (origin) => expect((await send(`${origin}/`)).status).toBe(421),
);

test('/health answers there, and says why nothing else does', async () => {
  const elsewhere = await send(`${ELSEWHERE}/health`);
  expect(elsewhere.status).toBe(200);
  expect(await elsewhere.json()).toMatchObject({ status: 'ok', warning: expect.stringContaining(BASE_URL) });
  expect(await (await send('/health')).json()).not.toHaveProperty('warning');
});
