import type { ReplacedObject } from '../../generated/tool.gen.ts';
import type { ToolName } from '../../generated/tools/index.gen.ts';
import { type FieldError, invalidArguments } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../lib/json.ts';
import { formatPath } from '../lib/names.ts';
import {
  type Caller,
  joiningProblems,
  type OperationCall,
  parsedArguments,
  uploadProblems,
} from '../operations/index.ts';
import type { PriorRead } from './advice/index.ts';
import { makeRead, targetRead } from './reads.ts';

/** A change whose arguments are right and complete. */
interface PreparedChange {
  /** The call as it is to be sent. */
  call: OperationCall;
  /** A sentence that names what is sent beside what the call gives. */
  kept?: string;
  /** The read that was made for it. */
  recent?: PriorRead;
}

/**
 * Checks and completes the arguments of a change, before anybody is asked and before anything but a read is sent.
 *
 * @throws CallError `invalid_arguments`, or the error of the read
 */
export async function prepareChange(call: OperationCall, caller: Caller, signal: AbortSignal): Promise<PreparedChange> {
  assertNoRedactionMarks(parsedArguments(call));
  assertPolarsRules(call);
  return completeReplacedObjects(call, caller, signal);
}

/** The marks in results where something was hidden or left out: see src/lib/text.ts and src/results/{show,shrink}.ts. */
const REDACTION_MARK =
  /\[nested too deeply to show\]|\[too large to show\]|\[secret\]|\[U\+[\dA-F]{4,6}\]|\u2026 \[\d+ more characters\]|\[\d+ invisible characters\]/;

/**
 * Refuses a value that was copied from a result with a mark in it: it would overwrite what the mark stands for.
 *
 * @throws CallError `invalid_arguments`
 */
export function assertNoRedactionMarks(given: Readonly<Record<string, unknown>>): void {
  const fields = marksIn(given, []);
  if (fields.length > 0) throw invalidArguments(fields);
}

function marksIn(value: unknown, path: readonly PropertyKey[]): FieldError[] {
  const error = (text: string, at = path) =>
    REDACTION_MARK.test(text) ? [{ path: formatPath(at), message: COPIED_MARK }] : [];
  if (typeof value === 'string') return error(value);
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return keys.flatMap((key) => [
    ...error(String(key), [...path, key]),
    ...marksIn((value as Record<PropertyKey, unknown>)[key], [...path, key]),
  ]);
}

const COPIED_MARK =
  'Holds a mark by which this server says what it hid or left out. Leave it out to keep what is there, or give the real text';

/** Judges a body: the problem of each path, or false. */
type Rule = (body: JsonObject) => [path: string, problem: string | false][];

/**
 * Refuses what Polar always refuses though its document allows it, before a person is asked. Rules here depend neither
 * on stored data nor on figures that Polar may change, so that they refuse nothing that Polar takes.
 *
 * @throws CallError `invalid_arguments`
 */
export function assertPolarsRules({ name, body }: OperationCall): void {
  if (!isJsonObject(body)) return;
  const problems = (RULES[name] ?? []).flatMap((rule) => rule(body));
  const fields = problems.flatMap(([path, message]) => (message ? [{ path, message }] : []));
  if (fields.length > 0) throw invalidArguments(fields);
}

const isGiven = (value: unknown) => value !== undefined && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';

/** Polar trims these texts before it checks them. */
const trimmed = (value: unknown) => (isText(value) ? value.trim() : '');

/** Top-level domains of RFC 2606, 6761 and 7686, and the domains that are kept for examples: none of them takes mail. */
const RESERVED_DOMAIN = /(^|\.)(test|invalid|localhost|local|onion|arpa|example|example\.(com|net|org))$/i;

/** Mail must reach the address at a dot path. */
const email =
  (path: string): Rule =>
  (body) => {
    const value = path
      .split('.')
      .reduce<unknown>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), body);
    const domain = isText(value) ? value.slice(value.lastIndexOf('@') + 1) : '';
    const problem = `Polar takes only addresses that mail can reach, and none at ${domain}: ask for the real one`;
    return [[path, RESERVED_DOMAIN.test(domain) && problem]];
  };

const discountCode: Rule = ({ code }) => {
  const text = trimmed(code);
  const isRight = text === '' || (/^[\p{L}\p{N}]+$/u.test(text) && [...text].length >= 3 && [...text].length <= 256);
  return [['code', !isRight && 'Expected 3 to 256 letters and digits, without spaces or signs']];
};

const discountMonths: Rule = ({ duration, duration_in_months: months }) => {
  const isRepeating = duration === 'repeating';
  const isOther = isText(duration) && !isRepeating;
  return [
    ['duration_in_months', isRepeating && !isGiven(months) && 'Required with the duration repeating'],
    ['duration_in_months', isOther && isGiven(months) && `Only with the duration repeating, not ${duration}`],
  ];
};

const discountDates: Rule = ({ starts_at: start, ends_at: end }) => [
  ['ends_at', isText(start) && isText(end) && Date.parse(start) >= Date.parse(end) && 'Must be after starts_at'],
];

const PRIVATE_HOST =
  /^(localhost|\[::1\]|(0|10|127)(\.\d+){3}|169\.254(\.\d+){2}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2})$/;

const webhookUrl: Rule = ({ url }) => {
  if (!isText(url) || !URL.canParse(url.trim())) return [];
  const { protocol, hostname } = new URL(url.trim());
  return [
    ['url', protocol !== 'https:' && 'Polar sends to https:// alone'],
    ['url', PRIVATE_HOST.test(hostname) && 'Polar sends to no address of a local or private network'],
  ];
};

const STATES: Record<string, string> = {
  US: 'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC',
  CA: 'AB BC MB NB NL NS NT NU ON PE QC SK YT',
};

const state =
  (path: string): Rule =>
  ({ [path]: address }) => {
    if (!isJsonObject(address) || !isText(address.state) || address.state === '') return [];
    const { country, state } = address as { country: string; state: string };
    const codes = Object.hasOwn(STATES, country) ? STATES[country]?.split(' ') : undefined;
    if (!codes) return [];
    const code = state.startsWith(`${country}-`) ? state.slice(country.length + 1) : state;
    const problem = `Expected the code of a state or province of ${country}, such as ${codes[4] ?? codes[0]}`;
    return [[`${path}.state`, !codes.includes(code) && problem]];
  };

const taxId =
  (id: string, address: string): Rule =>
  (body) => {
    const problem = `Required with ${id}: its country tells how to read it`;
    return [[address, trimmed(body[id]) !== '' && !isGiven(body[address]) && problem]];
  };

const trial: Rule = ({ trial_interval: interval, trial_interval_count: count }) => [
  [
    isGiven(interval) ? 'trial_interval_count' : 'trial_interval',
    isGiven(interval) !== isGiven(count) && 'trial_interval and trial_interval_count are given together',
  ],
];

const range =
  (noun: 'seats' | 'units'): Rule =>
  (body) => {
    const [least, given, most] = [body[`min_${noun}`], body[noun], body[`max_${noun}`]];
    const isAbove = (a: unknown, b: unknown) => typeof a === 'number' && typeof b === 'number' && a > b;
    return [
      [`min_${noun}`, isAbove(least, most) && `Must not be above max_${noun}`],
      [noun, isAbove(least, given) && `Must not be below min_${noun}`],
      [noun, isAbove(given, most) && `Must not be above max_${noun}`],
    ];
  };

const slug: Rule = ({ slug }) => [
  ['slug', isText(slug) && !/^[a-z0-9]+(-[a-z0-9]+)*$/i.test(slug) && 'Expected letters a-z, digits, and - between'],
];

/** A rule that another file judges. */
const judgedBy =
  (problemsOf: (body: JsonObject) => FieldError[]): Rule =>
  (body) =>
    problemsOf(body).map(({ path, message }) => [path, message]);

const RULES: { [tool in ToolName]?: readonly Rule[] } = {
  create_product: [trial],
  update_product: [trial],
  create_customer: [email('email'), email('owner.email'), state('billing_address'), taxId('tax_id', 'billing_address')],
  update_customer: [email('email'), state('billing_address')],
  create_member: [email('email')],
  update_member: [email('email')],
  assign_seat: [email('email')],
  update_order: [state('billing_address')],
  create_checkout_link: [trial],
  update_checkout_link: [trial],
  create_checkout: [
    email('customer_email'),
    state('customer_billing_address'),
    taxId('customer_tax_id', 'customer_billing_address'),
    trial,
    range('seats'),
    range('units'),
  ],
  update_checkout: [email('customer_email'), state('customer_billing_address'), trial],
  create_discount: [discountCode, discountMonths, discountDates],
  update_discount: [discountCode],
  create_webhook_endpoint: [webhookUrl],
  update_webhook_endpoint: [webhookUrl],
  start_file_upload: [judgedBy(uploadProblems)],
  complete_file_upload: [judgedBy(joiningProblems)],
  create_organization: [slug, email('email')],
  update_organization: [email('email')],
};

/**
 * Completes the objects that Polar replaces whole, where a call gives a part of them: reads them, and sends the rest
 * along. Where parts only make sense together, it refuses a call that would lose one. Polar has no conditional request,
 * so a change by somebody else between this read and the call is overwritten.
 *
 * @throws CallError `invalid_arguments`, or the error of the read
 */
async function completeReplacedObjects(
  call: OperationCall,
  caller: Caller,
  signal: AbortSignal,
): Promise<PreparedChange> {
  const partial = (call.operation.replacedObjects ?? []).filter((object) => isPartial(object, call));
  const target = partial.length > 0 ? targetRead(call) : undefined;
  if (!target) return { call };
  const recent = await makeRead(target, caller, signal);
  const now = recent.data as JsonObject;
  const body = { ...(call.body as JsonObject) };
  const kept: string[] = [];
  const fields: FieldError[] = [];
  for (const object of partial) {
    const { field } = object;
    // The settings of one type don't fit another. Polar refuses to change the type.
    if (isText(body.type) && isText(now.type) && body.type !== now.type) continue;
    const present = presentIn(now[field], object);
    const given = (body[field] ?? {}) as JsonObject;
    const missing = Object.keys(present).filter((name) => given[name] === undefined);
    if (object.partial === 'refused') {
      if (missing.length > 0) fields.push({ path: field, message: lossProblem(field, missing) });
      continue;
    }
    const prefix = `${field}.`;
    const dropped = call.dropped.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
    body[field] = without(merged(present, given), dropped);
    const added = missing.filter((name) => !dropped.includes(name));
    if (added.length > 0) kept.push(`${field}: ${added.join(', ')}`);
  }
  if (fields.length > 0) throw invalidArguments(fields);
  const checked = call.operation.body?.().safeParse(body);
  if (checked && !checked.success) {
    throw invalidArguments(partial.map(({ field }) => ({ path: field, message: GIVE_ALL })));
  }
  return {
    call: { ...call, body: checked?.data ?? body },
    recent,
    ...(kept.length > 0 && {
      kept: `Sent as they were just before, because Polar replaces these whole: ${kept.join('; ')}.`,
    }),
  };
}

const GIVE_ALL = 'Polar replaces it whole, and what is there could not be sent back as it is: give all of it';

const lossProblem = (field: string, names: readonly string[]) =>
  `Polar replaces the whole ${field}: ${names.join(', ')} would be lost. Give them too, or name what is to go in \`clear\``;

/** Whether a call gives something of an object, and not everything. */
function isPartial({ field, names, drops = [] }: ReplacedObject, { body, dropped }: OperationCall): boolean {
  if (drops.some((path) => dropped.includes(path))) return true;
  const given = (body as JsonObject | undefined)?.[field];
  return isJsonObject(given) && names.some((name) => given[name] === undefined);
}

/** The values at Polar of the fields that an update takes, without the empty ones. */
function presentIn(value: unknown, { names }: ReplacedObject): JsonObject {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter(([name, inner]) => names.includes(name) && inner !== null && inner !== ''));
}

/** Merges the objects within too: Polar replaces them with the object that they are in. */
function merged(present: JsonObject, given: JsonObject): JsonObject {
  const result = { ...present };
  for (const [name, value] of Object.entries(given)) {
    const before = present[name];
    result[name] = isJsonObject(before) && isJsonObject(value) ? merged(before, value) : value;
  }
  return result;
}

const without = (value: JsonObject, names: readonly string[]) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
