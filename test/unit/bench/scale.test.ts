import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measureWorld } from '../../../bench/scale/capacity.ts';
import { SimulatedConnection } from '../../../bench/scale/connection.ts';
import { DAY, WORLDS } from '../../../bench/scale/people.ts';
import { monthlyCost } from '../../../bench/scale/plans.ts';
import { simulate } from '../../../bench/scale/simulate.ts';
import { COUNTED, Usage } from '../../../bench/scale/usage.ts';
import { type Action, type Costs, costsIn, NO_COST } from '../../support/costs.ts';

const HOUR = DAY / 24;
const SECOND = 1000;
const costs = costsIn(readFileSync('docs/operating.md', 'utf8'));

/** What a connection counts that is used at these times. */
function usageOf(days: number, used: [at: number, action: Action][]): Record<string, number> {
  const usage = new Usage(0, days);
  const connection = new SimulatedConnection(costs, usage);
  for (const [at, action] of used) connection.request({ at, action });
  connection.finish(days * DAY);
  return Object.fromEntries(COUNTED.map((kind) => [kind, usage.total(kind)]).filter(([, count]) => count !== 0));
}

test('two days of one person: a login, a day of calls, and the next morning the app renews its token', () => {
  const used: [number, Action][] = [
    [10 * HOUR, 'a conversation’s beginning'],
    [10 * HOUR + 20 * SECOND, 'a call that reads'],
    [14 * HOUR, 'a change'],
    [34 * HOUR, 'a conversation’s beginning'],
    [34 * HOUR + 20 * SECOND, 'what asks first: the question'],
    [34 * HOUR + 60 * SECOND, 'what asks first: the yes'],
  ];
  // Polar's token lasts 10 days from the login, so it isn't renewed; the object's alarm 2 minutes after the renewal is a request.
  expect(usageOf(2, used)).toEqual({
    requests: 5 + 1 + 4 + 1 + 1 + 4 + 1 + 1,
    reads: 7 + 2 + 4 + 2 + 3 + 4 + 2 + 2,
    writes: 7 + 2,
    deletes: 2,
    lists: 2,
    objects: 1 + 2 + 1 + 2 + 1 + 2,
    polar: 3 + 1 + 1 + 3 + 4,
    logins: 1,
    appRenewals: 1,
    alarms: 1,
  });
});

test.each<[string, { given: number[]; want: number }]>([
  ['61 s before it ends, it is used', { given: [10 * DAY - 61 * SECOND], want: 0 }],
  ['60 s before it ends, it is renewed', { given: [10 * DAY - 60 * SECOND], want: 1 }],
  ['a renewed one is used for an hour', { given: [10 * DAY, 10 * DAY + 58 * 60 * SECOND], want: 1 }],
  ['and then renewed again', { given: [10 * DAY, 10 * DAY + 59 * 60 * SECOND], want: 2 }],
])('Polar’s token: %s', (_, { given, want }) => {
  const used = [0, ...given].map((at): [number, Action] => [at, 'a call that reads']);
  const { polarRenewals = 0, polar } = usageOf(12, used);
  expect([polarRenewals, polar]).toEqual([want, 3 + used.length + want]);
});

test('who doesn’t come back for 30 days logs in again, and the old connection ends by its alarm', () => {
  const action = 'a conversation’s beginning';
  const { logins, idleEnds, deletes } = usageOf(40, [
    [0, action],
    [30 * DAY, action],
  ]);
  expect({ logins, idleEnds, deletes }).toEqual({ logins: 2, idleEnds: 1, deletes: 2 + 2 + 1 });
  expect(usageOf(40, [[0, action]])).toMatchObject({ logins: 1, idleEnds: 1 });
});

test('after a month a login replaces the one before, which ends at once', () => {
  const action = 'a conversation’s beginning';
  const used = [0, 20, 31, 50].map((day): [number, Action] => [day * DAY, action]);
  const { logins, idleEnds = 0, deletes } = usageOf(60, used);
  expect({ logins, idleEnds, deletes }).toEqual({ logins: 2, idleEnds: 0, deletes: 2 + 5 });
});

test('the same seed gives the same month, and another one another', () => {
  const totals = (seed: number) => {
    const usage = simulate({ people: 20, world: WORLDS.mixed, costs, seed });
    return [...COUNTED.map((kind) => usage.total(kind)), usage.peakMinute, usage.closestWrites];
  };
  expect(totals(1)).toEqual(totals(1));
  expect(totals(1)).not.toEqual(totals(2));
});

test('one who is like all others has five conversations a day, with 20 reads', () => {
  const only = (action: Action, cost: object) =>
    ({
      ...Object.fromEntries(Object.keys(costs).map((name) => [name, NO_COST])),
      [action]: { ...NO_COST, ...cost },
    }) as Costs;
  const perDay = (action: Action) =>
    simulate({ people: 200, world: WORLDS.alike, costs: only(action, { requests: 1 }), seed: 1 }).total('requests') /
    (200 * 30);
  expect(perDay('a conversation’s beginning')).toBeCloseTo(5, 0);
  expect(perDay('a call that reads')).toBeCloseTo(20, 0);
  expect(perDay('what asks first: the yes')).toBeCloseTo(1, 0);
});

test('a limit is met when one more person is too many', () => {
  const given = { sizes: [30], costs, seed: 1 };
  const { free } = measureWorld(WORLDS.alike, { ...given, most: 400 });
  const [first] = free;
  const people = first?.people ?? 0;
  const writes = (count: number) => simulate({ people: count, world: WORLDS.alike, costs, seed: 1 }).peakDay('writes');
  expect(first?.name).toBe('KV writes');
  expect(writes(people)).toBeLessThanOrEqual(1000);
  expect(writes(people + 1)).toBeGreaterThan(1000);
});

test('what the plan includes costs nothing more, and each million above it its price', () => {
  const usage = new Usage(0, 30);
  usage.add(0, { reads: 10e6, writes: 1e6 });
  expect(monthlyCost(usage).total).toBe(5);
  usage.add(0, { reads: 2e6, writes: 1e6 });
  expect(monthlyCost(usage).total).toBe(5 + 2 * 0.5 + 5);
});

test('what is above a minute’s limit is what is counted beyond it', () => {
  const usage = new Usage(0, 1);
  usage.add(59 * SECOND, { polar: 600 });
  usage.add(60 * SECOND, { polar: 400 });
  expect([usage.peakMinute, usage.above(500)]).toEqual([600, { requests: 0.1, minutes: 1 / 1440 }]);
});
