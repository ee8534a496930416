import { describe, expect, test } from 'vitest';
import { SEED } from '../../../../simulator/index.ts';
import { type Answers, advice, reads } from './advice-by-answers.ts';

const given = { order_id: SEED.order, reason: 'other', amount: 500 };
const order = {
  id: SEED.order,
  status: 'paid',
  currency: 'usd',
  net_amount: 2000,
  tax_amount: 145,
  refundable_amount: 2000,
  refundable_tax_amount: 145,
  subscription_id: null,
  customer_id: SEED.customer,
};
const of = (answers: Answers, more: object = {}) => advice('create_refund', { ...given, ...more }, answers);

test.each<[string, Answers, object, object]>([
  [
    'a draft',
    { get_order: { ...order, status: 'draft' } },
    {},
    { code: 'refused', message: /Nobody has paid this order \(draft\)/ },
  ],
  ['one that waits to be paid', { get_order: { ...order, status: 'pending' } }, {}, { code: 'refused' }],
  ['one that was given up', { get_order: { ...order, status: 'void' } }, {}, { code: 'refused' }],
  [
    'one with an open dispute',
    { get_order: order, list_disputes: [{ status: 'won' }, { status: 'needs_response' }] },
    {},
    { code: 'refused', message: /disputed \(needs_response\)/ },
  ],
  ['one with a lost dispute', { get_order: order, list_disputes: [{ status: 'lost' }] }, {}, { code: 'refused' }],
  [
    'more than is left beside what is on its way',
    {
      get_order: order,
      list_refunds: [
        { status: 'pending', amount: 1600 },
        { status: 'failed', amount: 2000 },
      ],
    },
    {},
    {
      code: 'invalid_arguments',
      fields: [
        {
          path: 'amount',
          message:
            'At most 400 (4.00 USD before tax) of this order can still go back, as 16.00 USD is on its way back already; its tax goes back by itself',
        },
      ],
    },
  ],
  [
    'the benefits of a subscription',
    { get_order: { ...order, subscription_id: SEED.subscription } },
    { revoke_benefits: true },
    { code: 'invalid_arguments', fields: [{ path: 'revoke_benefits' }] },
  ],
])('nobody is asked about %s', (_, answers, more, { message, ...want }: { message?: RegExp }) => {
  const said = of(answers, more);
  expect(said).toMatchObject(want);
  if (message) expect(said).toMatchObject({ message: expect.stringMatching(message) });
});

describe('the advice on a refund', () => {
  test.each<[string, Answers, object, string]>([
    ['of a one-time purchase', { get_order: order }, {}, "It can't be taken back."],
    [
      'of a subscription',
      { get_order: { ...order, subscription_id: SEED.subscription } },
      {},
      'The subscription goes on.',
    ],
    [
      'with its benefits',
      { get_order: order },
      { revoke_benefits: true },
      'The benefits of this order are taken back too.',
    ],
    [
      'beside another',
      { get_order: order, list_refunds: [{ status: 'pending', amount: 100 }] },
      {},
      '1.00 USD is on its way back already.',
    ],
    ['after a won dispute', { get_order: order, list_disputes: [{ status: 'won' }] }, {}, "It can't be taken back."],
  ])('%s', (_, answers, more, last) => {
    const said = of(answers, more) as { consequence: string };
    expect(said.consequence.endsWith(last), said.consequence).toBe(true);
  });

  test('has the amount, and the most with tax', () => {
    expect(of({ get_order: order, list_refunds: [] })).toMatchObject({
      amount: { currency: 'usd', amount: 500 },
      refund: { currency: 'usd', amount: 537 },
    });
    // Without the pending refunds, it may be the last part, which takes all the tax that is left.
    expect(of({ get_order: order })).toMatchObject({ refund: { currency: 'usd', amount: 500 + 145 } });
    const pending = [{ status: 'pending', amount: 1500 }];
    expect(of({ get_order: order, list_refunds: pending })).toMatchObject({ refund: { amount: 500 + 145 } });
  });

  test('of an order that may not be read: the amount, in no currency', () => {
    expect(of({})).toEqual({ refund: { currency: 'xxx', amount: 500 } });
  });

  test('shows the benefits of the order alone', () => {
    const mine = { order_id: SEED.order, benefit: { description: 'E-book' } };
    const grants = [mine, { order_id: SEED.draftOrder }, { order_id: null, subscription_id: SEED.subscription }];
    const { shows } = of({ get_order: order, list_benefit_grants: grants }, { revoke_benefits: true }) as {
      shows: object;
    };
    expect(shows).toEqual({ list_benefit_grants: { items: [mine], pagination: { total_count: 1 } } });
    const granted = { customer_id: SEED.customer, is_granted: true, limit: 100 };
    const { revoke_benefits } = { revoke_benefits: true };
    expect(reads('create_refund', { ...given, revoke_benefits }, { get_order: order })).toEqual([
      ['list_benefit_grants', granted],
    ]);
    expect(reads('create_refund', given, { get_order: order })).toEqual([]);
  });
});

test.each<[string, object, string]>([
  [
    'with its tax',
    { currency: 'eur', refundable_amount: 19900, refundable_tax_amount: 4975 },
    'At most 19900 (199.00 EUR before tax) of this order can still go back; its tax of 49.75 EUR goes back by itself',
  ],
  [
    'without tax',
    { refundable_amount: 100, refundable_tax_amount: 0 },
    'At most 100 (1.00 USD) of this order can still go back',
  ],
  [
    'in a currency without decimals',
    { currency: 'jpy', refundable_amount: 1500, refundable_tax_amount: 150 },
    'At most 1500 (1500 JPY before tax) of this order can still go back; its tax of 150 JPY goes back by itself',
  ],
  [
    'in one with three',
    { currency: 'kwd', refundable_amount: 1500, refundable_tax_amount: 0 },
    'At most 1500 (1.500 KWD) of this order can still go back',
  ],
  [
    'in one that is not known',
    { currency: 'xts', refundable_amount: 1500, refundable_tax_amount: 0 },
    'At most 1500 (1500 minor units of XTS) of this order can still go back',
  ],
])('more than is left of an order %s says what can go back, in words', (_, more, message) => {
  const left = { ...order, ...more };
  expect(of({ get_order: left, list_refunds: [] }, { amount: 99999 })).toMatchObject({
    fields: [{ path: 'amount', message }],
  });
});
