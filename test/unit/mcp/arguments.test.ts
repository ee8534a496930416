import { describe, expect, test } from 'vitest';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { CallError, type FieldError } from '../../../src/errors.ts';
import { readArguments } from '../../../src/mcp/arguments.ts';

const id = '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f';
const fixed = { amount_type: 'fixed', price_amount: 1500 };

const accepted: [ToolName, { given: Record<string, unknown>; params: object; body?: object }][] = [
  ['list_products', { given: { query: 'pro', id: [id] }, params: { query: 'pro', id: [id] } }],
  ['get_product', { given: { id }, params: { id } }],
  ['update_product', { given: { id, name: 'Pro' }, params: { id }, body: { name: 'Pro' } }],
  [
    'create_product',
    {
      given: { name: 'Pro', prices: [fixed], recurring_interval: 'month' },
      params: {},
      body: { name: 'Pro', prices: [fixed], recurring_interval: 'month' },
    },
  ],
  [
    'create_product',
    {
      given: { name: 'Once', prices: [fixed], recurring_interval: null },
      params: {},
      body: { name: 'Once', prices: [fixed], recurring_interval: null },
    },
  ],
  [
    'complete_file_upload',
    {
      given: { file_id: id, id: 'upload', path: 'p', parts: [] },
      params: { file_id: id },
      body: { id: 'upload', path: 'p', parts: [] },
    },
  ],
];

const refused: [string, ToolName, { given: Record<string, unknown>; want: FieldError[] }][] = [
  ['a missing argument', 'get_product', { given: {}, want: [{ path: 'id', message: 'Required, but missing' }] }],
  [
    'an unknown argument',
    'get_product',
    { given: { id, name: 'x' }, want: [{ path: 'name', message: 'There is no such argument' }] },
  ],
  [
    'an unknown argument beside a body',
    'update_product',
    { given: { id, nam: 'Pro' }, want: [{ path: 'nam', message: 'There is no such argument' }] },
  ],
  [
    'a wrong kind of value',
    'get_product',
    { given: { id: 5 }, want: [{ path: 'id', message: expect.stringContaining('Expected an id') as never }] },
  ],
  [
    'deep in a union of unions',
    'create_product',
    {
      given: { name: 'Pro', prices: [{ amount_type: 'fixed', price_amount: 'ten' }], recurring_interval: 'month' },
      want: [{ path: 'prices[0].price_amount', message: expect.stringContaining('minor units') as never }],
    },
  ],
  [
    'what is wrong in the branch that was meant',
    'update_subscription',
    { given: { id, seats: '5' }, want: [{ path: 'seats', message: expect.stringContaining('whole number') as never }] },
  ],
  [
    'an argument of another case',
    'update_subscription',
    {
      given: { id, revoke: true, cancel_at_period_end: true },
      want: [{ path: expect.any(String) as never, message: 'Not together with the other arguments' }],
    },
  ],
  [
    'a field of another case, deep inside',
    'create_product',
    {
      given: { name: 'Pro', prices: [{ ...fixed, unit_amount: 1 }], recurring_interval: 'month' },
      want: [{ path: 'prices[0].unit_amount', message: 'Not together with the other arguments' }],
    },
  ],
  [
    'a choice that was not made',
    'create_checkout_link',
    {
      given: { payment_processor: 'stripe' },
      want: [{ path: '', message: 'One of these is required: product_price_id, product_id, products' }],
    },
  ],
  [
    'one of very many values, without listing them',
    'get_metrics',
    {
      given: { start_date: '2026-08-01', end_date: '2026-08-31', interval: 'day', timezone: 'PST' },
      want: [{ path: 'timezone', message: 'Not one of the values that Polar knows' }],
    },
  ],
  [
    'a time without its zone',
    'list_orders',
    {
      given: { created_after: '2026-01-02T03:04:05' },
      want: [{ path: 'created_after', message: expect.stringContaining('with a time zone, such as') as never }],
    },
  ],
  [
    'a way to another path',
    'get_customer_by_external_id',
    { given: { external_id: '..' }, want: [{ path: 'external_id', message: expect.any(String) as never }] },
  ],
];

describe('readArguments', () => {
  test.each(accepted)('%s takes its arguments apart', (name, { given, params, body }) => {
    expect(readArguments(tools[name], given)).toEqual({ params, body });
  });

  test('a body that may be left out', () => {
    expect(readArguments(tools.finalize_order, { order_id: id }).body).toBeUndefined();
  });

  test('an argument called __proto__ is dropped, and gives the body no other prototype', () => {
    const { body } = readArguments(tools.update_product, JSON.parse(`{"id":"${id}","__proto__":{"name":"x"}}`));
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
    expect((body as { name?: string }).name).toBeUndefined();
  });

  test.each(refused)('refuses %s', (_, name, { given, want }) => {
    try {
      readArguments(tools[name], given);
      expect.unreachable('it was accepted');
    } catch (error) {
      expect(error).toBeInstanceOf(CallError);
      expect(error).toMatchObject({ code: 'invalid_arguments', fields: want });
    }
  });
});
