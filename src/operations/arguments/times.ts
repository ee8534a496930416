import type { FieldError } from '../../errors.ts';

/**
 * An error for each time that begins after its end. Polar calls that an interval that is too small, or finds nothing.
 *
 * @param params path and query of a call: `start_date` goes with `end_date`
 */
export function reversedTimes(params: Readonly<Record<string, unknown>>): FieldError[] {
  return Object.entries(params).flatMap(([name, start]) => {
    const end = params[name.replace(/^start_/, 'end_')];
    if (!name.startsWith('start_') || typeof start !== 'string' || typeof end !== 'string') return [];
    if (Date.parse(start) <= Date.parse(end)) return [];
    const message = `Expected a time that is not before ${name}, got ${JSON.stringify(end)}`;
    return [{ path: name.replace(/^start_/, 'end_'), message }];
  });
}
