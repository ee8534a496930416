import { expect, test } from 'vitest';
import { localStart, type Periods, rowsWithLocalPeriods, withLocalPeriods } from '../../../src/results/corrections.ts';

const auckland = 'Pacific/Auckland';

const table: [string, { given: [string, Periods]; want: string }][] = [
  ['a day in UTC', { given: ['2026-11-28T00:00:00Z', { timezone: undefined, interval: 'day' }], want: '2026-11-28' }],
  [
    'a day ahead of UTC',
    { given: ['2026-11-27T11:00:00Z', { timezone: auckland, interval: 'day' }], want: '2026-11-28' },
  ],
  [
    'a day behind UTC',
    { given: ['2026-11-28T05:00:00+00:00', { timezone: 'America/New_York', interval: 'day' }], want: '2026-11-28' },
  ],
  [
    'a month, in which the clocks change',
    { given: ['2026-10-31T23:00:00Z', { timezone: 'Europe/Berlin', interval: 'month' }], want: '2026-11-01' },
  ],
  [
    'an hour, with its offset',
    { given: ['2026-11-27T11:00:00Z', { timezone: auckland, interval: 'hour' }], want: '2026-11-28T00:00+13:00' },
  ],
  [
    'an hour in UTC',
    { given: ['2026-11-27T11:00:00Z', { timezone: undefined, interval: 'hour' }], want: '2026-11-27T11:00Z' },
  ],
  [
    'an hour of half an hour',
    { given: ['2026-11-27T11:00:00Z', { timezone: 'Asia/Kolkata', interval: 'hour' }], want: '2026-11-27T16:30+05:30' },
  ],
  [
    'a time zone that only Polar knows',
    {
      given: ['2026-11-28T00:00:00Z', { timezone: 'Factory', interval: 'day' }],
      want: '2026-11-28T00:00:00Z',
    },
  ],
  ['what is no instant', { given: ['soon', { timezone: auckland, interval: 'day' }], want: 'soon' }],
];
test.each(table)('%s', (_, { given, want }) => expect(localStart(...given)).toBe(want));

test('each of an answer, and each row of a table', () => {
  const periods = { timezone: auckland, interval: 'day' };
  const data = { periods: [{ timestamp: '2026-11-27T11:00:00Z', revenue: 5 }], totals: { revenue: 5 } };
  expect(withLocalPeriods(data, 'periods', periods)).toEqual({
    periods: [{ timestamp: '2026-11-28', revenue: 5 }],
    totals: { revenue: 5 },
  });
  const table = { columns: ['Timestamp', 'Revenue'], rows: [['2026-11-27T11:00:00+00:00', '5'], []] };
  expect(rowsWithLocalPeriods(table, periods)).toEqual({ ...table, rows: [['2026-11-28', '5'], ['']] });
});
