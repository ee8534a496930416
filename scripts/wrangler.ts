import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify, stripVTControlCharacters } from 'node:util';
import { type Environment, wranglerEnv } from './secrets-file.ts';

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

/**
 * The names of the secrets that Cloudflare has for an environment's Worker: none before its first deployment.
 *
 * @throws Error with one line when Cloudflare doesn't say
 */
export async function storedSecrets(environment: Environment): Promise<string[]> {
  const args = ['secret', 'list', '--env', wranglerEnv(environment), '--format', 'json'];
  try {
    const { stdout } = await promisify(execFile)('wrangler', args, { timeout: STATUS_TIMEOUT_MS });
    return (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name);
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const said = stripVTControlCharacters(`${stderr}${stdout}`);
    if (/Worker "[^"]*" not found/.test(said)) return [];
    const [, reason = 'no answer'] = /ERROR\] *(.+?)(?:\. |\.?$)/m.exec(said) ?? [];
    throw new Error(
      `Cloudflare doesn't say which secrets the Worker has (${reason}), so nothing was deployed. \`npx wrangler login\`, or CLOUDFLARE_API_TOKEN in CI`,
    );
  }
}

interface Deployment {
  versions: { version_id: string; percentage: number }[];
}

/**
 * The version that answers most requests of an environment's Worker; undefined before its first deployment, and if
 * Cloudflare doesn't say.
 */
export async function liveVersion(environment: Environment): Promise<string | undefined> {
  const args = ['deployments', 'status', '--env', wranglerEnv(environment), '--json'];
  const deployment = await promisify(execFile)('wrangler', args, { timeout: STATUS_TIMEOUT_MS })
    .then(({ stdout }) => JSON.parse(stdout) as Partial<Deployment>)
    .catch(() => undefined);
  return [...(deployment?.versions ?? [])].sort((a, b) => b.percentage - a.percentage)[0]?.version_id;
}
