import { afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { simulator } from '../auth/polar.ts';
import { callTool, callToolAsking } from './ask.ts';
import { sentDuring } from './sent.ts';

const seed = inject('seed');

let tokens: ClientTokens;
beforeAll(async () => {
  tokens = await logIn();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await simulator.clearFaults();
  await simulator.resetShop();
});

const preview = async (name: string, args: object, by = tokens) => (await callTool(by, name, args)).structuredContent;

test('a product, a discount and a customer that a call names have their names in a preview', async () => {
  const given = { name: 'Spring', type: 'percentage', duration: 'once', basis_points: 1000, products: [seed.product] };
  const { would } = await preview('create_discount', { ...given, organization_id: seed.organization });
  expect(would.names).toMatchObject({ [seed.product]: 'Pro' });
});

test('the question about a checkout link names its product', async () => {
  const args = { products: [seed.product], discount_id: seed.discount };
  const { inputRequests } = await callToolAsking(tokens, { name: 'create_checkout_link', arguments: args });
  const [question] = Object.values(inputRequests) as { params: { message: string } }[];
  expect(question?.params.message).toMatch(/^Create checkout link [^\n]*for "Pro"/);
  expect(question?.params.message).toContain(`    - "${seed.product}", named "Pro"`);
});

test('what was read anyway is not read again for its name, and the yes reads no names', async () => {
  const given = { name: 'Spring', type: 'percentage', duration: 'once', basis_points: 1000, products: [seed.product] };
  let confirm = '';
  const asked = await sentDuring(async () => {
    ({ confirm } = await preview('create_discount', { ...given, organization_id: seed.organization }));
  });
  expect(asked).toEqual({ reads: 1, changes: [] });
  const done = await sentDuring(() => callTool(tokens, 'create_discount', { confirm }));
  expect(done).toEqual({ reads: 0, changes: ['discounts:create'] });
});

test('an id whose name can’t be read stands alone', async () => {
  await simulator.fault({ kind: 'status', status: 403, match: { operationId: 'products:list' }, times: 9 });
  const given = { name: 'Spring', type: 'percentage', duration: 'once', basis_points: 1000, products: [seed.product] };
  const { would, confirm } = await preview('create_discount', { ...given, organization_id: seed.organization });
  expect(would.names?.[seed.product]).toBeUndefined();
  expect(confirm).toMatch(/^confirm_/);
});
