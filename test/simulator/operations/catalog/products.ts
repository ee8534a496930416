import type { Item } from '../../document.ts';
import type { StoredRecord } from '../../store.ts';
import { type Call, checkReferences, itemsOf, recordOf } from '../call.ts';
import type { Hooks } from '../crud.ts';

/** A price as it is kept: what was sent, with an identity of its own. */
export function completePrice(price: Item, id: string, createdAt: string): Item {
  const complete: Item = {
    price_currency: 'usd',
    source: 'catalog',
    is_archived: false,
    created_at: createdAt,
    modified_at: null,
    tax_behavior: null,
    ...price,
    id,
  };
  if (price.amount_type === 'seat_based') {
    const sent = (price.seat_tiers ?? {}) as Item;
    const tiers = itemsOf(sent.tiers);
    complete.seat_tiers = {
      ...sent,
      minimum_seats: tiers[0]?.min_seats ?? 1,
      maximum_seats: tiers.at(-1)?.max_seats ?? null,
    };
  }
  return complete;
}

/** Known prices are named by id and stay as they are; the others are new. */
function pricesFrom(call: Call, sent: unknown, known: Item[]): Item[] {
  return itemsOf(sent).map((price) => {
    const existing = known.find((entry) => entry.id === price.id);
    return existing ?? completePrice(price, call.store.newId(), call.store.now());
  });
}

export const productHooks: Hooks = {
  create: (call, record) => {
    const id = call.store.newId();
    const recurring = typeof record.recurring_interval === 'string';
    const prices = pricesFrom(call, record.prices, []).map((price) => ({ ...price, product_id: id }));
    return {
      visibility: 'public',
      benefits: [],
      ...record,
      id,
      prices,
      medias: record.medias ?? [],
      is_recurring: recurring,
      is_archived: false,
      recurring_interval_count: recurring ? (record.recurring_interval_count ?? 1) : null,
    };
  },
  update: (call, record, changes) => {
    if (!Array.isArray(changes.prices)) return changes;
    const prices = pricesFrom(call, changes.prices, itemsOf(record.prices));
    return { ...changes, prices: prices.map((price) => ({ ...price, product_id: record.id })) };
  },
};

/** `products:update_benefits` replaces the whole list. */
export function updateBenefits(call: Call): StoredRecord {
  const record = recordOf(call);
  checkReferences(call, call.body);
  return call.store.update('products', record, { benefits: call.body.benefits });
}

/** The first price of a product in cents; 0 where the buyer or the usage decides. */
export function amountOf(product: Item | undefined, seats = 1): number {
  const price = itemsOf(product?.prices)[0];
  if (!price) return 0;
  if (typeof price.price_amount === 'number') return price.price_amount;
  if (typeof price.preset_amount === 'number') return price.preset_amount;
  const tier = itemsOf((price.seat_tiers as Item | undefined)?.tiers)[0];
  return typeof tier?.price_per_seat === 'number' ? tier.price_per_seat * seats : 0;
}

export function currencyOf(product: Item | undefined): string {
  const currency = itemsOf(product?.prices)[0]?.price_currency;
  return typeof currency === 'string' ? currency : 'usd';
}
