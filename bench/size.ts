import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { VIEW_FILE } from '../scripts/view-bundle.ts';
import { bundle } from '../test/support/bundle.ts';
import type { Part } from './finding.ts';

/** The limit counts what an isolate compiles, and the texts and pictures beside it. */
const MAX_GZIP_KB = 350;
/** A host loads it for each result that it shows. To the Worker it is a text, which it never compiles. */
const MAX_VIEW_GZIP_KB = 60;

/** How large the Worker is that Cloudflare gets. A few seconds. */
export const size: Part = async () => {
  const { bytes, gzipBytes, remove } = await bundle();
  await remove();
  const view = await readFile(VIEW_FILE);
  const viewGzipBytes = gzipSync(view).length;
  return {
    findings: [
      {
        topic: 'size',
        what: 'the Worker without its view, compressed',
        values: [(gzipBytes - viewGzipBytes) / 1000],
        unit: 'kB',
        atMost: MAX_GZIP_KB,
      },
      { topic: 'size', what: 'the Worker without its view', values: [(bytes - view.length) / 1000], unit: 'kB' },
      {
        topic: 'size',
        what: 'the view, compressed',
        values: [viewGzipBytes / 1000],
        unit: 'kB',
        atMost: MAX_VIEW_GZIP_KB,
      },
    ],
  };
};
