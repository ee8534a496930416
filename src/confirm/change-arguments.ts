import type { ReplacedObject } from '../../generated/tool.gen.ts';
import type { ToolName } from '../../generated/tools/index.gen.ts';
import { type FieldError, invalidArguments } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../lib/json.ts';
import { formatPath } from '../lib/names.ts';
import { type Caller, type PolarCall, parseCall, parsedArguments, sendCall } from '../operations/index.ts';
import type { PriorRead } from './advice/index.ts';
import { targetRead } from './reads.ts';

/**
 * Checks and completes the arguments of a change, before anybody is asked and anything but a read is sent.
 *
 * @returns the call as it is to be sent, what was sent beside what was given, in words, and what was read for it
 * @throws CallError `invalid_arguments`, or as the read fails
 */
export async function prepareChange(call: PolarCall, caller: Caller, signal: AbortSignal): Promise<PreparedChange> {
  assertNoRedactionMarks(parsedArguments(call));
  assertPolarsRules(call);
  return completeWholeObjects(call, caller, signal);
}

interface PreparedChange {
  call: PolarCall;
  kept?: string;
  read?: PriorRead;
}

/** Results have such a mark where something was hidden or left out: see src/lib/text.ts and src/results/{show,shrink}.ts. */
const REDACTION_MARK =
  /\[nested too deeply to show\]|\[too large to show\]|\[secret\]|\[U\+[\dA-F]{4,6}\]|\u2026 \[\d+ more characters\]|\[\d+ invisible characters\]/;

/**
 * A change with a mark of ours in it was copied from a result, and would put the mark in the place of what it hides.
 *
 * @throws CallError `invalid_arguments`
 */
export function assertNoRedactionMarks(given: Readonly<Record<string, unknown>>): void {
  const fields = marksIn(given, []);
  if (fields.length === 0) return;
  throw invalidArguments(fields);
}

function marksIn(value: unknown, path: readonly PropertyKey[]): FieldError[] {
  if (typeof value === 'string')
    return REDACTION_MARK.test(value) ? [{ path: formatPath(path), message: COPIED_MARK }] : [];
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return keys.flatMap((key) => [
    ...(REDACTION_MARK.test(String(key)) ? [{ path: formatPath([...path, key]), message: COPIED_MARK }] : []),
    ...marksIn((value as Record<PropertyKey, unknown>)[key], [...path, key]),
  ]);
}

const COPIED_MARK =
  'Holds a mark by which this server says what it hid or left out. Leave it out to keep what is there, or give the real text';

type Rule = (body: JsonObject) => (FieldError | false)[];

/**
 * Refuses what Polar always refuses though its document allows it, before a person is asked. Only rules that don't
 * depend on what is stored, nor on figures that Polar may change, stand here: whatever Polar takes must pass.
 *
 * @throws CallError `invalid_arguments`
 */
export function assertPolarsRules({ name, body }: PolarCall): void {
  if (!isJsonObject(body)) return;
  const fields = (RULES[name] ?? []).flatMap((rule) => rule(body)).filter((error) => error !== false);
  if (fields.length > 0) throw invalidArguments(fields);
}

const isGiven = (value: unknown) => value !== undefined && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';

/** Top-level domains of RFC 2606, 6761 and 7686, and the domains that are kept for examples: none of them takes mail. */
const RESERVED_DOMAIN = /(^|\.)(test|invalid|localhost|local|onion|arpa|example|example\.(com|net|org))$/i;

/** An address to which mail can go, at a dot path. */
const email =
  (path: string): Rule =>
  (body) => {
    const value = path
      .split('.')
      .reduce<unknown>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), body);
    const domain = isText(value) ? value.slice(value.lastIndexOf('@') + 1) : '';
    return [
      RESERVED_DOMAIN.test(domain) && {
        path,
        message: `Polar takes only addresses that mail can reach, and none at ${domain}: ask for the real one`,
      },
    ];
  };

/** A text without the white space around it, which Polar takes off before it looks at it. */
const trimmed = (value: unknown) => (isText(value) ? value.trim() : '');

const discountCode: Rule = ({ code }) => {
  const text = trimmed(code);
  const isRight = text === '' || (/^[\p{L}\p{N}]+$/u.test(text) && [...text].length >= 3 && [...text].length <= 256);
  return [!isRight && { path: 'code', message: 'Expected 3 to 256 letters and digits, without spaces or signs' }];
};

const discountMonths: Rule = ({ duration, duration_in_months: months }) => [
  duration === 'repeating' &&
    !isGiven(months) && { path: 'duration_in_months', message: 'Required with the duration repeating' },
  isText(duration) &&
    duration !== 'repeating' &&
    isGiven(months) && { path: 'duration_in_months', message: `Only with the duration repeating, not ${duration}` },
];

const discountDates: Rule = ({ starts_at: start, ends_at: end }) => [
  isText(start) &&
    isText(end) &&
    Date.parse(start) >= Date.parse(end) && { path: 'ends_at', message: 'Must be after starts_at' },
];

const PRIVATE_HOST =
  /^(localhost|\[::1\]|(0|10|127)(\.\d+){3}|169\.254(\.\d+){2}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2})$/;

const webhookUrl: Rule = ({ url }) => {
  if (!isText(url) || !URL.canParse(url.trim())) return [];
  const { protocol, hostname } = new URL(url.trim());
  return [
    protocol !== 'https:' && { path: 'url', message: 'Polar sends to https:// alone' },
    PRIVATE_HOST.test(hostname) && { path: 'url', message: 'Polar sends to no address of a local or private network' },
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
    const code = state.startsWith(`${country}-`) ? state.slice(country.length + 1) : state;
    return [
      codes !== undefined &&
        !codes.includes(code) && {
          path: `${path}.state`,
          message: `Expected the code of a state or province of ${country}, such as ${codes[4] ?? codes[0]}`,
        },
    ];
  };

/** The country decides how a tax id is read. */
const taxId =
  (id: string, address: string): Rule =>
  (body) => [
    trimmed(body[id]) !== '' &&
      !isGiven(body[address]) && { path: address, message: `Required with ${id}: its country tells how to read it` },
  ];

const trial: Rule = ({ trial_interval: interval, trial_interval_count: count }) => [
  isGiven(interval) !== isGiven(count) && {
    path: isGiven(interval) ? 'trial_interval_count' : 'trial_interval',
    message: 'trial_interval and trial_interval_count are given together',
  },
];

const range =
  (noun: 'seats' | 'units'): Rule =>
  (body) => {
    const [least, given, most] = [body[`min_${noun}`], body[noun], body[`max_${noun}`]];
    const isAbove = (a: unknown, b: unknown) => typeof a === 'number' && typeof b === 'number' && a > b;
    return [
      isAbove(least, most) && { path: `min_${noun}`, message: `Must not be above max_${noun}` },
      isAbove(least, given) && { path: noun, message: `Must not be below min_${noun}` },
      isAbove(given, most) && { path: noun, message: `Must not be above max_${noun}` },
    ];
  };

const slug: Rule = ({ slug }) => [
  isText(slug) &&
    !/^[a-z0-9]+(-[a-z0-9]+)*$/i.test(slug) && { path: 'slug', message: 'Expected letters a-z, digits, and - between' },
];

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
  create_organization: [slug, email('email')],
  update_organization: [email('email')],
};

/**
 * Polar replaces some objects whole. Where a call gives a part of one, what is there now is read just before, and sent
 * with it; or, for what only makes sense together, the call is refused while it would lose something. What somebody
 * else changes between the read and the call is overwritten with what was read.
 *
 * @returns the call as it is to be sent, what was sent beside what was given, in words, and what was read for it
 * @throws CallError `invalid_arguments`, or as the read fails
 */
async function completeWholeObjects(call: PolarCall, caller: Caller, signal: AbortSignal): Promise<PreparedChange> {
  const partial = (call.operation.replacedObjects ?? []).filter((object) => isPartial(object, call));
  const read = partial.length > 0 ? targetRead(call) : undefined;
  if (!read) return { call };
  const now = (await sendCall(parseCall(read.tool, read.arguments, caller), caller, { signal })) as JsonObject;
  const body = { ...(call.body as JsonObject) };
  const kept: string[] = [];
  const fields: FieldError[] = [];
  for (const whole of partial) {
    const { field } = whole;
    // Settings of another type are none of this one's: Polar refuses that the type changes.
    if (typeof body.type === 'string' && typeof now.type === 'string' && body.type !== now.type) continue;
    const present = presentIn(now[field], whole);
    const given = (body[field] ?? {}) as JsonObject;
    const missing = Object.keys(present).filter((name) => given[name] === undefined);
    if (whole.partial === 'refused') {
      if (missing.length > 0) fields.push({ path: field, message: wouldLose(field, missing) });
      continue;
    }
    const dropped = call.dropped
      .filter((path) => path.startsWith(`${field}.`))
      .map((path) => path.slice(field.length + 1));
    body[field] = without(merged(present, given), dropped);
    const added = missing.filter((name) => !dropped.includes(name));
    if (added.length > 0) kept.push(`${field}: ${added.join(', ')}`);
  }
  if (fields.length > 0) throw invalidArguments(fields);
  const checked = call.operation.body?.().safeParse(body);
  if (checked && !checked.success)
    throw invalidArguments(partial.map(({ field }) => ({ path: field, message: GIVE_ALL })));
  return {
    call: { ...call, body: checked?.data ?? body },
    read: { read, data: now },
    ...(kept.length > 0 && {
      kept: `Sent as they were just before, because Polar replaces these whole: ${kept.join('; ')}.`,
    }),
  };
}

const GIVE_ALL = 'Polar replaces it whole, and what is there could not be sent back as it is: give all of it';

const wouldLose = (field: string, names: readonly string[]) =>
  `Polar replaces the whole ${field}: ${names.join(', ')} would be lost. Give them too, or "" for what is to go`;

/** Whether a call gives something of an object, and not everything. */
function isPartial({ field, names, drops = [] }: ReplacedObject, { body, dropped }: PolarCall): boolean {
  if (drops.some((path) => dropped.includes(path))) return true;
  const given = (body as JsonObject | undefined)?.[field];
  return isJsonObject(given) && names.some((name) => given[name] === undefined);
}

/** The present values at Polar of the fields that an update takes. */
function presentIn(value: unknown, { names }: ReplacedObject): JsonObject {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter(([name, inner]) => names.includes(name) && inner !== null && inner !== ''));
}

/** Objects within are merged too: they are parts of the one that is replaced. */
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
