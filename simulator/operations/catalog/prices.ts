import type { Item } from '../../document.ts';
import type { ValidationDetail } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { StoredRecord } from '../../store.ts';
import { type Call, itemsOf, visibleRecords } from '../call.ts';
import { amountFor } from './tiers.ts';

/** The place of a list of prices, and its product and organization. */
interface PriceContext {
  call: Call;
  organization: StoredRecord | undefined;
  /** Whether the product renews itself. */
  recurring: boolean;
  /** The prices that the product has: they may be named by id. */
  known: Item[];
  loc: (string | number)[];
  source?: 'catalog' | 'ad_hoc';
}

interface CheckedPrices {
  prices: Item[];
  details: ValidationDetail[];
}

const STANDING_FIRST = ['fixed', 'custom'];

/**
 * The prices that a list asks for, and all their faults. As at Polar, a price that is wrong by itself is left out
 * before the list is judged, so one mistake may show up twice.
 */
export function checkPrices(sent: unknown, context: PriceContext): CheckedPrices {
  const { call, loc } = context;
  const details: ValidationDetail[] = [];
  const indexed: { price: Item; index: number }[] = [];
  itemsOf(sent).forEach((price, index) => {
    const flaw = flawOf(price, [...loc, index], context);
    if (flaw) details.push(flaw);
    else indexed.push({ price: known(price, context) ?? newPrice(price, context), index });
  });
  const prices = indexed.map((entry) => entry.price);
  const whole = (msg: string, type = 'value_error') => details.push({ type, loc, msg, input: sent });
  if (prices.length === 0) whole('At least one price is required.', 'too_short');
  const currencies = byCurrency(indexed);
  for (const entries of currencies.values()) {
    for (const msg of flawsTogether(entries.map((entry) => entry.price))) whole(msg);
    details.push(...metersTwice(entries, loc));
    if (new Set(entries.map((entry) => entry.price.tax_behavior ?? null)).size > 1) {
      whole('All prices for the same currency must have the same tax behavior.');
    }
  }
  const structures = [...currencies.values()].map((entries) => structureOf(entries.map((entry) => entry.price)));
  if (new Set(structures).size > 1) whole('All price currencies must define the same set of price types.');
  if (!currencies.has(String(context.organization?.default_presentment_currency ?? 'usd'))) {
    whole("The organization's default presentment currency must be present in the prices.");
  }
  return { prices: inOrder(prices, call.store.now()), details };
}

function byCurrency(entries: { price: Item; index: number }[]): Map<string, { price: Item; index: number }[]> {
  const groups = new Map<string, { price: Item; index: number }[]>();
  for (const entry of entries) {
    const currency = String(entry.price.price_currency);
    groups.set(currency, [...(groups.get(currency) ?? []), entry]);
  }
  return groups;
}

function known(price: Item, context: PriceContext): Item | undefined {
  return typeof price.id === 'string' ? context.known.find((entry) => entry.id === price.id) : undefined;
}

function newPrice(price: Item, { call, source }: PriceContext): Item {
  return completePrice({ ...price, ...(source && { source }) }, call.store.newId(), call.store.now());
}

/** The reason for which Polar refuses a single price, if there is one. */
function flawOf(price: Item, loc: (string | number)[], context: PriceContext): ValidationDetail | undefined {
  const flaw = (msg: string, input: unknown = price, at = loc) => ({ type: 'value_error', loc: at, msg, input });
  if (price.amount_type === undefined) {
    return known(price, context) ? undefined : flaw('Price does not exist.', price.id);
  }
  const features = isItem(context.organization?.feature_settings) ? context.organization.feature_settings : {};
  if (price.amount_type === 'seat_based' && features.seat_based_pricing_enabled !== true) {
    return flaw('Seat-based pricing is not enabled for this organization.');
  }
  if (price.amount_type === 'unit_based') {
    if (features.unit_based_pricing_enabled !== true) {
      return flaw('Unit-based pricing is not enabled for this organization.');
    }
    if (!context.recurring) return flaw('Unit-based pricing is not supported on one-time products.');
  }
  if (price.amount_type === 'metered_unit') {
    if (!context.recurring) return flaw('Metered pricing is not supported on one-time products.');
    const meter = visibleRecords(context.call, 'meters').find((entry) => entry.id === price.meter_id);
    if (!meter) return flaw('Meter does not exist.', price.meter_id, [...loc, 'meter_id']);
  }
  return undefined;
}

const ofType = (prices: Item[], type: string) => prices.filter((price) => price.amount_type === type);

/** The reasons for which Polar refuses prices of one currency together. */
function flawsTogether(prices: Item[]): string[] {
  const [fixed, seats, custom, units] = ['fixed', 'seat_based', 'custom', 'unit_based'].map(
    (type) => ofType(prices, type).length,
  ) as [number, number, number, number];
  return [
    ...(fixed > 1 ? ['Only one fixed price is allowed.'] : []),
    ...(seats > 1 ? ['Only one seat-based price is allowed.'] : []),
    ...(custom > 1 ? ['Only one custom price is allowed.'] : []),
    ...(units > 1 ? ['Only one unit-based price is allowed.'] : []),
    ...(seats > 0 && units > 0 ? ['A seat-based price cannot be combined with a unit-based price.'] : []),
    ...(custom > 0 && fixed + seats + units > 0
      ? ['A custom price cannot be combined with a fixed, seat-based or unit-based price.']
      : []),
  ];
}

function metersTwice(entries: { price: Item; index: number }[], loc: (string | number)[]): ValidationDetail[] {
  const seen = new Set<unknown>();
  return entries.flatMap(({ price, index }) => {
    if (price.amount_type !== 'metered_unit') return [];
    const meter = price.meter_id;
    if (!seen.has(meter)) {
      seen.add(meter);
      return [];
    }
    const msg = 'Meter is already used for another price.';
    return [{ type: 'value_error', loc: [...loc, index, 'meter_id'], msg, input: meter }];
  });
}

/** Which kinds of prices there are, and for how many meters: each currency has to have the same. */
function structureOf(prices: Item[]): string {
  const kinds = ['fixed', 'seat_based', 'unit_based', 'custom'].map((type) => ofType(prices, type).length > 0);
  const meters = new Set(ofType(prices, 'metered_unit').map((price) => price.meter_id));
  return [...kinds, meters.size].join();
}

/** Polar lists a fixed or custom price first, then metered ones, then the others; each oldest first. */
function inOrder(prices: Item[], now: string): Item[] {
  const rank = (price: Item) => {
    if (STANDING_FIRST.includes(String(price.amount_type))) return 0;
    return price.amount_type === 'metered_unit' ? 1 : 2;
  };
  const age = (price: Item) => String(price.created_at ?? now);
  return prices.toSorted((a, b) => rank(a) - rank(b) || (age(a) < age(b) ? -1 : age(a) > age(b) ? 1 : 0));
}

/** A price as it is kept: what was sent, with Polar's defaults and an identity of its own. */
export function completePrice(price: Item, id: string, createdAt: string): Item {
  const complete: Item = {
    price_currency: 'usd',
    source: 'catalog',
    is_archived: false,
    created_at: createdAt,
    modified_at: null,
    tax_behavior: null,
    ...(price.amount_type === 'custom' && { minimum_amount: 50, maximum_amount: null, preset_amount: null }),
    ...(price.amount_type === 'metered_unit' && { cap_amount: null }),
    ...(price.amount_type === 'unit_based' && { minimum_units: null, maximum_units: null, unit_label: null }),
    ...price,
    id,
  };
  // Some integrations still send a kind that became a fixed price of nothing.
  if (price.amount_type === 'free') Object.assign(complete, { amount_type: 'fixed', price_amount: 0 });
  if (price.amount_type === 'seat_based') {
    const sent = isItem(price.seat_tiers) ? price.seat_tiers : {};
    const tiers = itemsOf(sent.tiers).toSorted((a, b) => Number(a.min_seats) - Number(b.min_seats));
    complete.seat_tiers = {
      seat_tier_type: 'volume',
      ...sent,
      tiers: tiers.map((tier) => ({ max_seats: null, ...tier })),
      minimum_seats: tiers[0]?.min_seats ?? 1,
      maximum_seats: tiers.at(-1)?.max_seats ?? null,
    };
  }
  return complete;
}

/** The choices of the buyer. */
export interface Choice {
  seats?: number;
  units?: number;
  /** For a price that the buyer sets. */
  amount?: number;
}

/** The cost of a set of prices at once, in the smallest unit of its currency; usage costs nothing yet. */
export function upfrontAmount(prices: Item[], { seats = 1, units = 1, amount }: Choice = {}): number {
  return prices.reduce((total, price) => {
    if (price.amount_type === 'fixed') return total + Number(price.price_amount ?? 0);
    if (price.amount_type === 'custom')
      return total + Number(amount ?? price.preset_amount ?? price.minimum_amount ?? 0);
    if (price.amount_type === 'seat_based') return total + amountFor(price, seats);
    if (price.amount_type === 'unit_based') return total + amountFor(price, units);
    return total;
  }, 0);
}

/** The price that says what kind of product it is: any that isn't by usage, else the first. */
export function defaultPriceOf(prices: Item[]): Item | undefined {
  return prices.find((price) => price.amount_type !== 'metered_unit') ?? prices[0];
}
