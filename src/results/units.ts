import { isJsonObject, type JsonObject } from '../lib/json.ts';

/**
 * The units of Polar's metrics, by the `type` of each. Polar converts all money to USD, in which it settles with everybody
 * (`server/polar/metrics/queries.py`, `clients/apps/web/src/utils/metrics.ts`). A percentage is a quotient (`metrics.py`).
 */
const UNITS: Readonly<Record<string, string>> = {
  currency: 'USD cents',
  currency_sub_cent: 'USD cents',
  percentage: 'shares of 1',
  scalar: 'numbers',
};

/** The same for a table of metrics, which doesn't tell one from another. */
export const UNITS_OF_TABLE = 'Money is in USD cents. Rates are shares of 1.';

/** The longest unit lists no more names where others have a unit too. */
const MAX_NAMED = 8;

/**
 * The units of the figures in an answer: unit → the names of its figures. Of many, the unit that most have is said of all others.
 *
 * @param metrics what Polar says of each figure, by its name
 * @returns undefined where there is none
 */
export function unitsOf(metrics: unknown): Record<string, string> | undefined {
  const byUnit = new Map<string, string[]>();
  for (const [name, metric] of Object.entries(isJsonObject(metrics) ? metrics : {})) {
    const unit = isJsonObject(metric) ? unitOf(metric) : undefined;
    if (unit === undefined) continue;
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), nameOf(name)]);
  }
  if (byUnit.size === 0) return undefined;
  const [[, most] = ['', []]] = [...byUnit].sort(([, a], [, b]) => b.length - a.length);
  const isLong = most.length > MAX_NAMED;
  return Object.fromEntries(
    Array.from(byUnit, ([unit, names]) => [
      unit,
      names === most && isLong ? (byUnit.size > 1 ? 'all others' : 'all') : names.join(', '),
    ]),
  );
}

function unitOf({ type }: JsonObject): string | undefined {
  if (typeof type !== 'string') return undefined;
  if (Object.hasOwn(UNITS, type)) return UNITS[type];
  return NAME.test(type) ? `of the new type "${type}"` : 'of a new type';
}

/** The form of Polar's names. A remark of this server's holds nothing of another form. */
const NAME = /^[a-z_]{1,60}$/;
const nameOf = (name: string) => (NAME.test(name) ? name : '…');
