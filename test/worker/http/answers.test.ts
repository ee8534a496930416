import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { MAX_OAUTH_BODY_BYTES } from '../../../src/http/guard.ts';
import worker from '../../../src/index.ts';
import { BASE_URL, send } from '../auth/browser.ts';
import { listTools } from '../auth/calls.ts';
import { authorizePath, logIn, register } from '../auth/login.ts';

const page = { headers: { Accept: 'text/html' } };
const post = { method: 'POST', body: '{}' };
const METADATA = '/.well-known/oauth-authorization-server';

const ask = (path: string, init: RequestInit<IncomingRequestCfProperties>, changes: Record<string, unknown>) =>
  worker.fetch(
    new Request(`https://mcp.example.com${path}`, { redirect: 'manual', ...init }),
    { ...env, BASE_URL: 'https://mcp.example.com', ...changes } as unknown as Env,
    createExecutionContext(),
  );

describe('the headers of every answer', () => {
  test.each<[string, number, string, RequestInit<IncomingRequestCfProperties>, Record<string, unknown>?]>([
    ['the start page', 200, '/', page],
    ['the start page as markdown', 200, '/', { headers: { Accept: 'text/markdown' } }],
    ['what it is in short', 200, '/llms.txt', {}],
    ['the health', 200, '/health', {}],
    ['an icon', 200, '/favicon.ico', {}],
    ['a page of an error', 400, authorizePath('x'), page],
    ['a callback of nobody', 400, '/oauth/callback?state=x', page],
    ['a foreign form', 403, '/oauth/authorize', { method: 'POST', body: new URLSearchParams() }],
    ['a page that is not there', 404, '/nothing', page],
    ['JSON that is not there', 404, '/nothing', {}],
    ['a redirect', 302, '/mcp', page],
    ['a request without a token', 401, '/mcp', post],
    ['a request of a foreign origin', 403, '/mcp', { ...post, headers: { Origin: 'https://other.example' } }],
    ['a refused registration', 400, '/oauth/register', post],
    [
      'a refused request for a token',
      401,
      '/oauth/token',
      { method: 'POST', body: new URLSearchParams({ client_id: 'x' }) },
    ],
    ['a body that is too large', 413, '/oauth/token', { method: 'POST', body: 'x'.repeat(MAX_OAUTH_BODY_BYTES + 1) }],
    ['another host', 421, '/', {}, { BASE_URL: 'https://other.example' }],
    ['a crash', 500, authorizePath('x'), {}, { OAUTH_KV: undefined }],
    ['a crash on a page', 500, authorizePath('x'), page, { OAUTH_KV: undefined }],
    ['a wrong configuration', 500, '/mcp', post, { POLAR_CLIENT_ID: '' }],
    ['a wrong configuration on a page', 500, '/', page, { POLAR_CLIENT_ID: '' }],
    ['a wrong configuration at /health', 503, '/health', {}, { POLAR_CLIENT_ID: '' }],
    ['metadata', 200, METADATA, {}],
    ['metadata that is elsewhere', 404, '/.well-known/openid-configuration', {}],
  ])('%s: %i', async (_, status, path, init, changes = {}) => {
    const { status: answered, headers } = await ask(path, init, changes);
    expect(answered).toBe(status);
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('X-Frame-Options')).toBe('DENY');
    expect(headers.get('Strict-Transport-Security')).toBe('max-age=15552000');
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/);
    expect(policy).not.toContain('form-action');
    expect(headers.get('Referrer-Policy')).toMatch(/^(no-referrer|same-origin)$/);
    if (path === METADATA) expect(headers.get('Cache-Control')).toBeNull();
    else if (status === 200 && ['/', '/llms.txt'].includes(path))
      expect(headers.get('Cache-Control')).toBe('private, max-age=300');
    else if (path === '/favicon.ico') expect(headers.get('Cache-Control')).toBe('private, max-age=604800');
    else expect(headers.get('Cache-Control')).toBe('no-store');
  });

  test('http on this machine is not made https', async () => {
    const here = 'http://localhost:8787';
    const local = { ...env, BASE_URL: here } as unknown as Env;
    const { headers } = await worker.fetch(new Request(here), local, createExecutionContext());
    expect(headers.get('Strict-Transport-Security')).toBeNull();
  });

  test('cookies are set once', async () => {
    const { headers } = await send(authorizePath(await register()), page);
    const names = headers.getSetCookie().map((cookie) => cookie.split('=')[0]);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  });

  test('an answer to a call has them too', async () => {
    const { status, headers } = await listTools(await logIn());
    expect(status).toBe(200);
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Cache-Control')).toContain('no-store');
  });
});

describe.each(['/oauth/register', '/oauth/token'])('a body for %s', (path) => {
  const streamed = (bytes: number) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (let sent = 0; sent < bytes; sent += 1024) controller.enqueue(new Uint8Array(Math.min(1024, bytes - sent)));
        controller.close();
      },
    });
  const answer = (body: BodyInit) =>
    send(path, { method: 'POST', body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });

  test('that is too large is refused, with a length and without', async () => {
    for (const body of ['x'.repeat(MAX_OAUTH_BODY_BYTES + 1), streamed(MAX_OAUTH_BODY_BYTES + 1)]) {
      const response = await answer(body);
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({ error: 'invalid_request' });
    }
  });

  test('that is just small enough gets to the provider, with a length and without', async () => {
    for (const body of ['x'.repeat(MAX_OAUTH_BODY_BYTES), streamed(MAX_OAUTH_BODY_BYTES)]) {
      expect((await answer(body)).status).toBeLessThan(413);
    }
  });
});

test('a registration that comes without a length works', async () => {
  const body = new Blob([JSON.stringify({ redirect_uris: ['http://127.0.0.1/callback'] })]).stream();
  const response = await send('/oauth/register', {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', Origin: BASE_URL },
  });
  expect(response.status).toBe(201);
});
