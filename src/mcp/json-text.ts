import type * as z from 'zod';
import type { $ZodIssue } from 'zod/v4/core';
import { UNKNOWN_ARGUMENT } from '../../generated/runtime.gen.ts';

type Path = readonly PropertyKey[];
type Result<T> = z.ZodSafeParseResult<T>;

/** Text inside of text inside of text is nobody's mistake any more. */
const MAX_ROUNDS = 3;
const STRUCTURES = new Set(['object', 'record', 'array']);

/**
 * Checks a value. Some clients send a nested object or list as JSON text: where only an object or a list fits, and such
 * text came, it is read and the value checked again.
 *
 * @returns the last check's result, and the value as it was read
 */
export function readJsonText<T>(value: unknown, check: (value: unknown) => Result<T>): [Result<T>, unknown] {
  let current = value;
  let result = check(current);
  for (let round = 0; round < MAX_ROUNDS && !result.success; round++) {
    let isRead = false;
    for (const path of wantsStructure(result.error.issues)) {
      const structure = parse(
        path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown>)?.[part], current),
      );
      if (structure === undefined) continue;
      current = replace(current, path, structure);
      isRead = true;
    }
    if (!isRead) break;
    result = check(current);
  }
  return [result, current];
}

/** Where every case wants an object or a list, or doesn't know the field. */
function wantsStructure(issues: readonly $ZodIssue[]): Path[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'invalid_type') return STRUCTURES.has(issue.expected) ? [issue.path] : [];
    if (issue.code !== 'invalid_union') return [];
    const branches = issue.errors.map((branch) => ({
      wanted: wantsStructure(branch),
      unknown: branch.filter(({ message }) => message === UNKNOWN_ARGUMENT).map(({ path }) => path),
    }));
    const found = new Map(branches.flatMap(({ wanted }) => wanted.map((path) => [String(path), path])));
    const inAll = [...found.values()].filter((path) =>
      branches.every(({ wanted, unknown }) => [...wanted, ...unknown].some((other) => String(other) === String(path))),
    );
    return inAll.map((path) => [...issue.path, ...path]);
  });
}

function parse(text: unknown): object | undefined {
  if (typeof text !== 'string' || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

function replace(value: unknown, [name, ...rest]: Path, structure: object): unknown {
  if (name === undefined) return structure;
  const below = replace((value as Record<PropertyKey, unknown>)[name], rest, structure);
  if (Array.isArray(value)) return value.map((item, i) => (i === name ? below : item));
  return Object.fromEntries(Object.entries(value as object).map(([key, child]) => [key, key === name ? below : child]));
}
