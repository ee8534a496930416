import { shapes } from '../../generated/resources.gen.ts';
import type { FieldError } from '../errors.ts';
import { nearestName } from '../lib/names.ts';

type Arguments = Readonly<Record<string, unknown>>;

/** The names of all metrics in Polar's document. */
export const metricSlugs = () => Object.keys(shapes.MetricsTotals ?? {});

/** The most days that Polar takes at once, by interval. Its answer to get_metrics_limits has them; it enforces no others. */
const MAX_DAYS: Readonly<Record<string, number>> = { hour: 7, day: 366, week: 371, month: 1460, year: 3650 };
const DAY_MS = 24 * 60 * 60 * 1000;

/** Replaces Polar's errors about metrics where they name neither the limit nor the metrics that exist. */
export function explainMetricsRefusal(sent: Arguments, fields: FieldError[]): FieldError[] {
  return fields.flatMap((field) => {
    const better = field.path === 'metrics' ? unknownMetrics(sent) : field.path === '' ? tooManyDays(sent) : [];
    return better.length > 0 ? better : [field];
  });
}

function unknownMetrics({ metrics }: Arguments): FieldError[] {
  const known = metricSlugs();
  const given: unknown[] = Array.isArray(metrics) ? metrics : [];
  return given.flatMap((slug, i) => {
    if (typeof slug !== 'string' || known.includes(slug)) return [];
    return [
      {
        path: `metrics[${i}]`,
        message: `There is no such metric.${meantMetrics(slug, known)} get_metrics_limits lists all`,
      },
    ];
  });
}

/** The most metrics that one word names in an error. `revenue` stands in more. */
const MAX_ALIKE = 5;

/** People often write the initials of a metric, as `mrr`, or a part of its name, as `churn`, which several may have. */
function meantMetrics(slug: string, known: readonly string[]): string {
  const lower = slug.toLowerCase().trim();
  const initials = (name: string) => name.replaceAll(/([a-z])[a-z]*_?/g, '$1');
  const match = known.find((name) => initials(name) === lower) ?? nearestName(slug, known);
  if (match !== undefined) return ` Did you mean ${match}?`;
  const longer = known.filter((name) => lower.length > 2 && name.includes(lower.replaceAll(' ', '_')));
  if (longer.length === 1) return ` Did you mean ${longer[0]}?`;
  return longer.length === 0 || longer.length > MAX_ALIKE ? '' : ` Some have it in their name: ${longer.join(', ')}.`;
}

function tooManyDays(sent: Arguments): FieldError[] {
  const { interval } = sent;
  const most = MAX_DAYS[String(interval)];
  const days = (dayOf(sent.end_date ?? sent.end_timestamp) - dayOf(sent.start_date ?? sent.start_timestamp)) / DAY_MS;
  if (most === undefined || !(days > most)) return [];
  const larger = Object.entries(MAX_DAYS).flatMap(([name, limit]) => (limit > most ? `${name} takes ${limit}` : []));
  const instead =
    larger.length > 0 ? `take a larger one (${larger.join(', ')}) or a shorter time` : 'take a shorter time';
  return [{ path: 'interval', message: `${interval} takes at most ${most} days, and this is ${days}: ${instead}` }];
}

/** The calendar day of a moment in its own time zone: Polar counts these days. */
const dayOf = (time: unknown) => Date.parse(String(time).slice(0, 10));
