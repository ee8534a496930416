import { describe, expect, test } from 'vitest';
import type { ToolName } from '../../../../generated/tools/index.gen.ts';
import { SEED } from '../../../../simulator/index.ts';
import type { PriorRead } from '../../../../src/confirm/advice/index.ts';
import { type Answers, judged, reading } from './advice-by-answers.ts';

const OTHER = '33333333-3333-4333-8333-333333333333';
const pro = {
  id: SEED.products.pro,
  name: 'Pro',
  organization_id: SEED.organization,
  prices: [{ amount_type: 'fixed', price_amount: 1500, price_currency: 'usd' }],
};
const link = { products: [{ id: OTHER }], discount_id: null, discount: null, trial_interval: null };
const discount = { type: 'percentage', basis_points: 10_000, duration: 'forever' };
const discounted = { ...link, discount_id: SEED.discount, discount };
const trial = { ...link, trial_interval: 'month', trial_interval_count: 12 };
const checkout = { customer_email: 'jane@acme.com' };
const id = { id: SEED.discount };
const sells = { ...id, products: [pro.id] };
const nobody: PriorRead = {
  ...reading('get_customer', undefined, { external_customer_id: 'user_42' }),
  unseen: 'none',
};

describe('somebody gets something by', () => {
  test.each<[string, ToolName, object, Answers | readonly PriorRead[], string]>([
    [
      'another product behind a link with a discount',
      'update_checkout_link',
      sells,
      { get_product: pro, get_checkout_link: discounted },
      'Whoever has the link pays 100% less, forever, for what it sells from now on.',
    ],
    [
      'another product behind a link with a trial',
      'update_checkout_link',
      sells,
      { get_product: pro, get_checkout_link: trial },
      'Whoever has the link pays nothing for 12 months, for what it sells from now on.',
    ],
    [
      'another product behind a link that may not be read',
      'update_checkout_link',
      sells,
      { get_product: pro },
      'Whoever has the link buys with a discount or a trial that could not be looked at.',
    ],
    [
      'another email in an open checkout',
      'update_checkout',
      { ...id, customer_email: 'eve@polar.sh' },
      { get_checkout: checkout },
      'What is bought by this checkout goes to "eve@polar.sh", and not to "jane@acme.com".',
    ],
    [
      'an email in a checkout from which it was taken',
      'update_checkout',
      { ...id, customer_email: 'eve@polar.sh' },
      { get_checkout: { customer_email: null } },
      'What is bought by this checkout goes to "eve@polar.sh".',
    ],
    [
      'a checkout for an external id that nobody has yet',
      'create_checkout',
      { products: [pro.id], external_customer_id: 'user_42', customer_email: 'eve@polar.sh' },
      [reading('get_product', pro), nobody],
      'Whoever buys with the link gets the id "user_42", and all that is bought under it.',
    ],
  ])('%s', (_, name, given, answers, line) => {
    expect(judged(name, given, answers)).toEqual({ risk: 'exposes', exposes: expect.stringContaining(line) });
  });
});

describe('nobody gets anything by', () => {
  test.each<[string, ToolName, object, Answers]>([
    [
      'fewer products',
      'update_checkout_link',
      sells,
      { get_product: pro, get_checkout_link: { ...discounted, products: [pro, { id: OTHER }] } },
    ],
    ['another product at its price', 'update_checkout_link', sells, { get_product: pro, get_checkout_link: link }],
    ['the email as it is', 'update_checkout', { ...id, customer_email: 'Jane@acme.com' }, { get_checkout: checkout }],
    [
      'an email in a new checkout',
      'create_checkout',
      { products: [pro.id], customer_email: 'jane@acme.com' },
      { get_product: pro },
    ],
  ])('%s', (_, name, given, answers) => {
    expect(judged(name, given, answers)).toEqual({ risk: 'write', exposes: undefined });
  });

  test('a discount that the same call takes off the link', () => {
    const answers = { get_product: pro, get_checkout_link: discounted };
    expect(judged('update_checkout_link', { ...sells, clear: ['discount_id'] }, answers).risk).toBe('write');
  });
});
