import { type Money, type NewWrite, storableIds, type WriteEnd } from '../ledger/index.ts';
import { isJsonObject, type JsonObject } from '../lib/json.ts';
import { formatMoney } from '../lib/money.ts';
import { formatPath } from '../lib/names.ts';
import { MAX_SHOWN_NAMES } from '../limits.ts';
import { log } from '../observability/index.ts';
import type { Caller, OperationCall } from '../operations/index.ts';
import type { PriorRead } from './advice/index.ts';

/**
 * Remarks on an answer of Polar's that shows that the change came to nothing, or only in part.
 *
 * @param sentAt in milliseconds since 1970
 * @returns a sentence that quotes nobody; undefined when the change did what was asked
 */
export function remarkOn({ name, body }: OperationCall, data: unknown, sentAt: number): string | undefined {
  if (!isJsonObject(data) || !isJsonObject(body)) return undefined;
  if (name === 'create_refund') return remarkOnRefund(data);
  const given = name === 'create_draft_order' ? withoutDescription(body) : body;
  const differing = [...differences(given, data), ...(name === 'update_discount' ? missingFields(given, data) : [])];
  if (name === 'create_member' && (differing.length > 0 || existedBefore(data, sentAt))) return WAS_MEMBER;
  if (differing.length === 0) return undefined;
  const names = differing.slice(0, MAX_SHOWN_NAMES).map(formatPath).join(', ');
  return `Polar shows another value than was given for: ${names}. It did not take it over, or writes it otherwise.`;
}

/** Polar makes the given description of a draft the label of its item. The order's own description is the product's name. */
const withoutDescription = ({ description: _, ...others }: JsonObject): JsonObject => others;

/** Polar answers alike for a member who is there already and for a new one. */
const WAS_MEMBER = 'This person was a member before: nothing was changed. To change name or role, use update_member.';

function remarkOnRefund(refund: JsonObject): string | undefined {
  if (isRefundFailed(refund)) return 'The refund failed: nothing went back, and the order is as before.';
  if (refund.status !== 'pending') return undefined;
  return 'The refund is pending: nothing has gone back yet, and it may still fail. list_refunds shows what becomes of it.';
}

/** The most that the clocks of Polar and of this server may differ. */
const CLOCK_SKEW_MS = 60_000;

function existedBefore({ created_at }: JsonObject, sentAt: number): boolean {
  const made = Date.parse(String(created_at));
  return made < sentAt - CLOCK_SKEW_MS;
}

type Path = readonly PropertyKey[];

/** The given fields that an answer lacks: a discount has just the fields of its type and duration. */
const missingFields = (given: JsonObject, answer: JsonObject): Path[] =>
  Object.keys(given)
    .filter((name) => !isEmpty(given[name]) && !Object.hasOwn(answer, name))
    .map((name) => [name]);

/**
 * Finds the paths at which an answer has another value than was given. It doesn't count fields that the answer lacks,
 * values of another type (a tax id becomes a pair with its kind), or values that are planned for later.
 */
export function differences(given: JsonObject, answer: JsonObject, path: Path = []): Path[] {
  const planned = isJsonObject(answer.pending_update) ? answer.pending_update : {};
  return Object.keys(given).flatMap((name) => {
    if (!Object.hasOwn(answer, name) || (Object.hasOwn(planned, name) && isSame(given[name], planned[name]))) return [];
    const [wanted, shown] = [given[name], answer[name]];
    if (isJsonObject(wanted) && isJsonObject(shown)) return differences(wanted, shown, [...path, name]);
    return isSame(wanted, shown) ? [] : [[...path, name]];
  });
}

/** Whether a value equals the given one, or can't be compared with it. */
function isSame(given: unknown, shown: unknown): boolean {
  if (isEmpty(given)) return isEmpty(shown);
  if (isEmpty(shown)) return !isPlain(given);
  if (Array.isArray(given) && Array.isArray(shown)) {
    if (![...given, ...shown].every(isPlain)) return true;
    return given.length === shown.length && given.every((one) => shown.some((other) => isSame(one, other)));
  }
  if (!isPlain(given) || !isPlain(shown) || given === shown) return true;
  if (typeof given === 'boolean' || typeof shown === 'boolean') return typeof given !== typeof shown;
  return isSameText(String(given), String(shown));
}

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** Compares as Polar rewrites texts: dates get microseconds, states their country, addresses lower case. */
function isSameText(given: string, shown: string): boolean {
  const [ours, its] = [given, shown].map((text) =>
    text.trim().toLowerCase().replaceAll('_', '-').replace(/\/$/, ''),
  ) as [string, string];
  if (ours === its || its.endsWith(`-${ours}`) || isFilledIn(given, shown)) return true;
  const numbers = [Number(given), Number(shown)] as const;
  if (numbers[0] === numbers[1]) return true;
  if (!isInstant(shown)) return false;
  return !isInstant(given) || Date.parse(given) === Date.parse(shown);
}

/** In the addresses to which a customer comes back, Polar replaces this with the checkout's id. */
const CHECKOUT_ID = '{CHECKOUT_ID}';

function isFilledIn(given: string, shown: string): boolean {
  const [before = '', ...others] = given.split(CHECKOUT_ID);
  return others.length > 0 && shown.startsWith(before) && shown.endsWith(others.at(-1) ?? '');
}

const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));

/** Whether an answer says that a refund pays nothing back: the bank refused it. */
export function isRefundFailed(data: unknown): boolean {
  const { status } = (data ?? {}) as { status?: unknown };
  return status === 'failed' || status === 'canceled';
}

/** The amount that an answer says was refunded, with tax. If undefined, the amount that was reserved stays spent. */
export function refundedAmount(data: unknown): Money | undefined {
  const { currency, amount, tax_amount: tax = 0 } = (data ?? {}) as Record<string, unknown>;
  if (typeof currency !== 'string' || !isAmount(amount) || !isAmount(tax)) return undefined;
  return { currency, amount: amount + tax };
}

const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** The id of what a change made; undefined if it made nothing new. */
export function createdIds(data: unknown, targets: Record<string, string>): Record<string, string> | undefined {
  const { id } = (data ?? {}) as { id?: unknown };
  return typeof id === 'string' && !Object.values(targets).includes(id) ? { id } : undefined;
}

/** A change that has ended. `targets` are the ids of what it changed, by argument. */
type EndedWrite = Pick<Caller, 'connectionId' | 'userId' | 'environment'> &
  Pick<NewWrite, 'tool' | 'risk' | 'targets'> &
  Pick<WriteEnd, 'outcome' | 'durationMs'> & {
    /** The amount that a refund paid back, or may have. */
    refund?: Money | undefined;
    /** The error code of a refused change. */
    code?: string | undefined;
  };

/** Logs one line for the operator when a change has ended. Targets that aren't UUIDs are not logged. */
export function logWrite(write: EndedWrite): void {
  const { connectionId, userId, environment, tool, risk, targets, refund, outcome, code, durationMs } = write;
  log('write', {
    time: new Date().toISOString(),
    ...(connectionId !== undefined && { connection: connectionId }),
    person: userId ?? 'token',
    environment,
    tool,
    risk,
    targets: storableIds(targets),
    ...(refund && amountFields(refund)),
    outcome,
    ...(code !== undefined && { code }),
    duration_ms: durationMs,
  });
}

function amountFields({ amount, currency }: Money): Record<string, string | number> {
  const formatted = formatMoney(amount, currency);
  return {
    amount,
    ...(formatted !== undefined && { amount_formatted: formatted }),
    currency: currency.toLowerCase(),
  };
}

/** The ids among the arguments of a call. A tax id is not an id at Polar. */
export function targetIds(given: Record<string, unknown>): Record<string, string> {
  const ids = Object.entries(given).filter(([name]) => /(^|_)id$/.test(name) && name !== 'tax_id');
  return Object.fromEntries(ids.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/**
 * The Polar id of the customer whom a call names by an external id, because external ids aren't recorded; empty if the
 * customer wasn't read.
 */
export function customerTarget(given: Record<string, unknown>, before: readonly PriorRead[]): Record<string, string> {
  const customer = before.find(({ read }) => read.tool === 'get_customer' && !read.quiet)?.data as
    | { id?: unknown }
    | undefined;
  return typeof given.external_customer_id === 'string' && typeof customer?.id === 'string'
    ? { customer_id: customer.id }
    : {};
}
