import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ownTools } from '../../generated/own-tools.gen.ts';
import { defaultTools, toolList } from '../../generated/tool-list.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { type Connected, connect, KINDS, type Kind, type ToolAnswer } from '../support/clients.ts';
import { mcpRequest } from '../support/mcp-request.ts';
import { openBundledHouse } from './bundled-house.ts';
import type { House } from './house.ts';

/** Short, because tests wait for it; long enough for a busy machine. */
const TIMEOUT_MS = 2000;
const fixedPrice = { amount_type: 'fixed', price_amount: 1900, price_currency: 'usd' };

let house: House;
beforeAll(async () => {
  house = await openBundledHouse({ POLAR_TIMEOUT_MS: String(TIMEOUT_MS) });
});
afterAll(() => house.close());

type Annotations = { readOnlyHint?: boolean };

const text = ({ content }: ToolAnswer) => content[0]?.text ?? '';
const json = (answer: ToolAnswer) => JSON.parse(text(answer));
const errorOf = ({ structuredContent }: ToolAnswer) => (structuredContent as { error?: object } | undefined)?.error;

describe('an address with toolsets', () => {
  const opened: Connected[] = [];
  const open = async (address: string, kind: Kind = 'v2-auto') => {
    const client = await connect(kind, `${house.mcpUrl}${address}`);
    opened.push(client);
    return client;
  };
  afterAll(() => Promise.all(opened.map((client) => client.close())));

  test('shows every tool', async () => {
    const client = await open('?toolsets=all');
    expect(JSON.parse(JSON.stringify(await client.listTools()))).toEqual([
      ...toolList,
      ownTools.get_connection.listed,
      ownTools.list_recent_writes.listed,
      ownTools.get_change.listed,
    ]);
  });

  test('shows those asked for, and calls no others', async () => {
    const client = await open('?toolsets=products,refunds');
    const names = (await client.listTools()).map(({ name }) => name);
    expect(names.at(-1)).toBe('get_connection');
    const toolsOf = names.slice(0, -1).map((name) => tools[name as ToolName].toolset);
    expect([...new Set(toolsOf)]).toEqual(['products', 'refunds']);
    expect(json(await client.callTool('list_products')).items.length).toBeGreaterThan(0);
    await expect(client.callTool('list_customers')).rejects.toMatchObject({ code: -32602 });
  });

  test.each(KINDS)('lets a %s client log in at /mcp/readonly, and change nothing there', async (kind) => {
    const client = await open('/readonly?toolsets=all', kind);
    const listed = await client.listTools();
    expect(listed.length).toBeGreaterThan(50);
    expect(listed.filter(({ annotations }) => !(annotations as Annotations).readOnlyHint)).toEqual([]);
    expect(json(await client.callTool('list_products')).items.length).toBeGreaterThan(0);
    await expect(client.callTool('create_product', { name: 'Pro' })).rejects.toMatchObject({ code: -32602 });
  });
});

describe('a call that lacks a permission', () => {
  const READING = { scope: 'products:read' };

  test('is told in words to a client that only refreshes its token for it', async () => {
    const client = await connect('v1', house.mcpUrl, READING);
    for (const name of ['list_orders', 'list_customers', 'list_orders']) {
      expect(errorOf(await client.callTool(name)), name).toMatchObject({ code: 'insufficient_scope', who: 'person' });
    }
    expect(json(await client.callTool('list_products')).items.length).toBeGreaterThan(0);
    expect(client.session.logins).toBe(1);
    await client.close();
  });

  test.each(['v2', 'v2-auto'] as const)('has a %s client log in for more', async (kind) => {
    const client = await connect(kind, house.mcpUrl, READING);
    const answer = await client.callToolSigningIn('list_orders');
    expect(json(answer).items.length).toBeGreaterThan(0);
    expect(json(await client.callTool('list_products')).items.length).toBeGreaterThan(0);
    expect(client.session.logins).toBe(2);
    await client.close();
  });
});

describe.each(KINDS)('a %s client', (kind) => {
  let client: Connected;
  beforeAll(async () => {
    client = await connect(kind, house.mcpUrl);
  });
  afterAll(() => client.close());

  test('speaks the newest protocol that it knows', () => {
    expect(client.protocolVersion()).toBe({ v1: undefined, v2: '2025-11-25', 'v2-auto': '2026-07-28' }[kind]);
  });

  test('sees the default tools, and each as it was generated', async () => {
    const tools = await client.listTools();
    const discovery = Object.values(ownTools).filter(({ toolset }) => toolset === 'discovery');
    expect(tools.map(({ name }) => name)).toEqual([...defaultTools, ...discovery.map(({ listed }) => listed.name)]);
    const all = [...toolList, ...Object.values(ownTools).map(({ listed }) => listed)];
    const generated = all.filter(({ name }) => tools.some((tool) => tool.name === name));
    expect(JSON.parse(JSON.stringify(tools))).toEqual(generated);
    const list = tools.find(({ name }) => name === 'list_products');
    expect(list?.annotations).toEqual({ readOnlyHint: true });
  });

  test('finds a customer by either id', async () => {
    const { items } = json(await client.callTool('list_customers', { limit: 100 }));
    const { id, external_id } = items.find((customer: { external_id: string | null }) => customer.external_id !== null);
    expect(json(await client.callTool('get_customer', { customer_id: id }))).toMatchObject({ id });
    expect(json(await client.callTool('get_customer', { external_customer_id: external_id }))).toMatchObject({ id });
    const both = await client.callTool('get_customer', { customer_id: id, external_customer_id: external_id });
    expect(text(both)).toContain('Give only one of these: customer_id, or external_customer_id');
  });

  test('clears a field, and sends nested arguments as text', async () => {
    const [product] = json(await client.callTool('list_products', { query: 'Pro' })).items;
    const id = product.id;
    await client.callTool('update_product', { id, description: 'Words.', metadata: '{"shelf":"top"}' });
    expect(json(await client.callTool('get_product', { id }))).toMatchObject({
      description: 'Words.',
      metadata: { shelf: 'top' },
    });
    await client.callTool('update_product', { id, clear: ['description'] });
    const cleared = await client.callTool('get_product', { id, fields: 'description' });
    expect(json(cleared)).toMatchObject({ description: null });
  });

  test('lists the products', async () => {
    const { items, pagination } = json(await client.callTool('list_products', { limit: 3 }));
    expect(items).toHaveLength(3);
    expect(pagination.total_count).toBeGreaterThan(3);
  });

  test('creates a product, reads it back, changes it', async () => {
    const organization = json(await client.callTool('list_organizations')).items[0].id;
    const name = `Made by ${kind}`;
    const created = json(
      await client.callTool('create_product', {
        name,
        prices: [fixedPrice],
        recurring_interval: 'month',
        organization_id: organization,
      }),
    );
    expect(created).toMatchObject({ name, recurring_interval: 'month' });
    // A change and a read say each in its own way how to see more.
    const { about: _, ...made } = created;
    expect(json(await client.callTool('get_product', { id: created.id }))).toMatchObject(made);
    const found = json(await client.callTool('list_products', { query: name, organization_id: [organization] }));
    expect(found.items).toMatchObject([{ id: created.id, name, prices: [{ price_amount: 1900 }] }]);
    await client.callTool('update_product', { id: created.id, visibility: 'private' });
    const changed = { name, visibility: 'private' };
    expect(json(await client.callTool('get_product', { id: created.id }))).toMatchObject(changed);
  });

  test('exports a table', async () => {
    const { columns, rows, row_count } = json(await client.callTool('export_orders'));
    expect(row_count).toBeGreaterThan(1);
    expect(rows[0]).toHaveLength(columns.length);
  });

  test('gets the wrong argument named, before Polar is asked', async () => {
    await house.polar.clearRequests();
    const answer = await client.callTool('create_product', {
      name: 'Pro',
      prices: [{ ...fixedPrice, price_amount: 'nineteen' }],
      recurring_interval: 'month',
    });
    expect(answer.isError).toBe(true);
    expect(errorOf(answer)).toMatchObject({ code: 'invalid_arguments', fields: [{ path: 'prices[0].price_amount' }] });
    expect(text(answer)).toContain('- prices[0].price_amount: ');
    expect(await house.polar.requests()).toEqual([]);
  });

  test('gets a protocol error for an unknown tool', async () => {
    await expect(client.callTool('list_unicorns')).rejects.toMatchObject({ code: -32602 });
  });

  test("gets Polar's refusal with its code", async () => {
    const answer = await client.callTool('get_product', { id: '00000000-0000-4000-8000-000000000000' });
    expect(answer.isError).toBe(true);
    expect(errorOf(answer)).toMatchObject({ code: 'not_found', status: 404 });
  });

  test('is told when Polar takes too long, and whether a change was made', async () => {
    await house.polar.fault({ match: { operationId: 'products:list' }, times: 1, kind: 'hang' });
    expect(errorOf(await client.callTool('list_products'))).toMatchObject({ code: 'timeout', retryable: true });
    await house.polar.fault({ match: { operationId: 'products:update' }, times: 1, kind: 'hang' });
    const [product] = json(await client.callTool('list_products')).items;
    const write = await client.callTool('update_product', { id: product.id, name: product.name });
    expect(errorOf(write)).toMatchObject({ code: 'outcome_unknown', retryable: false });
    await house.polar.clearFaults();
  });

  test('does not notice a connection to Polar that breaks once on a read', async () => {
    await house.polar.fault({ match: { operationId: 'orders:list' }, times: 1, kind: 'drop' });
    expect(json(await client.callTool('list_orders')).items.length).toBeGreaterThan(0);
  });

  test('is told when it stays broken', async () => {
    await house.polar.fault({ match: { operationId: 'orders:list' }, times: 9, kind: 'drop' });
    expect(errorOf(await client.callTool('list_orders'))).toMatchObject({ code: 'polar_unavailable', retryable: true });
    await house.polar.clearFaults();
  });

  test('has a write sent once, whatever happens to its answer', async () => {
    const [product] = json(await client.callTool('list_products')).items;
    for (const kind of ['drop', 'drop_after_commit', 'hang_after_commit'] as const) {
      await house.polar.clearRequests();
      await house.polar.fault({ match: { operationId: 'products:update' }, times: 9, kind });
      const write = await client.callTool('update_product', { id: product.id, name: product.name });
      expect(errorOf(write), kind).toMatchObject({ code: 'outcome_unknown', retryable: false });
      expect((await house.polar.requests()).filter(({ method }) => method === 'PATCH')).toHaveLength(1);
      await house.polar.clearFaults();
    }
  });

  test('is told that a failure of Polar may have changed something', async () => {
    const [product] = json(await client.callTool('list_products')).items;
    await house.polar.clearRequests();
    await house.polar.fault({ match: { operationId: 'products:update' }, times: 9, kind: 'status', status: 500 });
    const write = await client.callTool('update_product', { id: product.id, name: product.name });
    expect(errorOf(write)).toMatchObject({ code: 'outcome_unknown', retryable: false, status: 500 });
    expect((await house.polar.requests()).filter(({ method }) => method === 'PATCH')).toHaveLength(1);
    await house.polar.clearFaults();
  });

  test('has its token sent nowhere else when Polar redirects', async () => {
    const elsewhere = { Location: '/v1/customers/' };
    await house.polar.fault({
      match: { operationId: 'products:list' },
      times: 1,
      kind: 'status',
      status: 307,
      headers: elsewhere,
    });
    await house.polar.clearRequests();
    expect(errorOf(await client.callTool('list_products'))).toMatchObject({ code: 'misconfigured', status: 307 });
    expect((await house.polar.requests()).map(({ operationId }) => operationId)).toEqual(['products:list']);
  });

  test('may do what was allowed, and nothing more', async () => {
    const reader = await connect(kind, house.mcpUrl, { scope: 'products:read' });
    const [product] = json(await reader.callTool('list_products')).items;
    await house.polar.clearRequests();
    const calls = [
      ['update_product', { id: product.id, name: 'Mine' }, 'products:write products:read'],
      ['list_orders', {}, 'orders:read products:read'],
      ['generate_invoice', { id: product.id }, 'orders:read orders:write products:read'],
    ] as const;
    for (const [name, args, needed] of calls) {
      const answer = await fetch(
        house.mcpUrl,
        mcpRequest(reader.session.tokens()?.access_token, 'tools/call', { name, arguments: args }),
      );
      expect(answer.status, name).toBe(403);
      expect(answer.headers.get('WWW-Authenticate'), name).toContain(`scope="${needed}"`);
    }
    expect(await house.polar.requests()).toEqual([]);
    await reader.close();
  });

  test('goes on when Polar is slow to renew the connection', async () => {
    await house.polar.expireTokens();
    await house.polar.clearRequests();
    await house.polar.fault({ match: { path: '/v1/oauth2/token' }, times: 1, kind: 'delay', ms: 1.5 * TIMEOUT_MS });
    expect(errorOf(await client.callTool('list_products'))).toMatchObject({ code: 'timeout', retryable: true });
    expect(json(await client.callTool('list_products')).items.length).toBeGreaterThan(0);
    expect((await house.polar.requests()).filter(({ path }) => path === '/v1/oauth2/token')).toHaveLength(1);
  });

  test('goes on when the access token at Polar has expired', async () => {
    await house.polar.expireTokens();
    await house.polar.clearRequests();
    expect(json(await client.callTool('list_products')).items.length).toBeGreaterThan(0);
    const paths = (await house.polar.requests()).map(({ path }) => path);
    expect(paths.filter((path) => path === '/v1/oauth2/token')).toHaveLength(1);
  });

  test('is told to connect again when Polar ended the login, and then can', async () => {
    await house.polar.revokeTokens();
    // For a moment a token that Polar refuses is taken for one that is too new.
    const ended = () =>
      client
        .callTool('list_products')
        .then((answer) => expect(errorOf(answer)).toMatchObject({ code: 'connection_ended' }));
    await vi.waitFor(ended, { timeout: 15_000, interval: 500 });
    // The client's token has gone with it: the next request gets a 401.
    const token = client.session.tokens()?.access_token;
    const next = await fetch(house.mcpUrl, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: '{}',
    });
    expect(next.status).toBe(401);
    const again = await connect(kind, house.mcpUrl);
    expect(json(await again.callTool('list_products')).items.length).toBeGreaterThan(0);
    await again.close();
  });
});
