import type { Whole } from '../../generated/tool.gen.ts';
import { type FieldError, invalidArguments } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../lib/json.ts';
import { type Caller, type PolarCall, parseCall, sendCall } from '../operations/index.ts';
import { type Before, targetRead } from './reads.ts';

/**
 * Polar replaces some objects whole. Where a call gives a part of one, what is there now is read just before, and sent
 * with it; or, for what only makes sense together, the call is refused while it would lose something. What somebody
 * else changes between the read and the call is overwritten with what was read.
 *
 * @returns the call as it is to be sent, what was sent beside what was given, in words, and what was read for it
 * @throws CallError `invalid_arguments`, or as the read fails
 */
export async function completeWhole(
  call: PolarCall,
  caller: Caller,
  signal: AbortSignal,
): Promise<{ call: PolarCall; kept?: string; read?: Before }> {
  const partial = (call.operation.whole ?? []).filter((whole) => isPartial(whole, call));
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
      if (missing.length > 0) fields.push({ path: field, message: losing(field, missing) });
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

const losing = (field: string, names: readonly string[]) =>
  `Polar replaces the whole ${field}: ${names.join(', ')} would be lost. Give them too, or "" for what is to go`;

/** Whether a call gives something of an object, and not everything. */
function isPartial({ field, names, drops = [] }: Whole, { body, dropped }: PolarCall): boolean {
  if (drops.some((path) => dropped.includes(path))) return true;
  const given = (body as JsonObject | undefined)?.[field];
  return isJsonObject(given) && names.some((name) => given[name] === undefined);
}

/** The present values at Polar of the fields that an update takes. */
function presentIn(value: unknown, { names }: Whole): JsonObject {
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
