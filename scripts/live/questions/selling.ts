import { change, type LearntValues, type Question, readMade, refusal, refusedRead } from '../question.ts';
import { NOBODY } from './catalogue.ts';

const byId = (name: string) => (known: LearntValues) => ({ id: known.get(name) });
const customer = (known: LearntValues) => ({ customer_id: known.get('own customer') });
const ADDRESS = { line1: '1 rue de la Paix', postal_code: '75002', city: 'Paris', country: 'FR' };

const customers: readonly Question[] = [
  change(
    'create_customer',
    ({ made }) => ({
      email: made.email('person'),
      name: made.name('person'),
      external_id: made.slug,
      metadata: { made_by: 'npm run live' },
    }),
    { learns: { 'own customer': 'id' } },
  ),
  readMade('get_customer', ({ made }) => ({ external_customer_id: made.slug }), { about: 'by its external id' }),
  readMade('list_customers', ({ made }) => ({ query: made.name('person') })),
  change('update_customer', (known) => ({ ...customer(known), billing_address: ADDRESS, locale: 'fr' })),
  refusal(
    'create_customer',
    'an e-mail that is taken',
    (known) => {
      known.get('own customer');
      return { email: known.made.email('person') };
    },
    'invalid_arguments',
  ),
  refusal(
    'create_customer',
    'an e-mail at a domain that takes none',
    ({ made }) => ({ email: `${made.slug}@example.com` }),
    'invalid_arguments',
  ),
  refusal(
    'update_customer',
    'another external id',
    (known) => ({ ...customer(known), external_id: 'another' }),
    'invalid_arguments',
  ),
  refusedRead('get_customer', 'an unknown id', { customer_id: NOBODY }, 'not_found'),
  refusal('delete_customer', 'an unknown id', { customer_id: NOBODY }, 'not_found'),
  change('create_customer', ({ made }) => ({ type: 'team', email: made.email('team'), name: made.name('team') }), {
    about: 'a team',
    learns: { 'own team': 'id' },
  }),
  change(
    'create_member',
    (known) => ({ customer_id: known.get('own team'), email: known.made.email('member'), name: 'Member' }),
    { ends: ['ok', 'refused'], learns: { 'own member': 'id' } },
  ),
  readMade('list_members', (known) => ({ customer_id: known.get('own team') })),
  readMade('get_member', (known) => ({ customer_id: known.get('own team'), member_id: known.get('own member') })),
  change('update_member', (known) => ({
    customer_id: known.get('own team'),
    member_id: known.get('own member'),
    role: 'billing_manager',
  })),
  change('create_customer_portal_link', customer),
];

const checkouts: readonly Question[] = [
  change('create_checkout_link', (known) => ({ products: [known.get('own thing')], label: known.made.name('link') }), {
    learns: { 'own checkout link': 'id' },
  }),
  readMade('get_checkout_link', byId('own checkout link')),
  readMade('list_checkout_links', (known) => ({ product_id: [known.get('own thing')] })),
  change('update_checkout_link', (known) => ({ id: known.get('own checkout link'), allow_discount_codes: false })),
  refusal('create_checkout_link', 'an unknown product', { products: [NOBODY] }, 'invalid_arguments'),
  refusal('delete_checkout_link', 'an unknown id', { id: NOBODY }, 'not_found'),
  change(
    'create_checkout',
    (known) => ({ products: [known.get('own thing')], customer_email: known.made.email('buyer') }),
    { learns: { 'own checkout': 'id' } },
  ),
  readMade('get_checkout', byId('own checkout')),
  readMade('list_checkouts', (known) => ({ product_id: [known.get('own thing')] })),
  change('update_checkout', (known) => ({
    id: known.get('own checkout'),
    customer_name: 'A buyer',
    customer_billing_address: ADDRESS,
  })),
  refusal('create_checkout', 'an unknown product', { products: [NOBODY] }, 'invalid_arguments'),
  refusal(
    'create_checkout',
    'an amount for a fixed price',
    (known) => ({ products: [known.get('own thing')], currency: 'xyz' }),
    'invalid_arguments',
  ),
  refusal(
    'update_checkout',
    'a product that isn’t in it',
    (known) => ({ id: known.get('own checkout'), product_id: NOBODY }),
    'invalid_arguments',
  ),
];

const subscriptions: readonly Question[] = [
  change('create_free_subscription', (known) => ({ product_id: known.get('own plan'), ...customer(known) }), {
    learns: { 'own subscription': 'id' },
  }),
  refusal(
    'create_free_subscription',
    'a product with a price',
    (known) => ({ product_id: known.get('own metered plan'), ...customer(known) }),
    'invalid_arguments',
  ),
  readMade('get_subscription', byId('own subscription')),
  readMade('list_subscriptions', (known) => ({ customer_id: [known.get('own customer')] })),
  change('update_subscription', (known) => ({ id: known.get('own subscription'), cancel_at_period_end: true }), {
    about: 'cancel',
  }),
  change('update_subscription', (known) => ({ id: known.get('own subscription'), cancel_at_period_end: false }), {
    about: 'take the cancellation back',
  }),
  refusal('update_subscription', 'an unknown id', { id: NOBODY, cancel_at_period_end: true }, 'not_found'),
  refusal(
    'update_subscription',
    'seats of a plan without seats',
    (known) => ({ id: known.get('own subscription'), seats: 3 }),
    'refused',
  ),
  readMade('list_seats', (known) => ({ subscription_id: known.get('own subscription') }), {
    ends: ['ok', 'refused', 'not_found'],
  }),
  refusal(
    'assign_seat',
    'a plan without seats',
    (known) => ({ subscription_id: known.get('own subscription'), email: known.made.email('seat') }),
    'refused',
    // The refusal depends on the account's features.
    { ends: ['refused', 'not_found'] },
  ),
  refusal('revoke_seat', 'an unknown id', { seat_id: NOBODY }, 'not_found'),
  refusal('resend_seat_invitation', 'an unknown id', { seat_id: NOBODY }, 'not_found'),
];

/** The customer, once they have the subscription. */
function subscriber(known: LearntValues): unknown {
  known.get('own subscription');
  return known.get('own customer');
}

const grants: readonly Question[] = [
  readMade('list_benefit_grants', (known) => ({ customer_id: [subscriber(known)] }), { until: 'items.0' }),
  readMade(
    'list_benefit_holders',
    (known) => ({ benefit_id: known.get('own custom benefit'), customer_id: [subscriber(known)] }),
    { until: 'items.0' },
  ),
  readMade('get_customer_state', (known) => ({ customer_id: subscriber(known) }), { until: 'active_subscriptions.0' }),
  readMade(
    'list_license_keys',
    (known) => {
      subscriber(known);
      return { benefit_id: [known.get('own key benefit')] };
    },
    { until: 'items.0', learns: { 'own license key': 'items.0.id' } },
  ),
  readMade('get_license_key', (known) => ({ id: known.get('own license key'), fields: 'default,key' }), {
    learns: { 'key itself': 'key' },
  }),
  change('update_license_key', (known) => ({ id: known.get('own license key'), limit_usage: 20 })),
  refusal('update_license_key', 'an unknown id', { id: NOBODY, status: 'disabled' }, 'not_found'),
  change('activate_license_key', (known) => ({ ...key(known), label: 'npm run live' }), {
    learns: { 'own activation': 'id' },
  }),
  refusal(
    'activate_license_key',
    'one more than its limit',
    (known) => {
      known.get('own activation');
      return { ...key(known), label: 'one more' };
    },
    'refused',
  ),
  readMade('get_license_key_activation', (known) => ({
    license_key_id: known.get('own license key'),
    activation_id: known.get('own activation'),
  })),
  change('validate_license_key', (known) => ({ ...key(known), activation_id: known.get('own activation') })),
  change('deactivate_license_key', (known) => ({ ...key(known), activation_id: known.get('own activation') })),
  refusal(
    'validate_license_key',
    'an unknown key',
    (known) => ({
      key: 'LIVE-NOBODY',
      organization_id: known.get('organization'),
    }),
    'not_found',
  ),
];

const key = (known: LearntValues) => ({ key: known.get('key itself'), organization_id: known.get('organization') });

const orders: readonly Question[] = [
  change('create_draft_order', (known) => ({ ...customer(known), product_id: known.get('own thing') }), {
    ends: ['ok', 'refused'],
    learns: { 'own draft': 'id' },
  }),
  readMade('get_order', byId('own draft')),
  readMade('list_orders', (known) => {
    known.get('own draft');
    return { customer_id: [known.get('own customer')] };
  }),
  change('update_order', (known) => ({
    id: known.get('own draft'),
    billing_name: 'A buyer',
    billing_address: ADDRESS,
  })),
  refusal('finalize_order', 'no saved card', (known) => ({ order_id: known.get('own draft') }), 'refused'),
  refusal('generate_invoice', 'a draft', (known) => ({ order_id: known.get('own draft') }), 'refused'),
  refusal('update_order', 'an unknown id', { id: NOBODY, billing_name: 'Nobody' }, 'not_found'),
  refusal('finalize_order', 'an unknown order', { order_id: NOBODY }, 'not_found'),
  refusal('generate_invoice', 'an unknown order', { order_id: NOBODY }, 'not_found'),
  refusedRead('get_invoice', 'an unknown order', { order_id: NOBODY }, 'not_found'),
  refusal('create_refund', 'an unknown order', { order_id: NOBODY, reason: 'other', amount: 100 }, 'not_found'),
  refusal('accept_dispute', 'an unknown id', { id: NOBODY }, 'not_found'),
];

/** These questions make a customer buy, and read what follows from it. */
export const selling: readonly Question[] = [...customers, ...checkouts, ...subscriptions, ...grants, ...orders];
