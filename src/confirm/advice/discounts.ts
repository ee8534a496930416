import { moneyInWords } from '../../lib/money.ts';
import type { Advice, AdviceInput, PlannedRead, Schemas } from './advice.ts';
import {
  answerOf,
  counted,
  countOf,
  dayOf,
  exposureOf,
  hasUnreadPages,
  itemsOf,
  MAX_PAGE_ITEMS,
  pageOf,
  quoted,
  sentences,
} from './advice.ts';

/** The terms of a discount: who pays how much less. They are as Polar has them, or as a call gives them. */
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

type Discount = Schemas['Discount'] & DiscountTerms;

const discountOf = (input: AdviceInput): Discount | undefined => answerOf(input, 'get_discount');

export const createDiscountAdvice = ({ given }: AdviceInput): Advice => ({ exposes: discountLine(given) });

export function updateDiscountAdvice(input: AdviceInput): Advice {
  const discount = discountOf(input);
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
    amounts: isAnyLarger(given.amounts, discount?.amounts) && line,
    max_redemptions: isWider('max_redemptions', given, discount) && line,
    max_redemptions_per_customer: isWider('max_redemptions_per_customer', given, discount) && line,
    ends_at: isWider('ends_at', given, discount) && line,
    starts_at: isEarlier(given.starts_at, discount) && line,
    products: isForMore(given.products, discount) && line,
  });
}

export function deleteDiscountAdvice(input: AdviceInput): Advice {
  const { id } = input.given;
  const links = itemsOf(input, 'list_checkout_links')?.filter(({ discount_id }) => discount_id === id);
  const subscriptions = countOf(input, 'list_subscriptions');
  return {
    consequence: sentences(
      'Nobody can redeem it any more, for good.',
      links && links.length > 0 && `${counted(links.length, 'checkout link')} will sell without it.`,
      (subscriptions ?? 0) > 0 && 'Subscriptions that have it keep it.',
      hasUnreadPages(input) && `Only the first ${MAX_PAGE_ITEMS} links were looked at.`,
    ),
    ...(links && { shows: { list_checkout_links: pageOf(links) } }),
    ...(subscriptions !== undefined && { besides: { active_subscriptions_with_it: subscriptions } }),
  };
}

/** `50% less, forever` */
export function discountTerms({ basis_points, amounts, duration, duration_in_months: months }: DiscountTerms): string {
  const fixed = Object.entries(amounts ?? {}).map(([currency, amount]) => moneyInWords(amount, currency));
  const less = typeof basis_points === 'number' ? `${basis_points / 100}%` : fixed.length > 0 ? fixed.join(' or ') : '';
  return `${less ? `${less} less` : 'less'}${durationText(duration, months)}`;
}

function durationText(duration: unknown, months: unknown): string {
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
  return `${who} pays ${discountTerms(terms)}, ${on}, ${often}${per}${until}.`;
}

type Limit = 'max_redemptions' | 'max_redemptions_per_customer' | 'ends_at';

/** Whether a limit becomes wider, or is taken off. */
function isWider(name: Limit, given: DiscountTerms, discount: Discount | undefined): boolean {
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

/** Whether a discount becomes good for more products. Without products, it is good for all. */
function isForMore(products: DiscountTerms['products'], discount: Discount | undefined): boolean {
  if (!discount) return true;
  const now = idsOf(discount.products);
  if (now.length === 0) return false;
  const wanted = idsOf(products);
  return wanted.length === 0 || wanted.some((id) => !now.includes(id));
}

const idsOf = (products: DiscountTerms['products']) =>
  (products ?? []).map((product) => (typeof product === 'string' ? product : product.id));

function isAnyLarger(amounts: DiscountTerms['amounts'], now: DiscountTerms['amounts']): boolean {
  return Object.entries(amounts ?? {}).some(([currency, amount]) => !(amount <= (now?.[currency] ?? -1)));
}

/** The read of the discount that a call applies. */
export function discountReads({ given: { discount_id: id } }: AdviceInput): PlannedRead[] {
  const fields = ['id', 'name', 'code', 'type', 'amounts', 'basis_points', 'duration', 'duration_in_months'];
  return typeof id === 'string' ? [{ tool: 'get_discount', arguments: { id }, fields }] : [];
}

/** The terms of the discount that a call applies; just `less` if the discount wasn't read. */
export const appliedDiscount = (input: AdviceInput): string => discountTerms(discountOf(input) ?? {});
