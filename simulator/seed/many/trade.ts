import type { Item } from '../../document.ts';
import { amountsOf } from '../../operations/orders/amounts.ts';
import { termsOf } from '../../operations/subscriptions/terms.ts';
import type { Store } from '../../store.ts';
import { SEED } from '../ids.ts';
import { address, company, currency, email, manyId, metadata, moment, person, pick, price, text } from './words.ts';

const organization_id = SEED.organization;
const TAX_PERCENT = 25;

/** One more of each thing that comes about by selling: a customer, and all that one may leave behind. */
export function seedTrade(store: Store, index: number): void {
  const common = { organization_id, created_at: moment(index), modified_at: moment(index, 1) };
  const customer_id = manyId('customer', index);
  seedPerson(store, index, common, customer_id);
  const owned = { ...common, customer_id };
  const subscription_id = seedSubscription(store, index, owned);
  const order = seedOrder(store, index, owned, subscription_id);
  seedMoney(store, index, owned, order);
  seedCheckout(store, index, owned);
  seedUse(store, index, owned, subscription_id);
}

interface Common extends Item {
  organization_id: string;
  created_at: string;
}

function seedPerson(store: Store, index: number, common: Common, id: string): void {
  const isTeam = index % 4 === 3;
  const payment_method_id = manyId('payment-method', index);
  store.insert('customers', {
    ...common,
    id,
    type: isTeam ? 'team' : 'individual',
    name: isTeam ? company(index) : person(index),
    email: email(index),
    email_verified: index % 5 !== 0,
    external_id: `user_${10_000 + index}`,
    billing_name: isTeam ? company(index) : null,
    billing_address: address(index),
    tax_id: isTeam ? ['SE556703748501', 'eu_vat'] : null,
    locale: pick(['en', 'sv', 'de', 'fr'], index),
    metadata: metadata(index),
    default_payment_method_id: payment_method_id,
    first_user_event_at: moment(index),
    avatar_url: `https://www.gravatar.com/avatar/${manyId('avatar', index).replaceAll('-', '')}?d=404`,
  });
  store.insert('payment-methods', {
    ...common,
    id: payment_method_id,
    // They all belong to one customer, because they can be listed by customer only.
    customer_id: manyId('customer', 0),
    processor: 'stripe',
    type: 'card',
    is_default: index === 0,
    method_metadata: {
      brand: 'visa',
      last4: String(1000 + (index % 9000)),
      exp_month: 1 + (index % 12),
      exp_year: 2029,
    },
  });
  store.insert('members', {
    ...common,
    id: manyId('member', index),
    customer_id: id,
    email: email(index + 1),
    name: person(index + 1),
    external_id: index % 2 === 0 ? `member_${index}` : null,
    role: pick(['owner', 'billing_manager', 'member'], index),
  });
}

function seedSubscription(store: Store, index: number, owned: Common): string {
  const id = manyId('subscription', index);
  // Products whose index is 0 or 1 of three are recurring.
  const product = store.lookup(manyId('product', index - (index % 3 === 2 ? 1 : 0)));
  const ended = index % 9 === 5;
  const leaving = index % 9 === 7;
  const end = moment(index, 30);
  store.insert('subscriptions', {
    ...owned,
    id,
    ...termsOf(product),
    status: ended ? 'canceled' : pick(['active', 'active', 'active', 'trialing', 'past_due'], index),
    started_at: owned.created_at,
    current_period_start: owned.created_at,
    current_period_end: end,
    cancel_at_period_end: leaving,
    canceled_at: ended || leaving ? moment(index, 4) : null,
    ends_at: ended ? moment(index, 5) : leaving ? end : null,
    ended_at: ended ? moment(index, 5) : null,
    customer_cancellation_reason: ended ? 'too_expensive' : null,
    customer_cancellation_comment: ended ? text(index, 1) : null,
    discount_id: index % 4 === 0 ? manyId('discount', index) : null,
    pending_update:
      index % 10 === 1
        ? { id: manyId('pending', index), applies_at: end, product_id: manyId('product', 0), seats: null }
        : null,
    metadata: metadata(index),
    custom_field_data: { [`question-${index}`]: 'By friend' },
    meters: [
      {
        id: manyId('subscription-meter', index),
        meter_id: manyId('meter', index),
        consumed_units: 1240,
        credited_units: 1000,
        amount: 30,
      },
    ],
  });
  return id;
}

function seedOrder(store: Store, index: number, owned: Common, subscription_id: string): Item {
  const isRenewal = index % 3 !== 2;
  const product = store.lookup(manyId('product', index));
  const subtotal = price(index);
  const discount = index % 4 === 0 ? 500 : 0;
  const tax = Math.round(((subtotal - discount) * TAX_PERCENT) / 100);
  const status = pick(['paid', 'paid', 'paid', 'refunded', 'partially_refunded', 'pending'], index);
  const line = {
    created_at: owned.created_at,
    modified_at: null,
    amount: subtotal - 400,
    tax_amount: tax,
    proration: false,
  };
  return store.insert('orders', {
    ...owned,
    id: manyId('order', index),
    status,
    paid: status !== 'pending',
    ...amountsOf(subtotal, discount, tax),
    refunded_amount: status === 'refunded' ? subtotal - discount : status === 'partially_refunded' ? 300 : 0,
    currency: currency(index),
    product_id: product?.id,
    subscription_id: isRenewal ? subscription_id : null,
    discount_id: discount > 0 ? manyId('discount', index) : null,
    checkout_id: manyId('checkout', index),
    billing_reason: isRenewal ? pick(['subscription_cycle', 'subscription_create'], index) : 'purchase',
    billing_name: company(index),
    billing_address: address(index),
    invoice_number: `BRIGHT-2026-${String(index).padStart(5, '0')}`,
    receipt_number: `R-2026-${String(index).padStart(5, '0')}`,
    is_invoice_generated: index % 2 === 0,
    description: String(product?.name),
    items: [
      {
        ...line,
        id: manyId('order-item', index),
        label: String(product?.name),
        product_price_id: manyId('price 0', index),
      },
      {
        ...line,
        id: manyId('order-item 2', index),
        label: 'API requests: 3,200 × $0.00125',
        amount: 400,
        tax_amount: 0,
      },
    ],
    platform_fee_amount: 90,
    platform_fee_currency: 'usd',
    metadata: metadata(index),
    custom_field_data: { [`question-${index}`]: 'By friend' },
  });
}

function seedMoney(store: Store, index: number, owned: Common, order: Item): void {
  const { total_amount, currency, subscription_id } = order;
  const isDeclined = index % 5 === 4;
  const about = { ...owned, order_id: order.id, currency };
  const payment_id = manyId('payment', index);
  store.insert('payments', {
    ...about,
    id: payment_id,
    processor: 'stripe',
    status: isDeclined ? 'failed' : 'succeeded',
    amount: total_amount,
    method: 'card',
    trigger: subscription_id === null ? 'purchase' : 'subscription_cycle',
    decline_reason: isDeclined ? 'insufficient_funds' : null,
    decline_message: isDeclined ? 'Your card has insufficient funds.' : null,
    checkout_id: manyId('checkout', index),
    method_metadata: { brand: 'visa', last4: '4242' },
    processor_metadata: { payment_intent: `pi_${manyId('intent', index).replaceAll('-', '')}` },
  });
  store.insert('refunds', {
    ...about,
    id: manyId('refund', index),
    status: 'succeeded',
    reason: pick(['customer_request', 'duplicate', 'service_disruption'], index),
    amount: 300,
    tax_amount: 75,
    subscription_id,
    metadata: metadata(index),
  });
  store.insert('disputes', {
    ...about,
    id: manyId('dispute', index),
    status: pick(['needs_response', 'under_review', 'won', 'lost'], index),
    resolved: index % 4 > 1,
    closed: index % 4 > 1,
    amount: order.net_amount,
    tax_amount: order.tax_amount,
    reason: pick(['product_not_received', 'fraudulent', 'subscription_canceled'], index),
    evidence_due_by: moment(index, 14),
    payment_id,
    case_id: manyId('case', index),
  });
}

function seedCheckout(store: Store, index: number, owned: Common): void {
  const secret = `polar_c_${manyId('checkout secret', index).replaceAll('-', '')}`;
  const amount = price(index);
  store.insert('checkouts', {
    ...owned,
    id: manyId('checkout', index),
    status: pick(['open', 'succeeded', 'expired', 'failed', 'confirmed'], index),
    amount,
    discount_amount: 0,
    net_amount: amount,
    tax_amount: Math.round((amount * TAX_PERCENT) / 100),
    total_amount: amount + Math.round((amount * TAX_PERCENT) / 100),
    currency: currency(index),
    products: [manyId('product', index)],
    product_id: manyId('product', index),
    customer_email: email(index),
    customer_name: person(index),
    customer_billing_address: address(index),
    client_secret: secret,
    url: `https://buy.polar.example/checkout/${secret}`,
    success_url: 'https://brightside-tools.example.com/thanks?checkout_id={CHECKOUT_ID}',
    expires_at: moment(index, 1),
    allow_discount_codes: true,
    is_payment_required: true,
    metadata: metadata(index),
    customer_metadata: metadata(index),
  });
}

function seedUse(store: Store, index: number, owned: Common, subscription_id: string): void {
  const meter_id = manyId('meter', index);
  const key = `BRIGHT-${manyId('key', index).toUpperCase()}`;
  const license_key_id = manyId('license-key', index);
  const display_key = `****-${key.slice(-6)}`;
  store.insert('license-keys', {
    ...owned,
    id: license_key_id,
    benefit_id: manyId('benefit', 1),
    key,
    display_key,
    status: pick(['granted', 'granted', 'revoked', 'disabled'], index),
    limit_activations: 3,
    usage: index * 10,
    limit_usage: 5000,
    validations: index * 4,
    last_validated_at: moment(index, 3),
    expires_at: moment(index, 365),
  });
  store.insert('benefit-grants', {
    ...owned,
    id: manyId('grant', index),
    // They all belong to the same benefit, because they can also be listed by it.
    benefit_id: manyId('benefit', 1),
    subscription_id,
    is_granted: index % 5 !== 4,
    granted_at: owned.created_at,
    is_revoked: index % 5 === 4,
    revoked_at: index % 5 === 4 ? moment(index, 9) : null,
    properties: { license_key_id, display_key },
  });
  store.insert('customer-meters', {
    ...owned,
    id: manyId('customer-meter', index),
    meter_id,
    consumed_units: 1240.5 + index,
    credited_units: 10_000,
    balance: 8759.5 - index,
  });
  const name = `usage.kind_${index}`;
  const about = { organization_id, name, label: name, source: 'user' };
  store.insert('event-types', { ...about, id: manyId('event-type', index), created_at: owned.created_at });
  store.insert('events', {
    ...owned,
    ...about,
    id: manyId('event', index),
    timestamp: owned.created_at,
    external_customer_id: `user_${10_000 + index}`,
    metadata: {
      model: pick(['render-large', 'render-small'], index),
      region: 'eu-north-1',
      tokens: 800 + index,
      request: manyId('request', index),
      _cost: { amount: '0.0275', currency: 'usd' },
    },
  });
}
