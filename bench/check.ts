import type { Finding, Measured } from './finding.ts';
import { isComparison, isMet, ratioOf, type Spread } from './judge.ts';
import type { Recorded, RunRecord } from './record.ts';
import { missedLine, said } from './report.ts';

/** How a run stands by its goals and by the record of an earlier run, a line for each remark. */
export interface Verdict {
  /** With one of these the check fails. */
  failures: string[];
  /** Worth a look. */
  remarks: string[];
}

/** Machines differ by so much where the spread of one of them is narrow. */
const LEAST_GROWTH = 0.1;

/**
 * The ratio that a later run may have: the median of the record and its spread, or a tenth of the median where the spread
 * is less.
 */
const allowedRatio = ({ median, low, high }: Spread) => median + Math.max(high - low, LEAST_GROWTH * median);

/**
 * Judges the parts that were measured. A goal that is missed fails, unless it is known to be. So does a ratio that grew
 * beyond what the record allows. Times aren't compared with the record: they are of its machine.
 *
 * @param record without it, goals alone are judged
 */
export function judge(parts: Readonly<Record<string, Measured>>, record?: RunRecord): Verdict {
  const verdict: Verdict = { failures: [], remarks: [] };
  for (const [part, { findings }] of Object.entries(parts)) {
    for (const finding of findings) judgeGoal(finding, verdict);
    if (!record) continue;
    const rows = new Map((record[part] ?? []).map((row) => [keyOf(row.what, row.beside), row]));
    for (const finding of findings) judgeRatio(finding, rows, verdict);
    const seen = new Set(findings.map(keyOfFinding));
    const gone = [...rows].filter(([key]) => !seen.has(key));
    verdict.remarks.push(...gone.map(([, row]) => `gone: ${nameOf(row.what, row.beside)} is no longer measured`));
  }
  return verdict;
}

function judgeGoal(finding: Finding, { failures, remarks }: Verdict): void {
  if (isMet(finding) !== false) return;
  if (finding.missedBecause) remarks.push(`missed, as is known: ${missedLine(finding)}`);
  else failures.push(`missed: ${missedLine(finding)}`);
}

function judgeRatio(finding: Finding, rows: ReadonlyMap<string, Recorded>, { failures, remarks }: Verdict): void {
  if (!isComparison(finding)) return;
  const name = nameOf(finding.what, finding.beside.name);
  const recorded = rows.get(keyOfFinding(finding))?.ratio;
  if (!recorded) {
    remarks.push(`new: the record has no ratio of ${name}`);
    return;
  }
  const ratio = ratioOf(finding);
  const allowed = allowedRatio(recorded);
  if (ratio.median > allowed) {
    const atMost = Number(allowed.toPrecision(3));
    failures.push(`grew: ${name}: ${said(ratio, '')}; the record has ${said(recorded, '')} and allows ${atMost}`);
  }
}

const nameOf = (what: string, beside: string | undefined) => (beside === undefined ? what : `${what} ÷ ${beside}`);

const keyOf = (what: string, beside: string | undefined) => JSON.stringify([what, beside]);

const keyOfFinding = (finding: Finding) => keyOf(finding.what, isComparison(finding) ? finding.beside.name : undefined);
