import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';

const TIMEOUT_MS = 300_000;

/**
 * Installs the packages of a folder as its lockfile says, without running their install scripts. Does nothing if these
 * versions are installed.
 *
 * @param folder the folder of its package.json
 * @throws Error with npm's output
 */
export async function installLocked(folder: string): Promise<void> {
  if (await isInstalled(folder)) return;
  const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
  await promisify(execFile)('npm', ['ci', ...options], { cwd: folder, timeout: TIMEOUT_MS });
}

type Packages = Record<string, { optional?: boolean }>;

/** npm records what it installed in the form of the lockfile, without packages for other platforms. */
async function isInstalled(folder: string): Promise<boolean> {
  const packagesIn = async (file: string) =>
    (JSON.parse(await readFile(join(folder, file), 'utf8')) as { packages: Packages }).packages;
  const installed = await packagesIn('node_modules/.package-lock.json').catch(() => undefined);
  if (!installed) return false;
  const { '': _root, ...locked } = await packagesIn('package-lock.json');
  return (
    Object.entries(locked).every(([path, { optional }]) => optional || path in installed) &&
    Object.entries(installed).every(([path, entry]) => isDeepStrictEqual(entry, locked[path]))
  );
}
