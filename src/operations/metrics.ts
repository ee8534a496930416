import { shapes } from '../../generated/resources.gen.ts';
import type { FieldError } from '../errors.ts';
import { nearestName } from '../lib/names.ts';

/** All that figures are asked for by, as far as Polar's document knows. */
export const metricSlugs = () => Object.keys(shapes.MetricsTotals ?? {});

/** The most days that Polar takes at once, by interval. Its answer to get_metrics_limits has them; it enforces no others. */
const MAX_DAYS: Readonly<Record<string, number>> = { hour: 7, day: 366, week: 371, month: 1460, year: 3650 };

/**
 * Polar's refusal of a question for figures, in words that help: it names neither a limit nor the metrics that there are.
 *
 * @param sent path and query of the call
 * @param fields the refusal, by argument
 */
export function explainFigures(sent: Readonly<Record<string, unknown>>, fields: FieldError[]): FieldError[] {
  return fields.flatMap((field) => {
    const better = field.path === 'metrics' ? unknownMetrics(sent) : field.path === '' ? tooLong(sent) : [];
    return better.length > 0 ? better : [field];
  });
}

function unknownMetrics({ metrics }: Readonly<Record<string, unknown>>): FieldError[] {
  const known = metricSlugs();
  const given: unknown[] = Array.isArray(metrics) ? metrics : [];
  return given.flatMap((slug, i) => {
    if (typeof slug !== 'string' || known.includes(slug)) return [];
    const match = nearestMetric(slug, known);
    const instead = match === undefined ? '' : ` Did you mean ${match}?`;
    return [{ path: `metrics[${i}]`, message: `There is no such metric.${instead} get_metrics_limits lists all` }];
  });
}

/** Many are known by their initials, as `mrr`, or by a part of their name, as `churn`. */
function nearestMetric(slug: string, known: readonly string[]): string | undefined {
  const lower = slug.toLowerCase().trim();
  const initials = (name: string) => name.replaceAll(/([a-z])[a-z]*_?/g, '$1');
  const longer = known.filter(
    (name) => lower.length > 2 && name.split('_').join(' ').includes(lower.split('_').join(' ')),
  );
  return (
    known.find((name) => initials(name) === lower) ??
    longer.sort((a, b) => a.length - b.length)[0] ??
    nearestName(lower, known)
  );
}

function tooLong(sent: Readonly<Record<string, unknown>>): FieldError[] {
  const { interval } = sent;
  const most = MAX_DAYS[String(interval)];
  const days = (dayOf(sent.end_date ?? sent.end_timestamp) - dayOf(sent.start_date ?? sent.start_timestamp)) / DAY_MS;
  if (most === undefined || !(days > most)) return [];
  const longer = Object.entries(MAX_DAYS).filter(([, limit]) => limit > most);
  const larger = longer.map(([name, limit]) => `${name} takes ${limit}`).join(', ');
  const instead = larger ? `: take a larger one (${larger}) or a shorter time` : ': take a shorter time';
  return [{ path: 'interval', message: `${interval} takes at most ${most} days, and this is ${days}${instead}` }];
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Polar counts the days of the calendar, each moment in its own time zone. */
const dayOf = (time: unknown) => Date.parse(String(time).slice(0, 10));
