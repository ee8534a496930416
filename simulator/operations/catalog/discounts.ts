import type { Item } from '../../document.ts';
import { invalidValue } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { StoredRecord } from '../../store.ts';
import type { Call } from '../call.ts';
import type { Hooks } from '../crud.ts';

/** The fields that say how much a discount takes off: fixed once it was redeemed. */
const TERMS = {
  fixed: ['amount', 'currency', 'amounts', 'duration_in_months'],
  percentage: ['basis_points', 'duration_in_months'],
} as const;
/** Fields that Polar ignores, by the kind of discount. */
const FOREIGN = { fixed: ['basis_points'], percentage: ['amount', 'currency', 'amounts'] } as const;

type Kind = keyof typeof TERMS;
const kindOf = (record: Item): Kind => (record.type === 'fixed' ? 'fixed' : 'percentage');

export const discountHooks: Hooks = {
  checksReferences: true,
  create: (call, record) => {
    const organization = String(record.organization_id);
    const code = codeOf(record);
    if (code !== null) requireFreeCode(call, code, organization);
    requireProducts(call, record.products, organization);
    const base: Item = {
      metadata: {},
      ...record,
      code,
      redemptions_count: 0,
      products: record.products ?? [],
    };
    if (typeof record.basis_points === 'number') return { ...base, type: 'percentage' };
    const sent = { [String(record.currency ?? 'usd')]: record.amount };
    return { ...base, type: 'fixed', ...amountsOf(call, isItem(record.amounts) ? record.amounts : sent, organization) };
  },
  update: (call, record, sent) => {
    const kind = kindOf(record);
    if ('duration' in sent && sent.duration !== record.duration) {
      throw invalidValue(['body', 'duration'], 'Duration cannot be changed.', sent.duration);
    }
    if (typeof sent.type === 'string' && sent.type !== record.type) {
      throw invalidValue(['body', 'type'], 'Type cannot be changed.', sent.type);
    }
    const code = codeOf(sent);
    if (code !== null) requireFreeCode(call, code, record.organization_id, record.id);
    if (Number(record.redemptions_count) > 0) requireSameTerms(record, sent, kind);
    requireProducts(call, sent.products, record.organization_id);
    const changes: Item = { ...sent };
    for (const field of FOREIGN[kind]) delete changes[field];
    if ('code' in sent) changes.code = code;
    if (kind === 'percentage') return changes;
    const single = typeof sent.amount === 'number' && sent.amount > 0 && typeof sent.currency === 'string';
    const amounts = single ? { [String(sent.currency)]: sent.amount } : sent.amounts;
    return { ...changes, ...(isItem(amounts) && amountsOf(call, amounts, record.organization_id)) };
  },
};

/** An empty code is none. */
function codeOf({ code }: Item): string | null {
  return typeof code === 'string' && code.trim() !== '' ? code.trim() : null;
}

/** Codes are compared without case. */
function requireFreeCode(call: Call, code: string, organization: string, except?: string): void {
  const same = call.store.find(
    'discounts',
    (entry) =>
      entry.organization_id === organization &&
      entry.id !== except &&
      String(entry.code ?? '').toUpperCase() === code.toUpperCase(),
  );
  if (same) throw invalidValue(['body', 'code'], 'Discount with this code already exists.', code);
}

function requireProducts(call: Call, wanted: unknown, organization: string): void {
  if (!Array.isArray(wanted)) return;
  wanted.forEach((id: unknown, index) => {
    if (call.store.get('products', String(id))?.organization_id === organization) return;
    throw invalidValue(['body', 'products', index], 'Product not found.', id);
  });
}

function requireSameTerms(record: StoredRecord, sent: Item, kind: Kind): void {
  for (const field of TERMS[kind]) {
    if (!(field in sent) || JSON.stringify(sent[field]) === JSON.stringify(record[field] ?? null)) continue;
    const msg = 'This field cannot be changed because the discount has already been redeemed.';
    throw invalidValue(['body', field], msg, record[field] ?? null);
  }
}

/** The amounts by currency, and the one that old clients read: in the organization's currency where there is one. */
function amountsOf(call: Call, amounts: Item, organization: string): Item {
  const wanted = String(call.store.get('organizations', organization)?.default_presentment_currency ?? 'usd');
  const currency = wanted in amounts ? wanted : (Object.keys(amounts)[0] ?? wanted);
  return { amounts, currency, amount: amounts[currency] };
}

/** A purchase that a discount is tried for. */
interface Purchase {
  /** A discount with products of its own applies only if it has each of these. */
  products: string[];
  /** A fixed discount needs an amount in it. */
  currency?: string;
  /** Dates and the number of redemptions count as well. */
  redeemable?: boolean;
}

/** Whether a discount can be used for products of its organization. */
export function isUsable(discount: Item, { products, currency, redeemable = true }: Purchase): boolean {
  const amounts = isItem(discount.amounts) ? discount.amounts : {};
  if (currency !== undefined && discount.type === 'fixed' && !(currency in amounts)) return false;
  const own = Array.isArray(discount.products) ? discount.products : [];
  if (own.length > 0 && !products.every((id) => own.includes(id))) return false;
  return !redeemable || isRedeemable(discount);
}

function isRedeemable({ starts_at, ends_at, max_redemptions, redemptions_count }: Item): boolean {
  const now = Date.now();
  if (typeof starts_at === 'string' && Date.parse(starts_at) > now) return false;
  if (typeof ends_at === 'string' && Date.parse(ends_at) < now) return false;
  return typeof max_redemptions !== 'number' || Number(redemptions_count) < max_redemptions;
}

/** The part of an amount that a discount takes off. */
export function discountOn(discount: Item | undefined, amount: number, currency: string): number {
  if (typeof discount?.basis_points === 'number') return Math.round((amount * discount.basis_points) / 10_000);
  const off = isItem(discount?.amounts) ? discount.amounts[currency] : undefined;
  return typeof off === 'number' ? Math.min(amount, off) : 0;
}
