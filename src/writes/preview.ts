import { CallError } from '../errors.ts';
import { MAX_PREVIEWED_CHARACTERS } from '../limits.ts';
import type { Caller } from '../mcp/caller.ts';
import { argumentsRead, type PolarCall, readCall, sendCall } from '../mcp/polar-call.ts';
import type { PolarEnvironment } from '../polar/environment.ts';
import { charactersOf } from '../results/bound.ts';
import { chooseFields } from '../results/fields.ts';
import { formatMoney } from '../results/money.ts';
import { MASK } from '../results/secrets.ts';
import { show } from '../results/show.ts';
import { shrink } from '../results/shrink.ts';
import { harmless } from '../results/text.ts';
import type { Money, WriteRisk } from './ledger.ts';
import { answerOf, type GivenRead, nounOf, readsBefore } from './reads.ts';

/** What is read of Polar before a change. */
export interface Before {
  read: GivenRead;
  /** As Polar answers; undefined when this connection may not read it. */
  data: unknown;
}

/** What a change would do. What is shown is what is confirmed: when any of it is different later, it is asked again. */
export interface Preview {
  tool: string;
  title: string;
  risk: WriteRisk;
  environment: PolarEnvironment;
  /** Its slug, or its id. */
  organization?: string;
  consequence: string;
  /** What it was called with, as it is sent. */
  arguments: unknown;
  /** An amount among them, in the currency of what it is taken from. */
  amount?: string;
  /** Of a refund, the same with the tax that goes back with it, at most. */
  with_tax_at_most?: string;
  /** As Polar has it now: of each thing that is affected, by its noun, what a person recognises it by. */
  now: Record<string, unknown>;
  /** The same of what changes by itself: it is shown, and is no part of what is confirmed. */
  besides?: Record<string, unknown>;
  /** What could not be read, and why. */
  not_seen?: string;
}

/** A preview, and what it shows before anything of it was cut: both are confirmed. */
export interface Shown {
  preview: Preview;
  whole: unknown;
}

/**
 * Reads afresh what a change affects. This is for the person who decides, so it isn't limited to the tools that the
 * client may call; it is limited to what Polar lets this connection read.
 *
 * @throws CallError when Polar has no such thing, or doesn't answer: then nothing is asked, and nothing changed
 */
export function readBefore(call: PolarCall, caller: Caller, signal: AbortSignal): Promise<Before[]> {
  return Promise.all(
    readsBefore(call).map(async (read) => {
      try {
        return { read, data: await sendCall(readCall(read.tool, read.arguments, caller), caller, { signal }) };
      } catch (error) {
        if (error instanceof CallError && error.code === 'insufficient_scope') return { read, data: undefined };
        throw error;
      }
    }),
  );
}

/**
 * @param before what was read for it
 * @param refund what it pays back at most
 */
export function previewOf(
  call: PolarCall,
  risk: WriteRisk,
  before: readonly Before[],
  caller: Caller,
  refund?: Money,
): Shown {
  const { name, tool } = call;
  const given = argumentsRead(call);
  const seen = before.filter(({ data }) => data !== undefined);
  const unseen = before.filter(({ data }) => data === undefined).map(({ read }) => nounOf(read.tool));
  const staying = seen.filter(({ read }) => !read.changes);
  const changing = seen.filter(({ read }) => read.changes);
  const amount = amountOf(given, seen);
  const organization = organizationOf(seen, caller);
  const withTax = refund && formatMoney(refund.amount, refund.currency);
  const preview: Preview = {
    tool: name,
    title: tool.title,
    risk,
    environment: caller.environment,
    ...(organization !== undefined && { organization }),
    consequence: consequenceOf(call),
    arguments: inBounds(asGiven(given)),
    ...(amount !== undefined && { amount }),
    ...(amount !== undefined && withTax !== undefined && withTax !== amount && { with_tax_at_most: withTax }),
    now: shownOf(staying),
    ...(changing.length > 0 && { besides: shownOf(changing) }),
    ...(unseen.length > 0 && { not_seen: `${unseen.join(', ')}: this connection may not read that.` }),
  };
  return { preview, whole: staying.map(({ read, data }) => shown(read, data, (value) => value)) };
}

/** Which shop it is, by the connection or by what is affected. */
function organizationOf(before: readonly Before[], { organization, organizations }: Caller): string | undefined {
  type Owned = { organization_id?: string; product?: Owned | null; customer?: Owned | null };
  const owners = before
    .map(({ data }) => data as Owned)
    .map((data) => {
      return data.organization_id ?? data.product?.organization_id ?? data.customer?.organization_id;
    });
  const id = organization ?? owners.find((owner) => owner !== undefined);
  const slug = organizations.find((one) => one.id === id)?.slug ?? id;
  return slug === undefined ? undefined : harmless(slug);
}

/** What holds for what a call gives, or else for all calls of its tool. */
function consequenceOf({ tool: { consequence, consequences = {} }, given }: PolarCall): string {
  const own = Object.entries(consequences).filter(([name]) => given[name] !== undefined && given[name] !== null);
  if (own.length > 0) return own.map(([, words]) => words).join(' ');
  return consequence ?? 'This changes what is stored at Polar.';
}

const shownOf = (reads: readonly Before[]) =>
  Object.fromEntries(reads.map(({ read, data }) => [nounOf(read.tool), shown(read, data, inBounds)]));

function shown({ tool, fields }: GivenRead, data: unknown, cut: (value: unknown) => unknown): unknown {
  const answer = answerOf(tool);
  if (!('resource' in answer)) return undefined;
  const { resource } = answer;
  const { chosen } = chooseFields(fields, 'list', resource);
  const one = (value: unknown) =>
    show(value, resource, chosen, { reveals: [], isNamed: false, kind: 'list', hidden: new Set<string>() });
  if (answer.kind === 'one') return cut(one(data));
  const { items, pagination } = data as { items: unknown[]; pagination?: { total_count?: number } };
  return { total_count: pagination?.total_count, first: cut(items.map(one)) };
}

const inBounds = (value: unknown) => shrink(value, MAX_PREVIEWED_CHARACTERS, charactersOf).value;

/** The amount that a call names, in the currency of what was read. */
function amountOf({ amount }: Record<string, unknown>, before: readonly Before[]): string | undefined {
  const currencies = before.map(({ data }) => (data as { currency?: unknown }).currency);
  const currency = currencies.find((one) => typeof one === 'string');
  return typeof amount === 'number' && currency !== undefined ? formatMoney(amount, currency) : undefined;
}

/** Arguments whose value opens something. */
const SECRET_ARGUMENTS = ['key', 'secret'];

/** A model may have its arguments from anywhere. */
function asGiven(value: unknown): unknown {
  if (typeof value === 'string') return harmless(value);
  if (Array.isArray(value)) return value.map(asGiven);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, inner]) => [harmless(name), SECRET_ARGUMENTS.includes(name) ? MASK : asGiven(inner)] as const,
  );
  return Object.fromEntries(entries);
}
