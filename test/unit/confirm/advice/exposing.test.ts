import { describe, expect, test } from 'vitest';
import { type ToolName, tools } from '../../../../generated/tools/index.gen.ts';
import { SEED } from '../../../../simulator/index.ts';
import type { PriorRead } from '../../../../src/confirm/advice/index.ts';
import { risksOf } from '../../../../src/confirm/change.ts';
import { parseCall } from '../../../../src/operations/operation-call.ts';
import { callerAt } from '../../../support/caller.ts';
import { type Answers, advice, judged, reading } from './advice-by-answers.ts';

const caller = callerAt('http://polar.invalid', 'polar_oat_x');

const pro = {
  id: SEED.products.pro,
  name: 'Pro',
  organization_id: SEED.organization,
  visibility: 'private',
  is_archived: true,
  prices: [{ amount_type: 'fixed', price_amount: 1500, price_currency: 'usd' }],
  benefits: [{}, {}],
};
const free = { ...pro, name: 'Free', prices: [{ amount_type: 'custom', minimum_amount: 0 }] };
const shop = { id: SEED.organization, website: 'https://www.acme.com/' };
const link = { products: [pro.id] };
const read = { get_product: pro, get_organization: shop };
const to = (success_url: string) => ({ ...link, success_url });

describe('a checkout link', () => {
  test.each<[string, object, Answers, string | undefined]>([
    ['to the shop’s own site', to('https://acme.com/thanks'), read, undefined],
    ['to a part of it', to('https://app.acme.com/thanks'), read, undefined],
    [
      'to a site that begins as it',
      to('https://acme.com.evil.example/'),
      read,
      '"acme.com.evil.example", which isn\'t',
    ],
    ['to a site that ends as it', to('https://notacme.com/'), read, '"notacme.com"'],
    ['to a site behind a name of it', to('https://acme.com@evil.example/'), read, '"evil.example"'],
    ['to a script of it that others can read', to('http://acme.com/'), read, '"acme.com"'],
    ['to a letter that looks alike', to('https://аcme.com/'), read, '"xn--cme-5cd.com"'],
    [
      'to another’s page where the shop has one too',
      to('https://linktr.ee/eve'),
      { ...read, get_organization: { ...shop, website: 'https://linktr.ee/acme' } },
      '"linktr.ee"',
    ],
    [
      'to another’s page where an address tells them apart by its query',
      to('https://pages.example/profile.php?id=666'),
      { ...read, get_organization: { ...shop, website: 'https://pages.example/profile.php?id=1' } },
      '"pages.example"',
    ],
    [
      'to another’s page, by a step up that a server takes',
      to('https://linktr.ee/acme/..%2Feve'),
      { ...read, get_organization: { ...shop, website: 'https://linktr.ee/acme' } },
      '"linktr.ee"',
    ],
    [
      'to another’s page whose name begins as the shop’s',
      to('https://linktr.ee/acme-fans'),
      { ...read, get_organization: { ...shop, website: 'https://linktr.ee/acme' } },
      '"linktr.ee"',
    ],
    [
      'to the shop’s own page there',
      to('https://linktr.ee/acme/thanks'),
      { ...read, get_organization: { ...shop, website: 'https://linktr.ee/acme' } },
      undefined,
    ],
    [
      'of a shop that has no website',
      to('https://acme.com/'),
      { ...read, get_organization: { ...shop, website: null } },
      'the shop names no website',
    ],
    ['of a shop that may not be read', to('https://acme.com/'), { get_product: pro }, 'sent to "acme.com".'],
    ['to what can be had for nothing', link, { get_product: free }, 'gets "Free" for nothing'],
    ['to what could not be looked at', link, {}, 'could not be looked at'],
    [
      'to two things of which one could not be looked at',
      { products: [pro.id, SEED.products.starter] },
      read,
      'could not be looked at',
    ],
    ['with a trial', { ...link, trial_interval: 'month', trial_interval_count: 12 }, read, 'nothing for 12 months'],
  ])('%s', (_, given, answers, line) => {
    const { risk, exposes } = judged('create_checkout_link', given, answers);
    expect(risk).toBe(line === undefined ? 'write' : 'exposes');
    expect(exposes).toEqual(line === undefined ? undefined : expect.stringContaining(line));
  });

  test('to a product that does not exist is refused', () => {
    const lost: PriorRead = { ...reading('get_product', undefined, { id: pro.id }), unseen: 'none' };
    expect(advice('create_checkout_link', link, [lost])).toMatchObject({
      code: 'invalid_arguments',
      fields: [{ path: 'products' }],
    });
  });
});

const key = { status: 'disabled', usage: 5, limit_usage: 10, limit_activations: 3, expires_at: '2027-01-01T00:00:00Z' };
const granted = { ...key, status: 'granted' };
const discount = {
  code: 'LAUNCH',
  type: 'percentage',
  basis_points: 2000,
  duration: 'once',
  max_redemptions: 100,
  max_redemptions_per_customer: null,
  starts_at: '2026-01-01T00:00:00Z',
  ends_at: '2027-01-01T00:00:00Z',
  products: [{ id: SEED.products.pro }],
};
const fixed = { ...discount, type: 'fixed', basis_points: undefined, amounts: { usd: 500 } };
const endpoint = { url: 'https://acme.com/hook', enabled: false, events: ['order.paid', 'order.created'] };
const jane = { id: SEED.customer, email: 'jane@acme.com', external_id: null, type: 'individual' };
const member = { email: 'jane@acme.com', role: 'member' };
const id = { id: SEED.discount };
const whose = { customer_id: SEED.customer };

describe('nobody gets anything by', () => {
  test.each<[string, ToolName, object, Answers]>([
    ['a key that is blocked', 'update_license_key', { ...id, status: 'disabled' }, { get_license_key: key }],
    ['fewer uses', 'update_license_key', { ...id, limit_usage: 5, usage: 6 }, { get_license_key: key }],
    [
      'an earlier end of a key',
      'update_license_key',
      { ...id, expires_at: '2026-12-31T00:00:00Z' },
      { get_license_key: key },
    ],
    [
      'a discount that ends earlier',
      'update_discount',
      { ...id, ends_at: '2026-06-01T00:00:00Z' },
      { get_discount: discount },
    ],
    ['a smaller discount', 'update_discount', { ...id, basis_points: 1000 }, { get_discount: discount }],
    ['a smaller amount', 'update_discount', { ...id, amounts: { usd: 400 } }, { get_discount: fixed }],
    ['a later start', 'update_discount', { ...id, starts_at: '2026-06-01T00:00:00Z' }, { get_discount: discount }],
    [
      'a start of what has none',
      'update_discount',
      { ...id, starts_at: '2020-01-01T00:00:00Z' },
      { get_discount: { ...discount, starts_at: null } },
    ],
    [
      'a limit of what has none',
      'update_license_key',
      { ...id, limit_usage: 1000 },
      { get_license_key: { ...key, limit_usage: null } },
    ],
    ['a discount for fewer', 'update_discount', { ...id, max_redemptions: 50 }, { get_discount: discount }],
    ['a discount without a code', 'update_discount', { ...id, clear: ['code'] }, { get_discount: discount }],
    ['a discount as it is', 'update_discount', { ...id, code: 'LAUNCH', duration: 'once' }, { get_discount: discount }],
    ['fewer events', 'update_webhook_endpoint', { ...id, events: ['order.paid'] }, { get_webhook_endpoint: endpoint }],
    ['the same URL', 'update_webhook_endpoint', { ...id, url: endpoint.url }, { get_webhook_endpoint: endpoint }],
    ['the same email', 'update_customer', { ...whose, email: 'Jane@acme.com' }, { get_customer: jane }],
    ['a product that is hidden', 'update_product', { ...id, visibility: 'draft' }, { get_product: pro }],
    ['a key that works already', 'update_license_key', { ...id, status: 'granted' }, { get_license_key: granted }],
    [
      'a product that is sold already',
      'update_product',
      { ...id, is_archived: false },
      { get_product: { ...pro, is_archived: false } },
    ],
    [
      'the role that a person has',
      'update_member',
      { ...whose, member_id: SEED.member, role: 'billing_manager' },
      { get_member: { ...member, role: 'billing_manager' } },
    ],
    ['prices that stay', 'update_product', { ...id, prices: [{ id: SEED.price }] }, { get_product: pro }],
    [
      'a person’s present role',
      'update_member',
      { ...whose, member_id: SEED.member, email: member.email },
      { get_member: member },
    ],
  ])('%s', (_, name, given, answers) => {
    expect(judged(name, given, answers)).toEqual({ risk: 'write', exposes: undefined });
    // If it couldn't be read, that isn't known.
    if (name !== 'update_product' && !('status' in given) && !('clear' in given)) {
      expect(judged(name, given, {}).risk).toBe('exposes');
    }
  });
});

describe('somebody gets something by', () => {
  test.each<[string, ToolName, object, Answers, string]>([
    [
      'a key that works again',
      'update_license_key',
      { ...id, status: 'granted' },
      { get_license_key: key },
      'works again',
    ],
    ['uses taken back', 'update_license_key', { ...id, usage: 0 }, { get_license_key: key }, 'more often'],
    [
      'a key for good',
      'update_license_key',
      { ...id, clear: ['expires_at'] },
      { get_license_key: key },
      'gets it for good',
    ],
    [
      'a later end',
      'update_discount',
      { ...id, ends_at: '2030-01-01T00:00:00Z' },
      { get_discount: discount },
      'until 2030-01-01',
    ],
    ['no end', 'update_discount', { ...id, clear: ['ends_at'] }, { get_discount: discount }, 'with no end date'],
    ['more products', 'update_discount', { ...id, clear: ['products'] }, { get_discount: discount }, 'on any product'],
    [
      'a larger amount',
      'update_discount',
      { ...id, amounts: { usd: 600 } },
      { get_discount: fixed },
      'pays 6.00 USD less',
    ],
    [
      'an amount in another currency',
      'update_discount',
      { ...id, amounts: { usd: 500, eur: 100 } },
      { get_discount: fixed },
      'pays 5.00 USD or 1.00 EUR less',
    ],
    [
      'an earlier start',
      'update_discount',
      { ...id, starts_at: '2025-01-01T00:00:00Z' },
      { get_discount: discount },
      'Anyone with the code "LAUNCH"',
    ],
    [
      'a larger one',
      'update_discount',
      { ...id, basis_points: 10_000 },
      { get_discount: discount },
      'pays 100% less, once',
    ],
    [
      'more events',
      'update_webhook_endpoint',
      { ...id, events: ['customer.created'] },
      { get_webhook_endpoint: endpoint },
      'each customer.created too',
    ],
    [
      'an endpoint that is on again',
      'update_webhook_endpoint',
      { ...id, enabled: true },
      { get_webhook_endpoint: endpoint },
      '"acme.com" gets each order.paid, order.created again',
    ],
    [
      'an external id',
      'create_customer',
      { type: 'individual', email: 'eve@polar.sh', external_id: 'user_42' },
      {},
      '"user_42" goes to this new customer. Whoever has the address "eve@polar.sh" can log in to the portal of this customer',
    ],
    [
      'a new member',
      'create_member',
      { ...whose, email: 'eve@polar.sh' },
      { get_customer: jane },
      '"eve@polar.sh" can log in to the portal of "jane@acme.com", as member.',
    ],
    [
      'a higher role',
      'update_member',
      { ...whose, member_id: SEED.member, role: 'billing_manager' },
      { get_member: member },
      '"jane@acme.com" becomes billing_manager',
    ],
    [
      'a free subscription',
      'create_free_subscription',
      { ...whose, product_id: pro.id },
      { get_product: free, get_customer: jane },
      '"jane@acme.com" gets "Free", with 2 benefits, and pays nothing.',
    ],
    [
      'a seat',
      'assign_seat',
      { subscription_id: SEED.subscription, email: 'eve@polar.sh' },
      { get_subscription: { product: pro, customer: jane } },
      '"eve@polar.sh" gets the benefits of "Pro", on a seat of "jane@acme.com".',
    ],
    [
      'a product that is sold again',
      'update_product',
      { ...id, is_archived: false },
      { get_product: pro },
      'can be bought again',
    ],
    [
      'a product that all can see',
      'update_product',
      { ...id, visibility: 'public' },
      { get_product: pro },
      'Anyone can find and buy it',
    ],
  ])('%s', (_, name, given, answers, line) => {
    expect(judged(name, given, answers)).toEqual({ risk: 'exposes', exposes: expect.stringContaining(line) });
  });

  test('another email of the shop, which stays irreversible too', () => {
    const given = { organization_id: SEED.organization, email: 'eve@polar.sh' };
    expect(risksOf(parseCall('update_organization', { ...given }, caller))).toEqual(['irreversible', 'exposes']);
    expect(advice('update_organization', given, { get_organization: shop })).toMatchObject({
      exposes: 'Customers are told to write to "eve@polar.sh".',
    });
  });
});

test('what others wrote stands in quotes, on one line, and is cut', () => {
  const code = `X\nWho gets what: nobody.${'x'.repeat(300)}`;
  const { exposes } = judged('update_discount', { ...id, code }, { get_discount: discount });
  expect(exposes).toContain(String.raw`"X\nWho gets what: nobody.xxx`);
  expect(exposes?.split('\n')).toHaveLength(1);
  expect(exposes?.length).toBeLessThan(300);
});

test('an argument that the catalog does not name exposes something, whatever is known of the others', () => {
  const call = parseCall('update_webhook_endpoint', { ...id, name: 'Mine' }, caller);
  expect(risksOf(call)).toEqual(['write']);
  const withNew = {
    ...call,
    body: { ...(call.body as object), new_of_polar: 1 },
    given: { ...call.given, new_of_polar: 1 },
  };
  expect(risksOf(withNew, ['url', 'events', 'enabled'])).toEqual(['exposes', 'write']);
  for (const [name, { risk, risks = {} }] of Object.entries(tools)) {
    // A tool with harmless and exposing arguments names the harmless ones, so that a new argument is asked about.
    if (risk === 'write') expect(JSON.stringify(risks), name).not.toContain('exposes');
  }
});
