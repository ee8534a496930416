import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { installLocked } from '../../scripts/install-locked.ts';

const FOLDER = new URL('python/', import.meta.url).pathname;
const VENV = `${FOLDER}.venv`;
const REQUIREMENTS = `${FOLDER}requirements.txt`;
/** A copy of the requirements that are installed. */
const INSTALLED = `${VENV}/requirements.txt`;

const TIMEOUT_MS = 600_000;
const run = promisify(execFile);

/**
 * Installs the clients, as their lockfiles say, unless they are there.
 *
 * @returns whether the machine has a Python for those of Python's
 * @throws Error with the output of npm or pip
 */
export async function installClients(): Promise<{ hasPython: boolean }> {
  await installLocked('test/clients');
  const hasPython = await run('python3', ['-m', 'venv', '--help']).then(
    () => true,
    () => false,
  );
  if (hasPython) await installPython();
  return { hasPython };
}

async function installPython(): Promise<void> {
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return;
  await run('python3', ['-m', 'venv', '--clear', VENV], { timeout: TIMEOUT_MS });
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--require-hashes',
    '-r',
    REQUIREMENTS,
  ];
  await run(`${VENV}/bin/python`, pip, { timeout: TIMEOUT_MS });
  writeFileSync(INSTALLED, wanted);
}
