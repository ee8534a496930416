import { type FieldError, invalidArguments } from '../errors.ts';
import { formatPath } from '../lib/names.ts';

/** Results have such a mark where something was hidden or left out: see src/lib/text.ts and src/results/{show,shrink}.ts. */
const MARK =
  /\[nested too deeply to show\]|\[too large to show\]|\[secret\]|\[U\+[\dA-F]{4,6}\]|\u2026 \[\d+ more characters\]|\[\d+ invisible characters\]/;

/**
 * A change with a mark of ours in it was copied from a result, and would put the mark in the place of what it hides.
 *
 * @throws CallError `invalid_arguments`
 */
export function refuseMarks(given: Readonly<Record<string, unknown>>): void {
  const fields = marksIn(given, []);
  if (fields.length === 0) return;
  throw invalidArguments(fields);
}

function marksIn(value: unknown, path: readonly PropertyKey[]): FieldError[] {
  if (typeof value === 'string') return MARK.test(value) ? [{ path: formatPath(path), message: COPIED }] : [];
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return keys.flatMap((key) => [
    ...(MARK.test(String(key)) ? [{ path: formatPath([...path, key]), message: COPIED }] : []),
    ...marksIn((value as Record<PropertyKey, unknown>)[key], [...path, key]),
  ]);
}

const COPIED =
  'Holds a mark by which this server says what it hid or left out. Leave it out to keep what is there, or give the real text';
