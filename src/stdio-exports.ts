import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EXPORT_FILE_SECONDS } from './limits.ts';
import { logError } from './observability/index.ts';
import type { ExportShelf } from './operations/index.ts';

/**
 * Keeps the files of exports in folders of their own for temporary files, which nobody else of this machine may enter. They are gone
 * when their time is over or this process ends.
 */
export function temporaryExports(): ExportShelf {
  const folders = new Set<string>();
  process.on('exit', () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return {
    async keep({ name, text }) {
      try {
        // Node makes the folder for its owner alone.
        const folder = await mkdtemp(join(tmpdir(), 'polar-export-'));
        if (folders.size === 0) endOnSignals();
        folders.add(folder);
        const path = join(folder, name);
        await writeFile(path, text, { mode: 0o600, flag: 'wx' });
        setTimeout(() => void forget(folder), EXPORT_FILE_SECONDS * 1000).unref();
        return pathToFileURL(path).href;
      } catch (error) {
        logError('export_not_kept', error);
        return undefined;
      }
    },
    async read(address) {
      const folder = [...folders].find((one) => address.startsWith(`${pathToFileURL(one).href}/`));
      const path = folder && pathOf(address);
      if (!path || dirname(path) !== folder) return undefined;
      return { name: basename(path), text: await readFile(path, 'utf8') };
    },
  };

  async function forget(folder: string): Promise<void> {
    folders.delete(folder);
    await rm(folder, { recursive: true, force: true }).catch((error) => logError('export_not_deleted', error));
  }
}

/** @returns undefined for an address that names no path, such as one with `%2F` in it */
function pathOf(address: string): string | undefined {
  try {
    return fileURLToPath(address);
  } catch {
    return undefined;
  }
}

/** By default a signal ends the process without its `exit`, and the files would stay. */
function endOnSignals(): void {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.once(signal, () => process.exit(128 + number));
  }
}
