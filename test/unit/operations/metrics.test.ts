import { describe, expect, test } from 'vitest';
import { explainFigures } from '../../../src/operations/metrics.ts';

/** Polar's errors about the range and about the slugs. */
const RANGE = { path: '', message: 'Polar: "rule 1"' };
const SLUGS = { path: 'metrics', message: 'Polar: "rule 2"' };

const days = (interval: string, end_date: string) => ({ interval, start_date: '2026-01-01', end_date });
const metrics = (...slugs: string[]) => ({ ...days('day', '2026-01-02'), metrics: slugs });

describe('a refused question for figures', () => {
  test.each<[string, { sent: object; field?: object }, object[]]>([
    [
      'by hour for too long',
      { sent: days('hour', '2026-01-29') },
      [
        {
          path: 'interval',
          message:
            'hour takes at most 7 days, and this is 28: take a larger one (day takes 366, week takes 371, month takes 1460, year takes 3650) or a shorter time',
        },
      ],
    ],
    [
      'by the largest for too long',
      { sent: days('year', '2056-01-01') },
      [{ path: 'interval', message: 'year takes at most 3650 days, and this is 10957: take a shorter time' }],
    ],
    ['by hour for as long as it may be', { sent: days('hour', '2026-01-08') }, [RANGE]],
    [
      'by hour between moments',
      {
        sent: {
          interval: 'hour',
          start_timestamp: '2026-01-01T23:00:00-05:00',
          end_timestamp: '2026-01-09T01:00:00+02:00',
        },
      },
      [{ path: 'interval', message: expect.stringMatching(/^hour takes at most 7 days, and this is 8:/) }],
    ],
    ['of which nothing is known', { sent: {} }, [RANGE]],
    [
      'by initials',
      { sent: metrics('revenue', 'mrr'), field: SLUGS },
      [
        {
          path: 'metrics[1]',
          message: 'There is no such metric. Did you mean monthly_recurring_revenue? get_metrics_limits lists all',
        },
      ],
    ],
    [
      'by other initials',
      { sent: metrics('ARPU'), field: SLUGS },
      [{ path: 'metrics[0]', message: expect.stringContaining('average_revenue_per_user') }],
    ],
    [
      'by a part of the name',
      { sent: metrics('churn'), field: SLUGS },
      [{ path: 'metrics[0]', message: expect.stringContaining('churn_rate') }],
    ],
    [
      'by a slip',
      { sent: metrics('Orderz'), field: SLUGS },
      [{ path: 'metrics[0]', message: expect.stringContaining('Did you mean orders?') }],
    ],
    [
      'by what is like none',
      { sent: metrics('x'), field: SLUGS },
      [{ path: 'metrics[0]', message: 'There is no such metric. get_metrics_limits lists all' }],
    ],
    ['by what the document knows and Polar does not', { sent: metrics('revenue'), field: SLUGS }, [SLUGS]],
  ])('%s', (_, { sent, field = RANGE }, want) => {
    expect(explainFigures(sent as Record<string, unknown>, [field as typeof RANGE])).toEqual(want);
  });

  test('another argument keeps its words', () => {
    const field = { path: 'timezone', message: 'Polar: "rule 3"' };
    expect(explainFigures({ ...days('hour', '2026-06-01'), ...metrics('mrr') }, [field])).toEqual([field]);
  });
});
