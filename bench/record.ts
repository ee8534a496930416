import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Finding, Measured, Unit } from './finding.ts';
import { isComparison, isMet, ratioOf, type Spread, spreadOf } from './judge.ts';
import { rounded } from './report.ts';

/** A whole run writes it beside docs/performance.md. */
export const RECORD = 'bench/record.json';

/** The figures of a run that a later one is judged by: those with a ratio or a goal, by the part that measured them. */
export type RunRecord = Record<string, Recorded[]>;

/** One figure. */
export interface Recorded {
  what: string;
  /** The thing beside it, if there is one. */
  beside?: string;
  /** Ours is so many times as much as that. A machine's speed is in both. */
  ratio?: Spread;
  /** Ours, which holds for this machine alone. */
  value: Spread;
  unit: Unit;
  /** The goal: for the ratio where there is one. */
  atMost?: number;
  /** The goal for ours, where something stands beside it. */
  oursAtMost?: number;
}

/** Takes the record of a run. */
export function recordOf(parts: Readonly<Record<string, Measured>>): RunRecord {
  return Object.fromEntries(
    Object.entries(parts).map(([part, { findings }]) => [part, findings.flatMap((finding) => recorded(finding) ?? [])]),
  );
}

/**
 * Reads the record of an earlier run.
 *
 * @throws Error with one line when there is none, or it can't be read
 */
export async function readRecord(): Promise<RunRecord> {
  try {
    return JSON.parse(await readFile(RECORD, 'utf8')) as RunRecord;
  } catch (cause) {
    throw new Error(`${RECORD} can't be read. Take it from git, or write it anew: npm run bench`, { cause });
  }
}

/** Writes the record of a run. */
export async function writeRecord(file: string, record: RunRecord): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(record, null, 2)}\n`);
}

function recorded(finding: Finding): Recorded | undefined {
  const { what, unit, atMost } = finding;
  const goal = atMost === undefined ? {} : { atMost };
  if (!isComparison(finding)) {
    return isMet(finding) === undefined
      ? undefined
      : { what, value: roundedSpread(spreadOf(finding.values)), unit, ...goal };
  }
  const { ours, beside, oursAtMost } = finding;
  const ratio = ratioOf(finding);
  return {
    what,
    beside: beside.name,
    // JSON has no number for a ratio to nothing.
    ...(Number.isFinite(ratio.high) && { ratio: roundedSpread(ratio) }),
    value: roundedSpread(spreadOf(ours)),
    unit,
    ...goal,
    ...(oursAtMost !== undefined && { oursAtMost }),
  };
}

const roundedSpread = ({ median, low, high }: Spread): Spread => ({
  median: rounded(median),
  low: rounded(low),
  high: rounded(high),
});
