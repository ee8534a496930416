import type { Item } from '../../document.ts';
import { invalidValue, refused, type ValidationDetail } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { Store, StoredRecord } from '../../store.ts';
import { type Call, itemsOf, recordOf, visibleRecords } from '../call.ts';
import type { Hooks } from '../crud.ts';
import { renewGrantsSoon, sourceOf } from '../grants.ts';
import { renewSeatGrants, takenSeatsOf } from '../subscriptions/seat-holders.ts';
import { isActive } from '../subscriptions/status.ts';
import { checkPrices, upfrontAmount } from './prices.ts';

export const productHooks: Hooks = {
  checksReferences: true,
  create: (call, record) => {
    const id = call.store.newId();
    const recurring = typeof record.recurring_interval === 'string';
    const organization = call.store.get('organizations', String(record.organization_id));
    const { prices, details } = checkPrices(record.prices, {
      call,
      organization,
      recurring,
      known: [],
      loc: ['body', 'prices'],
    });
    if (typeof record.meter_interval === 'string' && featuresOf(organization).meter_cycling_enabled !== true) {
      const msg = 'Separate meter cycling is not enabled for this organization.';
      details.push({ type: 'value_error', loc: ['body', 'meter_interval'], msg, input: record.meter_interval });
    }
    const extras = checkExtras(call, record, String(record.organization_id));
    details.push(...extras.details);
    if (details.length > 0) throw refused(details);
    return {
      visibility: 'public',
      benefits: [],
      medias: [],
      attached_custom_fields: [],
      ...record,
      ...extras.changes,
      id,
      prices: prices.map((price) => ({ ...price, product_id: id })),
      is_recurring: recurring,
      is_archived: false,
      recurring_interval_count: recurring ? (record.recurring_interval_count ?? 1) : null,
    };
  },
  update: (call, record, sent) => {
    const changes: Item = { ...sent };
    const details: ValidationDetail[] = [];
    if (Array.isArray(sent.prices)) {
      const checked = checkPrices(sent.prices, {
        call,
        organization: call.store.get('organizations', record.organization_id),
        recurring: record.is_recurring === true,
        known: itemsOf(record.prices),
        loc: ['body', 'prices'],
      });
      details.push(...checked.details);
      changes.prices = checked.prices.map((price) => ({ ...price, product_id: record.id }));
      changes.archived_prices = archivedPrices(record, checked.prices);
    }
    details.push(...intervalFlaws(record, sent));
    const extras = checkExtras(call, sent, record.organization_id);
    details.push(...extras.details);
    if (details.length > 0) throw refused(details);
    if (sent.is_archived === true) leaveCheckoutLinks(call, record.id);
    return { ...changes, ...extras.changes };
  },
};

/** Prices that are no longer in the list stay with those who bought at them. */
function archivedPrices(record: StoredRecord, kept: Item[]): Item[] {
  const dropped = itemsOf(record.prices).filter((price) => !kept.some((entry) => entry.id === price.id));
  return [...itemsOf(record.archived_prices), ...dropped.map((price) => ({ ...price, is_archived: true }))];
}

function featuresOf(organization: Item | undefined): Item {
  return isItem(organization?.feature_settings) ? organization.feature_settings : {};
}

/** The interval is fixed when a product is made, and a trial needs one. */
function intervalFlaws(record: StoredRecord, sent: Item): ValidationDetail[] {
  const flaw = (field: string, msg: string) => ({
    type: 'value_error',
    loc: ['body', field],
    msg,
    input: sent[field] ?? null,
  });
  const { recurring_interval, recurring_interval_count, trial_interval, trial_interval_count } = sent;
  const details: ValidationDetail[] = [];
  if (
    typeof recurring_interval === 'string' &&
    (recurring_interval !== record.recurring_interval || recurring_interval_count !== record.recurring_interval_count)
  ) {
    details.push(flaw('recurring_interval', 'Recurring interval cannot be changed.'));
  }
  const hasTrial = typeof trial_interval === 'string' || typeof trial_interval_count === 'number';
  if (hasTrial && record.is_recurring !== true) {
    const msg = 'Trial configuration is only supported on recurring products.';
    details.push(flaw('trial_interval', msg), flaw('trial_interval_count', msg));
  }
  return details;
}

/** The pictures and the custom fields of a product, and what is wrong with them. */
function checkExtras(call: Call, sent: Item, organization: string): { changes: Item; details: ValidationDetail[] } {
  const changes: Item = {};
  const details: ValidationDetail[] = [];
  const missing = (field: string, index: number, msg: string, input: unknown) =>
    details.push({ type: 'value_error', loc: ['body', field, index], msg, input });
  if (Array.isArray(sent.medias)) {
    changes.medias = sent.medias;
    sent.medias.forEach((id: unknown, index) => {
      const file = call.store.get('files', String(id));
      const fits = file?.service === 'product_media' && file.is_uploaded === true;
      if (!fits || file.organization_id !== organization) {
        missing('medias', index, 'File does not exist or is not yet uploaded.', id);
      }
    });
  }
  if (Array.isArray(sent.attached_custom_fields)) {
    changes.attached_custom_fields = itemsOf(sent.attached_custom_fields).map((entry, order) => {
      const field = call.store.get('custom-fields', String(entry.custom_field_id));
      if (field?.organization_id !== organization) {
        missing('attached_custom_fields', order, 'Custom field does not exist.', entry.custom_field_id);
      }
      return { ...entry, order };
    });
  }
  return { changes, details };
}

/** An archived product leaves its checkout links for good, and a link that has no other product is deleted. */
function leaveCheckoutLinks(call: Call, productId: string): void {
  for (const link of call.store.list('checkout-links')) {
    if (!Array.isArray(link.products) || !link.products.includes(productId)) continue;
    link.products = link.products.filter((id) => id !== productId);
    if ((link.products as unknown[]).length === 0) call.store.remove('checkout-links', link.id);
  }
}

/** `products:update_benefits` replaces the whole list. */
export function updateBenefits(call: Call): StoredRecord {
  const record = recordOf(call);
  const wanted = Array.isArray(call.body.benefits) ? call.body.benefits : [];
  const before = Array.isArray(record.benefits) ? record.benefits : [];
  wanted.forEach((id: unknown, index) => {
    const at = ['body', 'benefits', index];
    const benefit = visibleRecords(call, 'benefits').find((entry) => entry.id === id);
    if (!benefit) throw invalidValue(at, 'Benefit does not exist.', id);
    if (benefit.organization_id !== record.organization_id) {
      throw invalidValue(at, 'Benefit must be on the same organization as the product.', id);
    }
    if (benefit.selectable === false && !before.includes(id)) throw invalidValue(at, 'Benefit is not selectable.', id);
  });
  const changed = wanted.length !== before.length || wanted.some((id) => !before.includes(id));
  call.store.update('products', record, { benefits: wanted });
  if (changed) renewBuyers(call.store, record);
  return record;
}

/** Customers who have the product get what was added, and lose what was taken away. */
function renewBuyers(store: Store, product: StoredRecord): void {
  for (const subscription of store.list('subscriptions')) {
    if (subscription.product_id !== product.id) continue;
    const isEntitled = () => isActive(subscription);
    if (typeof subscription.seats !== 'number') {
      renewGrantsSoon(store, sourceOf('subscriptions', subscription), isEntitled);
    }
    for (const seat of takenSeatsOf(store, subscription)) {
      if (seat.status === 'claimed') renewSeatGrants(store, seat, isEntitled());
    }
  }
  for (const order of store.list('orders')) {
    const isBought = order.product_id === product.id && order.paid === true && (order.subscription_id ?? null) === null;
    if (isBought && order.status !== 'refunded') renewGrantsSoon(store, sourceOf('orders', order), () => true);
  }
}

/** The prices of a product in one currency. Without one: in that of its first price. */
export function pricesIn(product: Item | undefined, currency = currencyOf(product)): Item[] {
  return itemsOf(product?.prices).filter((price) => (price.price_currency ?? 'usd') === currency);
}

/** The cost of a product at once, in cents; 0 where the usage decides. */
export function amountOf(product: Item | undefined, seats = 1): number {
  return upfrontAmount(pricesIn(product), { seats });
}

/** The currency of a product's first price. */
export function currencyOf(product: Item | undefined): string {
  const currency = itemsOf(product?.prices)[0]?.price_currency;
  return typeof currency === 'string' ? currency : 'usd';
}
