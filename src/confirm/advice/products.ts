import type { components } from '../../../generated/polar.gen.ts';
import { invalidArguments } from '../../errors.ts';
import { formatMoney } from '../../lib/money.ts';
import {
  type Adviser,
  counted,
  countOf,
  exposure,
  type GivenRead,
  type Known,
  listed,
  MOST_LISTED,
  nameOf,
  one,
  refusedArgument,
  sentences,
} from './adviser.ts';

type Product = components['schemas']['Product'];
type Benefit = components['schemas']['Benefit'];
type CheckoutLink = components['schemas']['CheckoutLink'];

export const updateProduct: Adviser = {
  reads({ given }) {
    if (given.is_archived !== true) return [];
    return [
      { tool: 'list_checkout_links', arguments: { product_id: [given.id], limit: MOST_LISTED }, quiet: true },
      // In the list by product, each link names that product alone.
      { tool: 'list_checkout_links', arguments: { limit: MOST_LISTED }, quiet: true },
    ];
  },

  advise(known) {
    const product = one<Product>(known, 'get_product');
    const refusal = product && refusalOf(known, product);
    if (refusal) return { refusal };
    const links = known.given.is_archived === true ? linksOf(known) : undefined;
    const final = known.given.recurring_interval !== undefined && known.given.recurring_interval !== null;
    return {
      consequence: sentences(
        links && archived(links),
        final && 'The recurring interval of a product can be set once, and never be changed again.',
      ),
      ...(links && { now: { checkout_links: shownLinks(links) } }),
      ...exposedBy(known, product),
    };
  },
};

/** Says who can buy it, and for how much. A price that it has already gives nobody anything. */
function exposedBy(known: Known, product: Product | undefined) {
  const { prices, visibility, is_archived, trial_interval: unit, trial_interval_count: count } = known.given;
  const added = (Array.isArray(prices) ? (prices as (Price & { id?: string })[]) : []).filter(({ id }) => !id);
  const trial = `New customers pay nothing for ${typeof count === 'number' ? count : 'some'} ${unit ? nameOf(unit) : 'period'}${count === 1 ? '' : 's'}.`;
  const has = product?.visibility;
  const isHidden = has !== 'public' && visibility === 'public';
  return exposure(known, {
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
function refusalOf({ given }: Known, product: Product) {
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

function linksOf({ before, given }: Known): Links | undefined {
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

/** The most lost benefits of a product whose holders are counted: each is a read. */
const MOST_COUNTED = 10;

export const setProductBenefits: Adviser = {
  reads(known) {
    const product = one<Product>(known, 'get_product');
    const wanted = wantedOf(known);
    if (!product) return [];
    const added = wanted.filter((id) => !product.benefits.some((benefit) => benefit.id === id));
    return [
      ...(added.length > 0
        ? [{ tool: 'list_benefits', arguments: { id: added, limit: MOST_LISTED }, quiet: true } satisfies GivenRead]
        : []),
      ...lostOf(known, product).slice(0, MOST_COUNTED).map(holdersOf),
      buyersOf(product),
    ];
  },

  advise(known) {
    const product = one<Product>(known, 'get_product');
    if (!product) return {};
    const wanted = wantedOf(known);
    const lost = lostOf(known, product);
    const isKept = (id: string) => product.benefits.some((benefit) => benefit.id === id);
    const found = listed<Benefit>(known, 'list_benefits') ?? [];
    const added = wanted.flatMap((id, index) =>
      isKept(id) ? [] : [{ index, benefit: found.find((one) => one.id === id) }],
    );
    const isRead = added.length === 0 || one(known, 'list_benefits') !== undefined;
    const refusal = isRead ? refusalOfBenefits(added, lost) : undefined;
    if (refusal) return { refusal };
    const named = ({ id, type, description }: { id: string; type: string; description: string }) => ({
      id,
      type,
      description,
    });
    const gained = added.flatMap(({ benefit }) => (benefit ? [named(benefit)] : []));
    return {
      consequence: sentences(
        lost.length > 0 && `Everyone who bought this product loses ${counted(lost.length, 'benefit')} at once.`,
        added.length > 0 && `Everyone who bought this product gains ${counted(added.length, 'benefit')}.`,
        lost.length + added.length === 0 && 'Nobody gains or loses anything: only their order may change.',
      ),
      now: {
        benefits: {
          ...(lost.length > 0 && { lost: lost.map(named) }),
          ...(gained.length > 0 && { gained: gained }),
          kept: product.benefits.filter(({ id }) => wanted.includes(id)).map(named),
        },
      },
      besides: {
        ...bought(known),
        ...(lost.length > 0 && { benefit_holders: holders(known, lost) }),
      },
    };
  },
};

const wantedOf = ({ given }: Known) => (Array.isArray(given.benefits) ? (given.benefits as string[]) : []);

const lostOf = (known: Known, product: Product) => product.benefits.filter(({ id }) => !wantedOf(known).includes(id));

const holdersOf = ({ id }: { id: string }): GivenRead => ({
  tool: 'list_benefit_holders',
  arguments: { benefit_id: id, is_granted: true, limit: 1 },
  quiet: true,
});

const buyersOf = ({ id, is_recurring }: Product): GivenRead =>
  is_recurring
    ? { tool: 'list_subscriptions', arguments: { product_id: [id], active: true, limit: 1 }, quiet: true }
    : { tool: 'list_orders', arguments: { product_id: [id], limit: 1 }, quiet: true };

function bought(known: Known) {
  const subscriptions = countOf(known, 'list_subscriptions');
  const orders = countOf(known, 'list_orders');
  return {
    ...(subscriptions !== undefined && { active_subscriptions: subscriptions }),
    ...(orders !== undefined && { orders }),
  };
}

/** Counts the customers who have each of these benefits, by this product or another. */
function holders({ before }: Known, lost: readonly { id: string; description: string }[]) {
  return lost.flatMap(({ id, description }) => {
    const page = before.find(({ read }) => read.tool === 'list_benefit_holders' && read.arguments.benefit_id === id);
    const count = page && countOf({ given: {}, before: [page], now: 0 }, 'list_benefit_holders');
    return count === undefined ? [] : [{ benefit: description, customers: count }];
  });
}

function refusalOfBenefits(
  added: readonly { index: number; benefit: Benefit | undefined }[],
  lost: readonly { selectable: boolean }[],
) {
  const fields = added.flatMap(({ index, benefit }) => {
    const path = `benefits[${index}]`;
    if (!benefit) return [{ path, message: 'There is no such benefit; list_benefits has those that there are' }];
    return benefit.selectable
      ? []
      : [{ path, message: 'Polar sets this one by itself: it can be neither added nor left out' }];
  });
  const fixed = lost.filter(({ selectable }) => !selectable).length;
  if (fixed > 0) {
    fields.push({ path: 'benefits', message: `${counted(fixed, 'benefit')} of Polar's own can't be left out` });
  }
  return fields.length > 0 ? invalidArguments(fields) : undefined;
}

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
