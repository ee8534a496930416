import type { components } from '../../../generated/polar.gen.ts';
import type { Read } from '../../../generated/tool.gen.ts';
import type { ToolName } from '../../../generated/tools/index.gen.ts';
import { CallError, invalidArguments } from '../../errors.ts';
import type { Money } from '../../ledger/index.ts';
import { quote } from '../../lib/text.ts';

/** The schemas of Polar's document, by name. */
export type Schemas = components['schemas'];

/** A read to make before a change, with its arguments. */
export interface PlannedRead extends Pick<Read, 'fields' | 'changes' | 'quiet'> {
  tool: ToolName;
  arguments: Record<string, unknown>;
  /** Polar may have no such thing: that is an answer, not an error. */
  mayBeMissing?: true;
}

/** A read that was made before a change. */
export interface PriorRead {
  read: PlannedRead;
  /** Polar's answer; undefined when there is none, this connection may not read it, or Polar fails at it. */
  data: unknown;
  /** Why there is no data. */
  unseen?: 'none' | 'forbidden' | 'failed';
}

/** All that is known of a call before it is sent. */
export interface AdviceInput {
  /** The arguments as they are sent to Polar, and those of this server's own. */
  given: Readonly<Record<string, unknown>>;
  /** The reads made so far. */
  before: readonly PriorRead[];
  /** In milliseconds since 1970. */
  now: number;
}

/** The conclusions about one call from what was read. A field that is missing stays as the catalog has it. */
export interface Advice {
  /** The consequence of the call, for the person who decides. It quotes nobody: names that others wrote stand in `now`. */
  consequence?: string;
  /** In one line, who would get which access, data or goods. Values that others wrote stand in quotes. */
  exposes?: string;
  /** The arguments that the catalog says expose something, but whose values give nobody anything, as far as was read. */
  harmless?: readonly string[];
  /** Whether the call leaves everything as it is: then nobody is asked, unless about every change. */
  changesNothing?: true;
  /** The money that it is about. */
  amount?: Money;
  /** The most that it pays back, with tax. */
  refund?: Money;
  /** By tool, the part of its answer that matters. It is shown instead of the whole answer. */
  shows?: Partial<Record<ToolName, unknown>>;
  /** Further things that a person is shown, by noun. */
  now?: Record<string, unknown>;
  /** The same for things that change by themselves. */
  besides?: Record<string, unknown>;
}

/** The answers that advice follows from, by the tool that reads one thing. */
interface Answers {
  get_benefit: Schemas['Benefit'];
  get_checkout: Schemas['Checkout'];
  get_checkout_link: Schemas['CheckoutLink'];
  get_customer: Schemas['Customer'];
  get_discount: Schemas['Discount'];
  get_dispute: Schemas['Dispute'];
  get_license_key: Schemas['LicenseKeyWithActivations'];
  get_member: Schemas['Member'];
  get_order: Schemas['Order'];
  get_organization: Schemas['Organization'];
  get_product: Schemas['Product'];
  get_subscription: Schemas['Subscription'];
  get_webhook_endpoint: Schemas['WebhookEndpoint'];
  list_seats: Schemas['SeatsList'];
}

/** The items of the lists that advice follows from, by the tool that lists them. */
interface Items {
  list_benefit_grants: Schemas['BenefitGrant'];
  list_benefits: Schemas['Benefit'];
  list_checkout_links: Schemas['CheckoutLink'];
  list_disputes: Schemas['Dispute'];
  list_files: Schemas['FileRead'];
  list_payment_methods: Schemas['PaymentMethod'] & { id: string; is_default?: boolean };
  list_products: Schemas['Product'];
  list_refunds: Schemas['Refund'];
  list_subscriptions: Schemas['Subscription'];
}

/** A page of one of Polar's lists. */
export interface Page<Item> {
  items: readonly Item[];
  pagination?: { total_count?: number };
}

const dataOf = ({ before }: AdviceInput, tool: ToolName) =>
  before.find(({ read, data }) => read.tool === tool && data !== undefined)?.data;

/** The answer of a tool; undefined if it wasn't read. */
export function answerOf<Name extends keyof Answers>(input: AdviceInput, tool: Name): Answers[Name] | undefined {
  return dataOf(input, tool) as Answers[Name] | undefined;
}

/** The items of a list; undefined if it wasn't read. */
export function itemsOf<Name extends keyof Items>(input: AdviceInput, tool: Name): readonly Items[Name][] | undefined {
  return (dataOf(input, tool) as Page<Items[Name]> | undefined)?.items;
}

/** The number of things that a tool lists, on all pages; undefined if it wasn't read. */
export function countOf(input: AdviceInput, tool: ToolName): number | undefined {
  const page = dataOf(input, tool) as Page<unknown> | undefined;
  return page && totalOf(page);
}

/** The number of things in a list, on all its pages. */
export const totalOf = ({ items, pagination }: Page<unknown>) => pagination?.total_count ?? items.length;

/** Some things as a page of Polar's that has them all. */
export const pageOf = (items: readonly unknown[]) => ({ items, pagination: { total_count: items.length } });

/** The largest page that Polar gives. */
export const MAX_PAGE_ITEMS = 100;

/** Whether one of the lists in which a use was looked for goes beyond the page that was read. */
export const hasUnreadPages = (input: AdviceInput) =>
  (['list_benefits', 'list_products', 'list_checkout_links'] as const).some(
    (tool) => (countOf(input, tool) ?? 0) > MAX_PAGE_ITEMS,
  );

/** The read of the benefits that a customer has. */
export const grantsRead = (customer_id: string): PlannedRead => ({
  tool: 'list_benefit_grants',
  arguments: { customer_id, is_granted: true, limit: MAX_PAGE_ITEMS },
  fields: ['benefit.type', 'benefit.description'],
});

/** Shows the benefits of one thing instead of all of a customer's; empty if they weren't read. */
export function showGrants(
  input: AdviceInput,
  isMeant: (grant: Schemas['BenefitGrant']) => boolean,
): Pick<Advice, 'shows'> {
  const grants = itemsOf(input, 'list_benefit_grants')?.filter(isMeant);
  return grants ? { shows: { list_benefit_grants: pageOf(grants) } } : {};
}

/**
 * The error for a call that Polar would refuse in the state that was read.
 *
 * @param why one sentence that quotes nobody
 */
export function refused(why: string, whatToDo: string): CallError {
  return new CallError('refused', `${why} Nothing was sent to Polar.`, { whatToDo });
}

/** The error for one argument that Polar would refuse. */
export const refusedArgument = (path: string, message: string) => invalidArguments([{ path, message }]);

/** A name of Polar's own, such as a state, for a sentence. Others may have written what doesn't look like such a name. */
export const nameOf = (value: unknown) => (/^[a-z_]{1,30}$/.test(String(value)) ? String(value) : 'another state');

/** A kind of event, such as `order.paid`, for a sentence. The same holds for it. */
export const nameOfEvent = (value: unknown) => (/^[a-z_.]{1,40}$/.test(String(value)) ? String(value) : 'an event');

/** The day of an instant that Polar gave, for a sentence. */
export const dayOf = (instant: unknown) => /^\d{4}-\d\d-\d\d/.exec(String(instant))?.[0] ?? 'a date that is not known';

/**
 * Joins the lines about the arguments that may expose something. An argument without a line gives nobody anything, so
 * it is harmless. Arguments that aren't judged stay as the catalog has them.
 *
 * @param judged by argument, who would get what by it; several may have the same line
 */
export function exposureOf(
  { given }: AdviceInput,
  judged: Readonly<Record<string, string | false | undefined>>,
): Pick<Advice, 'exposes' | 'harmless'> {
  const names = Object.keys(judged).filter((name) => given[name] !== undefined);
  const lines = [...new Set(names.map((name) => judged[name]).filter(Boolean))];
  const harmless = names.filter((name) => !judged[name]);
  const cleared = Array.isArray(given.clear) ? given.clear.map(String) : [];
  const clearsNothing = cleared.length > 0 && cleared.every((name) => harmless.includes(name));
  return {
    ...(lines.length > 0 && { exposes: lines.join(' ') }),
    harmless: clearsNothing ? [...harmless, 'clear'] : harmless,
  };
}

/** The host of an address, in quotes, never cut because its end tells whose it is. Text without a host is quoted and cut. */
export function hostIn(address: unknown): string {
  const text = String(address);
  const host = URL.canParse(text) ? new URL(text).host : '';
  return host === '' ? quoted(text) : JSON.stringify(host);
}

const MAX_QUOTED_CHARACTERS = 120;

/** A value that others may have written, for a sentence: on one line, in quotes, cut. */
export const quoted = (value: unknown) => quote(String(value), MAX_QUOTED_CHARACTERS);

/** A customer as people know them; the fallback if they weren't read. */
export const customerName = (customer: Schemas['Customer'] | undefined, fallback: string) =>
  customer ? quoted(customer.email ?? customer.name ?? customer.id) : fallback;

/** Whether an argument is the email as it is now. */
export const isSameEmail = (given: unknown, email: string | null | undefined) =>
  String(given).toLowerCase() === email?.toLowerCase();

/** `2 orders`, `1 order` */
export const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `2 orders end`, `1 order ends`: the verb has both forms. */
export const countedDoing = (count: number, noun: string, [one, several]: readonly [string, string]) =>
  `${counted(count, noun)} ${count === 1 ? one : several}`;

/** Joins the sentences that there are. */
export const sentences = (...all: (string | false | null | undefined)[]) => all.filter(Boolean).join(' ');
