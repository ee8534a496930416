import type { LeftOut } from './left-out.ts';
import type { Check, Results, Revision } from './suite.ts';
import type { WorkerName } from './workers.ts';

export interface Judgement {
  scenarios: { passed: number; inPart: number; leftOut: number; failed: number };
  checks: { passed: number; leftOut: number; failed: number };
  /** One line for each thing that is not as it should be. */
  problems: string[];
}

/** From the best to the worst; a check that ran several times counts as its worst. INFO says nothing of the server. */
const STATUSES = ['INFO', 'SUCCESS', 'SKIPPED', 'WARNING', 'FAILURE'];

/** The entries for one run. */
export const leftOutOf = (entries: LeftOut[], worker: WorkerName, revision: Revision): string[] =>
  entries
    .filter((entry) => (entry.worker ?? worker) === worker && (entry.revision ?? revision) === revision)
    .flatMap(({ what }) => what);

/**
 * Holds what the suite found against what is left out. Whatever isn't a success has to be in that list, what was
 * skipped or only warned of too; and what is in the list has to be no success.
 *
 * @param scenarios those that had to run
 */
export function judge(scenarios: string[], results: Results, leftOut: string[]): Judgement {
  const judgement: Judgement = {
    scenarios: { passed: 0, inPart: 0, leftOut: 0, failed: 0 },
    checks: { passed: 0, leftOut: 0, failed: 0 },
    problems: [],
  };
  const stale = new Set(leftOut);
  for (const scenario of scenarios) {
    const checks = worstOf(results.get(scenario) ?? []);
    const isWhole = leftOut.includes(scenario);
    let passed = 0;
    const unexpected: string[] = [];
    for (const [id, { status, errorMessage = '' }] of checks) {
      const name = `${scenario}:${id}`;
      if (status === 'SUCCESS') passed++;
      else if (isWhole) stale.delete(scenario);
      else if (!stale.delete(name)) unexpected.push(`${name}: ${status} ${errorMessage}`.trim());
    }
    if (checks.size === 0) {
      if (isWhole) stale.delete(scenario);
      else unexpected.push(`${scenario}: nothing was checked`);
    }
    judgement.checks.passed += passed;
    judgement.checks.failed += unexpected.length;
    judgement.checks.leftOut += checks.size - passed - (checks.size === 0 ? 0 : unexpected.length);
    judgement.scenarios[outcome(unexpected.length, isWhole, passed === checks.size)]++;
    judgement.problems.push(...unexpected);
  }
  judgement.problems.push(...[...stale].map((name) => `${name}: is left out, and would pass or doesn't exist`));
  return judgement;
}

function outcome(unexpected: number, isWhole: boolean, allPassed: boolean): keyof Judgement['scenarios'] {
  if (unexpected > 0) return 'failed';
  if (isWhole) return 'leftOut';
  return allPassed ? 'passed' : 'inPart';
}

function worstOf(checks: Check[]): Map<string, Check> {
  const worst = new Map<string, Check>();
  for (const check of checks) {
    if (rankOf(check.status) > rankOf(worst.get(check.id)?.status ?? 'INFO')) worst.set(check.id, check);
  }
  return worst;
}

/** A status that the suite didn't have is worse than any. */
function rankOf(status: string): number {
  const rank = STATUSES.indexOf(status);
  return rank === -1 ? STATUSES.length : rank;
}
