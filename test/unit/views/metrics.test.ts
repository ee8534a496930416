import { describe, expect, test } from 'vitest';
import { namedPeriods, ticksFor } from '../../../views/metrics/axes.ts';
import { chartsOf, type Figure, firstShown, readFigures, type Unit } from '../../../views/metrics/figures.ts';
import {
  intervalFor,
  intervalsFor,
  presetsOf,
  rangeBefore,
  rangeOf,
  withRange,
} from '../../../views/metrics/periods.ts';
import {
  atAxis,
  changeInWords,
  figuresAsCsv,
  inWords,
  rangeInWords,
  startInWords,
} from '../../../views/metrics/words.ts';

const USD: Unit = { kind: 'money', currency: 'USD' };
const SHARE: Unit = { kind: 'share' };
const NUMBER: Unit = { kind: 'number' };
/** Intl writes some spaces so that no line breaks at them. */
const plain = (text: string | undefined) => text?.replaceAll(/[\u00a0\u2009\u202f]/g, ' ');
const range = (first: string, last: string) => ({ first, last });

describe('the figures of a result', () => {
  const result = {
    periods: [
      { timestamp: '2026-10-01', orders: 3, revenue: 1250, churn_rate: 0.071 },
      { timestamp: '2026-10-02', orders: 0, revenue: -40 },
    ],
    totals: { orders: 3, revenue: 1210 },
    about: { units: { 'USD cents': 'revenue', 'shares of 1': 'churn_rate', numbers: 'orders' } },
  };

  test('have their units, in the order of the call, and gaps where Polar has none', () => {
    expect(readFigures(result, ['revenue', 'churn_rate', 'orders'])).toEqual({
      starts: ['2026-10-01', '2026-10-02'],
      figures: [
        { slug: 'revenue', name: 'Revenue', unit: USD, values: [1250, -40], total: 1210 },
        { slug: 'churn_rate', name: 'Churn rate', unit: SHARE, values: [0.071, undefined], total: undefined },
        { slug: 'orders', name: 'Orders', unit: NUMBER, values: [3, 0], total: 3 },
      ],
    });
  });

  test.each([
    [{ 'USD cents': 'all others', numbers: 'orders' }, [NUMBER, USD]],
    [{ 'USD cents': 'all' }, [USD, USD]],
    [{ 'of the new type "weight"': 'orders' }, [NUMBER, NUMBER]],
    [undefined, [NUMBER, NUMBER]],
  ])('%j', (units, want) => {
    const two = { periods: [{ timestamp: '2026-10-01', orders: 3, revenue: 1250 }], about: { units } };
    expect(readFigures(two, undefined)?.figures.map(({ unit }) => unit)).toEqual(want);
  });

  test('of a meter are its quantities', () => {
    const usage = { quantities: [{ timestamp: '2026-09-30T22:00:00Z', quantity: 7 }], total: 7 };
    expect(readFigures(usage, undefined)?.figures).toEqual([
      { slug: 'quantity', name: 'Quantity', unit: NUMBER, values: [7], total: 7 },
    ]);
  });

  test.each([{}, { totals: { orders: 3 } }, { periods: 'none' }])('%j has none', (other) => {
    expect(readFigures(other, undefined)).toBeUndefined();
  });

  test('what is no number is none', () => {
    const wrong = { periods: [{ timestamp: 1, orders: '3', 'x"><script>': 4, revenue: null }, 'nothing'] };
    expect(readFigures(wrong, { not: 'a list' })?.figures).toMatchObject([{ slug: 'x"><script>', values: [4] }]);
  });

  const figure = (slug: string, unit: Unit): Figure => ({ slug, name: slug, unit, values: [], total: undefined });

  test('of many, what a merchant looks at first is shown', () => {
    const slugs = ['active_subscriptions', 'revenue', 'orders', 'seats_total', 'ltv', 'costs', 'checkouts'];
    const figures = slugs.map((slug) => figure(slug, NUMBER));
    expect(firstShown({ starts: [], figures })).toEqual(['revenue', 'orders', 'active_subscriptions']);
    expect(firstShown({ starts: [], figures: figures.slice(0, 6) })).toEqual(slugs.slice(0, 6));
  });

  test('different units share no chart, nor do more than four lines', () => {
    const figures = [
      figure('a', USD),
      figure('b', SHARE),
      figure('c', { kind: 'money', currency: 'EUR' }),
      ...['d', 'e', 'f', 'g', 'h'].map((slug) => figure(slug, USD)),
    ];
    expect(chartsOf(figures).map((group) => group.map(({ slug }) => slug).join(''))).toEqual(['adef', 'gh', 'b', 'c']);
  });
});

describe('times', () => {
  test.each([
    ['2026-10-01', '2026-10-31', '2026-09-01', '2026-09-30', 'a month'],
    ['2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28', 'a longer month'],
    ['2026-07-01', '2026-09-30', '2026-04-01', '2026-06-30', 'a quarter'],
    ['2025-01-01', '2025-12-31', '2024-01-01', '2024-12-31', 'a year'],
    ['2026-10-05', '2026-10-11', '2026-09-28', '2026-10-04', 'seven days'],
    ['2026-10-01', '2026-10-30', '2026-09-01', '2026-09-30', 'thirty days'],
    ['2026-10-01', '2026-10-01', '2026-09-30', '2026-09-30', 'a day'],
  ])('%s to %s follows %s to %s: %5$s', (first, last, firstBefore, lastBefore) => {
    expect(rangeBefore(range(first, last))).toEqual(range(firstBefore, lastBefore));
  });

  test('nothing is before the first that Polar has', () => {
    expect(rangeBefore(range('2023-06-01', '2023-12-31'))).toBeUndefined();
  });

  test('to choose from, on a day of March', () => {
    const all = presetsOf('2026-03-01').map(({ key, first, last }) => [key, first, last]);
    expect(all).toEqual([
      ['7', '2026-02-23', '2026-03-01'],
      ['30', '2026-01-31', '2026-03-01'],
      ['90', '2025-12-02', '2026-03-01'],
      ['month', '2026-03-01', '2026-03-01'],
      ['last_month', '2026-02-01', '2026-02-28'],
      ['year', '2026-01-01', '2026-03-01'],
      ['last_year', '2025-01-01', '2025-12-31'],
    ]);
  });

  test.each([
    ['2026-10-01', '2026-10-07', ['hour', 'day']],
    ['2026-10-01', '2026-10-31', ['day', 'week']],
    ['2026-01-01', '2026-06-30', ['day', 'week', 'month']],
    ['2024-01-01', '2026-06-30', ['month', 'year']],
  ])('%s to %s can be told by %j', (first, last, want) => {
    expect(intervalsFor(range(first, last))).toEqual(want);
  });

  test.each([
    ['2026-10-01', '2026-10-31', 'week', 'week'],
    ['2026-10-01', '2026-10-31', 'month', 'day'],
    ['2025-01-01', '2025-12-31', 'day', 'week'],
    ['2026-10-31', '2026-10-31', 'month', 'day'],
    ['2022-01-01', '2026-06-30', 'day', 'year'],
  ])('%s to %s after %s is told by %s', (first, last, present, want) => {
    expect(intervalFor(range(first, last), present)).toBe(want);
  });

  test('of a call by dates, and the same call for another time', () => {
    const args = { start_date: '2026-10-01', end_date: '2026-10-31', interval: 'day' };
    expect(rangeOf(args)).toEqual(range('2026-10-01', '2026-10-31'));
    expect(withRange(args, range('2026-09-01', '2026-09-30'))).toEqual({
      start_date: '2026-09-01',
      end_date: '2026-09-30',
      interval: 'day',
    });
  });

  test.each([
    [
      'Europe/Berlin',
      '2026-10-01T00:00:00+02:00',
      '2026-11-01T00:00:00+01:00',
      '2026-03-28T23:00:00Z',
      '2026-03-30T22:00:00Z',
    ],
    [
      'Pacific/Auckland',
      '2026-09-30T11:00:00Z',
      '2026-10-31T11:00:00Z',
      '2026-03-28T11:00:00Z',
      '2026-03-30T11:00:00Z',
    ],
    [
      'America/Los_Angeles',
      '2026-10-01T07:00:00Z',
      '2026-11-01T07:00:00Z',
      '2026-03-29T07:00:00Z',
      '2026-03-31T07:00:00Z',
    ],
  ])('of a call by instants, in %s', (timezone, start_timestamp, end_timestamp, start, end) => {
    const args = { start_timestamp, end_timestamp, timezone };
    expect(rangeOf(args)).toEqual(range('2026-10-01', '2026-10-31'));
    const other = withRange(args, range('2026-03-29', '2026-03-30'));
    expect(other).toEqual({ timezone, start_timestamp: start, end_timestamp: end });
    expect(rangeOf(other)).toEqual(range('2026-03-29', '2026-03-30'));
  });

  test('that a call doesn’t say are unknown', () => {
    expect(rangeOf({})).toBeUndefined();
    expect(rangeOf({ start_date: 'yesterday', end_date: '2026-10-31' })).toBeUndefined();
  });
});

describe('in words', () => {
  test.each<[number, Unit, string, string]>([
    [123456, USD, 'en-US', '$1,234.56'],
    [-667, USD, 'de-DE', '-6,67 $'],
    [0.0769, SHARE, 'en-GB', '7.7%'],
    [1234.5, NUMBER, 'en-GB', '1,234.5'],
  ])('%d of %j in %s', (value, unit, locale, want) => {
    expect(plain(inWords(value, unit, locale))).toBe(want);
  });

  test.each<[number | undefined, number | undefined, Unit, string | undefined]>([
    [112, 100, USD, '+12%'],
    [50, 100, USD, '-50%'],
    [101.5, 100, NUMBER, '+1.5%'],
    [100, 100, USD, 'no change'],
    [0, 0, USD, 'no change'],
    [5, 0, USD, undefined],
    [5, -10, USD, undefined],
    [0.06, 0.05, SHARE, '+1 points'],
    [0.05, 0, SHARE, '+5 points'],
    [5, undefined, USD, undefined],
    [undefined, 5, USD, undefined],
  ])('%s after %s of %j', (value, before, unit, want) => {
    expect(plain(changeInWords(value, before, unit, 'en-GB'))).toBe(want);
  });

  test.each([
    ['2026-10-01', 'day', 'UTC', '1 Oct'],
    ['2026-10-01', 'month', 'UTC', 'Oct 2026'],
    ['2026-01-01', 'year', 'UTC', '2026'],
    ['2026-11-29T14:00+01:00', 'hour', 'Europe/Berlin', '29 Nov, 14:00'],
    ['2026-09-30T22:00:00Z', 'week', 'Europe/Berlin', '1 Oct'],
    ['<b>soon</b>', 'day', 'UTC', '<b>soon</b>'],
    // Date.parse takes it for a day of 2001.
    ['<b>soon 1', 'day', 'UTC', '<b>soon 1'],
    ['2026-99-99', 'day', 'UTC', '2026-99-99'],
  ])('%s by %s in %s', (start, interval, zone, want) => {
    expect(startInWords(start, interval, zone, 'en-GB')).toBe(want);
  });

  test('a time', () => {
    expect(plain(rangeInWords(range('2026-10-01', '2026-10-31'), 'en-GB'))).toBe('1–31 Oct 2026'.replace('–', ' – '));
  });
});

describe('axes', () => {
  test.each<[number[], boolean, number[]]>([
    [[0, 312.4], false, [0, 100, 200, 300, 400]],
    [[-12, 150], false, [-50, 0, 50, 100, 150]],
    [[0.333], false, [0, 0.1, 0.2, 0.3, 0.4]],
    [[2, 1], true, [0, 1, 2]],
    [[9], true, [0, 3, 6, 9]],
    [[], true, [0, 1]],
    [[0, 0], false, [0, 1]],
    [[-5], false, [-6, -4, -2, 0, 2]],
  ])('of %j', (values, isWhole, want) => {
    expect(ticksFor(values, isWhole)).toEqual(want);
  });

  test.each<[number, Unit, string[]]>([
    [1, USD, ['$0', '$0.25', '$0.5', '$0.75', '$1']],
    [0.01, USD, ['$0', '$0.0025', '$0.005', '$0.0075', '$0.01']],
    [9700, USD, ['$0', '$2.5K', '$5K', '$7.5K', '$10K']],
    [0.01, SHARE, ['0%', '0.25%', '0.5%', '0.75%', '1%']],
    [1_200_000, NUMBER, ['0', '500K', '1M', '1.5M']],
  ])('up to %d of %j, each step is named as it is', (high, unit, want) => {
    expect(ticksFor([high], false).map((tick) => atAxis(tick, unit, 'en-US'))).toEqual(want);
  });

  test.each([
    [3, 5, [0, 1, 2]],
    [62, 3, [0, 21, 42]],
    [366, 8, [0, 46, 92, 138, 184, 230, 276, 322]],
  ])('of %d periods at most %d are named', (count, most, want) => {
    expect([...namedPeriods(count, most)]).toEqual(want);
  });
});

test('as CSV: money in major units, rates in percent, no digit more than there is, and no formula', () => {
  const figures: Figure[] = [
    { slug: 'revenue', name: 'Revenue', unit: USD, values: [123456, -667], total: 0 },
    { slug: 'churn_rate', name: 'Churn rate', unit: SHARE, values: [0.071, undefined], total: 0 },
    { slug: 'x', name: '=cmd("x")', unit: NUMBER, values: [3, 1e21], total: 0 },
  ];
  expect(figuresAsCsv({ starts: ['2026-10-01', '2026-10-02'], figures })).toBe(
    '"Period","Revenue (USD)","Churn rate (%)","\'=cmd(""x"")"\r\n"2026-10-01",1234.56,7.1,3\r\n"2026-10-02",-6.67,,"1e+21"\r\n',
  );
});
