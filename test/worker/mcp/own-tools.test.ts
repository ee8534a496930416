import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { toolsets } from '../../../generated/toolsets.gen.ts';
import { type ClientTokens, logIn, logInFor } from '../auth/login.ts';
import { interceptPolar, letPolarBe, ORGANIZATIONS_PATH, requestsDuring } from '../auth/polar.ts';
import { ask, callTool, callToolAsking } from './ask.ts';

const { ada, organization } = inject('seed');

let all: ClientTokens;
let reading: ClientTokens;
/** A connection to one organization. */
let one: ClientTokens;
beforeAll(async () => {
  all = await logIn();
  one = await logInFor('one');
  reading = await logIn({ scope: toolsets.flatMap(({ read }) => read).join(' ') });
});
afterEach(letPolarBe);

const content = async (...call: Parameters<typeof callTool>) => (await callTool(...call)).structuredContent;
const namesOf = (found: { name: string }[]) => found.map(({ name }) => name);

describe('search_tools', () => {
  test('finds by words, best first, with what each does', async () => {
    const { tools, not_allowed } = await content(all, 'search_tools', { words: 'give somebody their money back' });
    expect(tools[0]).toMatchObject({ name: 'create_refund', does: 'moves money' });
    expect(tools[0].description).not.toContain('Example:');
    expect(tools.length).toBeLessThanOrEqual(8);
    expect(not_allowed).toBeUndefined();
  });

  test('lists a toolset, and finds within it', async () => {
    const { tools } = await content(all, 'search_tools', { toolset: 'webhooks' });
    expect(namesOf(tools)).toEqual(toolsets.find(({ name }) => name === 'webhooks')?.tools);
    const within = await content(all, 'search_tools', { toolset: 'webhooks', words: 'delete' });
    expect(namesOf(within.tools)[0]).toBe('delete_webhook_endpoint');
  });

  test.each([
    ['list', { TOOLSETS: 'webhooks' }, 'list_webhook_endpoints'],
    ['create', { TOOLSETS: 'metrics' }, 'create_metric_dashboard'],
    ['a discount', { READ_ONLY: 'true' }, 'get_discount'],
  ])('shows what can be called before what can’t: %s, with %o', async (words, vars, want) => {
    const { tools, not_allowed } = await content(all, 'search_tools', { words }, { vars });
    expect(namesOf(tools)).toContain(want);
    expect(not_allowed.length).toBeGreaterThan(0);
    for (const { name } of tools) expect(namesOf(not_allowed)).not.toContain(name);
  });

  test('takes `query` for its words', async () => {
    const asked = await content(all, 'search_tools', { words: 'archive a product' });
    expect(await content(all, 'search_tools', { query: 'archive a product' })).toEqual(asked);
    const { error } = await content(all, 'search_tools', { query: 'a', words: 'b' });
    expect(error.fields).toEqual([
      { path: 'query', message: 'It means words, which came with another value: give words alone' },
    ]);
  });

  test('finds get_connection, and no tool that searches', async () => {
    const { tools } = await content(all, 'search_tools', { words: 'who am I connected as' });
    expect(namesOf(tools)[0]).toBe('get_connection');
    const { tools: searching } = await content(all, 'search_tools', { words: 'search_tools' });
    expect(namesOf(searching)).not.toContain('search_tools');
  });

  test('says which of them this connection can’t use, and why', async () => {
    const found = await content(reading, 'search_tools', { words: 'refund an order' });
    const { tools, not_allowed } = found;
    expect(found.to_allow_more).toContain('Ask the person to connect again');
    expect(namesOf(tools)).not.toContain('create_refund');
    expect(not_allowed).toContainEqual({
      name: 'create_refund',
      reason: 'this connection lacks the permission refunds:write',
    });
  });

  test.each([{}, { words: '' }, { words: '  ' }, { words: 7 }, { toolset: 'nope' }, { what: 'refund' }])(
    '%o gets an error',
    async (args) => {
      expect((await content(all, 'search_tools', args)).error.code).toBe('invalid_arguments');
    },
  );

  test.each(['🙂', '__proto__', 'the of and', 'x'.repeat(100_000)])(
    'rubbish finds nothing, and says so',
    async (words) => {
      const { tools, note } = await content(all, 'search_tools', { words });
      expect(tools).toEqual([]);
      expect(note).toContain('No tool fits');
    },
  );
});

describe('describe_tools', () => {
  test('gives what tools/list would', async () => {
    const { message } = await ask(all, 'tools/list', {}, { address: '?toolsets=all' });
    const listed = message.result.tools.find(({ name }: { name: string }) => name === 'update_webhook_endpoint');
    const { tools } = await content(all, 'describe_tools', { names: ['update_webhook_endpoint', 'get_connection'] });
    expect(tools[0]).toEqual({
      name: listed.name,
      does: 'gives others access, data or goods',
      description: listed.description,
      inputSchema: listed.inputSchema,
    });
    expect(namesOf(tools)).toEqual(['update_webhook_endpoint', 'get_connection']);
  });

  test('asks for no organization where there is one', async () => {
    const { tools } = await content(one, 'describe_tools', { names: ['create_webhook_endpoint'] });
    expect(JSON.stringify(tools)).not.toContain('organization_id');
  });

  test('names what there isn’t, and the nearest that there is', async () => {
    const { error } = await content(all, 'describe_tools', { names: ['nope', 'list_products', 'create_products'] });
    expect(error.fields).toEqual([
      { path: 'names[0]', message: expect.stringContaining('There is no such tool') },
      { path: 'names[2]', message: expect.stringContaining('Did you mean create_product?') },
    ]);
    expect(namesOf((await content(all, 'describe_tools', { names: 'list_products' })).tools)).toEqual([
      'list_products',
    ]);
  });

  test.each([[[]], [Array(11).fill('list_products')], ['x'.repeat(10_000)]])('takes 1 to 10 names', async (names) => {
    expect((await content(all, 'describe_tools', { names })).error.code).toBe('invalid_arguments');
  });

  test('takes a list that came as text', async () => {
    expect(namesOf((await content(all, 'describe_tools', { names: '["get_order"]' })).tools)).toEqual(['get_order']);
    expect(namesOf((await content(all, 'describe_tools', { name: 'get_order' })).tools)).toEqual(['get_order']);
  });
});

describe('a value that people call otherwise', () => {
  // The names come from the runtime's own data (ECMA-402).
  test.each([
    ['create_customer', { email: 'a@example.org', billing_address: { country: 'Germany' } }, '"DE"'],
    ['create_customer', { email: 'a@example.org', billing_address: { country: 'UK' } }, '"GB"'],
    ['create_customer', { email: 'a@example.org', billing_address: { country: 'Côte d’Ivoire' } }, '"CI"'],
    ['create_checkout', { products: [organization], currency: 'Swiss Francs' }, '"chf"'],
    ['get_meter_quantities', { meter_id: organization, timezone: 'Berlin' }, '"Europe/Berlin"'],
  ])('%s %j', async (tool, args, value) => {
    const { error } = await content(all, 'call_write_tool', { name: tool, arguments: args });
    const { error: read } = await content(all, 'call_read_tool', { name: tool, arguments: args });
    const messages = [error, read].flatMap(({ fields }) => fields.map(({ message }: { message: string }) => message));
    expect(messages.some((message) => message.includes(`, such as ${value}, got `))).toBe(true);
  });
});

describe('calling a tool by its name', () => {
  test('is the same as calling it', async () => {
    const direct = await callTool(all, 'list_products', { limit: 2 });
    expect(direct.structuredContent.items).toHaveLength(2);
    expect(await callTool(all, 'call_read_tool', { name: 'list_products', arguments: { limit: 2 } })).toEqual(direct);
    expect(await callTool(all, 'call_read_tool', { name: 'list_products', arguments: '{"limit":2}' })).toEqual(direct);
    const wrong = await callTool(all, 'list_products', { limit: 'two' });
    const same = await callTool(all, 'call_read_tool', { name: 'list_products', arguments: { limit: 'two' } });
    const idOf = ({ structuredContent }: typeof wrong) => structuredContent.error.request_id;
    expect(JSON.parse(JSON.stringify(same).replaceAll(idOf(same), idOf(wrong)))).toEqual(wrong);
  });

  test('takes the name of an id that can mean no other', async () => {
    const by = (args: object) => content(one, 'call_read_tool', { name: 'get_organization', args });
    const shown = await by({ organization_id: organization });
    expect(shown).toMatchObject({ id: organization });
    expect(await by({ id: organization })).toEqual(shown);
    expect((await by({ id: ada })).error.fields[0].path).toBe('organization_id');
  });

  test('changes something', async () => {
    const args = { name: 'Quick', code: 'QUICK20', type: 'percentage', basis_points: 2000, duration: 'once' };
    const { confirm } = await content(one, 'call_write_tool', { name: 'create_discount', arguments: args });
    const agreed = { ...args, confirm };
    const made = await content(one, 'call_write_tool', { name: 'create_discount', arguments: agreed });
    expect(made).toMatchObject({ code: 'QUICK20' });
    await callTool(one, 'call_write_tool', { name: 'delete_discount', arguments: { id: made.id } });
  });

  test.each([
    ['call_read_tool', 'create_refund', 'create_refund changes something: call it with call_write_tool'],
    ['call_write_tool', 'list_orders', 'list_orders only reads: call it with call_read_tool'],
    ['call_read_tool', 'search_tools', 'search_tools is called by itself'],
    ['call_write_tool', 'call_write_tool', 'call_write_tool is called by itself'],
    ['call_read_tool', 'list_order', 'There is no such tool. Did you mean list_orders? search_tools finds'],
    ['call_read_tool', 'fetch_customer', 'There is no such tool. Did you mean get_customer? search_tools finds'],
    ['call_write_tool', 'delete_customers', 'There is no such tool. search_tools finds'],
    ['call_write_tool', 'remove_customer', 'There is no such tool. search_tools finds'],
    ['call_write_tool', 'accept_disputes', 'There is no such tool. search_tools finds'],
    ['call_read_tool', 'constructor', 'There is no such tool.'],
  ])('%s refuses %s', async (by, name, message) => {
    const sent = await requestsDuring(async () => {
      const { error } = await content(all, by, { name, arguments: {} });
      expect(error.fields[0].message).toContain(message);
    });
    expect(sent).toEqual([]);
  });

  test('needs the permission of the tool that it calls, and asks for it', async () => {
    const { status, challenge } = await ask(reading, 'tools/call', {
      name: 'call_write_tool',
      arguments: { name: 'create_refund' },
    });
    expect(status).toBe(403);
    expect(challenge).toMatch(/scope="[^"]*refunds:write/);
  });
});

describe('get_connection', () => {
  test('says who, where, what for and what not', async () => {
    const got = await content(reading, 'get_connection');
    expect(got).toMatchObject({
      server: expect.stringMatching(/^polar-mcp \d/),
      environment: 'sandbox',
      user_id: ada,
      permissions: expect.arrayContaining(['products:read']),
    });
    expect(namesOf(got.organizations)).toHaveLength(2);
    expect(got.organizations[0]).toEqual({
      id: expect.any(String),
      slug: expect.any(String),
      name: expect.any(String),
    });
    expect(got.tools.not_allowed).toContainEqual({
      lacks: 'refunds:write',
      allows: 'Refunds and disputes: change',
      tools: expect.arrayContaining(['create_refund']),
    });
    expect(got.tools.to_allow_more).toContain('log out of this server in the app');
  });

  test.each([
    [{ client_name: 'Claude Code (polar)' }, undefined, 'run `claude mcp logout polar-sandbox` and then'],
    [{ client_name: 'OpenCode' }, undefined, '`opencode mcp auth polar-sandbox`'],
    [{ client_name: 'My agent' }, 'codex-mcp-client', '`codex mcp login polar-sandbox`'],
    [{ client_name: 'My agent' }, 'my-agent', 'log out of this server in the app, or remove it there'],
  ])('says to %j, named %s in its messages, how it is allowed more', async (metadata, name, words) => {
    const tokens = await logIn({ scope: 'products:read' }, metadata);
    const _meta = name === undefined ? {} : { 'io.modelcontextprotocol/clientInfo': { name, version: '1' } };
    const call = (params: { name: string; arguments?: object }) => callToolAsking(tokens, params, {}, _meta);
    expect((await call({ name: 'get_connection' })).structuredContent.tools.to_allow_more).toContain(words);
    const found = await call({ name: 'search_tools', arguments: { words: 'refund' } });
    expect(found.structuredContent.to_allow_more).toContain(words);
    const described = await call({ name: 'describe_tools', arguments: { names: ['create_refund'] } });
    expect(described.structuredContent.to_allow_more).toContain(words);
  });

  test.each([
    [{}, {}, 'this app:'],
    [{}, { elicitation: {} }, 'the person: this app puts each question'],
    [{}, { extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } } }, 'in a view'],
    [{ CONFIRM_BY: 'person' }, {}, 'on a page of this server'],
    [{ CONFIRM: 'none' }, {}, 'nobody:'],
    [{ READ_ONLY: 'true' }, {}, undefined],
  ])('says who approves a change: with %j, to a client with %j', async (vars, capabilities, words) => {
    const { structuredContent } = await callToolAsking(all, { name: 'get_connection' }, capabilities, {}, { vars });
    if (words === undefined) expect(structuredContent.changes_approved_by).toBeUndefined();
    else expect(structuredContent.changes_approved_by).toContain(words);
  });

  test('says what the address and this server take away', async () => {
    const { tools } = await content(
      all,
      'get_connection',
      {},
      { address: '?toolsets=products,orders&exclude=update_product', vars: { READ_ONLY: 'true' } },
    );
    const reasons = Object.fromEntries(
      tools.not_allowed.map((one: { reason: string; tools: string[] }) => [one.reason, one.tools]),
    );
    expect(tools.not_allowed[0].what_to_do).toContain('connecting again changes nothing');
    expect(tools.to_allow_more).toBeUndefined();
    expect(reasons['this server allows reading alone']).toContain('create_product');
    expect(reasons['this address is for the toolsets products, orders']).toContain('list_files');
    expect(tools.listed).toBeLessThan(tools.callable);
  });

  test('is for one organization, where the person chose one at Polar', async () => {
    const got = await content(one, 'get_connection');
    expect(got.organization_id).toBe(organization);
    expect(got.organizations.map(({ id }: { id: string }) => id)).toEqual([organization]);
  });

  test('doesn’t ask Polar for what this connection may not list', async () => {
    const asked = interceptPolar(ORGANIZATIONS_PATH);
    const got = await content(all, 'get_connection', {}, { address: '?toolsets=products' });
    expect(got.organizations).toHaveLength(2);
    expect(got.problem).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test('says what it knows when Polar doesn’t answer', async () => {
    interceptPolar(ORGANIZATIONS_PATH, () => new Response('down', { status: 500 }));
    const got = await content(all, 'get_connection');
    expect(got.organizations).toHaveLength(2);
    expect(got.problem).toContain('Polar did not list the organizations now.');
  });

  test('holds no token', async () => {
    const text = JSON.stringify(await callTool(all, 'get_connection'));
    expect(text).not.toContain(all.access_token);
    expect(text).not.toMatch(/polar_(at|oat|rt)_|Bearer/);
  });
});
