import { moneyInWords } from '../../lib/money.ts';
import type { Advice, AdviceInput, Page, PlannedRead, Schemas } from './advice.ts';
import {
  answerOf,
  counted,
  countedDoing,
  exposureOf,
  hasUnreadPages,
  itemsOf,
  MAX_PAGE_ITEMS,
  nameOf,
  pageOf,
  refusedArgument,
  sentences,
  totalOf,
} from './advice.ts';

export function updateProductReads({ given }: AdviceInput): PlannedRead[] {
  if (given.is_archived !== true) return [];
  return [
    { tool: 'list_checkout_links', arguments: { product_id: [given.id], limit: MAX_PAGE_ITEMS }, quiet: true },
    // In the list by product, each link names that product alone.
    { tool: 'list_checkout_links', arguments: { limit: MAX_PAGE_ITEMS }, quiet: true },
  ];
}

export function updateProductAdvice(input: AdviceInput): Advice {
  const product = answerOf(input, 'get_product');
  const { is_archived, recurring_interval: interval } = input.given;
  const setsInterval = interval !== undefined && interval !== null;
  if (product && setsInterval) assertIntervalSettable(input, product);
  const links = is_archived === true ? linksOf(input) : undefined;
  return {
    consequence: sentences(
      links && archivingText(links),
      setsInterval && 'The recurring interval of a product can be set once, and never be changed again.',
    ),
    ...(links && { now: { checkout_links: shownLinks(links) } }),
    ...exposedBy(input, product),
  };
}

/** Says who can buy the product, and for how much. A price that it has now gives nobody anything. */
function exposedBy(input: AdviceInput, product: Schemas['Product'] | undefined) {
  const { prices, visibility, is_archived, trial_interval: unit, trial_interval_count: count } = input.given;
  const added = (Array.isArray(prices) ? (prices as (Price & { id?: string })[]) : []).filter(({ id }) => !id);
  const trial = `New customers pay nothing for ${typeof count === 'number' ? count : 'some'} ${unit ? nameOf(unit) : 'period'}${count === 1 ? '' : 's'}.`;
  const now = product?.visibility;
  return exposureOf(input, {
    prices: added.length > 0 && `Anyone can buy it for ${added.map(priceText).join(' or ')} from now on.`,
    trial_interval: unit !== null && trial,
    trial_interval_count: count !== null && trial,
    visibility:
      now !== 'public' &&
      (visibility === 'public'
        ? 'Anyone can find and buy it from now on.'
        : visibility === 'private' && now !== 'private' && 'Anyone with a link can buy it from now on.'),
    is_archived: is_archived === false && product?.is_archived !== false && 'It can be bought again, at its prices.',
  });
}

/**
 * Polar gives an interval only to products whose prices are of an old kind, with an interval of their own.
 *
 * @throws CallError where the interval is another
 */
function assertIntervalSettable({ given }: AdviceInput, product: Schemas['Product']): void {
  const { recurring_interval: wanted, recurring_interval_count: count } = given;
  const isSame = wanted === product.recurring_interval && (count ?? 1) === (product.recurring_interval_count ?? 1);
  if (isSame || product.prices.every((price) => 'legacy' in price)) return;
  const has = !product.recurring_interval ? 'is sold once' : `renews by the ${nameOf(product.recurring_interval)}`;
  throw refusedArgument('recurring_interval', `Final: this product ${has}. For another interval, make another product`);
}

/** The checkout links that sell a product. */
interface Links {
  /** They sell this product alone, so Polar deletes them with it. */
  deleted: Schemas['CheckoutLink'][];
  /** They sell others too. */
  left: Schemas['CheckoutLink'][];
  /** The number of links beyond the pages that were read. */
  unread: number;
}

function linksOf({ before, given }: AdviceInput): Links | undefined {
  const pageBy = (isByProduct: boolean) =>
    before.find(({ read }) => read.tool === 'list_checkout_links' && 'product_id' in read.arguments === isByProduct)
      ?.data as Page<Schemas['CheckoutLink']> | undefined;
  const [own, all] = [pageBy(true), pageBy(false)];
  if (!own || !all) return undefined;
  const complete = new Map(all.items.map((link) => [link.id, link]));
  const read = own.items.flatMap(({ id }) => complete.get(id) ?? []);
  const isAlone = ({ products }: Schemas['CheckoutLink']) => products.every(({ id }) => id === given.id);
  return {
    deleted: read.filter(isAlone),
    left: read.filter((link) => !isAlone(link)),
    unread: totalOf(own) - read.length,
  };
}

function archivingText({ deleted, left, unread }: Links): string {
  return sentences(
    'Nobody can buy the product any more; running subscriptions go on.',
    deleted.length > 0 &&
      `${countedDoing(deleted.length, 'checkout link', ['that sells it alone is', 'that sell it alone are'])} deleted for good.`,
    left.length > 0 && `It is taken out of ${counted(left.length, 'checkout link')} for good.`,
    unread > 0 && `${countedDoing(unread, 'further checkout link', ['loses', 'lose'])} it too.`,
    deleted.length + left.length + unread > 0 && 'To restore the product later brings none of that back.',
  );
}

function shownLinks({ deleted, left }: Links) {
  const shown = ({ id, label, url }: Schemas['CheckoutLink']) => ({ id, ...(label && { label }), url });
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

export function deleteCustomFieldAdvice(input: AdviceInput): Advice {
  const { id } = input.given;
  const asking = itemsOf(input, 'list_products')?.filter(({ attached_custom_fields: fields }) =>
    fields.some(({ custom_field_id }) => custom_field_id === id),
  );
  return {
    consequence: sentences(
      'The question is gone for good. Answers already given stay.',
      asking && asking.length > 0 && `It is removed from ${counted(asking.length, 'product')}.`,
      hasUnreadPages(input) && `Only the first ${MAX_PAGE_ITEMS} products were looked at.`,
    ),
    ...(asking && { shows: { list_products: pageOf(asking) } }),
  };
}

/** A price as Polar has it, or as a call gives it: the fields that tell whether it may be nothing. */
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
  if (type === 'fixed') return isZero(price_amount);
  if (type === 'custom') return minimum_amount === undefined || isZero(minimum_amount);
  return (
    (seat_tiers?.tiers ?? []).some(({ price_per_seat }) => isZero(price_per_seat)) ||
    (tiers?.tiers ?? []).some(({ unit_amount }) => isZero(unit_amount))
  );
}

const isZero = (amount: unknown) => amount === null || Number(amount) === 0;

/** `15.00 USD`, `nothing`, or that it is a price of another kind. */
export function priceText(price: Price): string {
  if (isFree(price)) return 'nothing';
  const { price_amount: amount, price_currency: currency = 'usd' } = price;
  const fixed = typeof amount === 'number' && typeof currency === 'string' ? moneyInWords(amount, currency) : undefined;
  return fixed ?? 'a price of another kind';
}

type ProductPrice = Schemas['Product']['prices'][number];

/** The sum of prices of one currency for a period, without usage, in minor units. */
export function amountPerPeriod(prices: readonly ProductPrice[], quantities: { seats: number; units: number }): number {
  return prices.reduce((sum, price) => sum + amountOfPrice(price, quantities), 0);
}

function amountOfPrice(price: ProductPrice, { seats, units }: { seats: number; units: number }): number {
  switch (price.amount_type) {
    case 'fixed':
      return price.price_amount;
    case 'seat_based': {
      const { tiers, seat_tier_type: type } = price.seat_tiers;
      const rates = tiers.map((tier) => ({ upTo: tier.max_seats ?? Infinity, rate: tier.price_per_seat }));
      return tieredAmount(rates, type === 'graduated', seats);
    }
    case 'unit_based': {
      const { tiers, type } = price.tiers;
      const rates = tiers.map(({ bound, unit_amount }) => ({ upTo: bound ?? Infinity, rate: Number(unit_amount) }));
      return tieredAmount(rates, type === 'graduated', units);
    }
    default:
      return 0;
  }
}

/** @param isGraduated each costs the rate of its own tier; otherwise the tier of the total sets the rate of all */
function tieredAmount(rates: readonly { upTo: number; rate: number }[], isGraduated: boolean, count: number): number {
  if (!isGraduated) return count * ((rates.find(({ upTo }) => count <= upTo) ?? rates.at(-1))?.rate ?? 0);
  const amounts = rates.map(({ upTo, rate }, i) => {
    const from = rates[i - 1]?.upTo ?? 0;
    return Math.max(0, Math.min(count, upTo) - from) * rate;
  });
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
