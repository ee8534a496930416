import { log } from './log.ts';

/**
 * What a data point of Workers Analytics Engine holds, in the order of its columns: blob1, blob2, … and double1, double2, ….
 * Data stays for three months under these numbers, so a new column goes to an end. docs/telemetry.md is for who asks.
 */
export const COLUMNS = {
  blobs: ['kind', 'outcome', 'environment', 'protocol', 'via', 'risk', 'version'],
  doubles: ['duration_ms', 'polar_ms', 'polar_requests', 'polar_429'],
} as const;

/** What doesn't apply is left out, and stands there as an empty text or 0. */
export interface Point {
  /** A tool, or an endpoint: how Analytics Engine samples. */
  index: string;
  blobs: { [name in (typeof COLUMNS.blobs)[number]]?: string };
  doubles: { [name in (typeof COLUMNS.doubles)[number]]?: number };
}

/** What is used of the binding. */
export interface Dataset {
  writeDataPoint(point: { indexes: string[]; blobs: string[]; doubles: number[] }): void;
}

let hasFailed = false;

/** Writes a point where a dataset is bound. Nobody waits for it, and it never throws. */
export function writePoint(dataset: Dataset | undefined, { index, blobs, doubles }: Point): void {
  try {
    dataset?.writeDataPoint({
      indexes: [index],
      blobs: COLUMNS.blobs.map((name) => blobs[name] ?? ''),
      doubles: COLUMNS.doubles.map((name) => doubles[name] ?? 0),
    });
  } catch {
    if (!hasFailed) log('analytics_failed');
    hasFailed = true;
  }
}
