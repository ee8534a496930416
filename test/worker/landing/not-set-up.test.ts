import { createExecutionContext, createScheduledController, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { parse } from 'node-html-parser';
import { describe, expect, test, vi } from 'vitest';
import { ConfigError } from '../../../src/config/variables.ts';
import worker from '../../../src/index.ts';
import { remedyOf } from '../../../src/landing/index.ts';

const ADDRESS = 'https://polar-mcp-sandbox.acme.workers.dev';

/** As after the deploy button: bindings and no secret. */
const bare = { ...env, BASE_URL: undefined, POLAR_CLIENT_ID: undefined, POLAR_CLIENT_SECRET: undefined };
interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}
type Changes = Record<string, string | undefined>;

async function ask(path: string, init: Asked = {}, changes: Changes = {}): Promise<Response> {
  const ctx = createExecutionContext();
  const response = await worker.fetch(
    new Request(ADDRESS + path, init),
    { ...bare, ...changes } as unknown as Env,
    ctx,
  );
  await waitOnExecutionContext(ctx);
  return response;
}
const asPage = { headers: { Accept: 'text/html' } };
const SETUP = `npm ci && npm run setup -- --environment sandbox --base-url ${ADDRESS} --deploy`;

describe('without its secrets', () => {
  test.each([
    '/',
    '/nothing',
    '/connections',
    '/oauth/authorize?client_id=x',
    '/oauth/callback?code=a&state=b',
    '/mcp',
  ])('%s is a page that says what it is, and has the one command', async (path) => {
    const response = await ask(path, asPage);
    expect(response.status).toBe(500);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('Content-Security-Policy')).toMatch(
      /^default-src 'none'; style-src 'nonce-[^']+'; script-src 'sha256-[^']+';.* frame-ancestors 'none'$/,
    );
    const page = parse(await response.text());
    expect(page.querySelector('h1')?.text).toBe('This server isn’t set up yet');
    expect(page.querySelectorAll('.snippet pre').map(({ text }) => parse(text).text)).toEqual([SETUP]);
    expect(page.querySelectorAll('li')).toEqual([]);
  });

  test.each<[string, Asked, number]>([
    ['/health', {}, 503],
    ['/mcp', {}, 500],
    ['/mcp', { method: 'POST', body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' }, 500],
    ['/mcp/readonly', { method: 'DELETE' }, 500],
    ['/mcp', { method: 'OPTIONS', headers: { Origin: 'https://a.example' } }, 500],
    ['/oauth/token', { method: 'POST', body: 'grant_type=authorization_code' }, 500],
    ['/oauth/register', { method: 'POST', body: '{}' }, 500],
    ['/oauth/authorize', { method: 'POST', body: 'handle=x' }, 500],
    ['/.well-known/oauth-authorization-server', {}, 500],
    ['/.well-known/oauth-protected-resource/mcp', {}, 500],
    ['/.well-known/openid-configuration', {}, 500],
    ['/llms.txt', {}, 500],
    ['/connections/end', { method: 'POST', body: 'id=x' }, 500],
    ['/confirm/x', { method: 'POST', body: 'x=y' }, 500],
    ['/export?x=y', {}, 500],
  ])('%s %o is JSON with the same command', async (path, init, status) => {
    const response = await ask(path, init);
    expect(response.status).toBe(status);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(await response.json()).toMatchObject({
      [status === 503 ? 'status' : 'error']: 'misconfigured',
      problems: [
        expect.stringMatching(/^POLAR_CLIENT_ID is missing/),
        expect.stringMatching(/^POLAR_CLIENT_SECRET is missing/),
        expect.stringMatching(/^BASE_URL is missing/),
      ],
      remedy: expect.stringMatching(/^In a clone .*--deploy$/),
      request_id: expect.any(String),
    });
  });

  test('the daily purge does nothing, and doesn’t fail', async () => {
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await expect(worker.scheduled(createScheduledController(), bare as unknown as Env)).resolves.toBeUndefined();
    expect(said.mock.calls.flat().join()).toContain('purge_left_out');
    said.mockRestore();
  });

  test('one missing secret is as all', async () => {
    const whole = { BASE_URL: env.BASE_URL, POLAR_CLIENT_ID: env.POLAR_CLIENT_ID };
    const page = parse(await (await ask('/', asPage, whole)).text());
    expect(page.querySelector('h1')?.text).toBe('This server isn’t set up yet');
    expect(page.querySelector('.snippet')).not.toBeNull();
  });
});

test('a wrong value is listed, with the command that deploys the right one', async () => {
  const whole = { BASE_URL: ADDRESS, POLAR_CLIENT_ID: 'x', POLAR_CLIENT_SECRET: 'y', POLAR_ENVIRONMENT: 'production' };
  const response = await ask('/', asPage, { ...whole, READ_ONLY: 'yes', ALLOWED_ORGANIZATIONS: 'Acme' });
  const page = parse(await response.text());
  expect(page.querySelector('h1')?.text).toBe('This server has a wrong setting');
  expect(page.querySelectorAll('li').map(({ text }) => text)).toEqual([
    expect.stringMatching(/^ALLOWED_ORGANIZATIONS has capitals/),
    'READ_ONLY must be true or false',
  ]);
  expect(page.querySelector('.snippet pre')?.text).toContain('npm run deploy -- production');
});

test.each<[string, { missing?: string[]; wrong?: string[]; url?: string; environment?: string; want: string }]>([
  ['a missing secret', { missing: ['BASE_URL is missing: x'], want: SETUP }],
  ['a wrong address, which is a secret too', { wrong: ['BASE_URL must be x'], want: SETUP }],
  ['a wrong variable', { wrong: ['READ_ONLY must be x'], want: 'npm ci && npm run deploy -- sandbox' }],
  ['http, which Cloudflare takes too', { missing: ['x'], url: ADDRESS.replace('https', 'http'), want: SETUP }],
  ['production', { missing: ['x'], environment: 'production', want: SETUP.replace('sandbox', 'production') }],
  ['an environment that there isn’t', { missing: ['x'], environment: '$(id)', want: SETUP }],
  ...[
    'https://a;id;.example',
    'https://a`id`.example',
    'https://$(id).example',
    "https://a'b.example",
    'https://a&b',
  ].map((url): [string, { missing: string[]; url: string; want: string }] => [
    `a host for a shell, ${url}`,
    { missing: ['x'], url, want: SETUP.replace(ADDRESS, 'https://<its address>') },
  ]),
])('the command for %s', (_, { missing = [], wrong = [], url = `${ADDRESS}/mcp`, environment, want }) => {
  expect(remedyOf(new ConfigError(missing, wrong), url, environment).command).toBe(want);
});
