import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { mcpRequest } from '../../support/mcp-request.ts';
import { BASE_URL, Browser, send } from './browser.ts';
import { env, opened } from './calls.ts';
import { authorizePath, type ClientTokens, exchange, logIn, logInFor, register, toPolar } from './login.ts';
import {
  type Answer,
  decideAtPolar,
  INTROSPECT_PATH,
  interceptPolar,
  letPolarBe,
  limited,
  ORGANIZATIONS_PATH,
  REVOKE_PATH,
  simulator,
  TOKEN_PATH,
} from './polar.ts';
import { refreshForm } from './token-endpoint.ts';

const { ada, ben, organization, otherOrganization } = inject('seed');
/** Ada's organizations. */
const own = [organization, otherOrganization];

beforeEach(reset);
afterEach(async () => {
  letPolarBe();
  await simulator.resetShop();
});

async function callMcp(tokens: ClientTokens, method: string, params = {}, query = '') {
  const answer = await send(`/mcp${query}`, mcpRequest(tokens.access_token, method, params));
  const text = await answer.text();
  return { status: answer.status, message: JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text) };
}

const call = async (tokens: ClientTokens, name: string, args = {}, query = '') =>
  (await callMcp(tokens, 'tools/call', { name, arguments: args }, query)).message.result;

const idsOf = (result: { structuredContent: { items: { id: string }[] } }) =>
  result.structuredContent.items.map(({ id }) => id);

describe('somebody with several organizations', () => {
  test('is sent to Polar for one, unless they say all', async () => {
    const asked = async (organization: string | undefined) =>
      (await toPolar(new Browser(), await register(), {}, organization)).searchParams.get('sub_type');
    expect([await asked('one'), await asked('all'), await asked('')]).toEqual(['organization', 'user', 'organization']);
  });

  test.each(own)('connects to the one that they choose at Polar, and to no other (%s)', async (chosen) => {
    const tokens = await logInFor('one', ada, [chosen]);
    const { props } = await opened(tokens);
    expect(props).toMatchObject({ organization: chosen, heldBy: 'token', organizations: [{ id: chosen }] });
    expect(idsOf(await call(tokens, 'list_organizations'))).toEqual([chosen]);
    for (const other of own.filter((id) => id !== chosen)) {
      expect((await callMcp(tokens, 'tools/list', {}, `?organization=${other}`)).status).toBe(400);
      const got = await call(tokens, 'call_read_tool', {
        name: 'get_organization',
        arguments: { organization_id: other },
      });
      expect(got.isError).toBe(true);
    }
    expect((await callMcp(tokens, 'tools/list', {}, `?organization=${chosen}`)).status).toBe(200);
  });

  test('is held to the one by Polar itself, whatever is asked for by id', async () => {
    const [first = '', second = ''] = own;
    const everything = await logInFor('all', ada);
    const all = await call(everything, 'list_products', { limit: 100, organization_id: [second] });
    const [foreign] = idsOf(all);
    const tokens = await logInFor('one', ada, [first]);
    expect(await call(tokens, 'get_product', { id: foreign })).toMatchObject({
      structuredContent: { error: { code: 'not_found' } },
    });
    const changed = await call(tokens, 'update_product', { id: foreign, description: 'Mine now' });
    expect(changed).toMatchObject({ structuredContent: { error: { code: 'not_found' } } });
  });

  test('creates without naming the one, and Polar is told it', async () => {
    const [chosen = ''] = own;
    const tokens = await logInFor('one', ada, [chosen]);
    const sent = interceptPolar('/v1/discounts/');
    const discount = { type: 'percentage', name: 'Ten off', duration: 'once', basis_points: 1000 };
    const asked = await call(tokens, 'create_discount', discount);
    const { confirm } = asked.structuredContent;
    const created = await call(tokens, 'create_discount', { ...discount, confirm });
    expect(created).toMatchObject({ structuredContent: { organization_id: chosen } });
    expect(JSON.parse(sent[0] ?? '')).toMatchObject({ organization_id: chosen });
  });

  test.each([
    ['a list', (events: object[]) => events],
    ['text', (events: object[]) => JSON.stringify(events)],
    ['a list of texts', (events: object[]) => events.map((event) => JSON.stringify(event))],
  ])('names the other one in no item of a list that comes as %s', async (_, as) => {
    const [chosen = '', other = ''] = own;
    const tokens = await logInFor('one', ada, [chosen]);
    const sent = interceptPolar('/v1/events/ingest');
    const ingest = async (events: unknown) => {
      const asked = await call(tokens, 'ingest_events', { events });
      if (asked.isError) return asked;
      return call(tokens, 'ingest_events', { events, confirm: asked.structuredContent.confirm });
    };
    const event = { name: 'used', external_customer_id: 'somebody' };
    expect(await ingest(as([{ ...event, organization_id: other }]))).toMatchObject({ isError: true });
    expect(sent).toEqual([]);

    expect((await ingest(as([event, { ...event, organization_id: chosen }]))).isError).toBeUndefined();
    const named = { ...event, organization_id: chosen };
    expect(JSON.parse(sent[0] ?? '')).toEqual({ events: [named, named] });
  });

  test('who gives all of them at Polar reaches all, and lists say whose each thing is', async () => {
    const tokens = await logInFor('all', ada);
    const { props } = await opened(tokens);
    expect([props.organization, props.heldBy]).toEqual([undefined, undefined]);
    expect(props.organizations?.map(({ id }) => id).sort()).toEqual([...own].sort());
    const { items, about } = (await call(tokens, 'list_products', { limit: 100 })).structuredContent;
    expect(new Set(items.map((item: { organization_id: string }) => item.organization_id))).toEqual(new Set(own));
    expect(Object.keys(about.organizations).sort()).toEqual([...own].sort());
    const orders = (await call(tokens, 'list_orders')).structuredContent;
    for (const { customer } of orders.items) expect(own).toContain(customer.organization_id);
  });

  test.each([
    ['get_customer', {}, 'polar_unavailable', undefined],
    ['update_customer', { name: 'Ada' }, 'outcome_unknown', 'list_customers'],
  ])(
    '%s by an external id that several of them have is told to use another id',
    async (tool, args, code, settledBy) => {
      const isShared = `where customers of several organizations have the same external id`;
      const errorOf = async (tokens: ClientTokens, given: object) => {
        const match = { path: '/v1/customers/*' };
        await simulator.fault({ kind: 'status', status: 500, body: 'Internal Server Error', match });
        const { isError, structuredContent } = await call(tokens, tool, { ...args, ...given });
        await simulator.clearFaults();
        expect(isError).toBe(true);
        return structuredContent.error;
      };
      const all = await logInFor('all', ada);
      const error = await errorOf(all, { external_customer_id: 'f-both' });
      expect(error).toMatchObject({ code, retryable: false, message: expect.stringContaining(isShared) });
      expect(error.what_to_do).toMatch(/^Call list_customers with \{"query":"f-both"\}, and give the `customer_id`/);
      expect(error.settled_by?.tool).toBe(settledBy);
      // With a customer's own id, or in a connection to one organization, no other organization can be named.
      const byOwnId = await errorOf(all, { customer_id: '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f' });
      const inOne = await errorOf(await logInFor('one', ada, [organization]), { external_customer_id: 'f-both' });
      for (const { code: same, message } of [byOwnId, inOne]) {
        expect(same).toBe(code);
        expect(message).not.toContain(isShared);
      }
    },
  );

  test('who checks only one of them at Polar reaches that one', async () => {
    const [chosen = ''] = own;
    const tokens = await logInFor('all', ada, [chosen]);
    expect((await opened(tokens)).props).toMatchObject({ organizations: [{ id: chosen }] });
    expect(idsOf(await call(tokens, 'list_organizations'))).toEqual([chosen]);
  });

  test('can pin one in the address where Polar holds the connection to it, by slug or id', async () => {
    await simulator.setOAuth({ organizationHeader: 'honoured' });
    const tokens = await logInFor('all', ada);
    const organizations = (await opened(tokens)).props.organizations ?? [];
    expect(organizations).toHaveLength(2);
    for (const { id, slug } of organizations) {
      for (const wish of [id, slug, slug.toUpperCase()]) {
        expect(idsOf(await call(tokens, 'list_organizations', {}, `?organization=${wish}`))).toEqual([id]);
      }
    }
    const unknown = await callMcp(tokens, 'tools/list', {}, '?organization=nobody');
    expect([unknown.status, unknown.message.error.message]).toEqual([
      400,
      expect.stringContaining(`It reaches ${organizations.map(({ slug }) => slug).join(', ')}`),
    ]);
  });

  test('can pin none where Polar ignores the header, and hears how to connect to one', async () => {
    const tokens = await logInFor('all', ada);
    const sent = interceptPolar('/v1/products/');
    for (const organization of own) {
      const refused = await callMcp(tokens, 'tools/call', { name: 'list_products' }, `?organization=${organization}`);
      expect([refused.status, refused.message.error.message]).toEqual([
        400,
        expect.stringContaining('connect again and choose "One organization"'),
      ]);
    }
    expect(sent).toEqual([]);
  });
});

describe('somebody with one organization', () => {
  const create = (tokens: ClientTokens, args: object = {}) =>
    call(tokens, 'create_customer', { email: `${crypto.randomUUID()}@labmail.net`, ...args });

  test('never names it in a connection to one', async () => {
    const tokens = await logInFor('one', ben);
    const { organization } = (await opened(tokens)).props;
    expect(organization).toMatch(/^[0-9a-f-]{36}$/);
    const { result } = (await callMcp(tokens, 'tools/list', {}, '?toolsets=all')).message;
    expect(result.tools.length).toBeGreaterThan(100);
    for (const { inputSchema, name } of result.tools) {
      expect(JSON.stringify(inputSchema.properties), name).not.toContain('"organization_id"');
      expect(inputSchema.required ?? [], name).not.toContain('organization_id');
    }
    expect((await call(tokens, 'get_organization')).structuredContent).toMatchObject({ id: organization });
    expect((await create(tokens)).structuredContent).toMatchObject({ organization_id: organization });
  });

  test('names it in a connection to all, which reaches what comes later too', async () => {
    const tokens = await logInFor('all', ben);
    const unnamed = await create(tokens);
    expect(unnamed.structuredContent.error).toMatchObject({ fields: [{ path: 'organization_id' }] });
    const made = await call(tokens, 'create_organization', { name: 'Second', slug: `second-${Date.now()}` });
    const { would, confirm } = made.structuredContent;
    const done = confirm ? await call(tokens, 'create_organization', { ...would.arguments, confirm }) : made;
    const { id } = done.structuredContent;
    const created = await create(tokens, { organization_id: id });
    expect(created.structuredContent).toMatchObject({ organization_id: id });
    expect((await call(tokens, 'get_connection')).structuredContent.organizations).toHaveLength(2);
  });

  test('isn’t connected to it by a token that reaches what comes later', async () => {
    const browser = new Browser();
    const polar = await toPolar(browser, await register(), {}, 'one');
    // A Polar that doesn't know sub_type=organization would answer so.
    polar.searchParams.set('sub_type', 'user');
    const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const answer = await browser.get((await decideAtPolar(polar, 'allow', ben)).href);
    expect(answer.status).toBe(502);
    expect(lines).toHaveBeenCalledWith(expect.stringContaining('"code":"TOKEN_NOT_NARROWED"'));
  });
});

describe('create_organization', () => {
  const listed = async (tokens: ClientTokens, query = '') =>
    (await callMcp(tokens, 'tools/list', {}, `?toolsets=all${query}`)).message.result.tools.some(
      ({ name }: { name: string }) => name === 'create_organization',
    );

  test('is there for a person’s account, and nowhere else', async () => {
    await simulator.setOAuth({ organizationHeader: 'honoured' });
    const all = await logInFor('all', ada);
    expect([await listed(all), await listed(await logInFor('one', ada))]).toEqual([true, false]);
    expect(await listed(all, `&organization=${organization}`)).toBe(false);
  });

  test('called all the same, says why not, and ends nothing', async () => {
    const tokens = await logInFor('one', ada);
    const { message } = await callMcp(tokens, 'tools/call', { name: 'create_organization', arguments: {} });
    expect(message.error.message).toContain('a connection to one organization leaves it out');
    expect((await call(tokens, 'list_products')).isError).toBeUndefined();
  });
});

describe('an organization that can’t be reached any more', () => {
  async function left(choice: 'one' | 'all', person: string, gone: string[]): Promise<ClientTokens> {
    const tokens = await logInFor(choice, person, choice === 'one' ? gone : []);
    for (const organization of gone) await simulator.leaveOrganization(person, organization);
    return tokens;
  }

  test.each(['one', 'all'] as const)('is no empty shop, to a connection to %s', async (choice) => {
    const [first = ''] = own;
    const tokens = await left(choice, ada, choice === 'one' ? [first] : own);
    const listed = await call(tokens, 'list_products');
    expect(listed).toMatchObject({ isError: true, structuredContent: { error: { code: 'refused' } } });
    expect(listed.content[0].text).toMatch(/can't be reached any more|reaches no organization any more/);
    expect((await call(tokens, 'export_customers')).structuredContent).toMatchObject({ error: { code: 'refused' } });
    const connection = await call(tokens, 'get_connection');
    expect(connection.structuredContent).toMatchObject({
      organizations: [],
      problem: expect.stringMatching(/can't be reached any more|reaches no organization any more/),
    });
  });

  test('an empty list of one that is there stays a list, and asks once', async () => {
    const tokens = await logInFor('one', ben);
    const asked = interceptPolar(`/v1/organizations/${(await opened(tokens)).props.organization}`);
    for (const query of ['no such product', 'nor such']) {
      expect((await call(tokens, 'list_products', { query })).structuredContent.items).toEqual([]);
    }
    expect(asked).toHaveLength(1);
  });
});

test('when Polar gives more than the one that was asked for, nothing is connected', async () => {
  interceptPolar(ORGANIZATIONS_PATH, (forward) => forward());
  const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const browser = new Browser();
  const polar = await toPolar(browser, await register(), {}, 'one');
  // A Polar that doesn't know sub_type=organization would answer so.
  polar.searchParams.set('sub_type', 'user');
  const revocations = interceptPolar(REVOKE_PATH);
  const answer = await browser.get((await decideAtPolar(polar, 'allow')).href);
  expect([answer.status, await answer.text()]).toEqual([502, expect.stringContaining('doesn’t understand Polar')]);
  expect(lines).toHaveBeenCalledWith(expect.stringContaining('"code":"TOKEN_NOT_NARROWED"'));
  expect(revocations).toHaveLength(1);
});

test('a connection of before, for one of several that nothing holds it to, ends and says so', async () => {
  const { props, auth } = await opened(await logInFor('all', ada));
  const before = { ...props, organization: own[0] ?? '' };
  // An earlier version made such grants: it asked for the organization by itself.
  const clientId = await register();
  const { OAUTH_PROVIDER: oauth } = env;
  const asked = await oauth.parseAuthRequest(new Request(`${BASE_URL}${authorizePath(clientId)}`));
  const grant = { userId: auth.userId ?? '', scope: props.scope, metadata: { connectionId: props.connectionId } };
  const { redirectTo } = await oauth.completeAuthorization({ request: asked, ...grant, props: before });
  const tokens = await (await exchange(clientId, new URL(redirectTo))).json<ClientTokens>();

  const revocations = interceptPolar(REVOKE_PATH);
  const answer = await send('/mcp', mcpRequest(tokens.access_token, 'tools/list'));
  expect([answer.status, answer.headers.get('WWW-Authenticate')]).toEqual([
    401,
    expect.stringContaining('Polar now asks which organization a connection is for. Connect again'),
  ]);
  expect(revocations).toHaveLength(1);
  const refreshed = await send('/oauth/token', {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, ...refreshForm(tokens) }),
  });
  expect(await refreshed.json()).toMatchObject({ error: 'invalid_grant' });
});

test('a login that began before Polar asked for the organization starts again', async () => {
  const { OAUTH_PROVIDER: oauth } = env;
  const asked = await oauth.parseAuthRequest(new Request(`${BASE_URL}${authorizePath(await register())}`));
  const data = { step: 'polar', codeVerifier: 'v'.repeat(43) };
  const { state, headers } = await oauth.beginUpstream(asked, { data });
  const exchanges = interceptPolar(TOKEN_PATH);
  const [Cookie = ''] = (headers.get('Set-Cookie') ?? '').split(';');
  const answer = await send(`/oauth/callback?code=x&state=${state}`, { headers: { Accept: 'text/html', Cookie } });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('This login can’t go on')]);
  expect(exchanges).toEqual([]);
});

test.each<[string, Answer, number, string]>([
  ['fails', () => new Response('', { status: 500 }), 503, 'Polar isn’t answering'],
  ['says nothing of organizations', () => Response.json({ active: true }), 502, 'doesn’t understand Polar'],
  ['no longer knows the token', () => Response.json({ active: false }), 502, 'doesn’t understand Polar'],
  ['names another organization', naming([otherOrganization]), 502, 'doesn’t understand Polar'],
  ['names two', naming([organization, otherOrganization]), 502, 'doesn’t understand Polar'],
  ['names none', naming([]), 502, 'doesn’t understand Polar'],
])('when Polar %s instead of saying what holds the token, nothing is connected', async (_, fault, status, title) => {
  interceptPolar(INTROSPECT_PATH, fault);
  const revocations = interceptPolar(REVOKE_PATH);
  const browser = new Browser();
  const polar = await toPolar(browser, await register(), {}, 'one');
  const answer = await browser.get((await decideAtPolar(polar, 'allow')).href);
  expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(title)]);
  expect(revocations).toHaveLength(1);
  const { keys } = await env.OAUTH_KV.list();
  expect(keys.filter(({ name }) => !name.startsWith('client:'))).toEqual([]);
});

test('when Polar names two and lists none, nothing is connected either', async () => {
  interceptPolar(ORGANIZATIONS_PATH, () => new Response('', { status: 500 }));
  interceptPolar(INTROSPECT_PATH, naming([organization, otherOrganization]));
  const browser = new Browser();
  const polar = await toPolar(browser, await register(), {}, 'one');
  expect((await browser.get((await decideAtPolar(polar, 'allow')).href)).status).toBe(502);
});

/** Changes what Polar's introspection says about the organizations of a token. */
function naming(organizations: string[]): Answer {
  return () => Response.json({ active: true, organizations });
}

test.each<[string, () => Response]>([
  ['fails', () => new Response('', { status: 500 })],
  ['limits the rate', limited],
  ['says it in a way of its own', () => Response.json({ items: 'all' })],
])('when Polar %s instead of listing them, they are read later', async (_, fault) => {
  for (const choice of ['one', 'all'] as const) {
    interceptPolar(ORGANIZATIONS_PATH, fault);
    const tokens = await logInFor(choice, ada, choice === 'one' ? [organization] : []);
    expect((await opened(tokens)).props.organizations).toEqual([]);
    letPolarBe();
    const { organizations } = (await call(tokens, 'get_connection')).structuredContent;
    const wanted = choice === 'one' ? [organization] : own;
    expect(organizations.map(({ id }: { id: string }) => id).sort()).toEqual([...wanted].sort());
  }
});

test('a login goes on while the client’s requests are used up: Polar counts a new token’s first one by itself', async () => {
  const busy = await logInFor('all', ada);
  await simulator.setRate(3);
  for (let i = 0; i < 5; i++) await call(busy, 'list_products');
  expect((await call(busy, 'list_products')).isError).toBe(true);
  const tokens = await logInFor('one', ada);
  expect((await opened(tokens)).props).toMatchObject({ heldBy: 'token' });
});

test('a token that may not list them connects all the same, to all that it reaches', async () => {
  interceptPolar(ORGANIZATIONS_PATH, () => Response.json({ error: 'insufficient_scope' }, { status: 403 }));
  const { props } = await opened(await logInFor('all', ada));
  expect(props).toMatchObject({ organizations: [] });
  expect(props.heldBy).toBeUndefined();
  expect(props.organization).toBeUndefined();
});

test('the address of the server is the same resource with an organization in it', async () => {
  const tokens = await logIn({ resource: `${BASE_URL}/mcp?organization=somebody` });
  expect(tokens.access_token).toBeTruthy();
});
