import { reset } from 'cloudflare:test';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Browser, location, send } from './browser.ts';
import { REDIRECT_URI, toCallback, VERIFIER } from './login.ts';
import { letPolarBe } from './polar.ts';

beforeEach(reset);
afterEach(letPolarBe);

interface Registered {
  client_id: string;
  client_secret?: string;
  [field: string]: unknown;
}

const register = (body: string) =>
  send('/oauth/register', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });

async function registered(metadata: object): Promise<Registered> {
  const answer = await register(JSON.stringify({ redirect_uris: [REDIRECT_URI], ...metadata }));
  expect(answer.status).toBe(201);
  expect(answer.headers.get('Cache-Control')).toContain('no-store');
  return answer.json();
}

describe('an optional field without a value counts as absent', () => {
  test('null, as Dify writes what it doesn’t know', async () => {
    const body = `{"redirect_uris":["${REDIRECT_URI}"],"token_endpoint_auth_method":"none","grant_types":["authorization_code","refresh_token"],"response_types":["code"],"scope":null,"client_name":"Dify","client_uri":"https://github.com/langgenius/dify","logo_uri":null,"contacts":null,"tos_uri":null,"policy_uri":null,"jwks_uri":null,"jwks":null,"software_id":null,"software_version":null}`;
    const answer = await register(body);
    expect([answer.status, await answer.json()]).toMatchObject([
      201,
      {
        client_name: 'Dify',
        client_uri: 'https://github.com/langgenius/dify',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ]);
  });

  test.each([null, ''])('%j, of every field and in every list', async (empty) => {
    const names = [
      ...[
        'client_name',
        'client_uri',
        'logo_uri',
        'tos_uri',
        'policy_uri',
        'jwks_uri',
        'client_name#de',
        'logo_uri#de',
      ],
      ...['contacts', 'grant_types', 'response_types', 'scope', 'jwks', 'software_id', 'software_version'],
      ...['token_endpoint_auth_method', 'token_endpoint_auth_methods_supported', 'application_type'],
    ];
    const client = await registered(Object.fromEntries(names.map((name) => [name, empty])));
    expect(Object.keys(client)).not.toContain('client_uri');
    expect(client).toMatchObject({ grant_types: ['authorization_code'], response_types: ['code'] });
    const lists = ['contacts', 'grant_types', 'response_types', 'token_endpoint_auth_methods_supported'];
    await registered(Object.fromEntries(lists.map((name) => [name, [empty]])));
    expect((await registered({ redirect_uris: [empty, REDIRECT_URI] })).redirect_uris).toEqual([REDIRECT_URI]);
  });

  test('an address that is none is left out, and an unknown field ignored', async () => {
    const { logo_uri, ...rest } = await registered({ logo_uri: 'data:image/png;base64,AA==', dpop_bound: { a: [1] } });
    expect(logo_uri).toBeUndefined();
    expect(rest).not.toHaveProperty('dpop_bound');
  });
});

describe('the answer says what the client got, of', () => {
  test.each([
    [
      { grant_types: ['authorization_code', 'implicit', 'client_credentials'] },
      { grant_types: ['authorization_code'] },
    ],
    [
      { grant_types: ['refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'] },
      { grant_types: ['authorization_code', 'refresh_token'] },
    ],
    [{ grant_types: ['password'] }, { grant_types: ['authorization_code'] }],
    [{ response_types: ['code', 'id_token', 'code token'] }, { response_types: ['code'] }],
    [{ response_types: ['none'] }, { response_types: ['code'] }],
    [{}, { token_endpoint_auth_method: 'client_secret_basic' }],
    [{ token_endpoint_auth_method: 'none' }, { token_endpoint_auth_method: 'none' }],
    [{ token_endpoint_auth_method: 'client_secret_post' }, { token_endpoint_auth_method: 'client_secret_post' }],
    [{ token_endpoint_auth_method: 'client_secret_jwt' }, { token_endpoint_auth_method: 'client_secret_basic' }],
    [{ token_endpoint_auth_method: 'private_key_jwt' }, { token_endpoint_auth_method: 'client_secret_basic' }],
    [
      { token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_methods_supported: ['tls', 'none'] },
      { token_endpoint_auth_method: 'none' },
    ],
    [
      { token_endpoint_auth_method: 'client_secret_post', token_endpoint_auth_methods_supported: ['none'] },
      { token_endpoint_auth_method: 'client_secret_post' },
    ],
    [
      { redirect_uris: ['cursor://anysphere.cursor-mcp/oauth/callback', 'javascript:alert(1)', REDIRECT_URI] },
      { redirect_uris: [REDIRECT_URI] },
    ],
  ])('%j', async (sent, got) => {
    const client = await registered(sent);
    expect(client).toMatchObject(got);
    const hasSecret = client.token_endpoint_auth_method !== 'none';
    expect(client.client_secret !== undefined).toBe(hasSecret);
  });
});

describe.each([undefined, 'client_secret_basic', 'client_secret_post', 'private_key_jwt'])(
  'a client that registers with %s',
  (token_endpoint_auth_method) => {
    test.each(['Basic', 'form'])('logs in with its secret in %s', async (way) => {
      const { client_id, client_secret = '' } = await registered({ token_endpoint_auth_method });
      const browser = new Browser();
      const back = location(await browser.get((await toCallback(browser, client_id)).href));
      const code = { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '' };
      const body = new URLSearchParams({ ...code, code_verifier: VERIFIER, client_id });
      if (way === 'form') body.set('client_secret', client_secret);
      const headers = way === 'Basic' ? { Authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` } : {};
      const send_ = (secretless: boolean) =>
        send('/oauth/token', { method: 'POST', body, headers: secretless ? {} : headers });
      if (way === 'Basic') expect((await send_(true)).status).toBe(401);
      expect((await send_(false)).status).toBe(200);
    });
  },
);

describe('what can’t be registered is refused by the name of its field', () => {
  test.each([
    ['no redirect URI', {}, 'invalid_redirect_uri', 'redirect_uris'],
    ['null', { redirect_uris: null }, 'invalid_redirect_uri', 'redirect_uris'],
    ['none of use', { redirect_uris: ['', null] }, 'invalid_redirect_uri', 'redirect_uris'],
    ['a scheme alone', { redirect_uris: ['cursor://anysphere.cursor-retrieval/cb'] }, 'invalid_redirect_uri', 'https'],
    ['http elsewhere', { redirect_uris: ['http://client.example/cb'] }, 'invalid_redirect_uri', 'https'],
    ['a fragment', { redirect_uris: ['https://client.example/cb#a'] }, 'invalid_redirect_uri', 'redirect_uris'],
    ['a password', { redirect_uris: ['https://a:b@client.example/cb'] }, 'invalid_redirect_uri', 'redirect_uris'],
    ['a text', { redirect_uris: REDIRECT_URI }, 'invalid_redirect_uri', 'redirect_uris must be a list'],
    ['a number', { client_name: 7, redirect_uris: [REDIRECT_URI] }, 'invalid_client_metadata', 'client_name'],
    ['a list', { client_uri: [], redirect_uris: [REDIRECT_URI] }, 'invalid_client_metadata', 'client_uri'],
    ['a number', { contacts: [1], redirect_uris: [REDIRECT_URI] }, 'invalid_client_metadata', 'contacts'],
    ['a text', { grant_types: 'code', redirect_uris: [REDIRECT_URI] }, 'invalid_client_metadata', 'grant_types'],
  ])('%s: %j', async (_, metadata, error, description) => {
    const answer = await register(JSON.stringify(metadata));
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error, error_description: expect.stringContaining(description) },
    ]);
  });

  test.each(['', '{', '[]', 'null', '7', '"x"', '\ud800', '{"a":1}x'])(
    'and no JSON object is none: %j',
    async (body) => {
      const answer = await register(body);
      expect([answer.status, (await answer.json<{ error: string }>()).error]).toEqual([
        400,
        expect.stringMatching(/^invalid_(request|client_metadata)$/),
      ]);
    },
  );
});

const FIELDS = [
  ...['redirect_uris', 'client_name', 'client_uri', 'logo_uri', 'contacts', 'grant_types', 'response_types', 'jwks'],
  ...['token_endpoint_auth_method', 'token_endpoint_auth_methods_supported', 'jwks_uri', 'client_name#', 'tos_uri#x'],
  ...['scope', '__proto__', 'constructor', 'token_endpoint_auth_signing_alg', 'client_id', 'client_name#__proto__'],
];

test('no JSON is a failure of this server', { timeout: 60_000 }, async () => {
  const part = fc.oneof(fc.constantFrom('none', 'code', REDIRECT_URI, 'https://', 'a:b', ''), fc.jsonValue());
  const object = fc.dictionary(fc.constantFrom(...FIELDS), fc.oneof(part, fc.array(part, { maxLength: 4 })));
  const usable = object.map((fields) => ({ ...fields, redirect_uris: [REDIRECT_URI] }));
  await fc.assert(
    fc.asyncProperty(fc.oneof(object, usable, fc.jsonValue()), async (metadata) => {
      const { status } = await register(JSON.stringify(metadata));
      expect([201, 400]).toContain(status);
    }),
    { numRuns: 200 },
  );
  const deep = `${'['.repeat(7900)}${']'.repeat(7900)}`;
  for (const name of FIELDS) {
    const { status } = await register(`{"redirect_uris":["${REDIRECT_URI}"],"${name}":${deep}}`);
    expect([201, 400], name).toContain(status);
  }
});
