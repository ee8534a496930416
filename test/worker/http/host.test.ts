import { expect, test } from 'vitest';
import { BASE_URL, send } from '../auth/browser.ts';

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
