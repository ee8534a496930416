import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OAuthSession } from '../../scripts/demo-client/oauth-session.ts';
import { allowAll } from '../../scripts/demo-client/person.ts';
import { type Connected, connect, KINDS, type Kind, type ToolAnswer } from '../support/clients.ts';
import { mcpRequest } from '../support/mcp-request.ts';
import { type Elsewhere, type Instances, openInstances } from './instances.ts';

/** How a client comes to its client id: by its metadata document's address, or by registering. */
const IDENTITIES = ['CIMD', 'registration'] as const;
type Identity = (typeof IDENTITIES)[number];

/** For the call that a client may only make after it has got more. */
const NEEDED = 'products:write';

const elsewhere: Elsewhere = {};
let documents = 0;
let house: Instances;
beforeAll(async () => {
  house = await openInstances(elsewhere);
});
afterAll(() => house.close());

const opened: Connected[] = [];
beforeEach(() => async () => {
  await Promise.all(opened.splice(0).map((client) => client.close()));
});

/** A client of a person who allows as much as the page offers. */
async function open(kind: Kind, identity: Identity, mcpUrl = house.mcpUrl, scope?: string): Promise<Connected> {
  const client = await connect(kind, mcpUrl, {
    decide: allowAll,
    ...(scope !== undefined && { scope }),
    ...(identity === 'CIMD' && { clientMetadataUrl: publish(`Test client ${kind}`) }),
  });
  opened.push(client);
  const clientId = client.session.clientInformation()?.client_id ?? '';
  expect(clientId.startsWith('https://client.example/')).toBe(identity === 'CIMD');
  return client;
}

/** A document for one client, so that no two logins here are of the same one. */
function publish(name: string): string {
  const client_id = `https://client.example/${++documents}.json`;
  elsewhere[client_id] = { client_id, ...new OAuthSession(name).clientMetadata };
  return client_id;
}

/** Sends one call that carries just this token, and expects that none of it gets to Polar. */
async function challengeFor(token: string | undefined, name = 'list_products', args: object = {}) {
  await house.polar.clearRequests();
  const response = await fetch(house.mcpUrl, mcpRequest(token, 'tools/call', { name, arguments: args }));
  await response.text();
  expect(await house.polar.requests()).toEqual([]);
  const header = response.headers.get('WWW-Authenticate') ?? '';
  const parameters = Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
  return { status: response.status, scheme: header.split(' ')[0], ...parameters };
}

const unauthorized = () => ({
  status: 401,
  scheme: 'Bearer',
  resource_metadata: `${house.url}/.well-known/oauth-protected-resource/mcp`,
});
const invalidToken = () => ({ ...unauthorized(), error: 'invalid_token' });

function itemsOf({ isError, content }: ToolAnswer): { id: string; name: string }[] {
  expect(isError ?? false, content[0]?.text).toBe(false);
  return JSON.parse(content[0]?.text ?? '').items;
}

/** The client's tokens, some of them replaced. */
function replaceTokens(
  { session }: Connected,
  replacement: { access_token?: string; refresh_token?: undefined },
): void {
  const tokens = session.tokens();
  if (!tokens) throw new Error('The client has no tokens');
  const { refresh_token, ...rest } = { ...tokens, ...replacement };
  session.saveTokens(refresh_token === undefined ? rest : { ...rest, refresh_token });
}

const accessToken = ({ session }: Connected) => session.tokens()?.access_token ?? '';

/** The time of every access token of the grant is over; its refresh token lives on. */
async function expireAccessTokens(client: Connected): Promise<void> {
  const [userId, grantId] = accessToken(client).split(':');
  const { keys } = await house.kv.list({ prefix: `token:${userId}:${grantId}:` });
  expect(keys).toHaveLength(1);
  for (const { name } of keys) {
    const record = JSON.parse((await house.kv.get(name)) ?? '{}');
    expect(record.expiresAt).toBeGreaterThan(Date.now() / 1000);
    await house.kv.put(name, JSON.stringify({ ...record, expiresAt: Math.floor(Date.now() / 1000) - 1 }));
  }
}

const CASES = KINDS.flatMap((kind) => IDENTITIES.map((identity) => [kind, identity] as const));

describe.each(CASES)('a %s client by %s, with', (kind, identity) => {
  test('no token: is sent to log in, and then can call', async () => {
    const challenge = await challengeFor(undefined);
    expect(challenge).toMatchObject(unauthorized());
    // RFC 6750 section 3.1: a request without a token gets no error code.
    expect(challenge).not.toHaveProperty('error');
    const client = await open(kind, identity);
    expect(itemsOf(await client.callTool('list_products')).length).toBeGreaterThan(0);
    expect(client.session.logins).toBe(1);
  });

  test('a malformed token: is told so, renews it without the person, and can call', async () => {
    const client = await open(kind, identity);
    replaceTokens(client, { access_token: 'not-a-token' });
    expect(await challengeFor(accessToken(client))).toMatchObject(invalidToken());
    expect(itemsOf(await client.callToolSigningIn('list_products')).length).toBeGreaterThan(0);
    expect(client.session.logins).toBe(1);
  });

  test('an expired token: is told so, renews it without the person, and can call', async () => {
    const client = await open(kind, identity);
    await expireAccessTokens(client);
    expect(await challengeFor(accessToken(client))).toMatchObject(invalidToken());
    expect(itemsOf(await client.callTool('list_products')).length).toBeGreaterThan(0);
    expect(client.session.logins).toBe(1);
  });

  test('a token for another audience: is told so, logs in here, and can call', async () => {
    const client = await open(kind, identity);
    const foreign = await open(kind, identity, house.other.mcpUrl);
    expect(itemsOf(await foreign.callTool('list_products')).length).toBeGreaterThan(0);
    replaceTokens(client, { access_token: accessToken(foreign), refresh_token: undefined });
    expect(await challengeFor(accessToken(client))).toMatchObject(invalidToken());
    expect(itemsOf(await client.callToolSigningIn('list_products')).length).toBeGreaterThan(0);
    expect(client.session.logins).toBe(2);
  });
});

const ADDRESSES = ['/mcp', '/mcp/', '/mcp/readonly', '/mcp/readonly/', '/mcp/readonly?toolsets=all'];

describe.each(KINDS.flatMap((kind) => ADDRESSES.map((address) => [kind, address] as const)))(
  'a %s client of the address %s',
  (kind, address) => {
    test('logs in, calls, and renews its token there', async () => {
      const { origin, pathname } = new URL(address, house.url);
      // Gemini CLI, VS Code and others compare this exactly before they log in (RFC 9728 section 3.3).
      const metadata = await fetch(`${origin}/.well-known/oauth-protected-resource${pathname}`);
      expect(await metadata.json()).toMatchObject({ resource: origin + pathname });
      const client = await open(kind, 'CIMD', house.url + address);
      expect(itemsOf(await client.callTool('list_products')).length).toBeGreaterThan(0);
      await expireAccessTokens(client);
      expect(itemsOf(await client.callTool('list_products')).length).toBeGreaterThan(0);
      expect(client.session.logins).toBe(1);
      const scope = client.session.tokens()?.scope ?? '';
      expect(scope.includes(':write')).toBe(!pathname.includes('readonly'));
    });
  },
);

const READ_ONLY = 'products:read';

/** Renames a product to what it is called, which takes more than reading. */
async function smallChange(client: Connected): Promise<{ id: string; name: string }> {
  const [product] = itemsOf(await client.callTool('list_products'));
  if (!product) throw new Error('There is no product');
  return { id: product.id, name: product.name };
}

async function expectStepUp(client: Connected): Promise<void> {
  const { isError, content } = await client.callToolSigningIn('update_product', await smallChange(client));
  expect(isError ?? false, content[0]?.text).toBe(false);
  expect(client.session.logins).toBe(2);
  // The client keeps its scopes: the server names all that the call needs (RFC 6750 section 3.1), and the client adds.
  expect(client.session.tokens()?.scope?.split(' ')).toEqual(expect.arrayContaining([READ_ONLY, NEEDED]));
}

describe.each(CASES)('a %s client by %s, with a token of too little scope', (kind, identity) => {
  let client: Connected;
  beforeEach(async () => {
    client = await open(kind, identity, house.mcpUrl, READ_ONLY);
    expect(client.session.tokens()?.scope).toBe(READ_ONLY);
  });

  test('is told what it needs, gets it from the person, and can call', async () => {
    const change = await smallChange(client);
    expect(await challengeFor(accessToken(client), 'update_product', change)).toMatchObject({
      ...unauthorized(),
      status: 403,
      error: 'insufficient_scope',
      scope: expect.stringContaining(NEEDED),
    });
    if (kind !== 'v1') return expectStepUp(client);

    // This line takes a renewed token for one that may do more. It isn't, so the result says what helps: connecting anew.
    const refused = await client.callTool('update_product', change);
    expect(refused).toMatchObject({
      isError: true,
      structuredContent: { error: { code: 'insufficient_scope', message: expect.stringContaining('products:write') } },
    });
    expect(await house.polar.requests()).toEqual([]);
    expect(client.session.logins).toBe(1);
    const again = await open(kind, identity);
    const { isError, content } = await again.callTool('update_product', change);
    expect(isError ?? false, content[0]?.text).toBe(false);
  });
});

describe.each(IDENTITIES)('a v1 client by %s, with a token of too little scope and none to renew it', (identity) => {
  test('gets it from the person', async () => {
    const client = await open('v1', identity, house.mcpUrl, READ_ONLY);
    replaceTokens(client, { refresh_token: undefined });
    await expectStepUp(client);
  });
});
