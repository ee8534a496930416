import { PROGRESS_INTERVAL_MS, PROGRESS_WAIT_MS } from '../limits.ts';
import type { Exchange } from '../operations/index.ts';

/** One call to Polar, as its client is told of it. */
export interface Progress {
  /** @param bytes of the answer that have arrived so far */
  received(bytes: number): void;
  /** The call is over, and nothing more is said. */
  end(): void;
}

/** Says once that Polar is slow to begin its answer, and then, now and again, how much of it has arrived. */
export function startProgress(tell: NonNullable<Exchange['progress']>): Progress {
  const waiting = setTimeout(() => tell(0, 'Waiting for Polar'), PROGRESS_WAIT_MS);
  let nextAt = Date.now() + PROGRESS_INTERVAL_MS;
  return {
    received(bytes) {
      clearTimeout(waiting);
      const now = Date.now();
      if (now < nextAt) return;
      nextAt = now + PROGRESS_INTERVAL_MS;
      tell(bytes, `Received ${sizeOf(bytes)} from Polar`);
    },
    end: () => clearTimeout(waiting),
  };
}

const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
