import type { Item } from '../../document.ts';
import { apiError, invalidValue, type Problem } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { StoredRecord } from '../../store.ts';
import { type Call, itemsOf } from '../call.ts';
import { upfrontAmount } from '../catalog/prices.ts';
import { pricesIn } from '../catalog/products.ts';
import { boundsOf, priceBy, type Quantity } from '../catalog/tiers.ts';
import { becomeTeam } from '../customers/members.ts';
import { renewGrantsSoon, sourceOf } from '../grants.ts';
import { type BillingItem, billSubscription, pendingItems, prorated, shareLeft } from './billing.ts';
import { discountFrom } from './discount.ts';
import { takenSeatsOf } from './seat-holders.ts';
import { isActive, requireChangeable } from './status.ts';
import { periodEnd, seatLimits, termsOf } from './terms.ts';
import { planTrial } from './trial.ts';

/** The effects of a change, known before anything is written: a charge that fails leaves all as it was. */
export interface Plan {
  changes: Item;
  /** The items to charge now. */
  charge?: BillingItem[];
  /** Runs after the change is written. */
  after?: () => void;
}

/** The product, seats, units, discount, trial and metadata of a subscription. */
export function applyChanges(call: Call, record: StoredRecord): StoredRecord {
  const { store } = call;
  const plan = planOf(call, record);
  const after = { ...record, ...plan.changes };
  if (plan.charge) billSubscription(store, after, plan.charge, 'subscription_update', 'now');
  store.update('subscriptions', record, plan.changes);
  plan.after?.();
  return record;
}

function planOf(call: Call, record: StoredRecord): Plan {
  const { body } = call;
  if (typeof body.seats === 'number') return planQuantity(call, record, 'seats', body.seats);
  if (typeof body.units === 'number') return planQuantity(call, record, 'units', body.units);
  const steps = [
    typeof body.product_id === 'string' ? planProduct(call, record, body.product_id) : undefined,
    'discount_id' in body ? { changes: { discount_id: discountFrom(call, record) } } : undefined,
    typeof body.trial_end === 'string' ? planTrial(call, record, body.trial_end) : undefined,
    isItem(body.metadata) ? { changes: { metadata: body.metadata } } : undefined,
  ].filter((step): step is Plan => step !== undefined);
  const charge = steps.flatMap((step) => step.charge ?? []);
  return {
    changes: Object.assign({}, ...steps.map((step) => step.changes)),
    ...(charge.length > 0 && { charge }),
    after: () => {
      for (const step of steps) step.after?.();
    },
  };
}

/** How a change is paid: as the body says, else as the organization does it. */
function prorationOf(call: Call, record: StoredRecord): string {
  const wanted = call.body.proration_behavior;
  const organization = call.store.lookup(record.organization_id);
  if (wanted === 'reset' && !(organization?.feature_settings as Item | undefined)?.reset_proration_behavior_enabled) {
    const msg = "The 'reset' proration behavior is not enabled for this organization.";
    throw invalidValue(['body', 'proration_behavior'], msg, wanted);
  }
  if (typeof wanted === 'string') return wanted;
  return String((organization?.subscription_settings as Item | undefined)?.proration_behavior ?? 'prorate');
}

/** Charges now, or keeps it for the next order. */
function settle(record: StoredRecord, items: BillingItem[], isNow: boolean): Pick<Plan, 'charge'> & { kept: Item } {
  if (items.length === 0) return { kept: {} };
  if (isNow) return { charge: [...pendingItems(record), ...items], kept: { pending_prorations: [] } };
  return { kept: { pending_prorations: [...itemsOf(record.pending_prorations), ...items] } };
}

function planQuantity(call: Call, record: StoredRecord, quantity: Quantity, wanted: number): Plan {
  const { store } = call;
  const behavior = prorationOf(call, record);
  requireChangeable(record);
  const prices = itemsOf(record.prices);
  const refused = quantity === 'seats' ? whyNotSeats(call, record, wanted, prices) : whyNotUnits(wanted, prices);
  if (refused) throw refused;
  const old = Number(record[quantity] ?? 1);
  if (wanted === old) return { changes: withoutPending(quantity, record) };
  if (behavior === 'next_period') {
    return { changes: { pending_update: pendingUpdate(call, record, { [quantity]: wanted }) } };
  }
  const product = store.lookup(String(record.product_id));
  const amount = upfrontAmount(pricesIn({ ...product, prices }, String(record.currency)), { [quantity]: wanted });
  const share = shareLeft(record.current_period_start, record.current_period_end, store.now());
  const delta = Math.trunc((amount - Number(record.amount)) * share);
  const label = `${quantity === 'seats' ? 'Seat' : 'Unit'} change from ${old} to ${wanted}`;
  const items = delta === 0 || record.status === 'trialing' ? [] : [{ label, amount: delta, proration: true }];
  const { kept, ...charge } = settle(record, items, behavior === 'invoice' || behavior === 'reset');
  return { changes: { [quantity]: wanted, amount, pending_update: null, ...kept }, ...charge };
}

function whyNotUnits(units: number, prices: Item[]): Problem | undefined {
  const price = priceBy('units', prices);
  if (!price) {
    const detail = 'This subscription does not support unit-based pricing.';
    return apiError(400, 'NotAUnitBasedSubscription', detail);
  }
  const { minimum, maximum } = boundsOf(price);
  if (units < minimum) return apiError(400, 'BelowMinimumUnits', `Minimum ${minimum} units required.`);
  if (maximum === undefined || units <= maximum) return undefined;
  return apiError(400, 'AboveMaximumUnits', `Maximum ${maximum} units allowed.`);
}

function whyNotSeats(call: Call, record: StoredRecord, seats: number, prices: Item[]): Problem | undefined {
  const limits = seatLimits(prices);
  if (!limits) {
    const detail = 'This subscription does not support seat-based pricing.';
    return apiError(400, 'NotASeatBasedSubscription', detail);
  }
  if (seats < limits.minimum) return apiError(400, 'BelowMinimumSeats', `Minimum ${limits.minimum} seats required.`);
  if (limits.maximum !== null && seats > limits.maximum) {
    return apiError(400, 'AboveMaximumSeats', `Maximum ${limits.maximum} seats allowed.`);
  }
  const taken = takenSeatsOf(call.store, record).length;
  if (seats >= taken) return undefined;
  const detail = `Cannot decrease seats to ${seats}. Currently ${taken} seats are assigned. Revoke seats first.`;
  return apiError(400, 'SeatsAlreadyAssigned', detail);
}

function withoutPending(quantity: Quantity, record: StoredRecord): Item {
  const pending = record.pending_update;
  if (!isItem(pending) || pending[quantity] == null) return {};
  return { pending_update: pending.product_id == null ? null : { ...pending, [quantity]: null } };
}

function pendingUpdate(call: Call, record: StoredRecord, change: Item): Item {
  const now = call.store.now();
  return {
    id: call.store.newId(),
    created_at: now,
    modified_at: null,
    applies_at: record.current_period_end,
    product_id: null,
    seats: null,
    units: null,
    ...change,
  };
}

function planProduct(call: Call, record: StoredRecord, productId: string): Plan {
  const { store } = call;
  const behavior = prorationOf(call, record);
  requireChangeable(record);
  const currency = String(record.currency);
  const product = targetProduct(call, record, productId, currency);
  if (behavior === 'next_period') {
    return { changes: { pending_update: pendingUpdate(call, record, { product_id: product.id }) } };
  }
  const prices = pricesIn(product, currency);
  const isNewlySeated =
    priceBy('seats', prices) !== undefined && priceBy('seats', itemsOf(record.prices)) === undefined;
  const seats = isNewlySeated
    ? (seatLimits(prices)?.minimum ?? 1)
    : typeof record.seats === 'number'
      ? record.seats
      : undefined;
  const terms = termsOf(product, seats, currency);
  const now = store.now();
  const isIntervalChanged =
    terms.recurring_interval !== record.recurring_interval ||
    terms.recurring_interval_count !== record.recurring_interval_count;
  const period =
    isIntervalChanged || behavior === 'reset'
      ? { current_period_start: now, current_period_end: periodEnd(now, terms) }
      : { current_period_start: record.current_period_start, current_period_end: record.current_period_end };
  const isTrialing = record.status === 'trialing';
  const items = isTrialing ? [] : productItems(call, record, product, { prices, seats, period, behavior, now });
  const isNow = behavior === 'invoice' || behavior === 'reset' || isIntervalChanged;
  const { kept, ...charge } = settle(record, items, isNow);
  return {
    changes: { ...terms, ...(!isTrialing && period), seats: seats ?? null, pending_update: null, ...kept },
    ...charge,
    after: () => {
      const customer = store.lookup(String(record.customer_id));
      if (isNewlySeated && customer) becomeTeam(store, customer);
      renewGrantsSoon(store, sourceOf('subscriptions', record), () => isActive(record));
    },
  };
}

function productItems(
  call: Call,
  record: StoredRecord,
  product: StoredRecord,
  to: { prices: Item[]; seats: number | undefined; period: Item; behavior: string; now: string },
): BillingItem[] {
  const old = call.store.lookup(String(record.product_id));
  const left = shareLeft(record.current_period_start, record.current_period_end, to.now);
  const share = shareLeft(to.period.current_period_start, to.period.current_period_end, to.now);
  const oldSeats = typeof record.seats === 'number' ? record.seats : 1;
  const unused = prorated(itemsOf(record.prices), oldSeats, left, `Remaining time on ${String(old?.name)}`);
  const credit = to.behavior === 'reset' ? [] : unused.map((item) => ({ ...item, amount: -item.amount }));
  return [...credit, ...prorated(to.prices, to.seats ?? 1, share, `Remaining time on ${String(product.name)}`)];
}

function targetProduct(call: Call, record: StoredRecord, id: string, currency: string): StoredRecord {
  const because = (msg: string) => invalidValue(['body', 'product_id'], msg, id);
  const product = call.store.get('products', id);
  if (product?.organization_id !== record.organization_id) throw because('Product does not exist.');
  if (product.is_archived === true) throw because('Product is archived.');
  if (product.is_recurring !== true) throw because('Product is not recurring.');
  const prices = pricesIn(product, currency);
  if (prices.length === 0) throw because("This product doesn't have a price for the subscription currency.");
  if (prices.some((price) => price.amount_type === 'custom')) {
    throw because("Can't update to a product with custom prices.");
  }
  if (priceBy('seats', itemsOf(record.prices)) && !priceBy('seats', prices)) {
    throw because("Can't switch from a seat-based to a non-seat-based product.");
  }
  return product;
}
