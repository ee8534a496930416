import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const TIMEOUT_MS = 300_000;

/**
 * Installs a package of its own as its lockfile says, without running what the packages would run.
 *
 * @param folder where its package.json is
 * @throws what npm said
 */
export async function installLocked(folder: string): Promise<void> {
  const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
  await promisify(execFile)('npm', ['ci', ...options], { cwd: folder, timeout: TIMEOUT_MS });
}
