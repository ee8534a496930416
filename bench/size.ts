import { bundle } from '../test/support/bundle.ts';
import type { Part } from './finding.ts';

const MAX_GZIP_KB = 350;

/** How large the Worker is that Cloudflare gets. A few seconds. */
export const size: Part = async () => {
  const { bytes, gzipBytes, remove } = await bundle();
  await remove();
  return {
    findings: [
      { topic: 'size', what: 'the Worker, compressed', values: [gzipBytes / 1000], unit: 'kB', atMost: MAX_GZIP_KB },
      { topic: 'size', what: 'the Worker', values: [bytes / 1000], unit: 'kB' },
    ],
  };
};
