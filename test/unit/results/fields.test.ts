import { describe, expect, test } from 'vitest';
import { CallError } from '../../../src/errors.ts';
import { oneResult } from '../../../src/results/answer.ts';
import { chooseFields } from '../../../src/results/fields.ts';

const order = {
  id: 'o-1',
  status: 'paid',
  total_amount: 1250,
  currency: 'usd',
  customer: { id: 'c-1', email: 'ada@example.com', name: null, metadata: { plan: 'pro' } },
  items: [
    { id: 'i-1', label: 'Pro', amount: 1000 },
    { id: 'i-2', label: 'Seats', amount: 0 },
  ],
  discount: null,
  metadata: { source: 'docs', 'http.status': 404, http: { method: 'GET', status: 'x' }, 'a.b.c': 1 },
  custom_field_data: {},
};

/** The fields that are shown of the order above, without `about`. */
function shown(fields: unknown, kind: 'one' | 'list' = 'list') {
  const asked = { resource: 'Order', choice: chooseFields(fields, kind, 'Order'), reveals: [] };
  const { about, ...rest } = oneResult(order, asked).structuredContent as Record<string, unknown>;
  return rest;
}

const money = { total_amount: 1250, total_amount_formatted: '12.50 USD', currency: 'usd' };
const byDefault = { id: 'o-1', status: 'paid', ...money, customer: { email: 'ada@example.com' } };

describe('fields that there are', () => {
  test.each([
    ['nothing', undefined, byDefault],
    ['null', null, byDefault],
    ['no name', ' , ', byDefault],
    ['two paths', 'id,customer.email', { id: 'o-1', customer: { email: 'ada@example.com' } }],
    ['spaces between', 'id, customer.email', { id: 'o-1', customer: { email: 'ada@example.com' } }],
    ['a list', ['id', 'customer.email'], { id: 'o-1', customer: { email: 'ada@example.com' } }],
    ['a list with commas', ['id,status'], { id: 'o-1', status: 'paid' }],
    ['more than the default', 'default,metadata', { ...byDefault, metadata: order.metadata }],
    [
      'more of what is shown in part',
      'default,customer.name',
      { ...byDefault, customer: { email: 'ada@example.com', name: null } },
    ],
    ['through a list', 'items.label', { items: [{ label: 'Pro' }, { label: 'Seats' }] }],
    ['an amount brings its currency', 'total_amount', money],
    [
      'an amount has the currency around it',
      'items.amount',
      {
        items: [
          { amount: 1000, amount_formatted: '10.00 USD' },
          { amount: 0, amount_formatted: '0.00 USD' },
        ],
      },
    ],
    ['a key with dots', 'metadata.a.b.c', { metadata: { 'a.b.c': 1 } }],
    [
      'a key with dots, and what is below a key',
      'metadata.http.status',
      { metadata: { 'http.status': 404, http: { status: 'x' } } },
    ],
    ['a part of a key with dots', 'metadata.a.b', { metadata: {} }],
    ['whole', 'customer', { customer: order.customer }],
    ['all below', 'customer.*', { customer: order.customer }],
    ['all below, and one of it', 'customer,customer.email', { customer: order.customer }],
    ['one of it, and all', 'customer.email,customer', { customer: order.customer }],
    ['within what somebody wrote', 'metadata.source', { metadata: { source: 'docs' } }],
    [
      'what is empty is an answer',
      'id,discount,custom_field_data',
      { id: 'o-1', discount: null, custom_field_data: {} },
    ],
    ['what Polar did not send', 'id,invoice_number', { id: 'o-1' }],
  ])('%s', (_name, given, want) => expect(shown(given)).toEqual(want));

  test('one alone shows more than each in a list', () => {
    expect(shown(undefined, 'one')).toMatchObject({ metadata: { source: 'docs' }, items: [{ label: 'Pro' }, {}] });
    expect(shown(undefined, 'list')).not.toHaveProperty('metadata');
  });

  test('as deep as a result is shown', () => {
    const path = ['metadata', ...Array.from({ length: 39 }, () => 'a')].join('.');
    expect(shown(`id,${path},metadata.source`)).toEqual({ id: 'o-1', metadata: { source: 'docs' } });
  });

  test('everything', () => {
    expect(shown('*')).toEqual({
      ...order,
      ...money,
      items: [
        { ...order.items[0], amount_formatted: '10.00 USD' },
        { ...order.items[1], amount_formatted: '0.00 USD' },
      ],
    });
  });
});

describe('fields that there are not', () => {
  const refusal = (fields: unknown) => {
    try {
      chooseFields(fields, 'list', 'Order');
    } catch (error) {
      if (error instanceof CallError) return error.fields?.[0]?.message;
    }
    return undefined;
  };

  test.each([
    ['misspelt', 'id,total_amout', 'There is no field "total_amout". Did you mean total_amount?'],
    ['misspelt below', 'customer.emial', 'There is no field "customer.emial". Did you mean customer.email?'],
    ['misspelt above', 'custmer.email', 'There is no field "custmer.email". Did you mean customer.email?'],
    ['one level too high', 'email', 'There is no field "email". Did you mean customer.email?'],
    ['below a value', 'status.id', 'There is no field "status.id". There is nothing below status'],
    ['below a value, all', 'status.*', 'There is no field "status.*". There is nothing below status'],
    ['default within', 'customer.default', /^There is no field "customer\.default"\./],
    ['like nothing', 'qqqqqqqq', /^There is no field "qqqqqqqq"\. These are known: id, /],
    ['of every object', 'constructor', /^There is no field "constructor"\./],
    ['__proto__', '__proto__', /^There is no field "__proto__"\./],
    ['no text', 7, 'Expected dot paths, as "id,customer.email"'],
    ['no text in a list', ['id', 7], 'Expected dot paths, as "id,customer.email"'],
    ['too many', Array.from({ length: 101 }, () => 'id'), 'Expected at most 100 paths; * is all of them'],
    ['longer than any', 'x'.repeat(5000), /^There is no field "x{100}"\. /],
    ['too long', 'x'.repeat(8000), 'Expected at most 8000 characters in all; * is every field'],
    ['too long in a list', Array.from({ length: 8001 }, () => ''), /^Expected at most 8000 characters/],
    [
      'deeper than a result is shown',
      `metadata.${'a.'.repeat(40)}b`,
      /^Expected paths of at most 40 names, got "metadata/,
    ],
    ['so deep that each level was a copy of the rest', `metadata.${'a.'.repeat(65_000)}b`, /^Expected at most 8000/],
  ])('%s', (_name, given, want) => {
    if (want instanceof RegExp) expect(refusal(given)).toMatch(want);
    else expect(refusal(given)).toBe(want);
  });
});

describe('what is said of what is not shown', () => {
  const about = (fields?: unknown) => {
    const asked = { resource: 'Order', choice: chooseFields(fields, 'list', 'Order'), reveals: [] };
    return (oneResult(order, asked).structuredContent as { about: { not_shown?: string } }).about;
  };

  test('names what has a value, and what is shown in part', () => {
    expect(about().not_shown).toBe('customer.*, items, metadata: add them with `fields`, as "default,customer.*".');
  });

  test('what it names is taken', () => {
    expect(shown('default,customer.*')).toEqual({ ...byDefault, customer: order.customer });
  });

  test('nothing, when the fields were named', () => expect(about('id').not_shown).toBeUndefined());

  test('at most 40 names, however many there are', () => {
    const added = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`added_${i}_${'x'.repeat(200)}`, i]));
    const asked = { resource: 'Order', choice: chooseFields(undefined, 'list', 'Order'), reveals: [] };
    const result = oneResult({ ...order, ...added }, asked).structuredContent as { about: { not_shown: string } };
    expect(result.about.not_shown.length).toBeLessThan(2200);
  });
});
