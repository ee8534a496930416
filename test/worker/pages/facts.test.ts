import { expect, test } from 'vitest';
import { factList } from '../../../src/pages/facts.ts';

/** The texts of a list of facts, without its elements. */
async function said(value: unknown, isPolars = false): Promise<string[]> {
  const names = { '8b6cb524-881e-4be4-8e37-f6cbb1e3a3a6': 'Icon Pack' };
  const text = String(await factList(value, { names, isPolars }));
  return text
    .split(/<[^>]*>/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

test.each<[string, object, string[]]>([
  ['a price', { price_currency: 'usd', price_amount: 2900 }, ['Price currency', 'USD', 'Price amount', '29.00 USD']],
  [
    'a decimal price',
    { price_currency: 'usd', unit_amount: '0.125' },
    ['Price currency', 'USD', 'Unit amount', '0.00125 USD'],
  ],
  [
    'yen',
    { currency: 'jpy', tiers: [{ price_per_seat: 1500 }] },
    ['Currency', 'JPY', 'Tiers', 'Price per seat', '1500 JPY'],
  ],
  ['an amount of an unknown currency', { amount: 500 }, ['Amount', '500 minor units']],
  ['a share', { basis_points: 5000 }, ['Basis points', '50%']],
  [
    "Polar's words",
    { reason: 'customer_request', is_archived: false },
    ['Reason', 'Customer request', 'Archived', 'No'],
  ],
  ['ids', { id: '1', order_id: '2', external_id: '3' }, ['ID', '1', 'Order', '2', 'External ID', '3']],
])('says %s as people do', async (_, value, want) => {
  expect(await said(value)).toEqual(want);
});

test('leaves the words of others as they are, and names things by their names', async () => {
  const id = '8b6cb524-881e-4be4-8e37-f6cbb1e3a3a6';
  expect(
    await said({ metadata: { sign_up_amount: 5, status: 'on_hold' }, fields: { product_id: { [id]: 2 } } }),
  ).toEqual(['Metadata', 'sign_up_amount', '5', 'status', 'on_hold', 'Fields', 'product_id', 'Icon Pack', '2']);
});

test("shows Polar's amounts as it wrote them", async () => {
  expect(await said({ amount: 500, amount_formatted: '5.00 USD', currency: 'usd' }, true)).toEqual([
    'Amount',
    '5.00 USD',
    'Currency',
    'USD',
  ]);
});
