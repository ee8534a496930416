import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { controlSimulator } from '../../../simulator/control.ts';
import { type Simulator, startSimulator } from '../../../simulator/index.ts';
import { chooseFields } from '../../../src/results/index.ts';
import { plainText } from '../../../views/things/cell.ts';
import { columnsOf } from '../../../views/things/columns.ts';
import { LISTS, readsAt } from '../../support/reads.ts';
import { login } from '../../support/simulator-client.ts';

let simulator: Simulator;
let reads: ReturnType<typeof readsAt>;
beforeAll(async () => {
  simulator = await startSimulator();
  await controlSimulator(simulator.url).fill(120);
  reads = readsAt(simulator.url, (await login(simulator)).access_token);
}, 60_000);
afterAll(() => simulator.close());

/** The columns of each list from the left; `>` marks those at the right edge, as amounts are. */
const COLUMNS: { [tool in ToolName]?: string } = {
  list_products: 'Name, Archived, Billed, Price',
  list_customers: 'Name, Email, External ID, Created',
  list_payment_methods: 'Type, Card or account, Default',
  list_subscriptions:
    'Product, Customer, Status, >Amount, Billed, Ends with the period, Period ends, Canceled because, ' +
    "Customer's comment",
  list_orders: 'Description, Customer, Status, >Total, Billing reason, Created',
  list_payments: 'ID, Status, >Amount, Method, Created, Decline reason, Order',
  list_refunds: 'ID, Status, >Amount, >Tax, Reason, Created, Order',
  list_disputes: 'Customer, Status, >Amount, >Tax, Reason, Evidence due by, Created, Order',
  list_checkout_links: 'Label, Link, Products',
  list_checkouts: 'Product, Customer email, Status, >Total, Created',
  list_discounts: 'Name, Type, Code, Off, Lasts, Redeemed, Products, Starts, Ends',
  list_benefits: 'Description, Type',
  list_benefit_files: 'Name, Size, Type of file, >Downloads, >Downloaders, Created',
  list_benefit_holders: 'Customer, Granted, Benefit, Benefit: type, Key, Granted on, Revoked',
  list_benefit_grants: 'Customer, Granted, Benefit, Benefit: type, Key, Granted on, Revoked',
  list_license_keys: 'Key, Customer, Status, Used, Expires',
  list_meters: 'Name, Counts, Measures, Archived',
  list_customer_meters: 'Customer, Meter, >Consumed units, >Credited units, >Balance',
  list_events: "Name, Customer, Source, Customer's external ID, Metadata, Timestamp",
  list_event_names: 'Name, Label, Source, >Occurrences, Last seen',
  list_event_types: 'Name, Label, Source, >Occurrences, Last seen',
  list_metric_dashboards: 'Name, Metrics, Created',
  list_members: 'Name, Email, External ID, Role, Customer',
  list_custom_fields: 'Name, Slug, Type',
  list_files: 'Name, Service, Type of file, Size, Uploaded, Created',
  list_webhook_endpoints: 'Name, Link, Enabled, Events',
  list_webhook_deliveries: 'Webhook event, Succeeded, HTTP status, Created',
  list_organizations: 'Name, Slug, Status',
};

async function shownColumns(tool: ToolName, given: Record<string, unknown>) {
  const { items } = await reads.shown(tool, { ...given, ...('limit' in given && { limit: 10 }) });
  const { answer } = tools[tool].operations[0];
  const resource = 'resource' in answer ? answer.resource : '';
  return { items, columns: columnsOf(items, chooseFields(undefined, 'list', resource).paths) };
}

describe('each list', () => {
  test('has its columns written down', () => {
    expect(Object.keys(COLUMNS).sort()).toEqual(LISTS.map(([tool]) => tool).sort());
  });

  test.each(LISTS)('%s: the columns that people look for', async (tool, given) => {
    const { columns } = await shownColumns(tool, given);
    expect(columns.map(({ label, isNumeric }) => `${isNumeric ? '>' : ''}${label}`).join(', ')).toBe(COLUMNS[tool]);
    expect(columns[0]?.isTitle).toBe(true);
    expect(new Set(columns.map(({ path }) => path)).size).toBe(columns.length);
  });

  test.each(LISTS)('%s: shows no amount twice, no JSON but of data, no long id but as one', async (tool, given) => {
    const { items, columns } = await shownColumns(tool, given);
    const cells = columns.flatMap(({ path, cells }) => cells.map((cell) => ({ path, cell })));
    expect(cells.length).toBeGreaterThanOrEqual(items.length);
    for (const { path, cell } of cells) {
      const text = plainText(cell);
      if (path !== 'metadata') expect(text).not.toMatch(/^[{[]/);
      if (cell?.kind !== 'id') expect(text).not.toMatch(/^[\da-f]{8}-[\da-f]{4}-/);
      expect(path).not.toMatch(/_formatted$|^currency$/);
    }
  });
});

describe('columns', () => {
  const customer = { id: 'c1', email: 'ada@example.com', name: 'Ada' };

  test('the fields that a caller named, and those of a new kind', () => {
    const items = [{ id: 'x', customer, note: 'N', price: { net: 1 } }];
    const labels = columnsOf(items, ['id', 'customer.email', 'customer.name', 'price.net']).map(({ label }) => label);
    expect(labels).toEqual(['Customer', 'Customer: email', 'Price: net', 'Note']);
  });

  test('an id stands where nothing names the thing, and is left out where something does', () => {
    expect(columnsOf([{ id: 'x', customer_id: 'c1' }], []).map(({ path }) => path)).toEqual(['id', 'customer_id']);
    expect(columnsOf([{ id: 'x', customer_id: 'c1', customer }], ['customer.name']).map(({ path }) => path)).toEqual([
      'customer',
      'customer.email',
    ]);
    expect(columnsOf([{ meter_id: 'm1', meter_name: 'Calls' }], []).map(({ path }) => path)).toEqual(['meter_name']);
  });

  test('a thing without what names the others is not the measure', () => {
    const items = [
      { id: 'a', name: 'Ada', email: 'ada@example.com' },
      { id: 'b', email: 'b@example.com' },
    ];
    expect(columnsOf(items, ['id', 'name', 'email'])[0]?.path).toBe('email');
  });

  test('a long list within a thing is counted', () => {
    const [, tags] = columnsOf([{ id: 'a', tags: ['a', 'b', 'c', 'd', 'e'] }], []);
    expect(plainText(tags?.cells[0])).toBe('a, b, c, and 2 more');
  });

  test("a merchant's own names are no orders to this view", () => {
    const metadata = JSON.parse('{"__proto__": 1, "constructor": {"id": 2}, "amount_formatted": "5 USD"}');
    const items = [{ id: 'a', metadata }, { id: 'b' }, JSON.parse('{"id": "c", "__proto__": {"x": 1}}')];
    const columns = columnsOf(items, ['id', 'metadata']);
    expect(columns.map(({ path }) => path)).toEqual(['id', 'metadata', '__proto__']);
    expect(plainText(columns[1]?.cells[0])).toBe('__proto__: 1, constructor: {"id":2}, amount_formatted: 5 USD');
  });

  test('data within a thing within a thing is shown with all its names', () => {
    const metadata = { name: 'Gold', fee: 500, fee_formatted: '5.00 USD' };
    const items = [{ id: 'a', customer: { ...customer, metadata } }];
    const column = columnsOf(items, ['id', 'customer.name', 'customer.metadata']).find(({ path }) =>
      path.endsWith('metadata'),
    );
    expect(plainText(column?.cells[0])).toBe('name: Gold, fee: 500, fee_formatted: 5.00 USD');
  });
});
