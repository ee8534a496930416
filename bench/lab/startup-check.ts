import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type CpuProfile, hotSpots } from './profile.ts';

const TIMEOUT_MS = 60_000;
const WRANGLER = 'node_modules/wrangler/bin/wrangler.js';

/**
 * `wrangler check startup`: what a Worker evaluates before any request.
 *
 * @param which arguments that name the Worker
 * @returns milliseconds in which something ran, as V8's sampling sees it
 */
export async function startupMs(which: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'polar-mcp-startup-'));
  try {
    const outfile = join(folder, 'startup.cpuprofile');
    await promisify(execFile)(process.execPath, [WRANGLER, 'check', 'startup', ...which, '--outfile', outfile], {
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' },
      timeout: TIMEOUT_MS,
    });
    const profile = JSON.parse(await readFile(outfile, 'utf8')) as CpuProfile;
    return hotSpots(profile).reduce((sum, { selfMs }) => sum + selfMs, 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
