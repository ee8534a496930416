import type { components } from '../../../generated/polar.gen.ts';
import { formatMoney } from '../../lib/money.ts';
import {
  type AdviceInput,
  type Adviser,
  answerOf,
  counted,
  countOf,
  dayOf,
  exposureOf,
  isPageFull,
  itemsOf,
  MAX_PAGE_ITEMS,
  type PlannedRead,
  pageOf,
  quoted,
  sentences,
} from './adviser.ts';

/** A discount, as far as it says who pays how much less: as Polar has it, or as a call gives it. */
export interface DiscountTerms {
  code?: string | null;
  basis_points?: number | null;
  amounts?: Readonly<Record<string, number>> | null;
  duration?: string | null;
  duration_in_months?: number | null;
  max_redemptions?: number | null;
  max_redemptions_per_customer?: number | null;
  starts_at?: string | null;
  ends_at?: string | null;
  products?: readonly (string | { id: string })[] | null;
}

type CheckoutLink = components['schemas']['CheckoutLink'];
type Discount = components['schemas']['Discount'] & DiscountTerms;

export const createDiscount: Adviser = {
  advise(input) {
    return { exposes: discountLine(input.given) };
  },
};

export const updateDiscount: Adviser = {
  advise(input) {
    const discount = answerOf<Discount>(input, 'get_discount');
    const given: DiscountTerms = input.given;
    const line = discountLine({ ...discount, ...given });
    const isNew = (name: string) =>
      !discount || JSON.stringify(input.given[name]) !== JSON.stringify(discount[name as keyof Discount]);
    return exposureOf(input, {
      code: typeof given.code === 'string' && isNew('code') && line,
      type: isNew('type') && line,
      duration: isNew('duration') && line,
      duration_in_months: isNew('duration_in_months') && line,
      basis_points: !(discount && Number(given.basis_points) <= Number(discount.basis_points)) && line,
      amounts: isAnyMore(given.amounts, discount?.amounts) && line,
      max_redemptions: isMore(given, discount, 'max_redemptions') && line,
      max_redemptions_per_customer: isMore(given, discount, 'max_redemptions_per_customer') && line,
      ends_at: isMore(given, discount, 'ends_at') && line,
      starts_at: isEarlier(given.starts_at, discount) && line,
      products: isForMore(given.products, discount) && line,
    });
  },
};

export const deleteDiscount: Adviser = {
  advise(input) {
    const { id } = input.given;
    const links = itemsOf<CheckoutLink>(input, 'list_checkout_links')?.filter(({ discount_id }) => discount_id === id);
    const subscriptions = countOf(input, 'list_subscriptions');
    return {
      consequence: sentences(
        'It can be redeemed no longer, for good.',
        links && links.length > 0 && `${counted(links.length, 'checkout link')} will sell without it.`,
        (subscriptions ?? 0) > 0 && 'Subscriptions that have it keep it.',
        isPageFull(input) && `Only the first ${MAX_PAGE_ITEMS} links were looked at.`,
      ),
      ...(links && { shows: { list_checkout_links: pageOf(links) } }),
      ...(subscriptions !== undefined && { besides: { active_subscriptions_with_it: subscriptions } }),
    };
  },
};

/** `50% less, forever` */
export function termsOf({ basis_points, amounts, duration, duration_in_months: months }: DiscountTerms): string {
  const fixed = Object.entries(amounts ?? {}).map(([currency, amount]) => formatMoney(amount, currency) ?? 'an amount');
  const less = typeof basis_points === 'number' ? `${basis_points / 100}%` : fixed.length > 0 ? fixed.join(' or ') : '';
  return `${less ? `${less} less` : 'less'}${longOf(duration, months)}`;
}

function longOf(duration: unknown, months: unknown): string {
  if (duration === 'forever') return ', forever';
  if (duration === 'once') return ', once';
  return duration === 'repeating' && typeof months === 'number' ? `, for ${counted(months, 'month')}` : '';
}

function discountLine(terms: DiscountTerms): string {
  const { code, max_redemptions: most, max_redemptions_per_customer: each, ends_at, products } = terms;
  const who = typeof code === 'string' ? `Anyone with the code ${quoted(code)}` : 'Whoever it is applied for';
  const on = products && products.length > 0 ? `on ${counted(products.length, 'product')}` : 'on any product';
  const often = typeof most === 'number' ? `at most ${counted(most, 'time')} in all` : 'any number of times';
  const per = typeof each === 'number' ? ` and ${each} for each customer` : '';
  const until = ends_at ? ` until ${dayOf(ends_at)}` : ', with no end date';
  return `${who} pays ${termsOf(terms)}, ${on}, ${often}${per}${until}.`;
}

type Limit = 'max_redemptions' | 'max_redemptions_per_customer' | 'ends_at';

/** Whether a limit becomes wider, or is taken off. */
function isMore(given: DiscountTerms, discount: Discount | undefined, name: Limit): boolean {
  const [value, now] = [given[name], discount?.[name]];
  if (discount && (now === null || now === undefined)) return false;
  if (value === null || value === undefined || now === null || now === undefined) return true;
  return !(sizeOf(value) <= sizeOf(now));
}

const sizeOf = (value: string | number) => (typeof value === 'number' ? value : Date.parse(value));

function isEarlier(starts: DiscountTerms['starts_at'], discount: Discount | undefined): boolean {
  if (discount && !discount.starts_at) return false;
  return !(starts && discount?.starts_at && Date.parse(starts) >= Date.parse(discount.starts_at));
}

/** Without products, a discount is for all of them. */
function isForMore(products: DiscountTerms['products'], discount: Discount | undefined): boolean {
  if (!discount) return true;
  const now = idsOf(discount.products);
  if (now.length === 0) return false;
  const wanted = idsOf(products);
  return wanted.length === 0 || wanted.some((id) => !now.includes(id));
}

const idsOf = (products: DiscountTerms['products']) =>
  (products ?? []).map((product) => (typeof product === 'string' ? product : product.id));

function isAnyMore(amounts: DiscountTerms['amounts'], now: DiscountTerms['amounts']): boolean {
  return Object.entries(amounts ?? {}).some(([currency, amount]) => !(amount <= (now?.[currency] ?? -1)));
}

/** The read of the discount that a call applies. */
export function discountReads({ given: { discount_id: id } }: AdviceInput): PlannedRead[] {
  const fields = ['id', 'name', 'code', 'type', 'amounts', 'basis_points', 'duration', 'duration_in_months'];
  return typeof id === 'string' ? [{ tool: 'get_discount', arguments: { id }, fields }] : [];
}

/** The discount that a call applies, as it was read; without it, only that something is taken off. */
export const appliedDiscount = (input: AdviceInput): string => termsOf(answerOf<Discount>(input, 'get_discount') ?? {});
