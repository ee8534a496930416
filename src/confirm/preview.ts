import { views } from '../../generated/resources.gen.ts';
import type { PolarEnvironment } from '../../settings/polar.ts';
import type { WriteRisk } from '../config/index.ts';
import type { Money } from '../ledger/index.ts';
import { isJsonObject, objectOfAll } from '../lib/json.ts';
import { moneyInWords } from '../lib/money.ts';
import { SECRET_MASK, sanitize } from '../lib/text.ts';
import {
  type Caller,
  type OperationCall,
  ORGANIZATION_ARGUMENT,
  parsedArguments,
  sentArguments,
} from '../operations/index.ts';
import { charactersOf, chooseFields, shapeOf, show } from '../results/index.ts';
import type { Advice, Page, PlannedRead, PriorRead } from './advice/index.ts';
import { type Names, toolsThatName } from './names.ts';
import { answerKindOf, nounOf, ownerOf } from './reads.ts';
import { fitToLimit } from './summary/index.ts';

/** The effects of a change. A yes covers all that is shown: when any of it differs later, the person is asked again. */
export interface Preview {
  tool: string;
  title: string;
  risk: WriteRisk;
  environment: PolarEnvironment;
  /** The slug of the organization, or its id. */
  organization?: string;
  consequence: string;
  /** In one line, who would get which access, data or goods. */
  exposes?: string;
  /** The arguments, as they are sent. A list that is too long is summed up. */
  arguments: unknown;
  /** The amount that the change is about, with its currency. */
  amount?: string;
  /** The most that a refund pays back, with tax. */
  with_tax_at_most?: string;
  /** The affected things as Polar has them now, by noun: the fields by which a person recognises each. */
  now: Record<string, unknown>;
  /** The same for things that change by themselves: a yes isn't bound to them. */
  besides?: Record<string, unknown>;
  /** Says which reads failed, and why. */
  not_seen?: string;
  /** By id, the names of things in `arguments` and `now`. A yes is bound to the ids. */
  names?: Names;
  /** Names each part of a read that is cut, and what is shown of it: `subscription.prices: 5 of 200`. */
  left_out?: string[];
}

/** All that a yes is bound to: a preview, and the same data before it was cut. */
export interface BoundPreview {
  preview: Preview;
  uncut: unknown;
  /** The tools by which it was read. */
  reads: readonly string[];
}

/**
 * The preview of a change.
 *
 * @param before the reads that were made for it
 * @param advice the advice by these reads
 */
export function previewOf(
  call: OperationCall,
  risk: WriteRisk,
  before: readonly PriorRead[],
  caller: Caller,
  advice: Advice = {},
): BoundPreview {
  const { name, tool } = call;
  const given = parsedArguments(call);
  const seen = before.filter(({ data }) => data !== undefined);
  const unseen = [unseenOf(before, 'forbidden'), unseenOf(before, 'failed')].filter(Boolean).join(' ');
  const shownBesides = Object.keys(advice.besides ?? {});
  const shown = seen
    .filter(({ read }) => !read.quiet)
    .map(({ read, data }) => ({ read, thing: showRead(read, advice.shows?.[read.tool] ?? data, call, shownBesides) }));
  const staying = shown.filter(({ read }) => !read.changes);
  const changing = shown.filter(({ read }) => read.changes);
  const amount = moneyText(advice.amount) ?? amountOf(given, seen);
  const organization = organizationOf(call, seen, caller);
  const withTax = moneyText(advice.refund);
  const leftOut: string[] = [];
  const shorten: Shorten = (noun, value, resource) => {
    const { value: fitting, cut } = fitToLimit(value, MAX_PREVIEWED_CHARACTERS, charactersOf, resource);
    leftOut.push(...cut.map((what) => `${noun}.${what}`));
    return fitting;
  };
  const besides = { ...fitByNoun(changing, shorten), ...sanitizedThings(advice.besides, shorten) };
  const now = { ...fitByNoun(staying, shorten), ...sanitizedThings(advice.now, shorten) };
  const shownArguments = shorten('arguments', sanitized(withoutSecrets(given)));
  const preview: Preview = {
    tool: name,
    title: tool.title,
    risk,
    environment: caller.environment,
    ...(organization !== undefined && { organization }),
    consequence: advice.consequence || consequenceOf(call, risk),
    ...(advice.exposes && { exposes: advice.exposes }),
    arguments: shownArguments,
    ...(amount !== undefined && { amount }),
    ...(amount !== undefined && withTax !== undefined && withTax !== amount && { with_tax_at_most: withTax }),
    now,
    ...(Object.keys(besides).length > 0 && { besides }),
    ...(unseen !== '' && { not_seen: unseen }),
    ...(leftOut.length > 0 && { left_out: leftOut }),
  };
  const reads = [...new Set([...before.map(({ read }) => read.tool), ...toolsThatName(call)])];
  return { preview, uncut: [...staying.map(({ thing }) => thing), advice.now ?? null], reads };
}

const WHY_UNSEEN = { forbidden: 'this connection may not read that.', failed: 'Polar fails at showing that.' } as const;

function unseenOf(before: readonly PriorRead[], why: keyof typeof WHY_UNSEEN): string | undefined {
  const nouns = new Set(before.filter(({ unseen }) => unseen === why).map(({ read }) => nounOf(read.tool)));
  return nouns.size > 0 ? `${[...nouns].join(', ')}: ${WHY_UNSEEN[why]}` : undefined;
}

const moneyText = (money: Money | undefined) => money && moneyInWords(money.amount, money.currency);

/** Advice shows things from Polar's answers, which hold text that others wrote. */
const sanitizedThings = (things: Readonly<Record<string, unknown>> = {}, shorten: Shorten) =>
  Object.fromEntries(Object.entries(things).map(([noun, value]) => [noun, shorten(noun, sanitized(value))]));

/**
 * The organization that the connection is for, that the call names, or that owns what is affected: its slug, or its id if that
 * isn't known.
 */
function organizationOf(
  call: OperationCall,
  before: readonly PriorRead[],
  { organization, organizations }: Caller,
): string | undefined {
  const { [ORGANIZATION_ARGUMENT]: named } = sentArguments(call);
  // Polar takes ids in capitals, and answers them in small letters.
  const ids = [organization, typeof named === 'string' ? named.toLowerCase() : undefined, ...before.map(ownerOf)];
  const id = ids.find((one) => one !== undefined);
  const slug = organizations.find((one) => one.id === id)?.slug ?? id;
  return slug === undefined ? undefined : sanitize(slug);
}

/** The catalog's consequences of the given arguments, or else of the tool. */
function consequenceOf(call: OperationCall, risk: WriteRisk): string {
  if (risk === 'write') return 'This changes what is stored at Polar.';
  const { consequence, consequences = {} } = call.tool;
  // A field counts if the call names it and it is sent. The call to Polar also has the rest of objects that Polar replaces whole.
  const [sent, given] = [parsedArguments(call), call.given];
  const own = Object.entries(consequences).filter(([path]) =>
    [sent, given].every((one) => isGiven(one, path.split('.'))),
  );
  if (own.length > 0) return own.map(([, words]) => words).join(' ');
  return consequence ?? '';
}

/** Whether there is a value at a path. JSON text counts as if it had each. */
function isGiven(value: unknown, [name, ...inner]: string[]): boolean {
  if (name === undefined) return value !== undefined && value !== null;
  if (typeof value === 'string') return true;
  return isJsonObject(value) && isGiven(value[name], inner);
}

/** The part of a read that a preview shows: the fields of one thing, the first items of a list, or nothing of a table. */
type Shown = object | ShownList | undefined;

interface ShownList {
  total_count: number | undefined;
  first: unknown[];
}

/** @param shownBesides the fields that the advice shows, because they change by themselves */
function showRead(
  { tool, fields }: PlannedRead,
  data: unknown,
  call: OperationCall,
  shownBesides: readonly string[],
): Shown {
  const answer = answerKindOf(tool);
  if (!('resource' in answer)) return undefined;
  const { resource } = answer;
  const showFields = (value: unknown, paths: readonly string[] | undefined, isNamed: boolean) => {
    const { chosen } = chooseFields(paths, 'list', resource);
    return show(value, resource, chosen, { reveals: [], isNamed, kind: 'list', hidden: new Set<string>() }) as object;
  };
  if (answer.kind === 'list') {
    const { items, pagination } = data as Page<unknown>;
    return { total_count: pagination?.total_count, first: items.map((item) => showFields(item, fields, false)) };
  }
  const changing = tool === call.operation.target?.tool ? fieldsToChange(call, resource, shownBesides) : [];
  // Shows a field that is empty now, too, if the call gives it.
  const present = changing.length > 0 ? showFields(data, changing, true) : {};
  return { ...showFields(data, fields, false), ...present };
}

/** Makes a thing fit a preview, and notes what was left out of it. */
type Shorten = (noun: string, value: unknown, resource?: string) => unknown;

/** Makes each thing fit a preview; of a list, its items. */
const fitByNoun = (shown: readonly { read: PlannedRead; thing: Shown }[], shorten: Shorten) =>
  Object.fromEntries(
    shown.map(({ read: { tool }, thing }) => {
      const [noun, answer] = [nounOf(tool), answerKindOf(tool)];
      const resource = 'resource' in answer ? answer.resource : undefined;
      return [
        noun,
        answer.kind === 'list' ? fitList(noun, thing as ShownList, shorten) : thing && shorten(noun, thing, resource),
      ];
    }),
  );

/** A list that is too long is summed up as far as it was read. */
function fitList(noun: string, { total_count, first }: ShownList, shorten: Shorten) {
  const items = shorten(noun, first);
  return Array.isArray(items) ? { total_count, first: items } : { total_count, summary: items };
}

/** The fields that an update gives or empties, as paths of the preview. */
function fieldsToChange(
  { operation, body }: OperationCall,
  resource: string,
  shownBesides: readonly string[],
): string[] {
  if (!operation.partial) return [];
  const shape = shapeOf(resource) ?? {};
  const { list = [], one = [] } = views[resource] ?? {};
  return Object.keys((body ?? {}) as object)
    .filter((name) => Object.hasOwn(shape, name) && shape[name] !== '!' && !shownBesides.includes(name))
    .flatMap((name) => {
      const parts = [...list, ...one].filter((path) => path.startsWith(`${name}.`));
      return parts.length > 0 ? parts : [name];
    });
}

/** The longest that a preview shows of one thing. */
const MAX_PREVIEWED_CHARACTERS = 4000;

/** The amount among the arguments, in the currency of what was read. */
function amountOf({ amount }: Record<string, unknown>, before: readonly PriorRead[]): string | undefined {
  const currencies = before.map(({ data }) => (data as { currency?: unknown }).currency);
  const currency = currencies.find((one) => typeof one === 'string');
  return typeof amount === 'number' && currency !== undefined ? moneyInWords(amount, currency) : undefined;
}

/** The arguments whose values are secrets. A key of metadata that is called so is none: prices may depend on it. */
const SECRET_ARGUMENTS = ['key', 'secret'];

const withoutSecrets = (given: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, SECRET_ARGUMENTS.includes(name) ? SECRET_MASK : value]),
  );

/** Makes arguments harmless: a model may have taken them from anywhere. */
function sanitized(value: unknown): unknown {
  if (typeof value === 'string') return sanitize(value);
  if (Array.isArray(value)) return value.map(sanitized);
  if (typeof value !== 'object' || value === null) return value;
  return objectOfAll(Object.entries(value).map(([name, inner]) => [sanitize(name), sanitized(inner)] as const));
}
