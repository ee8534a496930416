import type { Item } from '../../document.ts';
import { secret } from '../../ids.ts';
import { apiError, invalidValue } from '../../problems.ts';
import { inSeconds } from '../../time.ts';
import { type Call, customerFrom, itemsOf, visibleRecords } from '../call.ts';
import { completePrice } from '../catalog/prices.ts';
import { amountOf, currencyOf } from '../catalog/products.ts';
import type { Hooks } from '../crud.ts';

const CHECKOUT_SECONDS = 3600;
const OPTIONAL = { required: 'required', optional: 'optional', disabled: 'disabled' } as const;

/** What a checkout asks for its product, with its discount taken off. */
function amounts(call: Call, record: Item): Item {
  const product = call.store.lookup(String(record.product_id));
  const seats = typeof record.seats === 'number' ? record.seats : 1;
  const amount = typeof record.amount === 'number' ? record.amount : amountOf(product, seats);
  const discount = typeof record.discount_id === 'string' ? call.store.lookup(record.discount_id) : undefined;
  const taken = discountOn(discount, amount);
  const net = amount - taken;
  return {
    amount,
    discount_amount: taken,
    net_amount: net,
    total_amount: net,
    currency: record.currency ?? currencyOf(product),
    product_price_id: record.product_price_id ?? itemsOf(product?.prices)[0]?.id ?? null,
    product_price:
      itemsOf(product?.prices).find((price) => price.id === record.product_price_id) ??
      itemsOf(product?.prices)[0] ??
      null,
    is_free_product_price: amount === 0,
    is_payment_required: net > 0,
    is_payment_form_required: net > 0,
    is_discount_applicable: true,
  };
}

function discountOn(discount: Item | undefined, amount: number): number {
  if (typeof discount?.basis_points === 'number') return Math.round((amount * discount.basis_points) / 10_000);
  return typeof discount?.amount === 'number' ? Math.min(amount, discount.amount) : 0;
}

export const checkoutHooks: Hooks = {
  create: (call, record) => {
    const products = Array.isArray(record.products) ? record.products : [];
    const customer = customerFrom(call, record);
    const now = call.store.now();
    const token = secret('polar_c_');
    const complete: Item = {
      allow_discount_codes: true,
      allow_trial: true,
      is_business_customer: false,
      require_billing_address: false,
      ...record,
      product_id: products[0],
      payment_processor: 'stripe',
      status: 'open',
      client_secret: token,
      url: `https://polar.example/checkout/${token}`,
      success_url: record.success_url ?? `https://polar.example/checkout/${token}/confirmation`,
      expires_at: inSeconds(now, CHECKOUT_SECONDS),
      customer_id: customer?.id ?? null,
      customer_email: record.customer_email ?? customer?.email ?? null,
      customer_name: record.customer_name ?? customer?.name ?? null,
      external_customer_id: record.external_customer_id ?? customer?.external_id ?? null,
      prices: adHocPrices(call, record.prices),
      billing_address_fields: { country: OPTIONAL.required, line1: OPTIONAL.optional },
    };
    return { ...complete, ...amounts(call, complete) };
  },
  update: (call, record, changes) => {
    if (record.status !== 'open') throw apiError(403, 'NotOpenCheckout', 'Checkout is not open.');
    const { products } = record;
    if (typeof changes.product_id === 'string' && Array.isArray(products) && !products.includes(changes.product_id)) {
      throw invalidValue(['body', 'product_id'], 'Product is not part of this checkout.', changes.product_id);
    }
    const sent = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null));
    return { ...changes, ...amounts(call, { ...record, ...sent }) };
  },
};

function adHocPrices(call: Call, sent: unknown): Item | null {
  if (typeof sent !== 'object' || sent === null) return null;
  const complete = ([productId, prices]: [string, unknown]) => {
    const made = itemsOf(prices).map((price) =>
      completePrice({ ...price, source: 'ad_hoc' }, call.store.newId(), call.store.now()),
    );
    return [productId, made.map((price) => ({ ...price, product_id: productId }))];
  };
  return Object.fromEntries(Object.entries(sent).map(complete)) as Item;
}

export const checkoutLinkHooks: Hooks = {
  create: (call, { product_id, product_price_id, ...record }) => {
    const byPrice = visibleRecords(call, 'products').find((product) =>
      itemsOf(product.prices).some((price) => price.id === product_price_id),
    );
    const single = typeof product_id === 'string' ? product_id : byPrice?.id;
    const products = Array.isArray(record.products) ? record.products : single === undefined ? [] : [single];
    if (products.length === 0)
      throw invalidValue(['body', 'product_price_id'], 'Price does not exist.', product_price_id);
    const token = secret('polar_cl_');
    return {
      allow_discount_codes: true,
      require_billing_address: false,
      ...record,
      organization_id: call.store.lookup(String(products[0]))?.organization_id ?? record.organization_id,
      products,
      client_secret: token,
      url: `https://polar.example/buy/${token}`,
    };
  },
};
