import type { CallToolResult } from '@modelcontextprotocol/server';
import { beforeEach, describe, expect, test } from 'vitest';
import { shapes } from '../../../generated/resources.gen.ts';
import type { ToolName } from '../../../generated/tools/index.gen.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED } from '../../../simulator/index.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { createPolicy } from '../../../src/policy/policy.ts';
import { callerAt, quietly } from '../../support/caller.ts';
import { openShop } from '../../support/shop.ts';

type Fields = Record<string, unknown>;
type Told = Fields & { items: Fields[]; about: { not_shown?: string; left_out?: string; amounts?: string } };

const shop = openShop();
beforeEach(() => shop.control.reset());

async function call(name: ToolName, given: Fields, policy = createPolicy([], undefined)): Promise<Told> {
  const caller = callerAt(shop.simulator.url, DEFAULT_ORGANIZATION_TOKEN.token, { policy });
  const result = (await callTool(name, given, caller, quietly())) as CallToolResult;
  expect(result.isError, JSON.stringify(result.content)).toBeFalsy();
  return result.structuredContent as Told;
}

const pathsSent = async () => (await shop.control.requests()).map(({ path }) => path.split('?')[0]);

describe('get_customer_state', () => {
  const customer = { customer_id: SEED.customer };

  test('names what it has ids of, and leaves out meters that nobody used', async () => {
    expect(await call('get_customer_state', customer)).toMatchObject({
      active_subscriptions: [{ product_id: SEED.products.pro, product_name: 'Pro' }],
      granted_benefits: expect.arrayContaining([
        expect.objectContaining({ benefit_type: 'meter_credit', benefit_description: '10,000 API requests a month' }),
      ]),
      active_meters: [{ meter_id: SEED.meter, meter_name: 'API requests' }],
    });
    expect(await pathsSent()).toEqual([
      `/v1/customers/${SEED.customer}/state`,
      '/v1/products/',
      '/v1/benefits/',
      '/v1/customer-meters/',
    ]);
  });

  test('says how many intervals a price is for, where it is not one', async () => {
    const product = await call('create_product', {
      name: 'Every other month',
      recurring_interval: 'month',
      recurring_interval_count: 2,
      prices: [{ amount_type: 'fixed', price_amount: 0, price_currency: 'usd' }],
    });
    const customer = await call('create_customer', { email: 'nora.berg@polar-mcp.dev' });
    await call('create_free_subscription', { product_id: product.id, customer_id: customer.id });
    expect(await call('get_customer_state', { customer_id: customer.id })).toMatchObject({
      active_subscriptions: [
        { product_name: 'Every other month', recurring_interval: 'month', recurring_interval_count: 2 },
      ],
    });
  });

  test('asks for no names that are not shown', async () => {
    await call('get_customer_state', { ...customer, fields: 'email' });
    expect(await pathsSent()).toEqual([`/v1/customers/${SEED.customer}/state`]);
  });

  test('has every meter for whoever names them', async () => {
    const { active_meters } = await call('get_customer_state', { ...customer, fields: 'active_meters.meter_name' });
    expect(active_meters).toEqual([{ meter_name: 'API requests' }, { meter_name: 'Storage (MB)' }]);
  });

  test('is an answer also where the names cannot be read', async () => {
    await shop.control.fault({ kind: 'status', status: 500, match: { path: '/v1/products/' }, times: 100 });
    const { active_subscriptions, active_meters } = await call('get_customer_state', customer);
    expect(active_subscriptions).toMatchObject([{ product_id: SEED.products.pro }]);
    expect(active_subscriptions).not.toHaveProperty('0.product_name');
    expect(active_meters).toMatchObject([{ meter_name: 'API requests' }]);
  });
});

test('get_metrics_limits has every slug that the document knows', async () => {
  const { metrics } = await call('get_metrics_limits', {});
  expect(metrics).toEqual(Object.keys(shapes.MetricsTotals ?? {}));
  expect(metrics).toContain('monthly_recurring_revenue');
});

describe('what a change does not show', () => {
  const product = { name: 'Pro', prices: [{ amount_type: 'fixed', price_amount: 1500, price_currency: 'usd' }] };

  test('is read with the tool that reads it', async () => {
    const { about } = await call('create_product', product);
    expect(about.not_shown).toMatch(/: read them with get_product\.$/);
  });

  test('is not told where that tool may not be called', async () => {
    const noReads = createPolicy(
      [{ by: 'this server', readOnly: false, toolsets: [], exclude: ['get_product'] }],
      undefined,
    );
    expect((await call('create_product', product, noReads)).about.not_shown).toBeUndefined();
  });
});

test('a change of an order that nobody has paid shows nothing that could go back', async () => {
  const changed = await call('update_order', { id: SEED.draftOrder, billing_name: 'Ada Ltd' });
  expect(changed).toMatchObject({ status: 'draft', billing_name: 'Ada Ltd', total_amount: expect.any(Number) });
  expect(changed).not.toHaveProperty('refundable_amount');
});

describe('figures', () => {
  const days = { start_date: '2026-08-30', end_date: '2026-09-01', interval: 'day', metrics: ['revenue'] };
  const named = ['2026-08-30', '2026-08-31', '2026-09-01'];

  test.each([undefined, 'Pacific/Auckland', 'America/New_York'])(
    'name each day by its date in %s',
    async (timezone) => {
      const asked = { ...days, ...(timezone !== undefined && { timezone }) };
      const { periods } = await call('get_metrics', asked);
      expect((periods as Fields[]).map(({ timestamp }) => timestamp)).toEqual(named);
      const { rows } = await call('export_metrics', asked);
      expect((rows as string[][]).map(([day]) => day)).toEqual(named);
    },
  );

  test('name each hour with its offset', async () => {
    const hours = { ...days, start_date: '2026-09-01', interval: 'hour', timezone: 'Pacific/Auckland' };
    const { periods } = await call('get_metrics', hours);
    expect((periods as Fields[])[0]).toMatchObject({ timestamp: '2026-09-01T00:00+12:00' });
  });

  const month = { start_date: '2026-08-01', end_date: '2026-08-31', interval: 'month' };

  test('come with their units, and without what Polar says of each', async () => {
    const metrics = ['revenue', 'costs', 'churn_rate', 'orders', 'average_order_value'];
    const { about, ...others } = await call('get_metrics', { ...month, metrics });
    expect(about).toEqual({
      note: expect.any(String),
      units: {
        numbers: 'orders',
        'USD cents': 'revenue, costs, average_order_value',
        'shares of 1': 'churn_rate',
      },
    });
    expect(Object.keys(others).sort()).toEqual(['periods', 'totals']);
    const whole = await call('get_metrics', { ...month, metrics, fields: 'metrics.revenue' });
    expect(whole.metrics).toEqual({ revenue: expect.objectContaining({ type: 'currency' }) });
  });

  test('of all metrics say what most of them are once', async () => {
    const { about } = await call('get_metrics', month);
    const { units } = about as unknown as { units: Record<string, string> };
    expect(units).toMatchObject({
      numbers: expect.any(String),
      'shares of 1': expect.stringContaining('churn_rate'),
    });
    expect(Object.values(units).filter((names) => names === 'all others')).toHaveLength(1);
    const { about: said } = await call('export_metrics', month);
    expect(said).toMatchObject({ units: expect.stringContaining('USD cents') });
  });

  test('of too many days keep the newest', async () => {
    const year = { start_date: '2025-09-02', end_date: '2026-09-01', interval: 'day' };
    const { periods, about } = await call('get_metrics', year);
    expect((periods as Fields[]).at(-1)).toMatchObject({ timestamp: '2026-09-01' });
    expect(about).toMatchObject({ cut: expect.stringMatching(/Ask for fewer `metrics`, a longer `interval` or/) });
    const { rows, about: said } = await call('export_metrics', year);
    expect((rows as string[][]).at(-1)?.[0]).toBe('2026-09-01');
    expect(said.left_out).toMatch(
      /^The oldest \d+ of 365 rows: there is no room\. Go on with `next`, or ask for fewer `metrics`/,
    );
  });
});

test('exports have yen as people write them', async () => {
  await shop.control.fill(30);
  const { rows, about } = await call('export_orders', { columns: ['total_amount', 'currency'] });
  const { items } = await call('list_orders', { limit: 100, fields: 'total_amount,currency' });
  const yen = (rows as string[][]).filter(([, currency]) => currency === 'jpy').map(([amount]) => Number(amount));
  expect(yen.length).toBeGreaterThan(0);
  const listed = items.filter(({ currency }) => currency === 'jpy').map(({ total_amount }) => total_amount);
  expect(yen.toSorted()).toEqual(listed.toSorted());
  expect(about.amounts).toContain('JPY');
});
