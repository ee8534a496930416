import { describe, expect, test } from 'vitest';
import type { Comparison, Finding } from '../../../bench/finding.ts';
import { isMet, ratioOf, spreadOf } from '../../../bench/judge.ts';
import { asMarkdown, asTable, goalsMet, missed } from '../../../bench/report.ts';

const compared = (ours: number[], values: number[], atMost?: number): Comparison => ({
  topic: 'calls',
  what: 'a call',
  ours,
  beside: { name: 'the floor', values },
  unit: 'ms',
  ...(atMost !== undefined && { atMost }),
});
const counted = (values: number[], goal: { atMost?: number; atLeast?: number } = {}): Finding => ({
  topic: 'load',
  what: 'errors',
  values,
  unit: '',
  ...goal,
});

test.each([
  [[3], { median: 3, low: 3, high: 3 }],
  [[4, 1, 3], { median: 3, low: 1, high: 4 }],
  [[4, 1, 3, 10], { median: 3.5, low: 1, high: 10 }],
])('of %j', (values, spread) => {
  expect(spreadOf(values)).toEqual(spread);
});

describe('a ratio', () => {
  test('is the median of those of each round, not that of the medians', () => {
    // A slow second round, on both sides.
    expect(ratioOf(compared([2, 40, 3], [1, 10, 1]))).toEqual({ median: 3, low: 2, high: 4 });
  });

  test('needs the same rounds', () => {
    expect(() => ratioOf(compared([1, 2], [1]))).toThrow('same rounds');
    expect(() => ratioOf(compared([], []))).toThrow('Nothing was measured');
  });
});

test.each([
  ['no goal', compared([9], [1]), undefined],
  ['just met', compared([3], [2], 1.5), true],
  ['missed', compared([3.1], [2], 1.5), false],
  ['beside less than nothing', compared([3], [-1], 1.5), false],
  ['a count without a goal', counted([9]), undefined],
  ['none allowed, none there', counted([0], { atMost: 0 }), true],
  ['none allowed, one there', counted([1], { atMost: 0 }), false],
  ['enough', counted([5], { atLeast: 5 }), true],
  ['too few', counted([4], { atLeast: 5 }), false],
])('%s', (_, finding, met) => {
  expect(isMet(finding)).toBe(met);
});

const FINDINGS = [compared([3, 4], [1, 1], 1.5), counted([0], { atMost: 0 }), counted([1234.5])];

test('a table has a line for each, with spread, ratio and goal', () => {
  const [, first, second, third] = asTable(FINDINGS).split('\n');
  expect(first?.split(/ {2,}/)).toEqual(['a call', '3.5 ms (3–4)', 'the floor', '1 ms', '3.5 (3–4)', '≤ 1.5', 'no']);
  expect(second?.split(/ {2,}/)).toEqual(['errors', '0', '≤ 0', 'yes']);
  expect(third?.split(/ {2,}/)).toEqual(['errors', '1,235']);
});

test('a goal that is missed is told with what was measured', () => {
  expect(missed(FINDINGS)).toEqual(['a call: 3.5 (3–4) × the floor, and the goal is ≤ 1.5']);
});

test('goals are counted, and each that is missed is named', () => {
  expect(
    goalsMet(FINDINGS),
  ).toBe(`1 of 2 goals are met. These aren't; the notes of each section say what stands in the way:

- ${missed(FINDINGS)[0]}`);
  expect(goalsMet(FINDINGS.slice(1))).toBe('1 of 1 goals are met.');
});

test('the page has a section for each topic, and notes stand once', () => {
  const page = asMarkdown([{ findings: FINDINGS, notes: { calls: 'How it was done.' } }]);
  expect(page.match(/^## .*/gm)).toEqual(['## A call', '## Under load']);
  expect(page).toContain('| what | ours | beside | that takes | ratio | goal | met |');
  // Nothing is beside it.
  expect(page).toContain('| what | ours | goal | met |\n| --- | --- | --- | --- |\n| errors | 0 | ≤ 0 | yes |');
  expect(page.split('How it was done.')).toHaveLength(2);
  expect(page.indexOf('How it was done.')).toBeLessThan(page.indexOf('## Under load'));
});
