import type { Item } from '../../document.ts';
import { invalidValue, refused, type ValidationDetail } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { StoredRecord } from '../../store.ts';
import { type Call, itemsOf, visibleRecords } from '../call.ts';
import { isUsable } from '../catalog/discounts.ts';
import { checkPrices } from '../catalog/prices.ts';

type Loc = (string | number)[];

/** Why a product can't be offered; undefined for one that can. */
function flawOf(product: StoredRecord | undefined): string | undefined {
  if (!product) return 'Product does not exist.';
  if (product.is_archived === true) return 'Product is archived.';
  return product.visibility === 'draft' ? 'Product is a draft.' : undefined;
}

const productOf = (call: Call, id: unknown) => visibleRecords(call, 'products').find((entry) => entry.id === id);

/** The products that a checkout or a link offers, all of one organization. Throws the 422 with all that is wrong. */
export function offeredProducts(call: Call, ids: unknown[]): StoredRecord[] {
  const details: ValidationDetail[] = [];
  const products: StoredRecord[] = [];
  const flaw = (loc: Loc, msg: string, input: unknown) => details.push({ type: 'value_error', loc, msg, input });
  ids.forEach((id, index) => {
    const product = productOf(call, id);
    const msg = flawOf(product);
    if (msg !== undefined) flaw(['body', 'products', index], msg, id);
    else if (product) products.push(product);
  });
  if (new Set(products.map((product) => product.organization_id)).size > 1) {
    flaw(['body', 'products'], 'Products must all belong to the same organization.', ids);
  }
  if (details.length > 0) throw refused(details);
  return products;
}

/** The product whose price is named by id, as old clients do. Throws the 422. */
export function productByPrice(call: Call, id: unknown): { product: StoredRecord; price: Item } {
  const at = ['body', 'product_price_id'];
  for (const product of visibleRecords(call, 'products')) {
    const price = [...itemsOf(product.prices), ...itemsOf(product.archived_prices)].find((entry) => entry.id === id);
    if (!price) continue;
    if (price.is_archived === true) throw invalidValue(at, 'Price is archived.', id);
    const msg = flawOf(product);
    if (msg !== undefined) throw invalidValue(at, msg, id);
    return { product, price };
  }
  throw invalidValue(at, 'Price does not exist.', id);
}

/** Prices that are for this checkout alone, by the id of their product. Throws the 422. */
export function adHocPrices(call: Call, sent: unknown, products: StoredRecord[]): Record<string, Item[]> {
  if (!isItem(sent)) return {};
  const details: ValidationDetail[] = [];
  const entries = Object.entries(sent).flatMap(([id, prices]): [string, Item[]][] => {
    const loc = ['body', 'prices', id];
    const product = products.find((entry) => entry.id === id);
    if (!product) {
      details.push({ type: 'value_error', loc, msg: 'Product is not set on that checkout.', input: id });
      return [];
    }
    const organization = call.store.get('organizations', product.organization_id);
    const recurring = product.is_recurring === true;
    const checked = checkPrices(prices, { call, organization, recurring, known: [], loc, source: 'ad_hoc' });
    details.push(...checked.details);
    return [[id, checked.prices.map((price) => ({ ...price, product_id: id }))]];
  });
  if (details.length > 0) throw refused(details);
  return Object.fromEntries(entries);
}

/** A discount that can be used for a product now. Throws the 422. */
export function redeemableDiscount(call: Call, id: unknown, product: StoredRecord, currency: string): StoredRecord {
  const at = ['body', 'discount_id'];
  const prices = itemsOf(product.prices);
  const isFree = (price: Item) =>
    (price.amount_type === 'fixed' && price.price_amount === 0) || price.amount_type === 'free';
  if (prices.every(isFree)) throw invalidValue(at, 'Discounts are not applicable to this product.', id);
  const discount = call.store.get('discounts', String(id));
  const isOwn = discount?.organization_id === product.organization_id;
  if (!discount || !isOwn || !isUsable(discount, { products: [product.id], currency })) {
    throw invalidValue(at, 'Discount does not exist.', id);
  }
  return discount;
}
