import type { Item } from '../../document.ts';
import { secret } from '../../ids.ts';
import { apiError, invalidValue, refused } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { StoredRecord } from '../../store.ts';
import { inSeconds } from '../../time.ts';
import { type Call, itemsOf, visibleRecords } from '../call.ts';
import { isUsable } from '../catalog/discounts.ts';
import { type Choice, defaultPriceOf, upfrontAmount } from '../catalog/prices.ts';
import type { Hooks } from '../crud.ts';
import { taxIdOf } from '../customers/tax-id.ts';
import { derivedFrom, pricesOf } from './amounts.ts';
import { checkedAnswers } from './answers.ts';
import { adHocPrices, offeredProducts, productByPrice, redeemableDiscount } from './offers.ts';
import { checkedQuantity } from './quantities.ts';

const CHECKOUT_SECONDS = 24 * 3600;
/** Handled one by one, or made of others: the rest of an update is kept as it was sent. */
const HANDLED = ['amount', 'currency', 'product_id', 'product_price_id', 'custom_field_data', 'customer_tax_id'];

export const checkoutHooks: Hooks = {
  checksReferences: true,
  create: (call, { product_id, product_price_id, ...record }) => {
    const byPrice = typeof product_price_id === 'string' ? productByPrice(call, product_price_id) : undefined;
    const ids = Array.isArray(record.products) ? record.products : [product_id];
    const products = byPrice ? [byPrice.product] : offeredProducts(call, ids);
    const product = products[0] as StoredRecord;
    const prices = byPrice
      ? { [product.id]: [byPrice.price] }
      : {
          ...Object.fromEntries(products.map((entry) => [entry.id, itemsOf(entry.prices)])),
          ...adHocPrices(call, record.prices, products),
        };
    const currency = byPrice ? byPrice.price.price_currency : (record.currency ?? defaultCurrency(call, product));
    const own = (prices[product.id] ?? []).filter((price) => price.price_currency === currency);
    if (own.length === 0) {
      throw invalidValue(['body', 'products', 0], 'Product is not available in the specified currency.', product.id);
    }
    checkAmount(own, record.amount);
    if (typeof record.discount_id === 'string') redeemableDiscount(call, record.discount_id, product, String(currency));
    const tax_id = typeof record.customer_tax_id === 'string' ? checkedTaxId(record.customer_tax_id, record) : null;
    const seats = checkedQuantity('seats', own, record);
    const units = checkedQuantity('units', own, record);
    const customer = buyerOf(call, record, product);
    const token = secret('polar_c_');
    const complete: Item = {
      allow_discount_codes: true,
      allow_trial: true,
      is_business_customer: false,
      ...record,
      ...prefilled(record, customer),
      organization_id: product.organization_id,
      customer_tax_id: tax_id?.[0] ?? customer?.tax_id ?? null,
      require_billing_address: needsAddress(record),
      products: products.map((entry) => entry.id),
      product_id: product.id,
      prices,
      currency,
      seats,
      units,
      amount: upfrontAmount(own, choiceOf(seats, units, record.amount)),
      custom_field_data: checkedAnswers(call, product, record.custom_field_data),
      locale: localeOf(call, product, record.locale),
      customer_id: customer?.id ?? null,
      payment_processor: 'stripe',
      payment_processor_metadata: { publishable_key: 'pk_simulated' },
      status: 'open',
      client_secret: token,
      url: `https://polar.example/checkout/${token}`,
      success_url: record.success_url ?? `https://polar.example/checkout/${token}/confirmation`,
      expires_at: inSeconds(call.store.now(), CHECKOUT_SECONDS),
    };
    return { ...complete, ...derivedFrom(call.store, complete) };
  },
  update: (call, record, sent) => {
    if (record.status !== 'open') {
      const message = `Checkout ${record.id} is not open: ${String(record.status)}`;
      throw apiError(403, 'NotOpenCheckout', message);
    }
    const next: Item = { ...record, ...choose(call, record, sent) };
    const product = call.store.lookup(String(next.product_id)) as StoredRecord;
    const changes: Item = {
      ...Object.fromEntries(Object.entries(sent).filter(([name]) => !HANDLED.includes(name))),
      ...taxIdChange(record, sent),
    };
    // The address of a known customer is the customer's own.
    if (typeof record.customer_id === 'string') delete changes.customer_email;
    if (typeof sent.discount_id === 'string') {
      redeemableDiscount(call, sent.discount_id, product, String(next.currency));
    } else if (!keepsDiscount(call, next)) changes.discount_id = null;
    if ('custom_field_data' in sent) {
      const before = isItem(record.custom_field_data) ? record.custom_field_data : {};
      changes.custom_field_data = { ...before, ...checkedAnswers(call, product, sent.custom_field_data) };
    }
    if ('locale' in sent) changes.locale = localeOf(call, product, sent.locale);
    const settled = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null));
    const cleared = Object.fromEntries(Object.entries(changes).filter(([, value]) => value === null));
    const result = { ...next, ...cleared, ...settled };
    return { ...result, ...derivedFrom(call.store, result), id: record.id };
  },
};

function defaultCurrency(call: Call, product: StoredRecord): string {
  const organization = call.store.get('organizations', product.organization_id);
  return String(organization?.default_presentment_currency ?? 'usd');
}

function choiceOf(seats: number | null, units: number | null, amount: unknown): Choice {
  return {
    ...(seats !== null && { seats }),
    ...(units !== null && { units }),
    ...(typeof amount === 'number' && { amount }),
  };
}

/** The buyer sets the amount of a custom price alone; for every other one it is ignored. */
function checkAmount(prices: Item[], amount: unknown): void {
  const price = defaultPriceOf(prices);
  if (typeof amount !== 'number' || price?.amount_type !== 'custom') return;
  const outOf = (msg: string, ctx: { ge: number } | { le: number }) => {
    const type = 'ge' in ctx ? 'greater_than_equal' : 'less_than_equal';
    return refused([{ type, loc: ['body', 'amount'], msg, input: amount, ctx }]);
  };
  const minimum = Number(price.minimum_amount ?? 0);
  if (amount < 0) throw outOf('Amount must be at least 0.', { ge: 0 });
  if (amount < minimum) throw outOf('Amount is below minimum.', { ge: minimum });
  const maximum = price.maximum_amount;
  if (typeof maximum === 'number' && amount > maximum) throw outOf('Amount is above maximum.', { le: maximum });
}

/** The customer of a checkout. One that an external id names need not be there yet. Throws the 422. */
function buyerOf(call: Call, record: Item, product: StoredRecord): StoredRecord | undefined {
  const own = (collection: string) =>
    visibleRecords(call, collection).filter((entry) => entry.organization_id === product.organization_id);
  const { subscription_id, customer_id, external_customer_id } = record;
  if (typeof subscription_id === 'string') {
    const at = ['body', 'subscription_id'];
    const subscription = own('subscriptions').find((entry) => entry.id === subscription_id);
    if (!subscription) throw invalidValue(at, 'Subscription does not exist.', subscription_id);
    const isFree = upfrontAmount(itemsOf(subscription.prices), { seats: Number(subscription.seats ?? 1) }) === 0;
    if (!isFree) throw invalidValue(at, 'Only free subscriptions can be upgraded.', subscription_id);
    return call.store.lookup(String(subscription.customer_id));
  }
  if (typeof customer_id === 'string') {
    const customer = own('customers').find((entry) => entry.id === customer_id);
    if (!customer) throw invalidValue(['body', 'customer_id'], 'Customer does not exist.', customer_id);
    return customer;
  }
  if (typeof external_customer_id !== 'string') return undefined;
  return own('customers').find((entry) => entry.external_id === external_customer_id);
}

/** The known fields of a customer fill those that the request leaves open. */
function prefilled(record: Item, customer: StoredRecord | undefined): Item {
  if (!customer) return {};
  const name = customer.type === 'team' ? null : customer.name;
  return {
    customer_email: record.customer_email ?? customer.email ?? null,
    customer_name: record.customer_name ?? name ?? null,
    customer_billing_name: record.customer_billing_name ?? customer.billing_name ?? null,
    customer_billing_address: record.customer_billing_address ?? customer.billing_address ?? null,
    external_customer_id: record.external_customer_id ?? customer.external_id ?? null,
  };
}

/** More of an address than its country asks for the whole. */
function needsAddress({ require_billing_address, customer_billing_address: address }: Item): boolean {
  if (require_billing_address === true || !isItem(address)) return require_billing_address === true;
  const hasStreet = ['line1', 'line2', 'city', 'postal_code'].some((part) => typeof address[part] === 'string');
  const needsState = ['US', 'CA'].includes(String(address.country));
  return hasStreet || (typeof address.state === 'string' && !needsState);
}

/** Until a merchant asks for other languages, every checkout is in English. */
function localeOf(call: Call, product: StoredRecord, wanted: unknown): unknown {
  const organization = call.store.get('organizations', product.organization_id);
  const features = isItem(organization?.feature_settings) ? organization.feature_settings : {};
  return features.checkout_localization_enabled === true ? (wanted ?? null) : 'en';
}

function checkedTaxId(number: string, { customer_billing_address: address }: Item): [string, string] {
  if (!isItem(address)) {
    const loc = ['body', 'customer_billing_address'];
    throw refused([{ type: 'missing', loc, msg: 'Country is required to validate tax ID.', input: null }]);
  }
  const known = taxIdOf(number, String(address.country));
  if (!known) throw invalidValue(['body', 'customer_tax_id'], 'Invalid tax ID.', number);
  return known;
}

/** A private buyer has no tax id; another country makes the one that is there be checked anew. */
function taxIdChange(record: StoredRecord, sent: Item): Item {
  if (sent.is_business_customer === false) return { customer_tax_id: null, customer_billing_name: null };
  if (sent.customer_tax_id === null) return { customer_tax_id: null };
  const number = sent.customer_tax_id ?? record.customer_tax_id;
  if (typeof number !== 'string') return {};
  const address = sent.customer_billing_address ?? record.customer_billing_address;
  return { customer_tax_id: checkedTaxId(number, { customer_billing_address: address })[0] };
}

function keepsDiscount(call: Call, next: Item): boolean {
  if (typeof next.discount_id !== 'string') return true;
  const discount = call.store.lookup(next.discount_id);
  const purchase = { products: [String(next.product_id)], currency: String(next.currency), redeemable: false };
  return discount !== undefined && isUsable(discount, purchase);
}

/** The product, price, currency, seats and amount after an update. Throws the 422. */
function choose(call: Call, record: StoredRecord, sent: Item): Item {
  const next: Item = {};
  const refuse = (field: string, msg: string) => invalidValue(['body', field], msg, sent[field]);
  if (typeof sent.product_id === 'string') {
    const offered = Array.isArray(record.products) && record.products.includes(sent.product_id);
    const product = call.store.get('products', sent.product_id);
    if (!offered || !product) throw refuse('product_id', 'Product is not available in this checkout.');
    if (product.is_archived === true) throw refuse('product_id', 'Product is archived.');
    next.product_id = product.id;
  }
  const chosen: Item = { ...record, prices: record.prices ?? pricesNow(call, record), ...next };
  const own = isItem(chosen.prices) ? itemsOf(chosen.prices[String(chosen.product_id)]) : [];
  if (typeof sent.product_id === 'string' && typeof sent.product_price_id === 'string') {
    const price = own.find((entry) => entry.id === sent.product_price_id);
    if (!price) throw refuse('product_price_id', 'Price is not available in this checkout.');
    chosen.currency = price.price_currency;
  } else if (typeof sent.currency === 'string') {
    if (!own.some((price) => price.price_currency === sent.currency)) {
      throw refuse('currency', 'Product is not available in the specified currency.');
    }
    chosen.currency = sent.currency;
  } else if (!own.some((price) => price.price_currency === chosen.currency)) {
    const product = call.store.lookup(String(chosen.product_id)) as StoredRecord;
    chosen.currency = defaultCurrency(call, product);
  }
  const isOther = chosen.product_id !== record.product_id || chosen.currency !== record.currency;
  return { ...chosen, ...amountAfter(record, chosen, sent, isOther) };
}

function pricesNow(call: Call, record: StoredRecord): Item {
  const ids = Array.isArray(record.products) ? record.products.map(String) : [];
  return Object.fromEntries(ids.map((id) => [id, itemsOf(call.store.lookup(id)?.prices)]));
}

function amountAfter(record: StoredRecord, chosen: Item, sent: Item, isOther: boolean): Item {
  const prices = pricesOf(chosen);
  const [seats, units] = (['seats', 'units'] as const).map((quantity) => {
    const before = isOther ? null : record[quantity];
    const bounds =
      before === null
        ? {}
        : { [`min_${quantity}`]: record[`min_${quantity}`], [`max_${quantity}`]: record[`max_${quantity}`] };
    return checkedQuantity(quantity, prices, { ...bounds, [quantity]: sent[quantity] ?? before });
  }) as [number | null, number | null];
  checkAmount(prices, sent.amount);
  const isSet = typeof sent.amount === 'number' && prices.some((price) => price.amount_type === 'custom');
  if (isSet) return { seats, units, amount: upfrontAmount(prices, choiceOf(seats, units, sent.amount)) };
  if (!isOther && typeof sent.seats !== 'number' && typeof sent.units !== 'number') {
    return { seats, units, amount: record.amount };
  }
  return { seats, units, amount: upfrontAmount(prices, choiceOf(seats, units, undefined)) };
}
