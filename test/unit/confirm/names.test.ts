import { expect, test } from 'vitest';
import { DEFAULT_ORGANIZATION_TOKEN, SEED } from '../../../simulator/index.ts';
import { nameIds } from '../../../src/confirm/names.ts';
import { parseCall } from '../../../src/operations/operation-call.ts';
import { callerAt, quietly } from '../../support/caller.ts';
import { openShop } from '../../support/shop.ts';

const shop = openShop();
const { products } = SEED;
const discount = { name: 'Spring', type: 'percentage', duration: 'once', basis_points: 1000 };

/** The names for a call, and how many requests it took to find them. */
async function names(given: object, data?: unknown) {
  const caller = callerAt(shop.simulator.url, DEFAULT_ORGANIZATION_TOKEN.token);
  const call = parseCall('create_discount', { ...discount, ...given }, caller);
  const before = data === undefined ? [] : [{ read: { tool: 'get_product' as const, arguments: {} }, data }];
  await shop.control.clearRequests();
  const found = await nameIds(call, {}, before, caller, quietly().signal);
  return { found, requests: (await shop.control.requests()).length };
}

test('one read finds the names of all products', async () => {
  const { found, requests } = await names({ products: [products.pro, products.starter, products.team] });
  expect(found).toEqual({ [products.pro]: 'Pro', [products.starter]: 'Starter', [products.team]: expect.any(String) });
  expect(requests).toBe(1);
});

test('what was read before names its id without a read', async () => {
  const { found, requests } = await names({ products: [products.pro] }, { id: products.pro, name: 'Pro\u202e' });
  expect(found).toEqual({ [products.pro]: 'Pro[U+202E]' });
  expect(requests).toBe(0);
});

test('nobody names an id by what they write into metadata', async () => {
  const spoof = { id: 'other', name: 'Other', metadata: { id: products.pro, name: 'Free of charge' } };
  expect((await names({ products: [products.pro] }, spoof)).found).toEqual({ [products.pro]: 'Pro' });
});

test('an id that Polar does not know stands alone', async () => {
  const id = '11111111-1111-4111-8111-111111111111';
  expect(await names({ products: [id] })).toEqual({ found: {}, requests: 1 });
});
