import { describe, expect, test } from 'vitest';
import { judge } from '../../../bench/check.ts';
import type { Comparison, Finding } from '../../../bench/finding.ts';
import { recordOf } from '../../../bench/record.ts';

const DESCRIBED = { topic: 'calls', what: 'a call', unit: 'ms' } as const;

/** Rounds of which each has one of these ratios, whatever the machine takes for 1. */
function besideFloor(
  ratios: readonly number[],
  { machine = 1, ...goal }: Partial<Comparison> & { machine?: number } = {},
) {
  const values = ratios.map(() => machine);
  const ours = ratios.map((ratio) => ratio * machine);
  return { ...DESCRIBED, ours, beside: { name: 'the floor', values }, ...goal } satisfies Comparison;
}

const part = (...findings: Finding[]) => ({ calls: { findings } });
const judged = (now: Finding[], before: Finding[]) => judge(part(...now), recordOf(part(...before)));

describe('a ratio, beside the record of an earlier run', () => {
  const WIDE = besideFloor([1.75, 2, 2.5]);
  const NARROW = besideFloor([2, 2, 2]);

  test.each<[string, { now: Comparison; before: Comparison; fails: boolean }]>([
    ['grew within the spread', { now: besideFloor([2.75]), before: WIDE, fails: false }],
    ['grew beyond the spread', { now: besideFloor([2.76]), before: WIDE, fails: true }],
    ['grew by a tenth, where the spread is less', { now: besideFloor([2.2]), before: NARROW, fails: false }],
    ['grew by more', { now: besideFloor([2.21]), before: NARROW, fails: true }],
    ['shrank', { now: besideFloor([0.1]), before: NARROW, fails: false }],
    ['is the same on a slow machine', { now: besideFloor([2], { machine: 50 }), before: NARROW, fails: false }],
    ['is of its median, whatever one round did', { now: besideFloor([2, 2, 90]), before: NARROW, fails: false }],
  ])('%s', (_, { now, before, fails }) => {
    expect(judged([now], [before]).failures).toHaveLength(fails ? 1 : 0);
  });

  test('the line of a failure says by how much', () => {
    expect(judged([besideFloor([2.5, 3, 3.5])], [WIDE]).failures).toEqual([
      'grew: a call ÷ the floor: 3 (2.5–3.5); the record has 2 (1.75–2.5) and allows 2.75',
    ]);
  });

  test('one that is new and one that is gone are told, and fail nothing', () => {
    const other = { ...NARROW, what: 'a list' };
    expect(judged([NARROW], [other])).toEqual({
      failures: [],
      remarks: ['new: the record has no ratio of a call ÷ the floor', 'gone: a list ÷ the floor is no longer measured'],
    });
  });

  test('of a part that was not measured, nothing is gone', () => {
    expect(judge({}, recordOf(part(NARROW)))).toEqual({ failures: [], remarks: [] });
  });
});

describe('a goal', () => {
  const missed = { ...DESCRIBED, values: [9], atMost: 5 };
  const missedBecause = 'It waits for Polar.';

  test.each<[string, { finding: Finding; failures: string[]; remarks: string[] }]>([
    ['that is met', { finding: { ...missed, atMost: 9 }, failures: [], remarks: [] }],
    ['that is missed', { finding: missed, failures: ['missed: a call: 9 ms, and the goal is ≤ 5 ms'], remarks: [] }],
    [
      'that is known to be missed',
      {
        finding: { ...missed, missedBecause },
        failures: [],
        remarks: ['missed, as is known: a call: 9 ms, and the goal is ≤ 5 ms. It waits for Polar.'],
      },
    ],
    [
      'that was known to be, and is met',
      { finding: { ...missed, atMost: 9, missedBecause }, failures: [], remarks: [] },
    ],
  ])('%s', (_, { finding, ...verdict }) => {
    expect(judge(part(finding))).toEqual(verdict);
  });

  test('that is known to be missed lets no ratio grow', () => {
    const known = (ratio: number) => besideFloor([ratio], { atMost: 1.5, missedBecause });
    expect(judged([known(3)], [known(2)]).failures).toEqual([expect.stringMatching(/^grew: /)]);
  });

  test('of a time fails by itself alone, and not by the record of another machine', () => {
    const quick = { ...missed, values: [1] };
    expect(judged([{ ...missed, values: [4] }], [quick])).toEqual({ failures: [], remarks: [] });
  });
});

test('the record has what has a ratio or a goal, as the page shows it', () => {
  const without = { ...DESCRIBED, what: 'a count', values: [3] };
  expect(recordOf(part(besideFloor([1.23456, 2, 3]), { ...DESCRIBED, values: [1.23456], atMost: 2 }, without))).toEqual(
    {
      calls: [
        {
          what: 'a call',
          beside: 'the floor',
          ratio: { median: 2, low: 1.23, high: 3 },
          value: { median: 2, low: 1.23, high: 3 },
          unit: 'ms',
        },
        { what: 'a call', value: { median: 1.23, low: 1.23, high: 1.23 }, unit: 'ms', atMost: 2 },
      ],
    },
  );
});

test('a ratio to nothing is not recorded, and is above any that is', () => {
  const nothing = { ...besideFloor([1]), beside: { name: 'the floor', values: [0] } };
  expect(recordOf(part(nothing)).calls?.[0]).not.toHaveProperty('ratio');
  expect(judged([nothing], [besideFloor([1])]).failures).toHaveLength(1);
});
