import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ToolName } from '../../../generated/tools/index.gen.ts';
import { controlSimulator } from '../../../simulator/control.ts';
import { type Simulator, startSimulator } from '../../../simulator/index.ts';
import { formatMoney } from '../../../src/lib/money.ts';
import { estimateTokens } from '../../../src/results/size.ts';
import { type Cost, LISTS, LONG_READS, readsAt, type Shown } from '../../support/reads.ts';
import { login } from '../../support/simulator-client.ts';

const MOST_TOKENS = 10_000;
const MOST_OF_FULL = 0.25;
/**
 * The larger share that lists of small things may show. The id, the owner and a few words of such a thing are more than a quarter
 * of it. No item of them has more than 250 tokens.
 */
const SMALL: { [tool in ToolName]?: number } = {
  list_event_names: 0.75,
  list_event_types: 0.5,
  list_members: 0.7,
  list_meters: 0.45,
  list_metric_dashboards: 0.75,
  list_payment_methods: 0.5,
  list_payments: 0.45,
  list_refunds: 0.45,
  list_webhook_endpoints: 0.5,
};
const MOST_OF_A_SMALL_ONE = 250;

let simulator: Simulator;
let reads: ReturnType<typeof readsAt>;
const costs = new Map<ToolName, Cost>();
beforeAll(async () => {
  simulator = await startSimulator();
  await controlSimulator(simulator.url).fill(120);
  // A person's, because an organization's own token lists one organization.
  reads = readsAt(simulator.url, (await login(simulator)).access_token);
}, 60_000);
afterAll(() => simulator.close());

const keyOf = (item: Shown['items'][number]) => String(item.id ?? JSON.stringify(item));

/** Reads from a page to the end, as a client that follows `next`. */
async function follow(tool: ToolName, given: Record<string, unknown>): Promise<string[]> {
  const keys: string[] = [];
  for (let asked = given, pages = 0; pages < 30; pages++) {
    const { items, about } = await reads.shown(tool, asked);
    keys.push(...items.map(keyOf));
    if (!about.next) return keys;
    asked = { ...asked, ...about.next };
  }
  throw new Error(`${tool} never ends`);
}

describe('a page of 100', () => {
  test.each(LISTS)('%s: a quarter of what Polar sends, and below 10,000 tokens', async (tool, given) => {
    const cost = await reads.cost(tool, given);
    costs.set(tool, cost);
    const { items, full, byDefault } = cost;
    expect(items).toBeGreaterThanOrEqual(100);
    expect(byDefault).toBeLessThanOrEqual(MOST_TOKENS);
    expect(byDefault / full).toBeLessThanOrEqual(SMALL[tool] ?? MOST_OF_FULL);
    if (SMALL[tool]) expect(full / items).toBeLessThanOrEqual(MOST_OF_A_SMALL_ONE);
  });

  test('of all lists together an eighth at most is shown, and most of them whole', () => {
    const all = [...costs.values()];
    expect(all).toHaveLength(LISTS.length);
    const sum = (field: 'full' | 'byDefault') => all.reduce((total, cost) => total + cost[field], 0);
    expect(sum('byDefault') / sum('full')).toBeLessThan(0.12);
    expect(all.filter(({ items, shown }) => shown === items).length).toBeGreaterThanOrEqual(18);
    for (const { tool, shown } of all) expect(shown, tool).toBeGreaterThanOrEqual(50);
  });
});

test.each(LONG_READS)('%s of %j stays below 10,000 tokens', async (tool, given) => {
  const text = await reads.text(tool, given);
  expect(countTokens(text)).toBeLessThanOrEqual(MOST_TOKENS);
  expect(countTokens(text)).toBeGreaterThan(5000);
  expect(JSON.parse(text).about).toMatchObject({ [tool === 'get_metrics' ? 'cut' : 'left_out']: expect.any(String) });
});

describe('from page to page', () => {
  test.each(LISTS.filter(([, given]) => given.limit))('%s: each once', async (tool, given) => {
    const keys = await follow(tool, given);
    const { pagination } = JSON.parse(await reads.full(tool, { ...given, limit: 1 }));
    expect(keys).toHaveLength(pagination.total_count);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each([
    { page: 2, limit: 90 },
    { page: 2, limit: 97 },
    { page: 3, limit: 41 },
  ])('from within: %j', async ({ page, limit }) => {
    const all = await follow('list_orders', { limit: 100 });
    expect(await follow('list_orders', { page, limit })).toEqual(all.slice((page - 1) * limit));
  });
});

describe('money', () => {
  /** Every amount within: its value, its text, and the currency beside it. */
  function amountsIn(
    value: unknown,
    around?: string,
  ): [path: string, amount: unknown, said: unknown, currency: string][] {
    if (typeof value !== 'object' || value === null) return [];
    if (Array.isArray(value)) return value.flatMap((item) => amountsIn(item, around));
    const fields = value as Record<string, unknown>;
    const own = (fields.price_currency ?? fields.currency ?? around) as string | undefined;
    return Object.entries(fields).flatMap(([name, field]) => [
      ...(/amount$|price_per_seat$/.test(name) && name !== 'platform_fee_amount'
        ? [[name, field, fields[`${name}_formatted`], own ?? ''] as ReturnType<typeof amountsIn>[number]]
        : []),
      ...(name === 'metadata' ? [] : amountsIn(field, own)),
    ]);
  }

  test.each([
    'list_orders',
    'list_subscriptions',
    'list_products',
    'list_payments',
    'list_refunds',
    'list_disputes',
    'list_checkouts',
  ] as const)('%s: every amount in words, beside its currency', async (tool) => {
    const amounts = amountsIn((await reads.shown(tool, { limit: 60 })).items);
    expect(amounts.length).toBeGreaterThanOrEqual(50);
    for (const [name, amount, said, currency] of amounts) {
      expect(said, `${name} ${amount} ${currency}`).toBe(formatMoney(amount as number, currency));
      expect(said).toEqual(expect.any(String));
    }
  });

  test('of currencies with other minor units', async () => {
    const { items } = await reads.shown('list_orders', { limit: 60 });
    const formatOf = (currency: string) => items.find((item) => item.currency === currency)?.total_amount_formatted;
    expect(formatOf('usd')).toMatch(/^\d+\.\d\d USD$/);
    expect(formatOf('jpy')).toMatch(/^\d+ JPY$/);
    expect(formatOf('kwd')).toMatch(/^\d+\.\d{3} KWD$/);
  });

  test("seats' tiers, parts of a cent, and a discount in many currencies", async () => {
    const { items: products } = await reads.shown('list_products', { limit: 60 });
    const prices = products.flatMap((product) => product.prices as Record<string, unknown>[]);
    expect(prices).toContainEqual(
      expect.objectContaining({ price_currency: 'usd', unit_amount: '0.125', unit_amount_formatted: '0.00125 USD' }),
    );
    const tiers = prices.find(({ amount_type }) => amount_type === 'seat_based')?.seat_tiers;
    expect(tiers).toMatchObject({
      tiers: [{ price_per_seat_formatted: expect.stringMatching(/^\d+\.\d\d USD$/) }, {}],
    });
    const { items: discounts } = await reads.shown('list_discounts', { limit: 60 });
    expect(discounts).toContainEqual(
      expect.objectContaining({
        amounts: { usd: 500, eur: 450, jpy: 700 },
        amounts_formatted: { usd: '5.00 USD', eur: '4.50 EUR', jpy: '700 JPY' },
      }),
    );
  });

  test("Polar's fee has a currency of its own", async () => {
    const { items } = await reads.shown('list_orders', { limit: 60 });
    const yen = items.find(({ currency }) => currency === 'jpy');
    expect(await reads.shown('get_order', { id: yen?.id })).toMatchObject({
      currency: 'jpy',
      platform_fee_amount: 90,
      platform_fee_amount_formatted: '0.90 USD',
    });
  });
});

describe('one alone', () => {
  const first = async (tool: ToolName, matches: (item: Shown['items'][number]) => boolean = () => true) =>
    (await reads.shown(tool, { limit: 60 })).items.find(matches)?.id;

  test('an order: what was bought, what it comes to, and for whom', async () => {
    const order = await reads.shown('get_order', {
      id: await first('list_orders', ({ currency }) => currency === 'kwd'),
    });
    expect(order).toMatchObject({
      items: [
        { label: expect.any(String), amount: expect.any(Number), amount_formatted: expect.stringMatching(/KWD$/) },
        { tax_amount: 0 },
      ],
      subtotal_amount: expect.any(Number),
      tax_amount_formatted: expect.any(String),
      refundable_amount: expect.any(Number),
      customer: { email: expect.any(String), name: expect.any(String) },
      billing_address: { country: expect.any(String) },
    });
  });

  test('an order that nobody has paid: nothing of it can go back, unless that is asked for', async () => {
    const id = await first('list_orders', ({ status }) => status === 'draft');
    expect(await reads.shown('get_order', { id })).not.toHaveProperty('refundable_amount');
    expect(await reads.shown('get_order', { id, fields: 'default,paid' })).not.toHaveProperty('refundable_amount');
    expect(await reads.shown('get_order', { id, fields: 'refundable_amount' })).toHaveProperty('refundable_amount');
  });

  test('a subscription: what is scheduled, and its usage', async () => {
    const all = await Promise.all(
      (await reads.shown('list_subscriptions', { limit: 40 })).items.map(({ id }) =>
        reads.shown('get_subscription', { id }),
      ),
    );
    expect(all).toContainEqual(
      expect.objectContaining({ pending_update: expect.objectContaining({ applies_at: expect.any(String) }) }),
    );
    expect(all[0]?.meters).toMatchObject([{ meter: { name: expect.any(String) }, consumed_units: 1240 }]);
  });

  test.each([
    ['get_order', 'list_orders', 'id'],
    ['get_subscription', 'list_subscriptions', 'id'],
    ['get_product', 'list_products', 'id'],
    ['get_customer', 'list_customers', 'customer_id'],
    ['get_customer_state', 'list_customers', 'customer_id'],
    ['get_checkout', 'list_checkouts', 'id'],
    ['get_organization', 'list_organizations', 'organization_id'],
  ] as const)('%s: whole, in a few hundred tokens', async (tool, list, argument) => {
    const text = await reads.text(tool, { [argument]: await first(list) });
    expect(JSON.parse(text).about.cut).toBeUndefined();
    expect(countTokens(text)).toBeLessThanOrEqual(1500);
  });
});

test('the estimate is never below what a model counts, nor far above', async () => {
  for (const [tool, given] of [...LISTS.slice(0, 6), ...LONG_READS]) {
    const text = await reads.text(tool, given);
    const ratio = estimateTokens(text) / countTokens(text);
    expect(ratio, tool).toBeGreaterThanOrEqual(1);
    expect(ratio, tool).toBeLessThan(1.35);
  }
});
