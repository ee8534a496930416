import { expect, test } from 'vitest';
import { unitsOf } from '../../../src/results/units.ts';

const metric = (type: unknown) => ({ slug: 'x', display_name: 'X', type });
const many = (count: number, type: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`m_${String.fromCharCode(97 + i)}`, metric(type)]));

test.each([
  ['one', { revenue: metric('currency') }, { 'USD cents': 'revenue' }],
  ['none', {}, undefined],
  ['what Polar doesn’t say', undefined, undefined],
  ['nothing', { revenue: null, orders: metric(7) }, undefined],
  ['many of one unit', many(9, 'scalar'), { numbers: 'all' }],
  [
    'many, and one other',
    { ...many(9, 'currency'), ...{ churn_rate: metric('percentage') } },
    { 'USD cents': 'all others', 'shares of 1': 'churn_rate' },
  ],
  [
    'a unit that is new, and names that nobody would give',
    { latency: metric('ms\u202E'), 'a b': metric('constructor') },
    { 'of a new type': 'latency', 'of the new type "constructor"': '…' },
  ],
])('the units of %s', (_, given, want) => {
  expect(unitsOf(given)).toEqual(want);
});
