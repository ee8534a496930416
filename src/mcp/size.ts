import { CallError } from '../errors.ts';
import { MAX_ARGUMENT_DEPTH, MAX_ARGUMENT_VALUES } from '../limits.ts';

/**
 * Checking costs time for each value, and a case of a union for each; deep values overflow the stack.
 *
 * @throws CallError `invalid_arguments` for more than anyone means
 */
export function checkSize(value: unknown): void {
  const waiting: [value: unknown, depth: number][] = [[value, 1]];
  let count = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [current, depth] = next;
    count += 1;
    if (count > MAX_ARGUMENT_VALUES) throw tooMuch(`hold more than ${MAX_ARGUMENT_VALUES} values; send them in parts`);
    if (typeof current !== 'object' || current === null) continue;
    if (depth > MAX_ARGUMENT_DEPTH) throw tooMuch(`are nested more than ${MAX_ARGUMENT_DEPTH} deep`);
    for (const child of Object.values(current)) waiting.push([child, depth + 1]);
  }
}

function tooMuch(what: string): CallError {
  return new CallError('invalid_arguments', `These arguments ${what}. Nothing was sent to Polar.`);
}
