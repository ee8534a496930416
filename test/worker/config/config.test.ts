import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config/index.ts';
import { ConfigError } from '../../../src/config/variables.ts';
import worker from '../../../src/index.ts';

const good = {
  POLAR_ENVIRONMENT: 'sandbox',
  POLAR_CLIENT_ID: 'polar_ci_x',
  POLAR_CLIENT_SECRET: 'polar_cs_x',
  BASE_URL: 'https://mcp.example.com',
};

const ID = '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f';

function mistakes(changes: Record<string, string | undefined>): string[] {
  try {
    readConfig({ ...good, ...changes });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
}

test.each([
  ['sandbox', 'https://sandbox-api.polar.sh', 'https://sandbox.polar.sh/oauth2/authorize'],
  ['production', 'https://api.polar.sh', 'https://polar.sh/oauth2/authorize'],
])('%s has its hosts', (POLAR_ENVIRONMENT, polarApiUrl, polarAuthorizeUrl) => {
  expect(readConfig({ ...good, POLAR_ENVIRONMENT })).toEqual({
    polarEnvironment: POLAR_ENVIRONMENT,
    polarClientId: 'polar_ci_x',
    polarClientSecret: 'polar_cs_x',
    baseUrl: 'https://mcp.example.com',
    mcpUrl: 'https://mcp.example.com/mcp',
    polarApiUrl,
    polarAuthorizeUrl,
    polarTimeoutMs: 10_000,
    allowed: { organizations: [], users: [] },
    allowPastedTokens: false,
    allowedOrigins: [],
    restriction: { by: 'this server', readOnly: false, toolsets: [], exclude: [] },
    writes: {
      confirm: new Set(['money', 'irreversible', 'exposes']),
      confirmBy: 'app',
      limits: { writesPerHour: undefined, refundCapPerDay: undefined },
    },
    telemetry: true,
  });
});

test('those who are allowed are read as Polar writes them', () => {
  const { allowed } = readConfig({ ...good, ALLOWED_ORGANIZATIONS: ` acme,${ID.toUpperCase()}`, ALLOWED_USERS: ID });
  expect(allowed).toEqual({ organizations: ['acme', ID], users: [ID] });
});

test('the same variables are checked once', () => {
  expect(readConfig({ ...good })).toBe(readConfig({ ...good }));
  expect(readConfig({ ...good, POLAR_CLIENT_ID: 'polar_ci_y' }).polarClientId).toBe('polar_ci_y');
});

test.each<[string, Record<string, string | undefined>, RegExp[]]>([
  ['nothing wrong', {}, []],
  [
    'a slash at the end of an origin',
    { BASE_URL: 'https://mcp.example.com/', POLAR_API_URL: 'http://localhost:1/' },
    [],
  ],
  ['an optional variable that is empty', { POLAR_API_URL: '', POLAR_TIMEOUT_MS: '' }, []],
  ['http on this machine', { BASE_URL: 'http://127.0.0.1:8787', POLAR_AUTHORIZE_URL: 'http://[::1]:1/a' }, []],
  ['an unknown environment', { POLAR_ENVIRONMENT: 'live' }, [/^POLAR_ENVIRONMENT must be production or sandbox$/]],
  ['no id', { POLAR_CLIENT_ID: undefined }, [/^POLAR_CLIENT_ID is missing/]],
  ['an empty secret', { POLAR_CLIENT_SECRET: '' }, [/^POLAR_CLIENT_SECRET is missing/]],
  ['no address', { BASE_URL: undefined }, [/^BASE_URL is missing/]],
  ['an address with a path', { BASE_URL: 'https://mcp.example.com/mcp' }, [/^BASE_URL must be an origin/]],
  ['http elsewhere', { BASE_URL: 'http://mcp.example.com' }, [/^BASE_URL must be an origin with https/]],
  ['no URL', { POLAR_AUTHORIZE_URL: 'polar.sh' }, [/^POLAR_AUTHORIZE_URL must be a URL/]],
  ['no number', { POLAR_TIMEOUT_MS: 'ten' }, [/^POLAR_TIMEOUT_MS must be a number/]],
  ['a timeout that is too short', { POLAR_TIMEOUT_MS: '5' }, [/^POLAR_TIMEOUT_MS must be at least/]],
  ['a timeout that is too long', { POLAR_TIMEOUT_MS: '600000' }, [/^POLAR_TIMEOUT_MS must be at most/]],
  ['origins with spaces and slashes', { ALLOWED_ORIGINS: 'https://a.example/, http://localhost:6274,' }, []],
  ['an origin with a path', { ALLOWED_ORIGINS: 'https://a.example,https://b.example/c' }, [/^ALLOWED_ORIGINS must be/]],
  ['every origin', { ALLOWED_ORIGINS: '*' }, [/^ALLOWED_ORIGINS must be origins with https/]],
  [
    'organizations by slug and id',
    { ALLOWED_ORGANIZATIONS: `acme, globex-2,${ID.toUpperCase()}`, ALLOWED_USERS: ID },
    [],
  ],
  ['nobody in particular', { ALLOWED_ORGANIZATIONS: '', ALLOWED_USERS: '' }, []],
  ['a comma too many', { ALLOWED_ORGANIZATIONS: 'acme,' }, [/^ALLOWED_ORGANIZATIONS has an empty entry: take out/]],
  [
    'commas alone, which would open all',
    { ALLOWED_ORGANIZATIONS: ' , ' },
    [/^ALLOWED_ORGANIZATIONS has an empty entry/],
  ],
  ['a space alone', { ALLOWED_USERS: ' ' }, [/^ALLOWED_USERS has an empty entry/]],
  ['a dashboard’s address', { ALLOWED_ORGANIZATIONS: 'https://polar.sh/acme' }, [/has an address in it: write acme/]],
  ['an organization’s domain', { ALLOWED_ORGANIZATIONS: 'acme.example' }, [/has an address in it/]],
  [
    'an email of a person',
    { ALLOWED_USERS: 'ada@acme.example' },
    [/^ALLOWED_USERS has an email in it, which no login asks/],
  ],
  ['an email of an organization', { ALLOWED_ORGANIZATIONS: 'ada@acme.example' }, [/has an email in it: write/]],
  ['a slug in capitals', { ALLOWED_ORGANIZATIONS: 'Acme' }, [/^ALLOWED_ORGANIZATIONS has capitals in it: slugs are/]],
  ['a name with spaces', { ALLOWED_ORGANIZATIONS: 'acme inc' }, [/^ALLOWED_ORGANIZATIONS must be slugs or ids/]],
  [
    'everybody',
    { ALLOWED_ORGANIZATIONS: '*', ALLOWED_USERS: '*' },
    [/^ALLOWED_ORGANIZATIONS must/, /^ALLOWED_USERS must/],
  ],
  ['a person by name', { ALLOWED_USERS: 'ada' }, [/^ALLOWED_USERS must be ids of people at Polar/]],
  ['limits of writes that are empty', { CONFIRM: '', WRITES_PER_HOUR: '', REFUND_CAP_PER_DAY: '' }, []],
  ['a cap in major units', { REFUND_CAP_PER_DAY: '500.00' }, [/^REFUND_CAP_PER_DAY must be minor units/]],
  ['two mistakes', { BASE_URL: undefined, POLAR_CLIENT_ID: undefined }, [/^POLAR_CLIENT_ID/, /^BASE_URL/]],
])('%s', (_, changes, lines) => {
  expect(mistakes(changes)).toEqual(lines.map((line) => expect.stringMatching(line)));
});

test('what stands in wrangler.toml without quotes is set, also 0 and false', () => {
  const unquoted = { WRITES_PER_HOUR: 0, REFUND_CAP_PER_DAY: 0 } as unknown as Record<string, string>;
  const { limits } = readConfig({ ...good, ...unquoted }).writes;
  expect(limits).toMatchObject({ writesPerHour: 0 });
  expect(limits.refundCapPerDay).toBeDefined();
  expect(readConfig({ ...good, TELEMETRY: false as unknown as string }).telemetry).toBe(false);
});

test('no value is told', () => {
  const secret = 'hunter2hunter2';
  const changes = Object.fromEntries(Object.keys(good).map((name) => [name, secret]));
  expect(mistakes(changes).join()).not.toContain(secret);
});

const broken = { ...env, BASE_URL: 'nowhere', POLAR_CLIENT_SECRET: '' } as unknown as Env;
const ask = (path: string, accept: string) =>
  worker.fetch(new Request(good.BASE_URL + path, { headers: { Accept: accept } }), broken, createExecutionContext());

test.each(['/', '/oauth/authorize', '/oauth/callback', '/nothing'])('%s tells the operator on a page', async (path) => {
  const response = await ask(path, 'text/html');
  expect(response.status).toBe(500);
  expect(await response.text()).toMatch(/set up yet[\s\S]*BASE_URL must be/);
});

test.each([
  ['/mcp', 500, { error: 'misconfigured' }],
  ['/oauth/token', 500, { error: 'misconfigured' }],
  ['/health', 503, { status: 'misconfigured' }],
])('%s tells the operator in JSON', async (path, status, body) => {
  const response = await ask(path, 'application/json');
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ ...body, problems: [expect.any(String), expect.any(String)] });
});
