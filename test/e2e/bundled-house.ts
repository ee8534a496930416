import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { inject } from 'vitest';
import type { LocalWorker, LocalWorkerOptions } from '../../scripts/local-worker.ts';
import { type House, openHouse } from './house.ts';
import { workerFor } from './workers.ts';

type Options = Pick<LocalWorkerOptions, 'port' | 'vars' | 'rateLimits'>;

/** Runs the Worker that was bundled for all files. wrangler would bundle it anew. */
export async function startBundledWorker({
  port,
  vars,
  rateLimits = {},
}: Options): Promise<Pick<LocalWorker, 'url' | 'close'>> {
  const workers = [workerFor(inject('workerBundle'), vars, rateLimits)];
  const handleStructuredLogs = () => {};
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({ host: 'localhost', port, cf: false, handleStructuredLogs, workers }),
  );
  await miniflare.ready;
  return { url: `http://localhost:${port}`, close: () => miniflare.dispose() };
}

/** A house around it. */
export function openBundledHouse(vars?: Record<string, string>, polarShare?: number): Promise<House> {
  return openHouse(vars, polarShare, undefined, startBundledWorker);
}
