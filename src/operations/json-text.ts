import type * as z from 'zod';
import type { $ZodIssue } from 'zod/v4/core';

import { checkJsonText } from './call-size.ts';

type Path = readonly PropertyKey[];
type Fields = Record<PropertyKey, unknown>;
type Result<T> = z.ZodSafeParseResult<T>;

/** Text inside of text inside of text is nobody's mistake any more. */
const MAX_ROUNDS = 3;
const STRUCTURES = new Set(['object', 'record', 'array']);
/** Zod refuses an id, or one of a few values, with these codes: where several may be given, the text may be a list of them. */
const NO_SUCH_TEXT = new Set(['invalid_format', 'invalid_value']);

/**
 * Checks a value. Some clients send a nested object or list as JSON text: where only an object or a list fits, and such
 * text came, it is read and the value checked again.
 *
 * @param maxValues that one such text may hold
 * @returns the last check's result, and the value as it was read
 * @throws CallError `invalid_arguments` for a text that holds more, or is nested too deeply
 */
export function readJsonText<T>(
  value: unknown,
  maxValues: number,
  check: (value: unknown) => Result<T>,
): [Result<T>, unknown] {
  let current = value;
  let result = check(current);
  for (let round = 0; round < MAX_ROUNDS && !result.success; round++) {
    const read = readAt(current, wantsStructure(result.error.issues), maxValues);
    if (read === undefined) break;
    current = read;
    result = check(current);
  }
  return [result, current];
}

/** Where an object or a list fits, and the text that came doesn't: in a union, no case takes it. */
function wantsStructure(issues: readonly $ZodIssue[]): Path[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'invalid_type') return STRUCTURES.has(issue.expected) ? [issue.path] : [];
    if (NO_SUCH_TEXT.has(issue.code)) return [issue.path];
    if (issue.code !== 'invalid_union') return [];
    const wanted = issue.errors.map(wantsStructure);
    // Sets, because a long list can be wrong in each of its items.
    const refused = issue.errors.map(
      (branch, i) => new Set([...(wanted[i] ?? []), ...branch.map(({ path }) => path)].map(String)),
    );
    const found = new Map(wanted.flat().map((path) => [String(path), path]));
    const byAll = [...found].filter(([key]) => refused.every((paths) => paths.has(key)));
    return byAll.map(([, path]) => [...issue.path, ...path]);
  });
}

/** A copy of the value with what is JSON text at these paths read; undefined when there is none. */
function readAt(value: unknown, paths: readonly Path[], maxValues: number): unknown {
  const root = { value: structuredClone(value) };
  let isRead = false;
  for (const path of paths) {
    const [last = '', ...above] = ['value', ...path].reverse();
    const parent = above.reverse().reduce<unknown>((at, part) => (at as Fields | undefined)?.[part], root);
    const fields = parent as Fields | undefined;
    const structure = parse(fields?.[last], maxValues);
    if (!fields || structure === undefined) continue;
    fields[last] = structure;
    isRead = true;
  }
  return isRead ? root.value : undefined;
}

function parse(text: unknown, maxValues: number): object | undefined {
  if (typeof text !== 'string' || !/^\s*[[{]/.test(text)) return undefined;
  checkJsonText(text, maxValues);
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
