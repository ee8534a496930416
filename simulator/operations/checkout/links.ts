import type { Item } from '../../document.ts';
import { passes } from '../../filters.ts';
import { secret } from '../../ids.ts';
import { pageOf } from '../../paging.ts';
import { invalidValue, Problem } from '../../problems.ts';
import type { StoredRecord } from '../../store.ts';
import { type Call, itemsOf, visibleRecords } from '../call.ts';
import { isUsable } from '../catalog/discounts.ts';
import type { Hooks } from '../crud.ts';
import { offeredProducts, productByPrice } from './offers.ts';
import { linkFlaw } from './quantities.ts';

export const checkoutLinkHooks: Hooks = {
  checksReferences: true,
  create: (call, { product_id, product_price_id, ...record }) => {
    const products = linkedProducts(call, { ...record, product_id, product_price_id });
    const organization_id = products[0]?.organization_id;
    checkTerms(call, record, products);
    const token = secret('polar_cl_');
    return {
      allow_discount_codes: true,
      require_billing_address: false,
      label: null,
      seats: null,
      units: null,
      success_url: null,
      return_url: null,
      ...record,
      organization_id,
      products: products.map((product) => product.id),
      client_secret: token,
      url: `https://polar.example/v1/checkout-links/${token}/redirect`,
    };
  },
  update: (call, record, sent) => {
    const changes: Item = { ...sent };
    let products = idsOf(record.products).flatMap((id) => call.store.get('products', id) ?? []);
    if (Array.isArray(sent.products)) {
      products = withoutRepeats(offeredProducts(call, sent.products));
      if (products[0]?.organization_id !== record.organization_id) {
        const msg = "Products don't belong to the checkout link's organization.";
        throw invalidValue(['body', 'products'], msg, sent.products);
      }
      if (!products.some((product) => product.is_recurring === true)) {
        Object.assign(changes, { trial_interval: null, trial_interval_count: null });
      }
      for (const quantity of QUANTITIES) {
        const fixed = record[quantity];
        if (quantity in sent || typeof fixed !== 'number') continue;
        if (linkFlaw(quantity, fixed, products, pricesOf) !== undefined) changes[quantity] = null;
      }
    }
    checkTerms(call, sent, products);
    return changes;
  },
};

const QUANTITIES = ['seats', 'units'] as const;
const pricesOf = (product: Item) => itemsOf(product.prices);
const idsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function linkedProducts(call: Call, { products, product_id, product_price_id }: Item): StoredRecord[] {
  if (Array.isArray(products)) return withoutRepeats(offeredProducts(call, products));
  if (typeof product_id === 'string') return offeredProducts(call, [product_id]);
  return [productByPrice(call, product_price_id).product];
}

/** A product twice breaks a rule of Polar's database, which it doesn't catch. */
function withoutRepeats(products: StoredRecord[]): StoredRecord[] {
  if (new Set(products).size === products.length) return products;
  throw new Problem(500, 'Internal Server Error', { 'content-type': 'text/plain; charset=utf-8' });
}

function checkTerms(call: Call, sent: Item, products: StoredRecord[]): void {
  const { discount_id } = sent;
  if (typeof discount_id === 'string') {
    const discount = call.store.get('discounts', discount_id);
    const isOwn = discount?.organization_id === products[0]?.organization_id;
    const purchase = { products: products.map((product) => product.id), redeemable: false };
    if (!discount || !isOwn || !isUsable(discount, purchase)) {
      const msg = 'Discount does not exist or is not applicable to this product.';
      throw invalidValue(['body', 'discount_id'], msg, discount_id);
    }
  }
  for (const quantity of QUANTITIES) {
    const wanted = sent[quantity];
    const flaw = typeof wanted === 'number' ? linkFlaw(quantity, wanted, products, pricesOf) : undefined;
    if (flaw !== undefined) throw invalidValue(['body', quantity], flaw, wanted);
  }
}

/** Listed by product, each link shows of its products only those that were asked for. */
export function listLinks(call: Call): unknown {
  const wanted = call.query.product_id === undefined ? undefined : [call.query.product_id].flat().map(String);
  const links = visibleRecords(call, 'checkout-links')
    .filter((link) => passes(link, { ...call.query, product_id: undefined }, 'checkout-links', call.store))
    .filter((link) => !wanted || idsOf(link.products).some((id) => wanted.includes(id)))
    .map((link) => (wanted ? { ...link, products: idsOf(link.products).filter((id) => wanted.includes(id)) } : link));
  return pageOf(links, call.query, call.store);
}
