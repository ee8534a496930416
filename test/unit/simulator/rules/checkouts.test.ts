import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SEED, type Simulator, startSimulator } from '../../../../simulator/index.ts';
import { refusalOf, shop, UNKNOWN } from './support.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());
const { call, control, get, refuses } = shop(() => simulator);

const RULE = '422 PolarRequestValidationError';
const { pro, icons, team, handbook, archived } = SEED.products;
const checkout = (body: object): [string, string, object] => ['POST', '/v1/checkouts/', body];
const link = (body: object): [string, string, object] => [
  'POST',
  '/v1/checkout-links/',
  { payment_processor: 'stripe', ...body },
];

describe('a checkout', () => {
  refuses([
    [
      'an archived product',
      checkout({ products: [archived] }),
      [RULE, 'value_error@body.products.0: Product is archived.'],
    ],
    [
      'unknown products, by their place',
      checkout({ products: [pro, UNKNOWN] }),
      [RULE, 'value_error@body.products.1: Product does not exist.'],
    ],
    [
      'a currency without a price',
      checkout({ products: [pro], currency: 'eur' }),
      [RULE, 'value_error@body.products.0: Product is not available in the specified currency.'],
    ],
    [
      'seats of what has none',
      checkout({ products: [icons], seats: 3 }),
      [RULE, 'value_error@body.seats: Seats can only be set for seat-based pricing.'],
    ],
    [
      'bounds of seats of what has none',
      checkout({ products: [icons], min_seats: 1, max_seats: 2 }),
      [
        RULE,
        'value_error@body.min_seats: min_seats can only be set for seat-based pricing.',
        'value_error@body.max_seats: max_seats can only be set for seat-based pricing.',
      ],
    ],
    [
      'too little where the buyer sets the price',
      checkout({ products: [handbook], amount: 400 }),
      [RULE, 'greater_than_equal@body.amount: Amount is below minimum.'],
    ],
    [
      'an unknown discount',
      checkout({ products: [pro], discount_id: UNKNOWN }),
      [RULE, 'value_error@body.discount_id: Discount does not exist.'],
    ],
    [
      'a tax id that is none',
      checkout({ products: [pro], customer_tax_id: 'SE123', customer_billing_address: { country: 'SE' } }),
      [RULE, 'value_error@body.customer_tax_id: Invalid tax ID.'],
    ],
    [
      'a tax id without a country',
      checkout({ products: [pro], customer_tax_id: 'SE123' }),
      [RULE, 'missing@body.customer_billing_address: Country is required to validate tax ID.'],
    ],
    [
      'a paid subscription',
      checkout({ products: [pro], subscription_id: SEED.subscription }),
      [RULE, 'value_error@body.subscription_id: Only free subscriptions can be upgraded.'],
    ],
    [
      'an unknown customer',
      checkout({ products: [pro], customer_id: UNKNOWN }),
      [RULE, 'value_error@body.customer_id: Customer does not exist.'],
    ],
    [
      'prices of a product that is not in it',
      checkout({ products: [pro], prices: { [icons]: [{ amount_type: 'fixed', price_amount: 777 }] } }),
      [RULE, `value_error@body.prices.${icons}: Product is not set on that checkout.`],
    ],
    [
      'an answer that is too long',
      checkout({ products: [pro], custom_field_data: { company: 5 } }),
      [RULE, 'string_type@body.custom_field_data.company: Input should be a valid string'],
    ],
    [
      'a change to another product',
      ['PATCH', `/v1/checkouts/${SEED.checkout}`, { product_id: icons }],
      [RULE, 'value_error@body.product_id: Product is not available in this checkout.'],
    ],
  ]);

  test.each<[string, object, object]>([
    ['by the seat', { products: [team], seats: 7 }, { seats: 7, amount: 10_500 }],
    ['with as few seats as can be', { products: [team] }, { seats: 1, amount: 1500 }],
    [
      'with prices of its own',
      { products: [pro], prices: { [pro]: [{ amount_type: 'fixed', price_amount: 777 }] } },
      { amount: 777 },
    ],
    ['with an amount that is ignored', { products: [icons], amount: 5 }, { amount: 1900 }],
    ['with the buyer’s amount', { products: [handbook], amount: 2500 }, { amount: 2500 }],
    ['without an address', { products: [icons] }, { tax_amount: null, total_amount: 1900 }],
    [
      'with an address',
      { products: [icons], customer_billing_address: { country: 'SE', city: 'Malmö' } },
      { tax_amount: 380, net_amount: 1520, total_amount: 1900, require_billing_address: true },
    ],
    [
      'with an address where tax comes on top',
      { products: [icons], customer_billing_address: { country: 'IN' } },
      { tax_amount: 342, total_amount: 2242, require_billing_address: false },
    ],
    [
      'with a state',
      { products: [icons], customer_billing_address: { country: 'US', state: 'CA' } },
      { require_billing_address: false, billing_address_fields: { state: 'required', line1: 'required' } },
    ],
    [
      'with a discount',
      { products: [icons], discount_id: SEED.discount },
      { discount_amount: 380, net_amount: 1520, is_discount_applicable: true },
    ],
    [
      'with a trial',
      { products: [pro], trial_interval: 'day', trial_interval_count: 7 },
      { trial_end: expect.any(String), is_payment_required: false, is_payment_form_required: true },
    ],
    [
      'for a customer who is not there yet',
      { products: [pro], external_customer_id: 'new' },
      { customer_id: null, external_customer_id: 'new' },
    ],
    ['with an answer to no field', { products: [icons], custom_field_data: { size: 5 } }, { custom_field_data: {} }],
  ])('%s', async (_name, body, want) => {
    expect(await call(...checkout(body))).toMatchObject({ status: 201, body: want });
  });

  test('by the unit it costs what its tiers say', async () => {
    const feature_settings = { unit_based_pricing_enabled: true };
    await control().change('organizations', SEED.organization, { feature_settings });
    const tiers = [{ bound: 10, unit_amount: '900' }, { unit_amount: '750' }];
    const fleet = {
      name: 'Fleet',
      recurring_interval: 'month',
      prices: [{ amount_type: 'unit_based', minimum_units: 5, tiers: { type: 'graduated', tiers } }],
    };
    const products = [(await call('POST', '/v1/products/', fleet)).body.id];
    expect((await call(...checkout({ products }))).body).toMatchObject({ units: 5, amount: 4500 });
    const { body } = await call(...checkout({ products, units: 12 }));
    expect(body).toMatchObject({ units: 12, amount: 10_500 });
    expect(refusalOf(await call(...checkout({ products, units: 4 })))).toEqual([
      RULE,
      'greater_than_equal@body.units: Minimum 5 units required.',
    ]);
    expect((await call('PATCH', `/v1/checkouts/${body.id}`, { units: 10 })).body.amount).toBe(9000);
  });

  test('an address keeps its state with the country', async () => {
    const address = { country: 'US', state: 'CA' };
    const { body } = await call(...checkout({ products: [icons], customer_billing_address: address }));
    expect(body.customer_billing_address.state).toBe('US-CA');
  });

  test('lasts a day', async () => {
    const { body } = await call(...checkout({ products: [pro] }));
    const hours = (Date.parse(body.expires_at) - Date.parse(body.created_at)) / 3_600_000;
    expect(Math.round(hours)).toBe(24);
  });

  test('a discount of the past does not exist for it, and may stand in a link', async () => {
    const past = {
      name: 'Old',
      type: 'percentage',
      basis_points: 100,
      duration: 'once',
      ends_at: '2024-01-01T00:00:00Z',
    };
    const discount_id = (await call('POST', '/v1/discounts/', past)).body.id;
    expect(refusalOf(await call(...checkout({ products: [pro], discount_id })))).toEqual([
      RULE,
      'value_error@body.discount_id: Discount does not exist.',
    ]);
    expect((await call(...link({ products: [pro], discount_id }))).status).toBe(201);
  });

  test('one that is not open stays as it is', async () => {
    await control().change('checkouts', SEED.checkout, { status: 'succeeded' });
    const path = `/v1/checkouts/${SEED.checkout}`;
    expect(refusalOf(await call('PATCH', path, { customer_name: 'Ada' }))).toEqual([
      '403 NotOpenCheckout',
      `Checkout ${SEED.checkout} is not open: succeeded`,
    ]);
  });
});

describe('a checkout link', () => {
  refuses([
    [
      'an archived product',
      link({ products: [pro, archived] }),
      [RULE, 'value_error@body.products.1: Product is archived.'],
    ],
    ['a product twice', link({ products: [pro, pro] }), ['500 Internal Server Error']],
    [
      'seats where one product has none',
      link({ products: [team, pro], seats: 3 }),
      [RULE, 'value_error@body.seats: Seats can only be preconfigured when all products use seat-based pricing.'],
    ],
    [
      'a discount of another product',
      link({ products: [icons], discount_id: UNKNOWN }),
      [RULE, 'value_error@body.discount_id: Discount does not exist or is not applicable to this product.'],
    ],
    [
      'an unknown price',
      link({ product_price_id: UNKNOWN }),
      [RULE, 'value_error@body.product_price_id: Price does not exist.'],
    ],
  ]);

  test('listed by product it shows that product alone, oldest first', async () => {
    const later = await call(...link({ products: [pro, icons] }));
    const { items } = (await get(`/v1/checkout-links/?product_id=${pro}`)).body;
    expect(items.map(({ id }: { id: string }) => id)).toEqual([SEED.checkoutLink, later.body.id]);
    for (const item of items) expect(item.products.map(({ id }: { id: string }) => id)).toEqual([pro]);
    expect((await get(`/v1/checkout-links/${later.body.id}`)).body.products).toHaveLength(2);
  });
});
