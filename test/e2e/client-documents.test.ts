import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { REDIRECT_URL } from '../../scripts/demo-client/oauth-session.ts';
import { type Elsewhere, type Instances, openInstances } from './instances.ts';

/** Longer than a document may take, and shorter than the provider itself would wait. */
const SLOW_MS = 7500;

const GOOD = 'https://good.example';
const EVIL = 'https://evil.example';

/** The one server for both names, and how often each path was asked for. */
let publisher: Server;
const asked = new Map<string, number>();
const elsewhere: Elsewhere = {};
let house: Instances;

beforeAll(async () => {
  publisher = createServer((request, response) => {
    const path = request.url ?? '';
    asked.set(path, (asked.get(path) ?? 0) + 1);
    void serve(path, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => publisher.once('listening', resolve));
  const url = new URL(`http://127.0.0.1:${(publisher.address() as AddressInfo).port}`);
  elsewhere.servers = { 'good.example': url, 'evil.example': url };
  house = await openInstances(elsewhere, 2);
});
afterAll(async () => {
  await house.close();
  publisher.closeAllConnections();
  publisher.close();
});
beforeEach(() => asked.clear());

const documentOf = (clientId: string, more: object = {}) =>
  JSON.stringify({
    client_id: clientId,
    client_name: 'Claude',
    redirect_uris: [REDIRECT_URL, 'https://evil.example/callback'],
    token_endpoint_auth_method: 'none',
    ...more,
  });

async function serve(path: string, response: ServerResponse): Promise<void> {
  const [, kind = '', value = ''] = /^\/(\w+)[/.]([\w.+-]*)/.exec(path) ?? [];
  const type = { 'Content-Type': 'application/json' };
  const body = documentOf(GOOD + path);
  switch (kind) {
    case 'redirect':
      // An open redirect at a good name leads on like this, to a document that claims that name.
      return void response.writeHead(Number.parseInt(value, 10), { Location: `${EVIL}/found${path}` }).end();
    case 'found':
      return void response.writeHead(200, type).end(documentOf(GOOD + path.slice('/found'.length)));
    case 'loop':
      return void response.writeHead(302, { Location: path }).end();
    case 'status':
      return void response.writeHead(Number.parseInt(value, 10), type).end(body);
    case 'type':
      return void response
        .writeHead(200, { 'Content-Type': decodeURIComponent(path.slice('/type/'.length)) })
        .end(body);
    case 'untyped':
      return void response.writeHead(200).end(body);
    case 'large':
      return void response
        .writeHead(200, type)
        .end(documentOf(GOOD + path, { tos_uri: `${GOOD}/${'x'.repeat(6000)}` }));
    case 'huge':
      return void response
        .writeHead(200, type)
        .end(documentOf(GOOD + path, { tos_uri: `${GOOD}/${'x'.repeat(100_000)}` }));
    case 'slow':
      return drip(response.writeHead(200, type), body, SLOW_MS);
    case 'refused':
      // An answer that is refused by its status is not waited for.
      return drip(response.writeHead(404, type), body, SLOW_MS);
    case 'endless':
      return drip(response.writeHead(200, type), ' '.repeat(4000), SLOW_MS);
    default:
      response.writeHead(200, type).end(body);
  }
}

/** Bit by bit, with the last of it after so long. */
async function drip(response: ServerResponse, text: string, ms: number): Promise<void> {
  const parts = 20;
  for (let i = 0; i < parts && !response.destroyed; i++) {
    response.write(text.slice((i * text.length) / parts, ((i + 1) * text.length) / parts));
    await new Promise((resolve) => setTimeout(resolve, ms / parts));
  }
  response.end();
}

async function askToConnect(clientId: string, redirect_uri = REDIRECT_URL) {
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri,
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  };
  const url = `${house.url}/oauth/authorize?${new URLSearchParams(parameters)}`;
  const response = await fetch(url, { headers: { Accept: 'text/html' }, redirect: 'manual' });
  return { status: response.status, text: await response.text() };
}

/** The token endpoint's answer to a code that there isn't: 400 for a client that it knows. */
async function exchange(form: Record<string, string>): Promise<number> {
  const body = new URLSearchParams({ grant_type: 'authorization_code', code: 'a:b:c', ...form });
  return (await fetch(`${house.url}/oauth/token`, { method: 'POST', body })).status;
}

test.each(['plain.json', 'type/application%2Fjson%3B%20charset=utf-8', 'type/application%2Foauth-client+json'])(
  'a client’s document is read as it is meant to be served (%s)',
  async (path) => {
    const { status, text } = await askToConnect(`${GOOD}/${path}`);
    expect([status, text.includes('published by <strong>good.example</strong>')]).toEqual([200, true]);
    expect(await exchange({ client_id: `${GOOD}/${path}` })).toBe(400);
  },
);

describe('a client’s document is no document of its', () => {
  test.each([
    ['it is behind a redirect', 'redirect/301.json', 'status'],
    ['it is behind a redirect', 'redirect/302.json', 'status'],
    ['it is behind a redirect', 'redirect/303.json', 'status'],
    ['it is behind a redirect', 'redirect/307.json', 'status'],
    ['it is behind a redirect', 'redirect/308.json', 'status'],
    ['it leads to itself', 'loop/x.json', 'status'],
    ['its status is another', 'status/203.json', 'status'],
    ['its status is another', 'status/206.json', 'status'],
    ['its status is another', 'status/404.json', 'status'],
    ['it is no JSON', 'type/text%2Fhtml', 'type'],
    ['it is no JSON', 'type/text%2Fplain', 'type'],
    ['it is no JSON', 'type/application%2Fjsonp', 'type'],
    ['it doesn’t say that it is JSON', 'untyped/x', 'type'],
    ['its status is another, and it never ends', 'refused/x.json', 'status'],
    ['it is larger than any keys', 'huge/x.json', 'size'],
    ['its host can’t answer now', 'status/503.json', 'unavailable'],
    ['its host takes no more requests', 'status/429.json', 'unavailable'],
    ['it takes too long', 'slow/x.json', 'timeout'],
    ['it never ends', 'endless/x.json', 'timeout'],
  ])('when %s (%s)', async (_, path, reason) => {
    const clientId = `${GOOD}/${path}`;
    const logged = house.logs.length;
    const answers = await Promise.all([askToConnect(clientId), exchange({ client_id: clientId })]);
    const [page, refusal] = ['unavailable', 'timeout'].includes(reason) ? [503, 503] : [400, 401];
    expect(answers).toEqual([
      { status: page, text: expect.stringContaining('The app says that good.example') },
      refusal,
    ]);
    expect([...asked]).toEqual([[`/${path}`, 2]]);
    const refusals = house.logs.slice(logged).filter((line) => line.includes('client_document_refused'));
    expect(refusals.map((line) => JSON.parse(line))).toEqual(
      [1, 2].map(() => expect.objectContaining({ host: 'good.example', reason })),
    );
  });

  test('when it is larger than 5 KiB', async () => {
    expect((await askToConnect(`${GOOD}/large/x.json`)).status).toBe(400);
  });
});

test('a client’s keys are read as strictly as its document', async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const keys = { keys: [{ kty, crv, x, y, kid: 'key', alg: 'ES256', use: 'sig' }] };
  const signing = { token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256' };
  const publish = (name: string, jwks_uri: string) => {
    const clientId = `${GOOD}/signing/${name}.json`;
    elsewhere[clientId] = JSON.parse(documentOf(clientId, { ...signing, jwks_uri }));
    return clientId;
  };
  elsewhere[`${GOOD}/keys.json`] = keys;
  elsewhere[`${EVIL}/found/redirect/302.keys`] = keys;
  const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const authenticate = async (clientId: string) => {
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iss: clientId, sub: clientId, aud: house.url, iat, exp: iat + 60, jti: crypto.randomUUID() };
    const text = `${base64url({ alg: 'ES256', kid: 'key', typ: 'JWT' })}.${base64url(claims)}`;
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = await crypto.subtle.sign(algorithm, pair.privateKey, new TextEncoder().encode(text));
    return exchange({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: `${text}.${Buffer.from(signature).toString('base64url')}`,
    });
  };
  expect(await authenticate(publish('own', `${GOOD}/keys.json`))).toBe(400);
  expect(await authenticate(publish('elsewhere', `${GOOD}/redirect/302.keys`))).toBe(401);
});

describe('the page says who describes the app and who gets access', () => {
  test('and that they are two, where they are', async () => {
    const { text } = await askToConnect(`${GOOD}/plain.json`, 'https://evil.example/callback');
    expect(text).toContain('published by <strong>good.example</strong>');
    expect(text).toContain('<strong>evil.example</strong>');
    expect(text).toContain('These are two different sites');
  });

  test('and that any program could say so, on a computer of one’s own', async () => {
    const { text } = await askToConnect(`${GOOD}/plain.json`);
    expect(text).toContain('Any program there can say that it is the app of good.example.');
    expect(text).not.toContain('These are two different sites');
  });

  test('and nothing more, where they are one', async () => {
    const clientId = `${EVIL}/own.json`;
    elsewhere[clientId] = JSON.parse(documentOf(clientId));
    const { text } = await askToConnect(clientId, 'https://evil.example/callback');
    expect(text).not.toContain('role="note"');
  });

  test('and another port is another’s', async () => {
    const clientId = `${EVIL}:8443/own.json`;
    elsewhere[clientId] = JSON.parse(documentOf(clientId));
    const { text } = await askToConnect(clientId, 'https://evil.example/callback');
    expect(text).toContain('published by <strong>evil.example:8443</strong>');
    expect(text).toContain('These are two different sites');
  });
});
