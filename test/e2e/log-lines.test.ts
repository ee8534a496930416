import { afterAll, beforeAll, expect, test } from 'vitest';
import { REDIRECT_URL } from '../../scripts/demo-client/oauth-session.ts';
import { type Elsewhere, type Instances, openInstances } from './instances.ts';

/** Ends a line for one reader or another, starts one that looks like ours, and has commands for a terminal. */
const HOSTILE = 'x\r\n{"event":"forged"}\n\u2028\u2029\u0085\u000b\u001b[2J\u009b31m\u202e"\\\u0000\ud800';
const SECRET = 'what-stands-in-a-query';

const elsewhere: Elsewhere = {};
let house: Instances;
beforeAll(async () => {
  house = await openInstances(elsewhere, 1);
});
afterAll(() => house.close());

const AUTHORIZE = {
  response_type: 'code',
  client_id: 'unknown',
  redirect_uri: REDIRECT_URL,
  scope: 'products:read',
  state: SECRET,
  code_challenge: 'x'.repeat(43),
  code_challenge_method: 'S256',
  resource: 'https://other.example/mcp',
};
const TOKEN = {
  grant_type: 'refresh_token',
  client_id: 'unknown',
  client_secret: SECRET,
  refresh_token: 'a:bbbbbbbbbbbbbbbb:cccccccccccccccccccccccccccccccc',
  code: 'a:b:c',
  token: 'a:b:c',
};
const CLIENT = { client_name: 'Example', redirect_uris: [REDIRECT_URL], token_endpoint_auth_method: 'none' };

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function send(path: string, init: RequestInit = {}): Promise<void> {
  const response = await fetch(house.url + path, { redirect: 'manual', ...init });
  await response.text();
  expect(response.status, path).not.toBe(500);
}

/** Sends the values with a hostile one in the place of each. */
async function flood<T extends object>(values: T, act: (values: T) => Promise<void>): Promise<void> {
  for (const name of [...Object.keys(values), 'unheard_of', HOSTILE]) await act({ ...values, [name]: HOSTILE });
}

const authorize = (parameters: object) => send(`/oauth/authorize?${new URLSearchParams({ ...parameters })}`);
const callback = (parameters: object) => send(`/oauth/callback?${new URLSearchParams({ ...parameters })}`);
const exchange = (form: object, headers: Record<string, string> = {}) =>
  send('/oauth/token', { method: 'POST', headers, body: new URLSearchParams({ ...form }) });
const register = (metadata: object) =>
  send('/oauth/register', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(metadata),
  });

/** A client by the address of its document, with something in the document that isn't as it should be. */
function published(name: string, metadata: object): string {
  const client_id = `https://client.example/${name}?key=${SECRET}`;
  elsewhere[client_id] = { client_id, ...CLIENT, ...metadata };
  return client_id;
}

test('a start leaves no line', async () => {
  await send('/health');
  expect(house.logs).toEqual([]);
});

test('whatever is sent, the log has one line of JSON for each of its entries, and no query', async () => {
  await flood(AUTHORIZE, authorize);
  await flood({ state: 'unknown', code: SECRET, error: 'server_error', iss: 'https://polar.sh' }, callback);
  await callback({ error: HOSTILE });
  await callback({ error: 'server_error', error_description: HOSTILE });
  await flood(TOKEN, exchange);
  await flood({ ...TOKEN, grant_type: 'authorization_code' }, exchange);
  await flood({ client_id: 'unknown', token: TOKEN.token }, exchange);
  await exchange(TOKEN, {
    Authorization: `Basic ${Buffer.from(`${encodeURIComponent('x\r\n\u2028')}:y`).toString('base64')}`,
  });
  const assertion = `${base64url({ alg: 'ES256' })}.${base64url({ iss: HOSTILE })}.x`;
  await exchange({ grant_type: 'refresh_token', client_assertion: assertion, client_assertion_type: HOSTILE });
  await flood(CLIENT, register);

  const documents = [
    ['missing', undefined],
    ['another', { client_id: HOSTILE }],
    ['redirect', { redirect_uris: [HOSTILE] }],
    ['method', { token_endpoint_auth_method: HOSTILE }],
    ['keys', { token_endpoint_auth_method: 'private_key_jwt', jwks_uri: HOSTILE }],
    ['logo', { logo_uri: HOSTILE }],
  ] as const;
  for (const [name, metadata] of documents) {
    const client_id = metadata ? published(name, metadata) : `https://client.example/${name}?key=${SECRET}`;
    await authorize({ ...AUTHORIZE, client_id });
    await exchange({ ...TOKEN, client_id });
  }
  for (const header of [
    'Authorization',
    'Mcp-Session-Id',
    'Origin',
    'traceparent',
    'tracestate',
    'User-Agent',
    'Cookie',
  ]) {
    await send('/mcp', { method: 'POST', headers: { [header]: 'Bearer x\u0085\u009b31m"\\' }, body: HOSTILE });
  }

  const events = house.logs.map((line) => {
    expect(line).toMatch(/^[ -~]+$/);
    expect(line).not.toMatch(new RegExp(`${SECRET}|forged`));
    return (JSON.parse(line) as { event: string }).event;
  });
  expect(new Set(events)).toEqual(
    new Set([
      'client_document_refused',
      'library_warning',
      'login_refused',
      'oauth_error',
      'origin_refused',
      'login_failed_at_polar',
    ]),
  );
});
