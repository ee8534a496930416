import { createExecutionContext, reset, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GrantMetadata } from '../../../src/connection/storage.ts';
import worker from '../../../src/index.ts';
import { callTool } from '../mcp/ask.ts';
import { BASE_URL, Browser, field, location, send } from './browser.ts';
import { callPolar, env, opened } from './calls.ts';
import { authorizePath, type ClientTokens, exchange, register } from './login.ts';
import { interceptPolar, letPolarBe, ORGANIZATIONS_PATH, REVOKE_PATH, refusedToken } from './polar.ts';

beforeEach(reset);
afterEach(letPolarBe);

/** An organization access token of the simulator's. */
const TOKEN = 'polar_oat_simulator';

const allowed = { ...env, ALLOW_PASTED_TOKENS: 'true' };

/** A person's browser at a Worker whose operator allows pasted tokens, or not. */
const browserAt = (bindings: typeof env) =>
  new Browser((path, init) => {
    const request = new Request(new URL(path, BASE_URL), init) as Parameters<typeof worker.fetch>[0];
    return worker.fetch(request, bindings, createExecutionContext());
  });

/** Opens the page and sends its form. */
async function paste(fields: Record<string, string>, bindings: typeof env = allowed) {
  const browser = browserAt(bindings);
  const clientId = await register();
  const handle = field(await (await browser.get(authorizePath(clientId))).text(), 'handle');
  const form = { handle, access: 'read', decision: 'token', ...fields };
  return { browser, clientId, answer: await browser.post('/oauth/authorize', form) };
}

async function connected(fields: Record<string, string> = {}): Promise<ClientTokens> {
  const { clientId, answer } = await paste({ token: TOKEN, ...fields });
  // The browser keeps no cookie of the login.
  expect(answer.headers.get('Set-Cookie')).toContain('Max-Age=0');
  return (await exchange(clientId, location(answer))).json();
}

test('the page offers it only where the operator allows it', async () => {
  const path = authorizePath(await register());
  expect(await (await send(path)).text()).not.toContain('access token');
  const request: Parameters<typeof worker.fetch>[0] = new Request(BASE_URL + path);
  const page = await (await worker.fetch(request, allowed, createExecutionContext())).text();
  expect(page).toContain('type="password" id="token" name="token" autocomplete="off"');
});

test('a token connects its organization, without a page of Polar', async () => {
  const asked = interceptPolar(ORGANIZATIONS_PATH);
  const tokens = await connected();
  expect(asked).toHaveLength(1);
  const connection = await opened(tokens);
  const { organization, organizations, userId } = connection.props;
  expect(organizations).toMatchObject([{ id: organization }]);
  expect(userId).toBe(`org-${organization}`);
  expect(await callPolar(connection)).toEqual({ status: 200 });
  const { structuredContent } = await callTool(tokens, 'get_connection');
  expect(structuredContent).toMatchObject({ connected_by: 'an access token of the organization' });
  expect(structuredContent).not.toHaveProperty('user_id');
  const { items } = await env.OAUTH_PROVIDER.listUserGrants(userId);
  expect(items.map(({ metadata }) => metadata as GrantMetadata)).toMatchObject([
    { kind: 'token', organizationId: organization },
  ]);
});

test('it is sealed, and never shown', async () => {
  const { answer } = await paste({ token: TOKEN });
  expect(JSON.stringify([...answer.headers]) + (await answer.text())).not.toContain(TOKEN);
  const connection = await opened(await connected());
  const { keys } = await env.OAUTH_KV.list();
  const values = await Promise.all(keys.map(({ name }) => env.OAUTH_KV.get(name)));
  const stub = env.CONNECTIONS.get(env.CONNECTIONS.idFromString(connection.props.connectionId));
  const object = await runInDurableObject(stub, async (_, { storage }) => [...(await storage.list())]);
  expect(JSON.stringify([keys, values, object])).not.toContain(TOKEN);
});

test('what was chosen holds for it too', async () => {
  expect((await connected({ access: 'read' })).scope).not.toContain(':write');
  expect((await connected({ access: 'choose', 'toolset.refunds': 'write' })).scope).toBe(
    'disputes:read disputes:write refunds:read refunds:write',
  );
});

test('return in its field counts as its button', async () => {
  const { answer } = await paste({ token: TOKEN, decision: 'approve' });
  expect(location(answer).searchParams.get('code')).toBeTruthy();
});

test.each([
  ['not a token', { token: 'hello' }, 'start with polar_oat_'],
  ['somebody’s own token', { token: 'polar_at_u_x' }, 'start with polar_oat_'],
  ['far too long', { token: `polar_oat_${'x'.repeat(500)}` }, 'start with polar_oat_'],
  ['nothing', { token: '' }, 'start with polar_oat_'],
  ['a token that Polar doesn’t know', { token: 'polar_oat_unknown' }, 'Polar doesn’t know this token'],
])('%s is a page that says so', async (_, fields, text) => {
  const { answer } = await paste(fields);
  const html = await answer.text();
  expect([answer.status, answer.headers.get('Location')]).toEqual([400, null]);
  expect(html).toContain(text);
  if (fields.token) expect(html).not.toContain(fields.token);
});

test('the page that says so keeps what was chosen, shows the field, and takes another token', async () => {
  const chosen = { access: 'choose', 'toolset.refunds': 'write' };
  const { browser, clientId, answer } = await paste({ token: 'polar_oat_unknown', ...chosen });
  const html = await answer.text();
  expect(html).toContain('role="alert"');
  expect(html).toMatch(/<details class="instead" open>/);
  expect(html).toMatch(/value="choose" required checked>/);
  expect(html).toMatch(/name="toolset.refunds"[\s\S]*?<option value="write" selected>/);
  const form = { handle: field(html, 'handle'), decision: 'token', token: TOKEN, ...chosen };
  const tokens = await exchange(clientId, location(await browser.post('/oauth/authorize', form)));
  expect((await tokens.json<ClientTokens>()).scope).toContain('refunds:write');
});

test.each([
  ['another browser’s', (handle: string) => ({ handle })],
  ['no', () => ({})],
])('Polar isn’t asked about a token that comes with %s form', async (_, made) => {
  const asked = interceptPolar(ORGANIZATIONS_PATH);
  const page = await browserAt(allowed).get(authorizePath(await register()));
  const form = { ...made(field(await page.text(), 'handle')), access: 'read', decision: 'token', token: TOKEN };
  const answer = await browserAt(allowed).post('/oauth/authorize', form as Record<string, string>);
  expect([answer.status, answer.headers.get('Location')]).toEqual([400, null]);
  expect(asked).toHaveLength(0);
});

test('Polar is asked once for a token that it doesn’t know', async () => {
  const asked = interceptPolar(ORGANIZATIONS_PATH);
  await paste({ token: 'polar_oat_unknown' });
  expect(asked).toHaveLength(1);
});

test('nobody can paste one where the operator doesn’t allow it, and Polar isn’t asked', async () => {
  const asked = interceptPolar(ORGANIZATIONS_PATH);
  const { answer } = await paste({ token: TOKEN }, env);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('takes no tokens');
  expect(asked).toHaveLength(0);
});

test('when Polar is down the page says so', async () => {
  interceptPolar(ORGANIZATIONS_PATH, () => new Response('', { status: 500 }));
  const { answer } = await paste({ token: TOKEN });
  expect([answer.status, await answer.text()]).toEqual([
    503,
    expect.stringMatching(/Polar didn.t answer[\s\S]*Request id: /),
  ]);
});

test('a token that can’t see its organization connects all the same', async () => {
  interceptPolar(ORGANIZATIONS_PATH, () => Response.json({ error: 'insufficient_scope' }, { status: 403 }));
  const { props } = await opened(await connected());
  expect(props.organizations).toEqual([]);
  expect(props.userId).toMatch(/^org-[0-9a-f-]{36}$/);
});

test('when it is deleted at Polar, the connection ends, and nothing is asked to renew it', async () => {
  const connection = await opened(await connected());
  const revocations = interceptPolar(REVOKE_PATH);
  interceptPolar('/v1/products/', refusedToken);
  // For a moment, the refused token counts as too new.
  await scheduler.wait(500);
  expect(await callPolar(connection)).toMatchObject({ code: 'connection_ended', retryable: false });
  expect(revocations).toHaveLength(0);
});
