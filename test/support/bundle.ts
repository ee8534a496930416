import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureTexts } from '../../scripts/bundled-texts.ts';
import { wranglerEnv } from '../../scripts/secrets-file.ts';

const TIMEOUT_MS = 60_000;
const WRANGLER = 'node_modules/wrangler/bin/wrangler.js';

export interface Bundle {
  /** Holds one script, and the texts that it imports. */
  folder: string;
  /** The size of the upload to Cloudflare, in bytes. */
  bytes: number;
  gzipBytes: number;
  remove(): Promise<void>;
}

/**
 * Our Worker as it would be deployed, by wrangler.
 *
 * @param entry the main module of another Worker
 * @param isReadable not minified, as a profile wants it
 * @throws Error when wrangler doesn't say how large it is
 */
export function bundle(entry?: string, isReadable = false): Promise<Bundle> {
  const which = entry ? [entry, '--config', 'bench/workers/wrangler.toml'] : ['--env', wranglerEnv('sandbox')];
  return bundled([...which, ...(isReadable ? ['--minify=false'] : [])]);
}

/**
 * A module around our Worker, in the same way.
 *
 * @param entry imports `src/index.ts`
 * @throws Error as `bundle` does
 */
export function bundleAround(entry: string): Promise<Bundle> {
  return bundled([entry, '--config', 'wrangler.toml', '--env', wranglerEnv('sandbox')]);
}

async function bundled(which: readonly string[]): Promise<Bundle> {
  await ensureTexts();
  const folder = await mkdtemp(join(tmpdir(), 'polar-mcp-bundle-'));
  const args = [WRANGLER, 'deploy', ...which, '--dry-run', '--outdir', folder];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: {
      ...process.env,
      WRANGLER_LOG: 'log',
      WRANGLER_SEND_METRICS: 'false',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      NO_COLOR: '1',
    },
    timeout: TIMEOUT_MS,
  });
  const [, bytes, gzip] = /Total Upload: ([\d.]+) KiB \/ gzip: ([\d.]+) KiB/.exec(stdout) ?? [];
  if (bytes === undefined || gzip === undefined)
    throw new Error(`wrangler made no bundle of ${which.find((one) => one.endsWith('.ts')) ?? 'the Worker'}`);
  return {
    folder,
    bytes: Number(bytes) * 1024,
    gzipBytes: Number(gzip) * 1024,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
