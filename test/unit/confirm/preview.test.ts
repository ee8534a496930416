import { expect, test } from 'vitest';
import { SEED } from '../../../simulator/index.ts';
import { previewOf } from '../../../src/confirm/preview.ts';
import { readsBefore } from '../../../src/confirm/reads.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import type { Caller } from '../../../src/operations/caller.ts';
import { parseCall } from '../../../src/operations/operation-call.ts';
import { callerAt, quietly } from '../../support/caller.ts';

const caller = callerAt('http://polar.invalid', 'polar_oat_x');
const acme = { id: 'o-1', slug: 'acme', name: 'Acme' };
const refund = { order_id: SEED.order, reason: 'other', amount: 500 };

test('shows what is sent: no padding of JSON text, and nothing that stands for an argument which is left out', () => {
  const metadata = `{${' '.repeat(5000)}"plan": "pro"}`;
  expect(
    previewOf(parseCall('create_refund', { ...refund, metadata }, caller), 'money', [], caller).preview.arguments,
  ).toEqual({
    ...refund,
    metadata: { plan: 'pro' },
  });
  const update = { id: SEED.subscription, seats: 3, revoke: null };
  expect(previewOf(parseCall('update_subscription', update, caller), 'money', [], caller).preview.arguments).toEqual({
    id: SEED.subscription,
    seats: 3,
  });
});

test('a secret argument is masked, and no key of metadata that is called so', () => {
  const given = { key: 'KEY-1', organization_id: SEED.organization, label: 'Mac', meta: { key: 'free' } };
  const call = parseCall('activate_license_key', given, caller);
  expect(previewOf(call, 'exposes', [], caller).preview.arguments).toMatchObject({
    key: '[secret]',
    meta: { key: 'free' },
  });
});

test('a consequence is told of what is sent: of JSON text too, and not of an empty field', () => {
  const settings = { id: SEED.organization, feature_settings: '{"seat_based_pricing_enabled": true}' };
  const consequenceOf = (call: ReturnType<typeof parseCall>) =>
    previewOf(call, 'exposes', [], caller).preview.consequence;
  expect(consequenceOf(parseCall('update_organization', settings, caller))).toContain('Pricing by seats stays on');
  const customer = { customer_id: SEED.customer, email: '', external_id: 'u_1' };
  expect(consequenceOf(parseCall('update_customer', customer, caller))).toMatch(/^The external id is final/);
});

test('a mark of a result is found in JSON text too, however it is escaped', async () => {
  const metadata = JSON.stringify({ note: 'a… [12 more characters]' }).replace('…', String.raw`\u2026`);
  const answer = await callTool('create_refund', { ...refund, metadata }, caller, quietly());
  expect(answer.structuredContent).toMatchObject({ error: { fields: [{ path: 'metadata.note' }] } });
});

test('a yes is bound to what the preview only sums up, too', () => {
  const call = parseCall('delete_customer', { customer_id: SEED.customer }, caller);
  const read = readsBefore(call).find(({ tool }) => tool === 'list_subscriptions');
  if (!read) throw new Error('Its subscriptions are not read before it');
  const subscriptions = Array.from({ length: 300 }, (_, i) => ({ id: `s-${i}`, amount: 100, currency: 'usd' }));
  const of = (items: object[]) => previewOf(call, 'irreversible', [{ read, data: { items } }], caller);
  const [before, after] = [
    of(subscriptions),
    of([...subscriptions.slice(0, -1), { id: 's-300', amount: 100, currency: 'usd' }]),
  ];
  expect(after.preview).toEqual(before.preview);
  expect(after.uncut).not.toEqual(before.uncut);
});

test('shows nothing of a read that answers a table', () => {
  const call = parseCall('create_refund', refund, caller);
  const table = { read: { tool: 'export_orders' as const, arguments: {} }, data: 'Email\nmaja@example.com' };
  const { preview, uncut } = previewOf(call, 'money', [table], caller);
  expect(preview.now).toEqual({ export_orders: undefined });
  expect(uncut).toEqual([undefined, null]);
});

test.each<[string, Partial<Caller>, object, string | undefined]>([
  ['that of the connection', { organization: 'o-1', organizations: [acme] }, {}, 'acme'],
  [
    'that of what is affected',
    { organizations: [acme, { id: 'o-2', slug: 'other', name: 'Other' }] },
    { product: { organization_id: 'o-2' } },
    'other',
  ],
  ['by its id, where its slug isn’t known', {}, { organization_id: 'o-3' }, 'o-3'],
  ['none, where nothing says', {}, { product: null }, undefined],
])('names the organization: %s', (_, changes, data, want) => {
  const call = parseCall('create_refund', refund, caller);
  const [read] = readsBefore(call);
  if (!read) throw new Error('Nothing is read before it');
  const before = [{ read, data: { id: '1', ...data } }];
  expect(previewOf(call, 'money', before, { ...caller, ...changes }).preview.organization).toBe(want);
});

test('names the organization that a creation names', () => {
  const given = {
    name: 'Spring',
    type: 'percentage',
    basis_points: 1000,
    duration: 'once',
    organization_id: SEED.organization,
  };
  const call = parseCall('create_discount', given, caller);
  const organizations = [acme, { id: SEED.organization, slug: 'other', name: 'Other' }];
  expect(previewOf(call, 'exposes', [], { ...caller, organizations }).preview.organization).toBe('other');
});
