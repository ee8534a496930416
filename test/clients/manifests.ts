import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const PROGRAMS = 'test/clients/node_modules/.bin';
const TIMEOUT_MS = 120_000;

/** The apps' own checks of the manifests that they install this server by. */
const CHECKS: [program: string, ...args: string[]][] = [
  ['claude', 'plugin', 'validate', '.'],
  ['claude', 'plugin', 'validate', 'plugins/polar'],
  ['gemini', 'extensions', 'validate', '.'],
];

/**
 * Has each app check its manifest of this repository, and prints a line for each.
 *
 * @param home an empty folder, where the programs keep what is theirs
 * @throws Error with the output of a program that refuses its manifest
 */
export async function validateManifests(home: string): Promise<void> {
  const env = { ...process.env, HOME: home, DISABLE_AUTOUPDATER: '1', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' };
  for (const [program, ...args] of CHECKS) {
    const line = [program, ...args].join(' ');
    const child = promisify(execFile)(`${PROGRAMS}/${program}`, args, { env, timeout: TIMEOUT_MS });
    child.child.stdin?.end();
    await child.catch(({ stdout, stderr }: { stdout: string; stderr: string }) => {
      throw new Error(`${line} refuses its manifest:\n${stdout}${stderr}`);
    });
    console.log(`accepted: ${line}`);
  }
}
