import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { mcpRequest } from '../../support/mcp-request.ts';
import { BASE_URL, Browser, field, location, send } from './browser.ts';
import { env, opened } from './calls.ts';
import { arrive, type ClientTokens, exchange, logIn, register, toCallback, toPolar } from './login.ts';
import { decideAtPolar, interceptPolar, letPolarBe, ORGANIZATIONS_PATH, REVOKE_PATH } from './polar.ts';

beforeEach(reset);
afterEach(letPolarBe);

const { ben } = inject('seed');

/** A login as far as the choice between organizations. */
async function toChoice() {
  const browser = new Browser();
  const clientId = await register();
  const html = await (await browser.get((await toCallback(browser, clientId)).href)).text();
  const ids = [...html.matchAll(/name="organization" value="([0-9a-f-]{36})"/g)].map(([, id = '']) => id);
  const choose = (organization: string) =>
    browser.post('/oauth/organization', { state: field(html, 'state'), organization });
  return { browser, clientId, html, ids, choose };
}

async function loginOf(userId: string): Promise<ClientTokens> {
  const browser = new Browser();
  const clientId = await register();
  const callback = await decideAtPolar(await toPolar(browser, clientId), 'allow', userId);
  return (await exchange(clientId, location(await arrive(browser, callback)))).json();
}

async function callMcp(tokens: ClientTokens, method: string, params = {}, query = '') {
  const answer = await send(`/mcp${query}`, mcpRequest(tokens.access_token, method, params));
  const text = await answer.text();
  return { status: answer.status, message: JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text) };
}

const call = async (tokens: ClientTokens, name: string, args = {}, query = '') =>
  (await callMcp(tokens, 'tools/call', { name, arguments: args }, query)).message.result;

describe('somebody with several organizations', () => {
  test('is asked which one, and may say all', async () => {
    const { html, ids, browser, clientId, choose } = await toChoice();
    expect(ids).toHaveLength(2);
    expect(html).toContain('All 2');
    const back = location(await choose('all'));
    const tokens = await (await exchange(clientId, back)).json<ClientTokens>();
    const { props } = await opened(tokens);
    expect(props.organization).toBeUndefined();
    expect(props.organizations?.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect((await browser.get(`/oauth/callback?${back.searchParams}`)).status).toBe(400);
  });

  test('connects to the one that they choose, and to no other', async () => {
    const { ids, clientId, choose } = await toChoice();
    const [chosen = '', other = ''] = ids;
    const tokens = await (await exchange(clientId, location(await choose(chosen)))).json<ClientTokens>();
    expect((await opened(tokens)).props.organization).toBe(chosen);
    const listed = await call(tokens, 'list_organizations');
    expect(listed.structuredContent.items.map(({ id }: { id: string }) => id)).toEqual([chosen]);
    expect((await callMcp(tokens, 'tools/list', {}, `?organization=${other}`)).status).toBe(400);
    expect((await callMcp(tokens, 'tools/list', {}, `?organization=${chosen}`)).status).toBe(200);
  });

  test.each([
    ['a list', (events: object[]) => events],
    ['text', (events: object[]) => JSON.stringify(events)],
    ['a list of texts', (events: object[]) => events.map((event) => JSON.stringify(event))],
  ])('names the other one in no item of a list that comes as %s', async (_, as) => {
    const { ids, clientId, choose } = await toChoice();
    const [chosen = '', other = ''] = ids;
    const tokens = await (await exchange(clientId, location(await choose(chosen)))).json<ClientTokens>();
    const sent = interceptPolar('/v1/events/ingest');
    const events = as([{ name: 'used', external_customer_id: 'somebody', organization_id: other }]);
    expect(await call(tokens, 'ingest_events', { events })).toMatchObject({ isError: true });
    expect(sent).toEqual([]);

    const own = as([{ name: 'used', external_customer_id: 'somebody', organization_id: chosen }]);
    expect((await call(tokens, 'ingest_events', { events: own })).isError).toBeUndefined();
  });

  test('who cancels connects nothing, and Polar forgets the login', async () => {
    const revocations = interceptPolar(REVOKE_PATH);
    const { choose } = await toChoice();
    const back = location(await choose('none'));
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(revocations).toHaveLength(1);
    const { keys } = await env.OAUTH_KV.list();
    expect(keys.filter(({ name }) => !name.startsWith('client:'))).toEqual([]);
  });

  test.each([
    [
      'twice',
      async ({ choose }: Awaited<ReturnType<typeof toChoice>>) => {
        await choose('all');
        return choose('all');
      },
    ],
    [
      'in another browser',
      ({ html }: Awaited<ReturnType<typeof toChoice>>) =>
        new Browser().post('/oauth/organization', { state: field(html, 'state'), organization: 'all' }),
    ],
    [
      'as if it came from Polar',
      ({ browser, html }: Awaited<ReturnType<typeof toChoice>>) =>
        browser.get(`/oauth/callback?code=x&state=${field(html, 'state')}`),
    ],
  ])('can’t choose %s', async (_, act) => {
    const answer = await act(await toChoice());
    expect([answer.status, answer.headers.get('Location')]).toEqual([400, null]);
  });

  test('can’t skip the login with the state that Polar got', async () => {
    const browser = new Browser();
    const polar = await toPolar(browser, await register());
    const state = polar.searchParams.get('state') ?? '';
    expect((await browser.post('/oauth/organization', { state, organization: 'all' })).status).toBe(400);
  });

  test('can pin one in the address, by slug or id', async () => {
    const tokens = await logIn();
    const organizations = (await opened(tokens)).props.organizations ?? [];
    expect(organizations).toHaveLength(2);
    for (const { id, slug } of organizations) {
      for (const wish of [id, slug, slug.toUpperCase()]) {
        const listed = await call(tokens, 'list_organizations', {}, `?organization=${wish}`);
        expect(listed.structuredContent.items.map((item: { id: string }) => item.id)).toEqual([id]);
      }
    }
    const unknown = await callMcp(tokens, 'tools/list', {}, '?organization=nobody');
    expect([unknown.status, unknown.message.error.message]).toEqual([
      400,
      expect.stringContaining(`It reaches ${organizations.map(({ slug }) => slug).join(', ')}`),
    ]);
  });
});

test('somebody with one organization isn’t asked, and it is never named', async () => {
  const tokens = await loginOf(ben);
  const { organization } = (await opened(tokens)).props;
  expect(organization).toMatch(/^[0-9a-f-]{36}$/);
  const { result } = (await callMcp(tokens, 'tools/list', {}, '?toolsets=all')).message;
  expect(result.tools.length).toBeGreaterThan(100);
  for (const { inputSchema, name } of result.tools) {
    expect(JSON.stringify(inputSchema.properties), name).not.toContain('"organization_id"');
    expect(inputSchema.required ?? [], name).not.toContain('organization_id');
  }
  const got = await call(tokens, 'get_organization');
  expect(got.structuredContent).toMatchObject({ id: organization });
});

test('when Polar fails to list them, the login fails too, and Polar forgets it', async () => {
  interceptPolar(ORGANIZATIONS_PATH, () => new Response('', { status: 500 }));
  const revocations = interceptPolar(REVOKE_PATH);
  const browser = new Browser();
  const answer = await browser.get((await toCallback(browser, await register())).href);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('Polar isn’t answering');
  expect(revocations).toHaveLength(1);
  const { keys } = await env.OAUTH_KV.list();
  expect(keys.filter(({ name }) => !name.startsWith('client:'))).toEqual([]);
});

test('a token that may not list them connects all the same, to all that it reaches', async () => {
  interceptPolar(ORGANIZATIONS_PATH, () => Response.json({ error: 'insufficient_scope' }, { status: 403 }));
  const { props } = await opened(await logIn());
  expect(props).toMatchObject({ organizations: [] });
  expect(props.organization).toBeUndefined();
});

test('the address of the server is the same resource with an organization in it', async () => {
  const tokens = await logIn({ resource: `${BASE_URL}/mcp?organization=somebody` });
  expect(tokens.access_token).toBeTruthy();
});
