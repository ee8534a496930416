import { describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { toolList } from '../../../generated/tool-list.gen.ts';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { SEED } from '../../../simulator/index.ts';
import { risksOf } from '../../../src/confirm/change.ts';
import { parseCall } from '../../../src/operations/operation-call.ts';
import { ASKED_BY_DEFAULT, callerAt } from '../../support/caller.ts';

const caller = callerAt('http://polar.invalid', 'polar_oat_x');
const risks = (name: ToolName, given: object) => risksOf(parseCall(name, { ...given }, caller));
const risk = (name: ToolName, given: object) => risks(name, given)[0];

describe('update_subscription', () => {
  test.each([
    ['money', { product_id: SEED.products.pro }],
    ['money', { product_id: SEED.products.pro, proration_behavior: 'next_period' }],
    ['money', { seats: 3 }],
    ['money', { seats: 3, proration_behavior: 'invoice' }],
    ['money', { trial_end: 'now' }],
    ['money', { trial_end: '2027-01-01T00:00:00Z' }],
    ['money', { trial_end: '2027-01-01T00:00:00Z', discount_id: SEED.discount }],
    ['money', { current_billing_period_end: '2027-01-01T00:00:00Z' }],
    ['money', { resume: true }],
    ['irreversible', { revoke: true }],
    ['irreversible', { revoke: true, customer_cancellation_reason: 'unused' }],
    ['write', { cancel_at_period_end: true }],
    ['write', { cancel_at_period_end: false, revoke: null }],
    ['write', { cancel_at_period_end: true, customer_cancellation_reason: 'unused' }],
    ['write', { pause_at_period_end: true, resumes_at: '2027-01-01T00:00:00Z' }],
    ['exposes', { discount_id: SEED.discount }],
    ['write', { clear: ['discount_id'] }],
    ['write', { clear: ['pending_update'] }],
  ])('is %s with %o', (want, given) => {
    expect(risk('update_subscription', { id: SEED.subscription, ...given })).toBe(want);
  });
});

test('a call has the risks of all its arguments', () => {
  const given = { name: 'Pro', recurring_interval: 'month', id: SEED.products.pro };
  expect(risks('update_product', given)).toEqual(['irreversible', 'write']);
});

const customer = { customer_id: SEED.customer };

test('a harmless argument keeps all its risks but exposes', () => {
  const call = parseCall('update_customer', { ...customer, external_id: 'user_2' }, caller);
  expect(risksOf(call)).toEqual(['irreversible', 'exposes']);
  expect(risksOf(call, ['external_id'])).toEqual(['irreversible', 'write']);
  expect(risksOf(call, ['email'])).toEqual(['irreversible', 'exposes']);
});

test.each<[string, ToolName, object]>([
  ['money', 'create_refund', { order_id: SEED.order, reason: 'other', amount: 1 }],
  ['money', 'finalize_order', { order_id: SEED.draftOrder }],
  [
    'money',
    'update_organization',
    { organization_id: SEED.organization, dispute_settings: { auto_accept_below_amount: 5000 } },
  ],
  ['money', 'accept_dispute', { id: SEED.dispute }],
  ['irreversible', 'revoke_subscription', { id: SEED.subscription }],
  ['irreversible', 'delete_customer', { ...customer, anonymize: false }],
  ['irreversible', 'delete_customer', { external_customer_id: SEED.customerExternalId }],
  ['irreversible', 'update_organization', { organization_id: SEED.organization, clear: ['email'] }],
  ['write', 'update_customer', { ...customer, name: 'Grace' }],
  ['write', 'update_customer', { ...customer, clear: ['name'] }],
  ['irreversible', 'update_customer', { ...customer, name: 'Grace', external_id: 'user_2' }],
  ['irreversible', 'update_customer', { ...customer, type: 'team' }],
  ['irreversible', 'update_product', { id: SEED.products.pro, is_archived: true }],
  ['exposes', 'update_product', { id: SEED.products.pro, is_archived: false }],
  ['irreversible', 'update_license_key', { id: SEED.licenseKey, status: 'revoked' }],
  ['write', 'update_license_key', { id: SEED.licenseKey, status: 'disabled' }],
  ['irreversible', 'update_member', { ...customer, member_id: SEED.member, role: 'owner' }],
  ['exposes', 'update_member', { ...customer, member_id: SEED.member, role: 'billing_manager' }],
  ['write', 'update_member', { ...customer, member_id: SEED.member, role: 'member' }],
  ['irreversible', 'update_product', { id: SEED.products.pro, recurring_interval: 'month' }],
  ['write', 'update_meter', { id: SEED.meter, name: 'Requests' }],
  ['money', 'update_meter', { id: SEED.meter, aggregation: { func: 'count' } }],
  ['money', 'update_meter', { id: SEED.meter, filter: { conjunction: 'and', clauses: [] } }],
])('%s: %s with %o', (want, name, given) => {
  expect(risk(name, given)).toBe(want);
});

test('a tool that may ask, for one argument too, has a consequence and takes a yes', () => {
  for (const { name, inputSchema } of toolList) {
    const { risk: own, risks = {}, consequence }: Tool = tools[name];
    const ofArguments = Object.values(risks).flatMap((one) =>
      typeof one === 'string' ? one : Object.values(one).flat(),
    );
    const asks = [own, ...ofArguments].some((one) => one !== 'read' && ASKED_BY_DEFAULT.has(one));
    expect(consequence !== undefined, name).toBe(asks);
    expect(Object.hasOwn(inputSchema.properties, 'confirm'), name).toBe(asks);
  }
});
