import { expect, test } from 'vitest';
import { judge, leftOutOf } from '../../conformance/judge.ts';
import type { LeftOut } from '../../conformance/left-out.ts';
import type { Check } from '../../conformance/suite.ts';

const check = (id: string, status: Check['status'], errorMessage?: string): Check => ({
  id,
  status,
  ...(errorMessage !== undefined && { errorMessage }),
});
const ok = check('ok', 'SUCCESS');

const nothing = { passed: 0, inPart: 0, leftOut: 0, failed: 0 };

test.each<[string, { checks: Check[]; leftOut?: string[]; outcome: keyof typeof nothing; problems?: string[] }]>([
  ['passes when all of it does', { checks: [ok, check('said', 'INFO')], outcome: 'passed' }],
  [
    'fails with one check',
    { checks: [ok, check('a', 'FAILURE', 'why')], outcome: 'failed', problems: ['s:a: FAILURE why'] },
  ],
  ['fails with a warning', { checks: [check('a', 'WARNING')], outcome: 'failed', problems: ['s:a: WARNING'] }],
  ['fails when a check is skipped', { checks: [check('a', 'SKIPPED')], outcome: 'failed', problems: ['s:a: SKIPPED'] }],
  [
    'counts a check as the worst of its runs',
    { checks: [check('a', 'FAILURE'), check('a', 'SUCCESS')], outcome: 'failed', problems: ['s:a: FAILURE'] },
  ],
  ['fails when nothing was checked', { checks: [], outcome: 'failed', problems: ['s: nothing was checked'] }],
  [
    'fails when something was only said',
    { checks: [check('said', 'INFO')], outcome: 'failed', problems: ['s: nothing was checked'] },
  ],
  [
    'passes in part when the rest is left out',
    { checks: [ok, check('a', 'FAILURE')], leftOut: ['s:a'], outcome: 'inPart' },
  ],
  ['is left out as a whole', { checks: [ok, check('a', 'FAILURE')], leftOut: ['s'], outcome: 'leftOut' }],
  ['is left out where nothing is checked', { checks: [], leftOut: ['s'], outcome: 'leftOut' }],
  [
    'fails by what is not left out beside what is',
    {
      checks: [check('a', 'FAILURE'), check('b', 'FAILURE')],
      leftOut: ['s:a'],
      outcome: 'failed',
      problems: ['s:b: FAILURE'],
    },
  ],
  [
    'is not left out as a whole when it passes',
    {
      checks: [ok],
      leftOut: ['s'],
      outcome: 'leftOut',
      problems: ["s: is left out, and would pass or doesn't exist"],
    },
  ],
  [
    'has no check left out that passes',
    {
      checks: [ok],
      leftOut: ['s:ok'],
      outcome: 'passed',
      problems: ["s:ok: is left out, and would pass or doesn't exist"],
    },
  ],
  [
    'has no check left out that is none of its',
    {
      checks: [ok],
      leftOut: ['s:other', 't'],
      outcome: 'passed',
      problems: ['s:other', 't'].map((name) => `${name}: is left out, and would pass or doesn't exist`),
    },
  ],
])('a scenario %s', (_, { checks, leftOut = [], outcome, problems = [] }) => {
  const judgement = judge(['s'], new Map([['s', checks]]), leftOut);
  expect(judgement.problems).toEqual(problems);
  expect(judgement.scenarios).toEqual({ ...nothing, [outcome]: 1 });
});

test('a scenario that did not run fails', () => {
  expect(judge(['s'], new Map(), []).problems).toEqual(['s: nothing was checked']);
});

test('checks are counted by what became of them', () => {
  const checks = [ok, check('a', 'FAILURE'), check('b', 'WARNING'), check('c', 'SKIPPED')];
  expect(judge(['s'], new Map([['s', checks]]), ['s:a', 's:b']).checks).toEqual({ passed: 1, leftOut: 2, failed: 1 });
});

test('an entry holds for the Worker and the revision that it names, or for all', () => {
  const entries: LeftOut[] = [
    { why: '', what: ['all'] },
    { why: '', worker: 'product', what: ['product'] },
    { why: '', revision: '2026-07-28', what: ['new'] },
  ];
  expect(leftOutOf(entries, 'product', '2026-07-28')).toEqual(['all', 'product', 'new']);
  expect(leftOutOf(entries, 'fixture', '2025-11-25')).toEqual(['all']);
});
