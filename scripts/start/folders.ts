import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** More than a start writes in one of the folders: the bundled Worker with its source map, and an empty KV. */
const NEEDED_BYTES = 16 * 1024 * 1024;

/** The folder for the bundled Worker, and for what it keeps. */
export const WORK_FOLDER = '.wrangler';

/**
 * Tries whether a start can write what it has to. Without this, wrangler waits for what could not be written.
 *
 * @throws Error with one line that names the folder and what to do
 */
export function assertFoldersAreWritable(): void {
  assertIsWritable(WORK_FOLDER, () => mkdirSync(WORK_FOLDER, { recursive: true }));
  assertIsWritable(tmpdir());
}

function assertIsWritable(folder: string, make: () => unknown = () => {}): void {
  const probe = join(folder, `probe-${randomUUID()}`);
  try {
    make();
    writeFileSync(probe, Buffer.alloc(NEEDED_BYTES));
  } catch (error) {
    throw new Error(whyNotWritten(folder, error), { cause: error });
  } finally {
    remove(probe);
  }
}

/** What can't be written can't be removed either. */
function remove(probe: string): void {
  try {
    rmSync(probe, { force: true });
  } catch {}
}

/** Says why a folder can't be written, from the system's error, and what to do. */
export function whyNotWritten(folder: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `The disk of ${folder} is full: \`npm start\` needs ${NEEDED_BYTES / 1024 ** 2} MB there. Make room, and start again.`;
  if (code === 'EEXIST' || code === 'ENOTDIR')
    return `${folder} is a file, and has to be a folder. Remove it, and start again.`;
  return `${folder} can't be written (${code}). Start as the user to whom this folder belongs, or from a clone of your own.`;
}
