import type { components } from '../../../generated/polar.gen.ts';
import type { ToolName } from '../../../generated/tools/index.gen.ts';
import { CallError, invalidArguments } from '../../errors.ts';
import type { Money } from '../../ledger/index.ts';
import { quote } from '../../lib/text.ts';

/** A read that goes with a change, with its arguments. */
export interface PlannedRead {
  tool: ToolName;
  arguments: Record<string, unknown>;
  /** Which fields of it a person is shown; undefined: those of a list. */
  fields?: readonly string[];
  /** Its answer may change until the person has agreed. */
  changes?: true;
  /** It is read to judge the call by, and not shown. */
  quiet?: true;
  /** That Polar has no such thing is an answer. */
  mayBeMissing?: true;
}

/** A read that was made before a change. */
export interface PriorRead {
  read: PlannedRead;
  /** As Polar answers; undefined when there is none, this connection may not read it, or Polar fails at it. */
  data: unknown;
  /** Why there is no data. */
  unseen?: 'none' | 'forbidden' | 'failed';
}

/** All that an adviser knows of a call before it is sent. */
export interface AdviceInput {
  /** Its arguments as they are sent, and those of this server's own. */
  given: Readonly<Record<string, unknown>>;
  /** The reads made so far. */
  before: readonly PriorRead[];
  /** In milliseconds since 1970. */
  now: number;
}

/** The conclusions for one call from what was read. A field that isn't there stays as the catalog has it. */
export interface Advice {
  /** The consequence of the call, for the person who decides. No word of it was written by others: names stand in `now`. */
  consequence?: string;
  /** In one line, who would get which access, data or goods. The words are ours; values of others stand in quotes. */
  exposes?: string;
  /** The arguments that expose something by their name, and by whose values nobody gets anything, as far as was read. */
  harmless?: readonly string[];
  /** Polar would surely refuse the call, so nobody is asked about it. */
  refusal?: CallError;
  /** The money that it is about. */
  amount?: Money;
  /** The most that it pays back, with tax. */
  refund?: Money;
  /** By tool, the part of its answer that matters, shown in the place of the whole. */
  shows?: Partial<Record<ToolName, unknown>>;
  /** Further things that a person is shown, by noun. */
  now?: Record<string, unknown>;
  /** The same of what changes by itself. */
  besides?: Record<string, unknown>;
}

/** The part of a preview that only one tool has. Both functions are pure, and take what isn't there for unknown. */
export interface Adviser {
  /** Names the reads beside the catalog's. It is called again with what was read, until it wants nothing more. */
  reads?(input: AdviceInput): PlannedRead[];
  advise(input: AdviceInput): Advice;
}

/** The answer of a tool; undefined if it wasn't read. */
export function answerOf<T>({ before }: AdviceInput, tool: ToolName): T | undefined {
  return before.find(({ read, data }) => read.tool === tool && data !== undefined)?.data as T | undefined;
}

/** The items of what a tool that lists answered. */
export function itemsOf<T>(input: AdviceInput, tool: ToolName): readonly T[] | undefined {
  return answerOf<{ items: readonly T[] }>(input, tool)?.items;
}

/** The number of things that a tool lists, those beyond its page too; undefined if it wasn't read. */
export function countOf(input: AdviceInput, tool: ToolName): number | undefined {
  const page = answerOf<{ items: readonly unknown[]; pagination?: { total_count?: number } }>(input, tool);
  return page && (page.pagination?.total_count ?? page.items.length);
}

/** The largest page that Polar gives. */
export const MAX_PAGE_ITEMS = 100;

/** Whether something may use it that was not looked at. */
export const isPageFull = (input: AdviceInput) =>
  (['list_benefits', 'list_products', 'list_checkout_links'] as const).some(
    (tool) => (countOf(input, tool) ?? 0) > MAX_PAGE_ITEMS,
  );

/** The benefits that a customer has. */
export const grantsRead = (customer_id: string): PlannedRead => ({
  tool: 'list_benefit_grants',
  arguments: { customer_id, is_granted: true, limit: MAX_PAGE_ITEMS },
  fields: ['benefit.type', 'benefit.description'],
});

type Grant = components['schemas']['BenefitGrant'];

/** Shows the benefits of one thing instead of all of a customer's; empty where they weren't read. */
export function showGrants(input: AdviceInput, isOfIt: (grant: Grant) => boolean): Pick<Advice, 'shows'> {
  const grants = itemsOf<Grant>(input, 'list_benefit_grants')?.filter(isOfIt);
  return grants ? { shows: { list_benefit_grants: pageOf(grants) } } : {};
}

/** Some things as a page of Polar's that has them all. */
export const pageOf = (items: readonly unknown[]) => ({ items, pagination: { total_count: items.length } });

/**
 * Polar would refuse such a call in the state that was read.
 *
 * @param why one sentence, without words of others
 */
export function refused(why: string, whatToDo: string): CallError {
  return new CallError('refused', `${why} Nothing was sent to Polar.`, { whatToDo });
}

/** Polar would refuse one argument. */
export const refusedArgument = (path: string, message: string) => invalidArguments([{ path, message }]);

/** A name of Polar's own, as of a state, for a sentence: what doesn't look like one may have been written by others. */
export const nameOf = (value: unknown) => (/^[a-z_]{1,30}$/.test(String(value)) ? String(value) : 'another state');

/** The same of a kind of event: `order.paid`. */
export const nameOfEvent = (value: unknown) => (/^[a-z_.]{1,40}$/.test(String(value)) ? String(value) : 'an event');

/** The day of an instant that Polar gave, for a sentence. */
export const dayOf = (instant: unknown) => /^\d{4}-\d\d-\d\d/.exec(String(instant))?.[0] ?? 'a date that is not known';

/**
 * Says of each argument that was judged, of those that may expose something, who gets what by it; nothing where nobody
 * gets anything. Several may say the same. An argument that isn't judged stays what the catalog says of it.
 */
export function exposureOf(
  { given }: AdviceInput,
  judged: Readonly<Record<string, string | false | undefined>>,
): Pick<Advice, 'exposes' | 'harmless'> {
  const names = Object.keys(judged).filter((name) => given[name] !== undefined);
  const said = [...new Set(names.map((name) => judged[name]).filter((line) => typeof line === 'string'))];
  const harmless = names.filter((name) => !judged[name]);
  const cleared = Array.isArray(given.clear) ? given.clear.map(String) : [];
  const clearsNothing = cleared.length > 0 && cleared.every((name) => harmless.includes(name));
  return {
    ...(said.length > 0 && { exposes: said.join(' ') }),
    harmless: clearsNothing ? [...harmless, 'clear'] : harmless,
  };
}

/** The host of an address, whole, so that its end can't be cut off; an address that is none as it is. */
export function hostIn(address: unknown): string {
  const text = String(address);
  const host = URL.canParse(text) ? new URL(text).host : '';
  return host === '' ? quoted(text) : JSON.stringify(host);
}

/** A value that others may have written, for a sentence: on one line, in quotes, cut. */
export const quoted = (value: unknown) => quote(String(value), MAX_QUOTED_CHARACTERS);
const MAX_QUOTED_CHARACTERS = 120;

/** `2 orders`, `1 order` */
export const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const sentences = (...all: (string | false | null | undefined)[]) => all.filter(Boolean).join(' ');
