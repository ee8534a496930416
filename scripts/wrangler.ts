import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { Environment } from './secrets-file.ts';

const STATUS_TIMEOUT_MS = 60_000;

/**
 * Runs wrangler on the person's terminal. npm puts it on the PATH.
 *
 * @returns whether it succeeded. Its output is on the terminal
 */
export async function runWrangler(...args: string[]): Promise<boolean> {
  const child = spawn('wrangler', args, { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}

interface Deployment {
  versions: { version_id: string; percentage: number }[];
}

/**
 * The version that answers most requests of an environment's Worker; undefined before its first deployment, and if
 * Cloudflare doesn't say.
 */
export async function liveVersion(environment: Environment): Promise<string | undefined> {
  const args = ['deployments', 'status', '--env', environment, '--json'];
  const deployment = await promisify(execFile)('wrangler', args, { timeout: STATUS_TIMEOUT_MS })
    .then(({ stdout }) => JSON.parse(stdout) as Partial<Deployment>)
    .catch(() => undefined);
  return [...(deployment?.versions ?? [])].sort((a, b) => b.percentage - a.percentage)[0]?.version_id;
}
