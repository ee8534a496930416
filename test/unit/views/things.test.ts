import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shapes } from '../../../generated/resources.gen.ts';
import { type Cell, cellOf, type Fields, plainText } from '../../../views/things/cell.ts';
import { columnsOf } from '../../../views/things/columns.ts';
import { combinedAt } from '../../../views/things/combined.ts';
import { csvCell, csvOf } from '../../../views/things/csv.ts';
import { targetOf, targetOfItem, targetOfRow } from '../../../views/things/links.ts';
import { pagingOf } from '../../../views/things/page.ts';
import { cardOf } from '../../../views/things/record.ts';
import { nextSorting, ordersOf, sortedBy } from '../../../views/things/sort.ts';
import { labelOf, shortId } from '../../../views/things/words.ts';
import { HOSTILE } from '../../support/hostile.ts';
import { stored } from '../../support/stored.ts';

const ID = '13c2aed2-d5db-4f7d-aeca-49f89cfeb462';

describe('a cell', () => {
  test.each<[string, Fields, string, Cell | undefined]>([
    ['an amount', { amount: 1500, amount_formatted: '15.00 USD' }, 'amount', { kind: 'money', text: '15.00 USD' }],
    [
      'an amount beside words of somebody else',
      { amount: 1500, amount_formatted: 'free' },
      'amount',
      { kind: 'number', value: 1500 },
    ],
    [
      'an amount beside another amount',
      { amount: 1500, amount_formatted: '1.00 USD' },
      'amount',
      { kind: 'number', value: 1500 },
    ],
    ['an amount without words', { amount: 1500 }, 'amount', { kind: 'number', value: 1500 }],
    ['an instant', { created_at: '2026-10-01T12:00:00Z' }, 'created_at', { kind: 'when', at: '2026-10-01T12:00:00Z' }],
    ['a day', { start_date: '2026-10-01' }, 'start_date', { kind: 'day', text: '2026-10-01' }],
    ['no day that there is', { created_at: '2026-13-45T99:00:00Z' }, 'created_at', text('2026-13-45T99:00:00Z')],
    ['a state', { status: 'past_due' }, 'status', { kind: 'state', text: 'Past due', tone: 'bad' }],
    ['a state of a new kind', { status: 'frozen' }, 'status', { kind: 'state', text: 'Frozen', tone: 'plain' }],
    ["somebody's words as a state", { status: '<b>Paid</b>' }, 'status', text('<b>Paid</b>')],
    ["one of Polar's words", { billing_reason: 'subscription_cycle' }, 'billing_reason', text('Renewal')],
    ["another of Polar's words", { reason: 'customer_request' }, 'reason', text('Customer request')],
    ["a name that looks like one of Polar's words", { name: 'early_bird' }, 'name', text('early_bird')],
    ['a yes', { is_archived: true }, 'is_archived', text('Yes')],
    ['a no', { is_archived: false }, 'is_archived', text('No')],
    ['an id', { order_id: ID }, 'order_id', { kind: 'id', id: ID }],
    ['an id of somebody else', { external_id: 'user_1' }, 'external_id', text('user_1')],
    ['an address', { url: 'https://a.example/x' }, 'url', { kind: 'address', href: 'https://a.example/x' }],
    ['a script as an address', { url: 'javascript:alert(1)' }, 'url', text('javascript:alert(1)')],
    ['data as an address', { public_url: 'data:text/html,x' }, 'public_url', text('data:text/html,x')],
    ['an address in a name', { name: 'https://evil.example' }, 'name', text('https://evil.example')],
    ['a number that names something', { http_code: 404 }, 'http_code', text('404')],
    ['nothing', { name: null }, 'name', undefined],
    ['what it means that there is nothing', { limit: null, limit_note: 'no limit' }, 'limit', text('no limit')],
    ['a field of no object of ours', {}, 'constructor', undefined],
  ])('%s', (_, fields, name, cell) => {
    expect(cellOf(fields, name)).toEqual(cell);
  });

  test.each<[string, Fields, string]>([
    ['recurring_interval', { recurring_interval: 'month' }, 'every month'],
    ['recurring_interval', { recurring_interval: 'month', recurring_interval_count: 3 }, 'every 3 months'],
    ['trial_interval', { trial_interval: 'day', trial_interval_count: 14 }, '14 days'],
    ['trial_interval', { trial_interval: 'week', trial_interval_count: 1 }, '1 week'],
    ['duration', { duration: 'repeating', duration_in_months: 1 }, '1 month'],
    ['duration', { duration: 'forever' }, 'Forever'],
    ['basis_points', { basis_points: 750 }, '7.5%'],
    ['amounts', { amounts: { usd: 500 }, amounts_formatted: { usd: '5.00 USD' } }, '5.00 USD'],
    ['redemptions_count', { redemptions_count: 3, max_redemptions: 10 }, '3 of 10'],
    ['usage', { usage: 3 }, '3'],
    ['prices', { prices: [{ amount_type: 'free' }] }, 'Free'],
    ['prices', { prices: [{ amount_type: 'fixed', price_amount: 1, price_amount_formatted: '0.01 USD' }] }, '0.01 USD'],
    [
      'prices',
      { prices: [{ amount_type: 'custom', minimum_amount: 1, minimum_amount_formatted: '0.01 USD' }] },
      'Pay what you want, from 0.01 USD',
    ],
    [
      'prices',
      {
        prices: [
          { amount_type: 'metered_unit', unit_amount: 2, unit_amount_formatted: '0.02 USD', meter: { name: 'Calls' } },
        ],
      },
      '0.02 USD a unit of Calls',
    ],
    [
      'prices',
      {
        prices: [
          {
            amount_type: 'seat_based',
            seat_tiers: { tiers: [{ price_per_seat: 900, price_per_seat_formatted: '9.00 USD' }] },
          },
        ],
      },
      '9.00 USD a seat',
    ],
    ['prices', { prices: [{ amount_type: 'tiered_by_moon' }] }, 'Tiered by moon'],
    ['method_metadata', { method_metadata: { brand: 'visa', last4: '4242' } }, 'Visa \u20264242'],
    [
      'filter',
      { filter: { conjunction: 'or', clauses: [], clauses_note: 'every event counts' } },
      'every event counts',
    ],
    [
      'filter',
      {
        filter: {
          conjunction: 'and',
          clauses: [
            { property: 'name', operator: 'eq', value: 'a' },
            {
              conjunction: 'or',
              clauses: [
                { property: 'n', operator: 'gt', value: 1 },
                { property: 'n', operator: 'lt', value: 0 },
              ],
            },
          ],
        },
      },
      'name = "a" and (n > 1 or n < 0)',
    ],
    ['aggregation', { aggregation: { func: 'sum', property: 'tokens' } }, 'Sum of tokens'],
    [
      'billing_address',
      { billing_address: { line1: 'A 1', postal_code: '111', city: 'B', country: 'SE' } },
      'A 1, 111 B, SE',
    ],
  ])('%s as one: %j', (name, fields, said) => {
    expect(plainText(combinedAt(name)?.cell(fields))).toBe(said);
  });

  test('no field of Polar has a label of no words', () => {
    const names = new Set(Object.values(shapes).flatMap((shape) => Object.keys(shape)));
    for (const name of names) expect(labelOf(name), name).toMatch(/^[A-Z].*[a-z\dDL56]$/);
  });

  test('a short id has its ends', () => {
    expect(shortId(ID)).toBe('13c2aed2\u2026b462');
    expect(shortId('abc')).toBe('abc');
  });
});

describe('pages', () => {
  const page = (count: number, about: object = {}, total = 67) => ({
    items: Array.from({ length: count }, () => ({})),
    pagination: { total_count: total, max_page: 7 },
    about,
  });

  test.each<[string, Fields, Fields, ReturnType<typeof pagingOf>]>([
    ['the only page', page(3, {}, 3), {}, { said: 'All 3' }],
    [
      'the first',
      page(10, { next: { page: 2, limit: 10 } }),
      {},
      { said: '1 to 10 of 67', next: { page: 2, limit: 10 } },
    ],
    ['the last', page(7), { page: 7 }, { said: '61 to 67 of 67', previous: { page: 6, limit: 10 } }],
    [
      'one that was cut goes on with what it showed',
      page(40, { next: { page: 3, limit: 20 }, left_out: '60 of the 100' }, 300),
      { limit: 100 },
      { said: '1 to 40 of 300', next: { page: 3, limit: 20 } },
    ],
    ['one behind the end', page(0), { page: 9 }, { said: 'Nothing on this page', previous: { page: 8, limit: 10 } }],
    ['an empty list', page(0, {}, 0), {}, { said: '' }],
    ['a list without pages', { items: [{}, {}] }, {}, { said: '2 shown' }],
    ['nonsense', { items: 1, pagination: [], about: { next: { page: -1, limit: 'x' } } }, { page: 1.5 }, { said: '' }],
  ])('%s', (_, result, given, paging) => {
    expect(pagingOf(result, given)).toEqual(paging);
  });
});

describe('sorting', () => {
  const columns = columnsOf([{ id: 'a', total_amount: 1, customer: { email: 'a' }, created_at: '2026-01-01' }], []);

  test('each order once, with its column where there is one', () => {
    const orders = ordersOf(['created_at', '-created_at', 'amount', '-amount', 'customer', 'discount'], columns);
    expect(orders.map(({ property, path }) => [property, path])).toEqual([
      ['created_at', 'created_at'],
      ['amount', 'total_amount'],
      ['customer', 'customer'],
      ['discount', undefined],
    ]);
  });

  test('a press sorts, and another turns it around', () => {
    expect(nextSorting('name', undefined, false)).toBe('name');
    expect(nextSorting('created_at', undefined, true)).toBe('-created_at');
    expect(nextSorting('name', sortedBy(['name']), false)).toBe('-name');
    expect(nextSorting('name', sortedBy('-name'), false)).toBe('name');
    expect(nextSorting('name', sortedBy(['created_at']), false)).toBe('name');
    expect(sortedBy(undefined)).toBeUndefined();
  });
});

describe('links', () => {
  const reads = {
    customer: { tool: 'get_customer_state', argument: 'customer_id' },
    product: { tool: 'get_product', argument: 'id' },
  };
  const customer = { tool: 'get_customer_state', arguments: { customer_id: 'c1' } };

  test('by an id, by a thing, by a name beside the id', () => {
    expect(targetOf({ customer_id: 'c1' }, 'customer_id', reads)).toEqual(customer);
    expect(targetOf({ customer: { id: 'c1' } }, 'customer', reads)).toEqual(customer);
    expect(targetOf({ customer: { email: 'x' }, customer_id: 'c1' }, 'customer', reads)).toEqual(customer);
    expect(targetOf({ product_name: 'Pro', product_id: 'p1' }, 'product_name', reads)?.arguments).toEqual({ id: 'p1' });
  });

  test('none without an id, a reader or a name of its own', () => {
    expect(targetOf({ customer: { email: 'x' } }, 'customer', reads)).toBeUndefined();
    expect(targetOf({ order_id: 'o1' }, 'order_id', reads)).toBeUndefined();
    expect(targetOf({ constructor: { id: 'x' } } as unknown as Fields, 'constructor', reads)).toBeUndefined();
  });

  test('of a row, and of a thing in a list within a thing', () => {
    const opens = { tool: 'get_member', with: { member_id: 'id', customer_id: 'customer_id' } };
    expect(targetOfRow({ id: 'm1', customer_id: 'c1' }, opens)?.arguments).toEqual({
      member_id: 'm1',
      customer_id: 'c1',
    });
    expect(targetOfRow({ id: 'm1' }, opens)).toBeUndefined();
    expect(targetOfItem({ id: 'p1' }, 'products', reads)?.tool).toBe('get_product');
    expect(targetOfItem({ id: 'p1' }, 'archived_products', reads)?.tool).toBe('get_product');
    expect(targetOfItem({ id: 'x' }, 'items', reads)).toBeUndefined();
  });
});

describe('one thing', () => {
  const order = {
    id: ID,
    status: 'paid',
    description: 'Pro',
    total_amount: 2500,
    total_amount_formatted: '25.00 USD',
    refunded_amount: 0,
    refunded_amount_formatted: '0.00 USD',
    currency: 'usd',
    customer_id: 'c1',
    customer: { name: 'Ada', email: 'ada@example.com' },
    items: [{ label: 'Pro', amount: 2500, amount_formatted: '25.00 USD' }],
    metadata: { campaign: 'x' },
    created_at: '2026-01-01T00:00:00Z',
    about: { note: '' },
  };
  const paths = ['id', 'status', 'total_amount', 'description', 'customer.email', 'created_at', 'refunded_amount'];
  const card = cardOf(order, [...paths, 'customer_id', 'customer.name', 'items.label', 'items.amount', 'metadata'], 6);

  test('what a merchant looks at first, and the rest', () => {
    expect(card.title).toBe('Pro');
    expect(plainText(card.state)).toBe('Paid');
    expect(card.facts.map(({ label, cell }) => [label, plainText(cell)])).toEqual([
      ['Customer', 'Ada (ada@example.com)'],
      ['Total', '25.00 USD'],
      ['Created', '2026-01-01T00:00:00Z'],
    ]);
    expect(card.tables.map(({ label, columns }) => [label, columns.map((one) => one.label)])).toEqual([
      ['Items', ['Label', 'Amount']],
    ]);
    expect(card.more.facts.map(({ label }) => label)).toEqual(['ID', 'Refunded']);
    expect(card.more.sections.map(({ label, facts }) => [label, facts.map((fact) => fact.label)])).toEqual([
      ['Metadata', ['campaign']],
    ]);
  });

  test('an order that was refunded as a whole says so, and no amount that only repeats the total', () => {
    const amounts = Object.fromEntries(
      ['total_amount', 'subtotal_amount', 'net_amount', 'refunded_amount', 'applied_balance_amount'].flatMap((name) => [
        [name, 2500],
        [`${name}_formatted`, '25.00 USD'],
      ]),
    );
    const { facts, more } = cardOf({ description: 'Pro', ...amounts }, Object.keys(amounts), 5);
    expect(facts.map(({ label }) => label)).toEqual(['Total', 'Refunded', 'From balance']);
    expect(more.facts.map(({ label }) => label)).toEqual(['Subtotal', 'Net of tax']);
  });

  test("a merchant's own data has all its names, also where the caller chose some", () => {
    const metadata = { fee: 500, fee_formatted: '5.00 USD', fee_note: 'free' };
    for (const chosen of [['metadata'], ['metadata.fee', 'metadata.fee_formatted', 'metadata.fee_note']]) {
      const { more, facts } = cardOf({ id: ID, metadata }, ['id', ...chosen], 1);
      const said = [...facts, ...more.sections.flatMap((section) => section.facts)];
      expect(said.map(({ label, cell }) => `${label}: ${plainText(cell)}`)).toEqual([
        'fee: 500',
        'fee_formatted: 5.00 USD',
        'fee_note: free',
      ]);
    }
  });

  test('a thing without a name is known by what is in it', () => {
    expect(cardOf({ id: ID, product: { name: 'Pro' } }, ['id', 'product.name'], 2).title).toBe('Pro');
    expect(cardOf({ id: ID }, [], 0).title).toBeUndefined();
  });
});

describe('CSV', () => {
  test('quotes, and no formula of a stranger', () => {
    const items = [
      { name: 'a,"b"\nc', amount: -150, amount_formatted: '-1.50 USD' },
      { name: '=HYPERLINK("https://evil.example")', amount: 5, amount_formatted: '0.05 USD' },
    ];
    expect(csvOf(columnsOf(items, ['name', 'amount']))).toBe(
      '"Name","Amount"\r\n"a,""b""\nc",-1.50 USD\r\n"\'=HYPERLINK(""https://evil.example"")",0.05 USD',
    );
  });

  test.each(HOSTILE)('$what', ({ text }) => {
    expect(csvCell(text)).not.toMatch(/(?:^|[;|\t\r\n])[\s"]*[=+\-@]/);
  });
});

test('whatever a merchant stored, a list and a card say all of it as text', async () => {
  await fc.assert(
    fc.property(fc.dictionary(fc.string(), stored), (fields) => {
      const thing = { id: ID, name: 'x', ...fields };
      const cells = columnsOf([thing], []).flatMap((column) => column.cells);
      const { facts, more } = cardOf(thing, [], 0);
      const all = [...cells, ...[...facts, ...more.facts].map(({ cell }) => cell)];
      expect(all.every((cell) => typeof plainText(cell) === 'string')).toBe(true);
    }),
  );
});

function text(words: string): Cell {
  return { kind: 'text', text: words };
}
