import { describe, expect, test } from 'vitest';
import type { Tool } from '../../../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../../../generated/tools/index.gen.ts';
import { SEED } from '../../../../simulator/index.ts';
import type { PriorRead } from '../../../../src/confirm/advice/index.ts';
import { type Answers, advice, reading, reads } from './advice-by-answers.ts';

/** A name, a tool, the arguments, the answers that were read before, and the expected advice. */
type Case = [string, ToolName, object, Answers | readonly PriorRead[], object];

const order = { id: SEED.order, status: 'paid', currency: 'usd', due_amount: 500, customer_id: SEED.customer };
const dispute = { status: 'needs_response', amount: 2000, tax_amount: 145, currency: 'usd', order_id: SEED.order };
const billed = { billing_name: 'Ada', billing_address: { country: 'SE' } };
const draft = { ...order, status: 'draft' };
const seat = { id: SEED.seat, status: 'claimed', email: 'ada@brightside.example.com' };
const seated = { seat_id: SEED.seat, subscription_id: SEED.teamSubscription };
const pro = {
  id: SEED.products.pro,
  is_recurring: true,
  recurring_interval: 'month',
  recurring_interval_count: 1,
  prices: [{ amount_type: 'fixed' }],
  benefits: [{ id: SEED.benefits.custom, type: 'custom', description: 'Support', selectable: true }],
};
const credits = { id: SEED.benefits.credits, type: 'meter_credit', description: 'Credits', selectable: true };
const ofPro = { product_id: SEED.products.pro };
const customer = { customer_id: SEED.customer };
const organization = { organization_id: SEED.organization };
const events = (...given: object[]) => ({ events: given.map((one) => ({ name: 'call', ...one })) });
const wrong = (path: string) => ({ code: 'invalid_arguments', fields: [{ path }] });
const says = (text: string) => ({ consequence: expect.stringContaining(text) });

test.each<Case>([
  [
    'a closed dispute',
    'accept_dispute',
    { id: SEED.dispute },
    { get_dispute: { ...dispute, status: 'lost' } },
    { code: 'refused' },
  ],
  [
    'an early warning',
    'accept_dispute',
    { id: SEED.dispute },
    { get_dispute: { ...dispute, status: 'early_warning' } },
    { code: 'refused' },
  ],
  ['a paid order', 'finalize_order', { order_id: SEED.order }, { get_order: order }, { code: 'refused' }],
  [
    'a draft of a customer without a card',
    'finalize_order',
    { order_id: SEED.order },
    { get_order: draft, list_payment_methods: [] },
    { code: 'refused', whatToDo: expect.stringContaining('create_customer_portal_link') },
  ],
  [
    "another customer's card",
    'finalize_order',
    { order_id: SEED.order, payment_method_id: SEED.order },
    { get_order: draft, list_payment_methods: [{ id: 'own' }] },
    wrong('payment_method_id'),
  ],
  ['an invoice of a draft', 'generate_invoice', { order_id: SEED.order }, { get_order: draft }, { code: 'refused' }],
  [
    'an invoice of a void order',
    'generate_invoice',
    { order_id: SEED.order },
    { get_order: { ...order, ...billed, status: 'void' } },
    { code: 'refused' },
  ],
  [
    'an invoice without an address',
    'generate_invoice',
    { order_id: SEED.order },
    { get_order: { ...order, billing_name: 'Ada' } },
    { code: 'refused', message: expect.stringContaining('no billing address') },
  ],
  [
    'a second external id',
    'update_customer',
    { ...customer, external_id: 'b' },
    { get_customer: { external_id: 'a' } },
    wrong('external_id'),
  ],
  [
    'a team as an individual',
    'update_customer',
    { ...customer, type: 'individual' },
    { get_customer: { type: 'team' } },
    wrong('type'),
  ],
  ['a seat of nobody knows what', 'revoke_seat', { seat_id: SEED.seat }, {}, wrong('subscription_id')],
  [
    'a seat that there isn’t',
    'revoke_seat',
    seated,
    { list_seats: { seats: [{ ...seat, id: SEED.order }] } },
    { code: 'not_found' },
  ],
  [
    'a seat that is free',
    'revoke_seat',
    seated,
    { list_seats: { seats: [{ ...seat, status: 'revoked' }] } },
    { code: 'refused' },
  ],
  [
    'another interval',
    'update_product',
    { id: pro.id, recurring_interval: 'year' },
    { get_product: pro },
    wrong('recurring_interval'),
  ],
  [
    'an interval for what is sold once',
    'update_product',
    { id: pro.id, recurring_interval: 'year' },
    { get_product: { ...pro, recurring_interval: null } },
    wrong('recurring_interval'),
  ],
  [
    'a benefit that there isn’t',
    'set_product_benefits',
    { ...ofPro, benefits: [SEED.benefits.custom, SEED.order] },
    { get_product: pro, list_benefits: [] },
    wrong('benefits[1]'),
  ],
  [
    'a benefit that Polar keeps',
    'delete_benefit',
    { id: SEED.benefits.custom },
    { get_benefit: { deletable: false } },
    { code: 'refused' },
  ],
  [
    'the end of the only owner',
    'delete_member',
    { ...customer, member_id: SEED.member },
    { get_member: { role: 'owner' } },
    { code: 'refused' },
  ],
  [
    'a customer without an owner',
    'update_member',
    { ...customer, member_id: SEED.member, role: 'member' },
    { get_member: { role: 'owner' } },
    wrong('role'),
  ],
  [
    'seats switched off again',
    'update_organization',
    { ...organization, feature_settings: { seat_based_pricing_enabled: false } },
    { get_organization: { feature_settings: { seat_based_pricing_enabled: true } } },
    wrong('feature_settings.seat_based_pricing_enabled'),
  ],
  [
    'seats without members',
    'update_organization',
    { ...organization, feature_settings: { seat_based_pricing_enabled: true } },
    { get_organization: { feature_settings: {} } },
    wrong('feature_settings.seat_based_pricing_enabled'),
  ],
  [
    'disputes given up unasked, where Polar has not allowed it',
    'update_organization',
    { ...organization, dispute_settings: { auto_accept_below_amount: 100 } },
    { get_organization: { feature_settings: {} } },
    { code: 'refused' },
  ],
  [
    'events of a customer that there isn’t',
    'ingest_events',
    events({ external_customer_id: 'a' }, { customer_id: SEED.order }),
    [{ ...reading('get_customer', undefined, { customer_id: SEED.order }), unseen: 'none' }],
    wrong('events[1].customer_id'),
  ],
  ['no event', 'ingest_events', { events: [] }, {}, wrong('events')],
  [
    'an event without a name',
    'ingest_events',
    events({ external_customer_id: 'a' }, { external_customer_id: 'a', name: ' ' }),
    {},
    wrong('events[1].name'),
  ],
  [
    'an event of the future',
    'ingest_events',
    events({ external_customer_id: 'a', timestamp: '2999-01-01T00:00:00Z' }),
    {},
    wrong('events[0].timestamp'),
  ],
])('nobody is asked about %s', (_, name, given, answers, want) => {
  expect(advice(name, given, answers)).toMatchObject(want);
});

const subscriptions = (...statuses: string[]) => statuses.map((status) => ({ status }));

test.each<Case>([
  [
    'a dispute of a subscription',
    'accept_dispute',
    { id: SEED.dispute },
    {
      get_dispute: dispute,
      get_order: { ...order, subscription_id: SEED.subscription },
      get_subscription: { status: 'active' },
    },
    { amount: { currency: 'usd', amount: 2145 }, ...says('Their subscription and its benefits end at once.') },
  ],
  [
    'a dispute of one that has ended',
    'accept_dispute',
    { id: SEED.dispute },
    {
      get_dispute: dispute,
      get_order: { ...order, subscription_id: SEED.subscription },
      get_subscription: { status: 'canceled' },
    },
    says('no evidence can be sent any more.'),
  ],
  [
    'a dispute of a purchase',
    'accept_dispute',
    { id: SEED.dispute },
    { get_dispute: dispute, get_order: order },
    says('The benefits of the order are taken back.'),
  ],
  [
    'a customer who pays and owes',
    'delete_customer',
    customer,
    { list_subscriptions: subscriptions('active', 'past_due') },
    says('2 subscriptions end now.'),
  ],
  [
    'a customer with a paused subscription',
    'delete_customer',
    customer,
    { list_subscriptions: subscriptions('paused') },
    says('1 paused subscription stays paused'),
  ],
  [
    'a customer without any',
    'delete_customer',
    customer,
    { list_subscriptions: [] },
    { consequence: "The customer can't be restored; their orders stay. Every benefit is taken back." },
  ],
  [
    'what anonymizing leaves',
    'delete_customer',
    { ...customer, anonymize: true },
    { list_subscriptions: [] },
    says('on each order the billing name and address'),
  ],
  [
    'the card that is charged',
    'finalize_order',
    { order_id: SEED.order },
    { get_order: draft, list_payment_methods: [{ id: 'a' }, { id: 'b', is_default: true }] },
    { amount: { amount: 500 }, shows: { list_payment_methods: { items: [{ id: 'b' }] } } },
  ],
  [
    'the first invoice',
    'generate_invoice',
    { order_id: SEED.order },
    { get_order: { ...order, ...billed } },
    says('The invoice is issued with these billing details. After update_order it can be issued anew'),
  ],
  [
    'another invoice',
    'generate_invoice',
    { order_id: SEED.order },
    { get_order: { ...order, ...billed, is_invoice_generated: true } },
    says('issued anew under the same number'),
  ],
  [
    'the holder of a seat',
    'revoke_seat',
    seated,
    { list_seats: { seats: [{ id: 'x' }, seat] } },
    { ...says('loses the benefits at once'), shows: { list_seats: { seats: [seat] } } },
  ],
  [
    'an invitation to a seat',
    'revoke_seat',
    seated,
    { list_seats: { seats: [{ ...seat, status: 'pending' }] } },
    says('The invitation ends'),
  ],
  [
    'a benefit on products',
    'delete_benefit',
    { id: SEED.benefits.custom },
    { get_benefit: { deletable: true }, list_products: [{}, {}] },
    says('It is removed from 2 products.'),
  ],
  [
    'a file of a benefit',
    'delete_file',
    { id: SEED.file },
    {
      list_files: [{ id: SEED.file, service: 'downloadable' }],
      list_benefits: [{ id: 'b', properties: { files: [SEED.file] } }, { properties: {} }],
    },
    { ...says('1 benefit will name a file that is gone.'), shows: { list_benefits: { items: [{ id: 'b' }] } } },
  ],
  [
    'a picture of a product',
    'delete_file',
    { id: SEED.file },
    {
      list_files: [{ id: SEED.file, service: 'product_media' }],
      list_products: [{ id: 'p', medias: [{ id: SEED.file }] }, { medias: [] }],
    },
    says('It disappears from 1 product.'),
  ],
  [
    'a discount in links and subscriptions',
    'delete_discount',
    { id: SEED.discount },
    { list_checkout_links: [{ id: 'l', discount_id: SEED.discount }, { discount_id: null }], list_subscriptions: [{}] },
    {
      ...says('1 checkout link will sell without it. Subscriptions that have it keep it.'),
      shows: { list_checkout_links: { items: [{ id: 'l' }] } },
      besides: { active_subscriptions_with_it: 1 },
    },
  ],
])('a person is told of %s', (_, name, given, answers, want) => {
  expect(advice(name, given, answers)).toMatchObject(want);
});

describe('archiving a product', () => {
  const link = (id: string, ...products: string[]) => ({
    id,
    label: null,
    url: `https://x/${id}`,
    products: products.map((name) => ({ id: name, name })),
  });
  const id = SEED.products.pro;
  const listing = (all: object[], own: object[], total = own.length) => [
    reading('get_product', pro),
    {
      ...reading('list_checkout_links', undefined, { product_id: [id] }),
      data: { items: own, pagination: { total_count: total } },
    },
    reading('list_checkout_links', all),
  ];

  test('names the links that go with it, and those that it is taken out of', () => {
    const all = [link('alone', id), link('shared', id, 'other'), link('foreign', 'other')];
    // Polar answers a list by product like this.
    const own = [link('alone', id), link('shared', id)];
    expect(advice('update_product', { id, is_archived: true }, listing(all, own))).toMatchObject({
      ...says('1 checkout link that sells it alone is deleted for good. It is taken out of 1 checkout link for good.'),
      now: {
        checkout_links: {
          deleted: [{ id: 'alone', url: 'https://x/alone' }],
          left_with_other_products: [{ id: 'shared', products: [id, 'other'] }],
        },
      },
    });
  });

  test('counts the links that it could not read', () => {
    const own = [link('alone', id)];
    expect(advice('update_product', { id, is_archived: true }, listing(own, own, 150))).toMatchObject(
      says('149 further checkout links lose it too.'),
    );
  });

  test('reads the links for archiving alone', () => {
    expect(reads('update_product', { id, is_archived: true }, {})).toHaveLength(2);
    expect(reads('update_product', { id, is_archived: false }, {})).toEqual([]);
  });
});

describe('the benefits of a product', () => {
  const set = (benefits: string[], ...more: PriorRead[]) =>
    advice('set_product_benefits', { ...ofPro, benefits }, [reading('get_product', pro), ...more]);

  test('are named, and the holders of the lost ones are counted', () => {
    const holders = {
      read: { tool: 'list_benefit_holders' as const, arguments: { benefit_id: SEED.benefits.custom } },
      data: { items: [{}], pagination: { total_count: 12 } },
    };
    expect(
      set(
        [SEED.benefits.credits],
        reading('list_benefits', [credits]),
        holders,
        reading('list_subscriptions', [{}, {}]),
      ),
    ).toMatchObject({
      consequence:
        'Everyone who bought this product loses 1 benefit at once. Everyone who bought this product gains 1 benefit.',
      now: { benefits: { lost: [{ description: 'Support' }], gained: [{ description: 'Credits' }], kept: [] } },
      besides: { active_subscriptions: 2, benefit_holders: [{ benefit: 'Support', customers: 12 }] },
    });
  });

  test('the same ones change nothing', () => {
    expect(set([SEED.benefits.custom])).toMatchObject(says('Nobody gains or loses anything'));
  });
});

describe('events', () => {
  test('name their customers', () => {
    const known = reading(
      'get_customer',
      { email: 'ada@brightside.example.com', name: 'Ada' },
      { external_customer_id: 'a' },
    );
    const unknown: PriorRead = { ...reading('get_customer', undefined, { external_customer_id: 'b' }), unseen: 'none' };
    const given = events({ external_customer_id: 'a' }, { external_customer_id: 'a' }, { external_customer_id: 'b' });
    expect(advice('ingest_events', given, [known, unknown])).toMatchObject({
      ...says('count for nobody until a customer gets it'),
      now: {
        customers: [
          { external_customer_id: 'a', email: 'ada@brightside.example.com', name: 'Ada', events: 2 },
          { external_customer_id: 'b', customer: 'none has this id yet', events: 1 },
        ],
      },
    });
  });

  test('of many customers, ten are looked up', () => {
    const given = events(...Array.from({ length: 30 }, (_, i) => ({ external_customer_id: `u-${i}` })));
    expect(reads('ingest_events', given, {})).toHaveLength(10);
    expect(advice('ingest_events', given, {})).toMatchObject(says('Who 20 further customers are was not looked up.'));
  });
});

test('a new owner is shown beside the present one', () => {
  const given = { ...customer, member_id: SEED.member, role: 'owner' };
  const get_member = { role: 'member', customer_id: SEED.customer };
  expect(reads('update_member', given, { get_member })).toEqual([
    ['list_members', { customer_id: SEED.customer, role: 'owner' }],
  ]);
});

test('no read before or after a change is get_customer_state, which Polar caches for up to an hour', () => {
  for (const [name, tool] of Object.entries<Tool>(tools)) {
    const all = [...(tool.before ?? []), ...tool.operations.flatMap(({ target, settledBy }) => [target, settledBy])];
    expect(
      all.map((read) => read?.tool),
      name,
    ).not.toContain('get_customer_state');
  }
});
