import { isJson, type Json } from '../shown.ts';

/** What a figure counts. Figures of different units never share an axis. */
export type Unit = { kind: 'money'; currency: string } | { kind: 'share' } | { kind: 'number' };

/** One figure over the periods of a result. */
export interface Figure {
  slug: string;
  name: string;
  unit: Unit;
  /** One for each period, in minor units and shares of 1 as the result has them; undefined where it has none. */
  values: readonly (number | undefined)[];
  /** Of the whole time, as Polar computes it: a sum, or how it stands at the end. */
  total: number | undefined;
}

export interface Figures {
  /** When each period begins: a date, or an instant. */
  starts: readonly string[];
  figures: readonly Figure[];
}

/**
 * Reads the figures of a result of `get_metrics` or `get_meter_quantities`; undefined where it has no periods.
 *
 * @param asked the figures that the call named, in its order
 */
export function readFigures({ periods, quantities, totals, total, about }: Json, asked: unknown): Figures | undefined {
  const all = [periods, quantities].find(Array.isArray)?.filter(isJson);
  if (!all) return undefined;
  const starts = all.map(({ timestamp }) => String(timestamp));
  const whole: Json = isJson(totals) ? totals : { quantity: total };
  const slugs = [...new Set(all.flatMap((period) => Object.keys(period)))].filter(
    (slug) => slug !== 'timestamp' && all.some((period) => typeof period[slug] === 'number'),
  );
  const unit = unitsIn(isJson(about) ? about.units : undefined);
  const names: unknown[] = Array.isArray(asked) ? asked : [];
  slugs.sort((a, b) => names.indexOf(a) - names.indexOf(b));
  const figures = slugs.map((slug) => ({
    slug,
    name: nameOf(slug),
    unit: unit(slug),
    values: all.map((period) => numberOr(period[slug])),
    total: numberOr(whole[slug]),
  }));
  return { starts, figures };
}

/** The totals of a result that has nothing else. */
export const readTotals = ({ totals, total }: Json): Json => (isJson(totals) ? totals : { quantity: total });

/** A number; undefined for anything else. */
export const numberOr = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

/** The result names the figures of each unit. The unit that most have is said of `all others`, or of `all`. */
function unitsIn(units: unknown): (slug: string) => Unit {
  const bySlug = new Map<string, Unit>();
  let others: Unit = { kind: 'number' };
  for (const [text, names] of Object.entries(isJson(units) ? units : {})) {
    const unit = unitOf(text);
    if (names === 'all' || names === 'all others') others = unit;
    else for (const name of String(names).split(', ')) bySlug.set(name, unit);
  }
  return (slug) => bySlug.get(slug) ?? others;
}

function unitOf(text: string): Unit {
  const [, currency] = /^([A-Z]{3}) cents$/.exec(text) ?? [];
  if (currency) return { kind: 'money', currency };
  return text === 'shares of 1' ? { kind: 'share' } : { kind: 'number' };
}

const unitKey = (unit: Unit) => (unit.kind === 'money' ? unit.currency : unit.kind);

/** Initials that people write so. */
const INITIALS: Readonly<Record<string, string>> = { ltv: 'Lifetime value' };

/** `net_revenue` → `Net revenue`. */
function nameOf(slug: string): string {
  const words = slug.replaceAll('_', ' ');
  return INITIALS[slug] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether a figure is zero in each period, or has no value at all. */
export const isFlat = ({ values }: Figure): boolean => values.every((value) => (value ?? 0) === 0);

/** What a merchant looks at first, where the call named no figures. */
const FIRST = ['revenue', 'orders', 'monthly_recurring_revenue', 'active_subscriptions', 'churn_rate'];

/** The most figures that are shown before the person chooses. */
const MAX_SHOWN = 6;

/** The figures that are shown until the person chooses others. */
export function firstShown({ figures }: Figures): string[] {
  const slugs = figures.map(({ slug }) => slug);
  if (slugs.length <= MAX_SHOWN) return slugs;
  const known = FIRST.filter((slug) => slugs.includes(slug));
  return known.length > 0 ? known : slugs.slice(0, MAX_SHOWN);
}

/** The most lines of one chart that people tell from each other. */
const MAX_LINES = 4;

/** The charts of some figures: one for each unit, or several where it has many figures. */
export function chartsOf(figures: readonly Figure[]): Figure[][] {
  const byUnit = Map.groupBy(figures, ({ unit }) => unitKey(unit));
  return [...byUnit.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / MAX_LINES) }, (_, i) =>
      group.slice(i * MAX_LINES, (i + 1) * MAX_LINES),
    ),
  );
}
