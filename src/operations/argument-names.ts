import { type FieldError, invalidArguments } from '../errors.ts';
import { formatPath } from '../lib/names.ts';

type Arguments = Record<string, unknown>;

/**
 * Calls each argument by its own name, where a client wrote another that can only mean it.
 *
 * @param aliases other names → the argument
 * @throws CallError `invalid_arguments` when an argument came under two names with different values
 */
export function withOwnNames(aliases: Readonly<Record<string, string>> | undefined, given: Arguments): Arguments {
  const nameOf = (name: string) => (aliases && Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name);
  const entries = Object.entries(given);
  if (entries.every(([name]) => nameOf(name) === name)) return given;
  // The own names come first, so that an error is about the other name.
  const ordered = [
    ...entries.filter(([name]) => nameOf(name) === name),
    ...entries.filter(([name]) => nameOf(name) !== name),
  ];
  const read = new Map<string, unknown>();
  const fields: FieldError[] = [];
  for (const [name, value] of ordered) {
    const own = nameOf(name);
    const other = read.get(own);
    if (!isGiven(other)) read.set(own, value);
    else if (isGiven(value) && JSON.stringify(value) !== JSON.stringify(other)) {
      fields.push({
        path: formatPath([name]),
        message: `It means ${own}, which came with another value: give ${own} alone`,
      });
    }
  }
  if (fields.length > 0) throw invalidArguments(fields);
  return Object.fromEntries(read);
}

const isGiven = (value: unknown) => value !== undefined && value !== null;
