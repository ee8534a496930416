import { describe, expect, test } from 'vitest';
import { oneResult } from '../../../src/results/answer.ts';
import { chooseFields } from '../../../src/results/fields.ts';
import { show } from '../../../src/results/show.ts';

type Fields = Record<string, unknown>;

/** The shown part of one thing, by default or by the named fields. */
function shown(value: Fields, resource: string, kind: 'one' | 'list', fields?: string): unknown {
  const { chosen, isNamed } = chooseFields(fields, kind, resource);
  return show(value, resource, chosen, { reveals: [], isNamed, kind, hidden: new Set() });
}

const pro = { id: 'p-1', name: 'Pro', visibility: 'public', recurring_interval: 'month', recurring_interval_count: 1 };

describe('a value that needs no saying', () => {
  const { visibility: _, recurring_interval_count: __, ...short } = pro;
  const table: [string, { given: Fields; kind: 'one' | 'list'; fields?: string; want: Fields }][] = [
    ['of each in a list', { given: pro, kind: 'list', want: short }],
    ['of one alone', { given: pro, kind: 'one', want: pro }],
    ['that is named', { given: pro, kind: 'list', fields: 'default', want: pro }],
    [
      'when it is another',
      {
        given: { ...pro, visibility: 'draft', recurring_interval_count: 2 },
        kind: 'list',
        want: { ...pro, visibility: 'draft', recurring_interval_count: 2 },
      },
    ],
  ];
  test.each(table)('%s', (_name, { given, kind, fields, want }) => {
    expect(shown(given, 'Product', kind, fields)).toEqual(want);
  });

  test('within another thing', () => {
    const value = { id: 's-1', product: { ...pro, name: 'Pro' } };
    const { chosen } = chooseFields('id,product', 'list', 'Subscription');
    const showing = { reveals: [], isNamed: false, kind: 'list', hidden: new Set<string>() } as const;
    expect(show(value, 'Subscription', chosen, showing)).toEqual({ id: 's-1', product: short });
  });
});

describe('an empty field that means something', () => {
  const meter = { id: 'm-1', filter: { conjunction: 'and', clauses: [] as Fields[] } };
  const everything = { conjunction: 'and', clauses: [], clauses_note: 'every event counts' };

  test.each(['list', 'one'] as const)('%s', (kind) => {
    expect(shown(meter, 'Meter', kind)).toEqual({ id: 'm-1', filter: everything });
  });

  test('is not said of one that has a value, or stands elsewhere', () => {
    const clauses = [
      { property: 'name', operator: 'eq', value: 'call' },
      { conjunction: 'or', clauses: [] },
    ];
    expect(JSON.stringify(shown({ ...meter, filter: { conjunction: 'and', clauses } }, 'Meter', 'one'))).not.toContain(
      'note',
    );
    expect(shown({ id: 'm-1', metadata: { 'filter.clauses': [] } }, 'Meter', 'one', 'metadata')).toEqual({
      metadata: { 'filter.clauses': [] },
    });
  });
});

describe('a field that the document does not know', () => {
  const price = { id: 'pp-1', amount_type: 'seat_based', seat_tiers: { seat_tier_type: 'volume', brand_new: 1 } };
  const given = { ...pro, id: 'p-1', brand_new: 1, prices: [price], metadata: { brand_new: 1 } };

  test('is not shown unasked, not even within what is shown whole', () => {
    const text = JSON.stringify({ ...(shown(given, 'Product', 'one') as Fields), metadata: undefined });
    expect(text).not.toContain('brand_new');
    expect(text).toContain('seat_tier_type');
  });

  test.each(['*', 'prices'])('is shown by %s', (fields) => {
    expect(JSON.stringify(shown(given, 'Product', 'one', fields))).toContain('"volume","brand_new":1');
  });

  test('is what somebody wrote within metadata', () => {
    expect(shown(given, 'Product', 'one')).toHaveProperty('metadata.brand_new', 1);
  });

  test('leaves the names that others wrote in it out of remarks, and shows no invisible character of theirs', () => {
    const hidden = new Set<string>();
    const brand_new = { 'a\u202E_amount': 5, refund_all_orders_now_key: 'x' };
    const options = { reveals: [], isNamed: true, kind: 'one', hidden } as const;
    const text = JSON.stringify(show({ ...given, currency: 'usd', brand_new }, 'Product', true, options));
    expect(text).toContain('"a[U+202E]_amount_formatted":"0.05 USD"');
    expect(text).not.toContain('\u202E');
    expect([...hidden]).toEqual(['brand_new.…']);
  });

  test('is shown of a kind of which the document knows nothing', () => {
    const benefit = { id: 'b-1', type: 'teleport', properties: { destination: 'Mars' } };
    expect(shown(benefit, 'Benefit', 'one')).toEqual(benefit);
  });
});

describe('what is said of a change', () => {
  const given = { ...pro, meter_interval: 'day' };
  const about = (more: Parameters<typeof oneResult>[1]['more']) => {
    const choice = chooseFields(undefined, 'one', 'Product');
    const { structuredContent } = oneResult(given, { resource: 'Product', choice, reveals: [], ...(more && { more }) });
    return (structuredContent as { about: { not_shown?: string } }).about.not_shown;
  };

  test.each([
    [
      'a read adds fields',
      { isRead: true } as const,
      'meter_interval: add them with `fields`, as "default,meter_interval".',
    ],
    [
      'a change names the read',
      { isRead: false, readWith: 'get_product' } as const,
      'meter_interval: read them with get_product.',
    ],
    ['a change that no tool reads', { isRead: false, readWith: undefined } as const, undefined],
  ])('%s', (_name, more, want) => expect(about(more)).toBe(want));

  test('one that is too large is read, not repeated', () => {
    const long = { ...pro, description: 'x'.repeat(200_000) };
    const asked = { resource: 'Product', choice: chooseFields(undefined, 'one', 'Product'), reveals: [] };
    const cut = (more: { isRead: false; readWith: string | undefined }) =>
      (oneResult(long, { ...asked, more }).structuredContent as { about: { cut: string } }).about.cut;
    expect(cut({ isRead: false, readWith: 'get_product' })).toBe(
      'Too large to show whole. Read the rest with get_product, by `fields`.',
    );
    expect(cut({ isRead: false, readWith: undefined })).toBe('Too large to show whole. It was changed all the same.');
  });
});

test('beside an amount, its currency is shown, and is not among what isn’t shown', () => {
  const discount = { id: 'd-1', type: 'fixed', amount: 500, currency: 'usd', amounts: { usd: 500 } };
  const choice = chooseFields(undefined, 'list', 'Discount');
  const { structuredContent } = oneResult(discount, { resource: 'Discount', choice, reveals: [] });
  expect(structuredContent).toMatchObject({
    amounts: { usd: 500 },
    amounts_formatted: { usd: '5.00 USD' },
    currency: 'usd',
    about: { not_shown: 'amount: add them with `fields`, as "default,amount".' },
  });
});
