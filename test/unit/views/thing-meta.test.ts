import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { controlSimulator } from '../../../simulator/control.ts';
import { type Simulator, startSimulator } from '../../../simulator/index.ts';
import { createPolicy } from '../../../src/policy/index.ts';
import { thingMetaOf } from '../../../src/views/things.ts';
import { targetOfRow } from '../../../views/things/links.ts';
import { callerAt } from '../../support/caller.ts';
import { LISTS, readsAt } from '../../support/reads.ts';
import { login } from '../../support/simulator-client.ts';

let simulator: Simulator;
let reads: ReturnType<typeof readsAt>;
beforeAll(async () => {
  simulator = await startSimulator();
  await controlSimulator(simulator.url).fill(20);
  reads = readsAt(simulator.url, (await login(simulator)).access_token);
}, 60_000);
afterAll(() => simulator.close());

const caller = callerAt('http://polar.invalid', 'token');
const metaOf = (tool: ToolName, fields?: string) => thingMetaOf(tool, fields, caller);

/** The tool by which each list opens one thing of it. */
const OPENS: { [tool in ToolName]?: ToolName } = {
  list_benefits: 'get_benefit',
  list_checkout_links: 'get_checkout_link',
  list_checkouts: 'get_checkout',
  list_custom_fields: 'get_custom_field',
  list_customer_meters: 'get_customer_meter',
  list_customers: 'get_customer_state',
  list_discounts: 'get_discount',
  list_disputes: 'get_dispute',
  list_events: 'get_event',
  list_license_keys: 'get_license_key',
  list_members: 'get_member',
  list_meters: 'get_meter',
  list_metric_dashboards: 'get_metric_dashboard',
  list_orders: 'get_order',
  list_organizations: 'get_organization',
  list_payments: 'get_payment',
  list_products: 'get_product',
  list_subscriptions: 'get_subscription',
  list_webhook_endpoints: 'get_webhook_endpoint',
};

/** Polar reads none of these alone, so the view shows what the list has of it. */
const NOT_READ = [
  ...['list_payment_methods', 'list_refunds', 'list_benefit_files', 'list_benefit_holders', 'list_benefit_grants'],
  ...['list_event_names', 'list_event_types', 'list_files', 'list_webhook_deliveries'],
];

describe('a row of each list', () => {
  test('is opened, or stands among those that Polar reads by no id', () => {
    expect([...Object.keys(OPENS), ...NOT_READ].sort()).toEqual(LISTS.map(([tool]) => tool).sort());
  });

  test.each(LISTS)('%s: opens the very thing', async (tool, given) => {
    const opens = metaOf(tool)?.opens;
    expect(opens?.tool).toBe(OPENS[tool]);
    if (!opens) return;
    const { items } = await reads.shown(tool, given);
    const [item] = items;
    const target = targetOfRow(item ?? {}, opens);
    const thing = target && (await reads.shown(target.tool as ToolName, target.arguments));
    expect((thing as { id?: unknown } | undefined)?.id).toBe(item?.id);
  });
});

const WITH_THINGS = Object.entries<Tool>(tools).flatMap(([name, { operations, series }]) =>
  'resource' in operations[0].answer && !series ? [name as ToolName] : [],
);

test.each(WITH_THINGS)('%s: its things are named, and lead only where a call can go', (tool) => {
  const meta = metaOf(tool);
  expect(meta?.noun).toMatch(/^[A-Z][a-z ]+$/);
  expect(meta?.fields.length).toBeGreaterThan(0);
  expect(meta?.isDone).toBe(tools[tool].risk === 'read' ? undefined : true);
  const leads = [...Object.values(meta?.reads ?? {}), ...(meta?.related ?? [])];
  for (const { tool: read, argument } of leads) {
    const operations: Tool['operations'] = tools[read as ToolName].operations;
    expect(tools[read as ToolName].risk).toBe('read');
    expect(operations.some(({ params }) => Object.hasOwn(params().shape, argument))).toBe(true);
  }
});

test('what each tool sorts by', () => {
  expect(metaOf('list_customers')?.sorting).toEqual(['created_at', '-created_at', 'email', '-email', 'name', '-name']);
  for (const [tool] of LISTS) {
    const has = Object.hasOwn(tools[tool].operations[0].params().shape, 'sorting');
    expect(metaOf(tool)?.sorting !== undefined, tool).toBe(has);
  }
});

test('what belongs to a thing', () => {
  expect(metaOf('get_order')?.related?.map(({ title }) => title)).toEqual(['Payments', 'Refunds', 'Disputes']);
  expect(metaOf('get_customer_state')?.related?.map(({ tool }) => tool)).toEqual(
    expect.arrayContaining(['list_orders', 'list_subscriptions', 'list_payment_methods']),
  );
  expect(metaOf('get_organization')?.related).toBeUndefined();
  expect(metaOf('list_orders')?.related).toBeUndefined();
});

test('the fields that the call names, in its order', () => {
  expect(metaOf('get_order', 'status,customer.email')).toMatchObject({
    fields: ['status', 'customer.email'],
    first: 2,
  });
});

test('nothing leads to a tool that this connection may not call', () => {
  const restricted = {
    ...caller,
    policy: createPolicy([], ['customers:read', 'orders:read']),
  };
  const meta = thingMetaOf('get_order', undefined, restricted);
  expect(meta?.reads.customer?.tool).toBe('get_customer_state');
  expect(meta?.reads.product).toBeUndefined();
  expect(meta?.related).toBeUndefined();
  const without = {
    ...caller,
    policy: createPolicy(
      [{ by: 'this server', readOnly: false, toolsets: [], exclude: ['get_customer_state'] }],
      undefined,
    ),
  };
  expect(thingMetaOf('list_customers', undefined, without)?.opens?.tool).toBe('get_customer');
});

test('no answer, no thing', () => {
  expect(metaOf('delete_customer')).toBeUndefined();
  expect(metaOf('export_orders')).toBeUndefined();
  expect(metaOf('get_metrics')).toBeUndefined();
});
