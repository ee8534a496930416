import type { components } from '../../../generated/polar.gen.ts';
import { formatMoney } from '../../lib/money.ts';
import {
  type AdviceInput,
  type Adviser,
  answerOf,
  counted,
  exposureOf,
  isPageFull,
  itemsOf,
  MAX_PAGE_ITEMS,
  nameOf,
  pageOf,
  refusedArgument,
  sentences,
} from './adviser.ts';

type Product = components['schemas']['Product'];
type CheckoutLink = components['schemas']['CheckoutLink'];

export const updateProduct: Adviser = {
  reads({ given }) {
    if (given.is_archived !== true) return [];
    return [
      { tool: 'list_checkout_links', arguments: { product_id: [given.id], limit: MAX_PAGE_ITEMS }, quiet: true },
      // In the list by product, each link names that product alone.
      { tool: 'list_checkout_links', arguments: { limit: MAX_PAGE_ITEMS }, quiet: true },
    ];
  },

  advise(input) {
    const product = answerOf<Product>(input, 'get_product');
    const refusal = product && refusalOf(input, product);
    if (refusal) return { refusal };
    const links = input.given.is_archived === true ? linksOf(input) : undefined;
    const final = input.given.recurring_interval !== undefined && input.given.recurring_interval !== null;
    return {
      consequence: sentences(
        links && archived(links),
        final && 'The recurring interval of a product can be set once, and never be changed again.',
      ),
      ...(links && { now: { checkout_links: shownLinks(links) } }),
      ...exposedBy(input, product),
    };
  },
};

/** Says who can buy it, and for how much. A price that it has already gives nobody anything. */
function exposedBy(input: AdviceInput, product: Product | undefined) {
  const { prices, visibility, is_archived, trial_interval: unit, trial_interval_count: count } = input.given;
  const added = (Array.isArray(prices) ? (prices as (Price & { id?: string })[]) : []).filter(({ id }) => !id);
  const trial = `New customers pay nothing for ${typeof count === 'number' ? count : 'some'} ${unit ? nameOf(unit) : 'period'}${count === 1 ? '' : 's'}.`;
  const has = product?.visibility;
  const isHidden = has !== 'public' && visibility === 'public';
  return exposureOf(input, {
    prices: added.length > 0 && `Anyone can buy it for ${added.map(priceInWords).join(' or ')} from then on.`,
    trial_interval: unit !== null && trial,
    trial_interval_count: count !== null && trial,
    visibility: isHidden
      ? 'Anyone can find and buy it from then on.'
      : visibility === 'private' &&
        has !== 'private' &&
        has !== 'public' &&
        'Anyone with a link can buy it from then on.',
    is_archived: is_archived === false && product?.is_archived !== false && 'It can be bought again, at its prices.',
  });
}

/** Polar lets only prices of an old kind, which have an interval of their own, get one from the product. */
function refusalOf({ given }: AdviceInput, product: Product) {
  const { recurring_interval: wanted, recurring_interval_count: count } = given;
  if (wanted === undefined || wanted === null) return undefined;
  const isSame = wanted === product.recurring_interval && (count ?? 1) === (product.recurring_interval_count ?? 1);
  if (isSame || product.prices.every((price) => 'legacy' in price)) return undefined;
  const has = !product.recurring_interval ? 'is sold once' : `renews by the ${nameOf(product.recurring_interval)}`;
  return refusedArgument(
    'recurring_interval',
    `Final: this product ${has}. For another interval, make another product`,
  );
}

interface Links {
  /** Sold through them is this product alone, so they go with it. */
  deleted: CheckoutLink[];
  /** They sell others too. */
  left: CheckoutLink[];
  /** There are so many that not each could be looked at. */
  unknown: number;
}

function linksOf({ before, given }: AdviceInput): Links | undefined {
  const pages = before.filter(({ read }) => read.tool === 'list_checkout_links');
  const [own, all] = [true, false].map(
    (isOwn) => pages.find(({ read }) => 'product_id' in read.arguments === isOwn)?.data,
  ) as (
    | {
        items: CheckoutLink[];
        pagination?: { total_count?: number };
      }
    | undefined
  )[];
  if (!own || !all) return undefined;
  const whole = new Map(all.items.map((link) => [link.id, link]));
  const seen = own.items.flatMap(({ id }) => whole.get(id) ?? []);
  const isAlone = ({ products }: CheckoutLink) => products.every(({ id }) => id === given.id);
  return {
    deleted: seen.filter(isAlone),
    left: seen.filter((link) => !isAlone(link)),
    unknown: (own.pagination?.total_count ?? own.items.length) - seen.length,
  };
}

function archived({ deleted, left, unknown }: Links): string {
  return sentences(
    'Nobody can buy the product any more; running subscriptions go on.',
    deleted.length > 0 &&
      `${counted(deleted.length, 'checkout link')} that ${deleted.length === 1 ? 'sells' : 'sell'} it alone ${deleted.length === 1 ? 'is' : 'are'} deleted for good.`,
    left.length > 0 && `It is taken out of ${counted(left.length, 'checkout link')} for good.`,
    unknown > 0 && `${counted(unknown, 'further checkout link')} ${unknown === 1 ? 'loses' : 'lose'} it too.`,
    deleted.length + left.length + unknown > 0 && 'To restore the product later brings none of that back.',
  );
}

function shownLinks({ deleted, left }: Links) {
  const shown = ({ id, label, url }: CheckoutLink) => ({ id, ...(label && { label }), url });
  return {
    ...(deleted.length > 0 && { deleted: deleted.map(shown) }),
    ...(left.length > 0 && {
      left_with_other_products: left.map((link) => ({
        ...shown(link),
        products: link.products.map(({ name }) => name),
      })),
    }),
    ...(deleted.length + left.length === 0 && { deleted: 'none' }),
  };
}

export const deleteCustomField: Adviser = {
  advise(input) {
    const { id } = input.given;
    const asking = itemsOf<Product>(input, 'list_products')?.filter(({ attached_custom_fields: fields }) =>
      fields.some(({ custom_field_id }) => custom_field_id === id),
    );
    return {
      consequence: sentences(
        'The question is gone for good. Answers already given stay.',
        asking && asking.length > 0 && `It comes off ${counted(asking.length, 'product')}.`,
        isPageFull(input) && `Only the first ${MAX_PAGE_ITEMS} products were looked at.`,
      ),
      ...(asking && { shows: { list_products: pageOf(asking) } }),
    };
  },
};

/** A price, as Polar has it or as a call gives it: of each kind, the fields by which it may be nothing. */
export interface Price {
  amount_type?: unknown;
  price_amount?: unknown;
  price_currency?: unknown;
  minimum_amount?: unknown;
  seat_tiers?: { tiers?: readonly { price_per_seat?: unknown }[] } | null;
  tiers?: { tiers?: readonly { unit_amount?: unknown }[] } | null;
}

/** Whether somebody can get the product for nothing by this price. */
export function isFree({ amount_type: type, price_amount, minimum_amount, seat_tiers, tiers }: Price): boolean {
  if (type === 'free') return true;
  if (type === 'fixed') return isNothing(price_amount);
  if (type === 'custom') return minimum_amount === undefined || isNothing(minimum_amount);
  return (
    (seat_tiers?.tiers ?? []).some(({ price_per_seat }) => isNothing(price_per_seat)) ||
    (tiers?.tiers ?? []).some(({ unit_amount }) => isNothing(unit_amount))
  );
}

const isNothing = (amount: unknown) => amount === null || Number(amount) === 0;

/** `15.00 USD`, `nothing`, or that it is a price of another kind. */
export function priceInWords(price: Price): string {
  if (isFree(price)) return 'nothing';
  const { price_amount: amount, price_currency: currency = 'usd' } = price;
  const fixed = typeof amount === 'number' && typeof currency === 'string' ? formatMoney(amount, currency) : undefined;
  return fixed ?? 'a price of another kind';
}

/** The quantities by which a subscription is sold. */
export interface Quantities {
  seats: number;
  units: number;
}

type ProductPrice = Product['prices'][number];

/** The sum of prices of one currency for a period, without usage, in minor units. */
export function staticAmount(prices: readonly ProductPrice[], { seats, units }: Quantities): number {
  return prices.reduce((sum, price) => sum + amountOf(price, seats, units), 0);
}

function amountOf(price: ProductPrice, seats: number, units: number): number {
  switch (price.amount_type) {
    case 'fixed':
      return price.price_amount;
    case 'seat_based': {
      const { tiers, seat_tier_type: type } = price.seat_tiers;
      const rates = tiers.map(({ max_seats, price_per_seat }) => ({
        upTo: max_seats ?? Infinity,
        rate: price_per_seat,
      }));
      return tiered(rates, type === 'graduated', seats);
    }
    case 'unit_based': {
      const { tiers, type } = price.tiers;
      const rates = tiers.map(({ bound, unit_amount }) => ({ upTo: bound ?? Infinity, rate: Number(unit_amount) }));
      return tiered(rates, type === 'graduated', units);
    }
    default:
      return 0;
  }
}

/** @param isGraduated each at the rate of its own tier; otherwise all at that of the tier into which their number falls */
function tiered(rates: readonly { upTo: number; rate: number }[], isGraduated: boolean, count: number): number {
  if (!isGraduated) return count * ((rates.find(({ upTo }) => count <= upTo) ?? rates.at(-1))?.rate ?? 0);
  const amounts = rates.map(({ upTo, rate }, i) => {
    const from = rates[i - 1]?.upTo ?? 0;
    return Math.max(0, Math.min(count, upTo) - from) * rate;
  });
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
