import { CallError } from '../errors.ts';
import { MAX_ARGUMENT_DEPTH, MAX_ARGUMENT_VALUES } from '../limits.ts';

/**
 * Before the schemas look: they take time for each value and each case of a union, the stack ends with what is nested
 * too deeply, and zod would drop a field called __proto__ without a word.
 *
 * @throws CallError `invalid_arguments` for what nobody means
 */
export function checkShape(value: unknown): void {
  const waiting: [value: unknown, depth: number][] = [[value, 1]];
  let count = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [current, depth] = next;
    count += 1;
    if (count > MAX_ARGUMENT_VALUES)
      throw unusable(`hold more than ${MAX_ARGUMENT_VALUES} values`, 'Send them in parts.');
    if (typeof current !== 'object' || current === null) continue;
    if (depth > MAX_ARGUMENT_DEPTH) throw unusable(`are nested more than ${MAX_ARGUMENT_DEPTH} deep`);
    if (Object.hasOwn(current, '__proto__')) throw unusable('have a field called __proto__, which nothing can hold');
    for (const child of Object.values(current)) waiting.push([child, depth + 1]);
  }
}

function unusable(what: string, whatToDo?: string): CallError {
  return new CallError('invalid_arguments', `These arguments ${what}; nothing was sent to Polar.`, {
    ...(whatToDo !== undefined && { whatToDo }),
  });
}
