import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const LIMIT_MS = 10_000;

/**
 * Runs workerd once, as wrangler will. wrangler hides why it can't be run, or waits for it without end.
 *
 * @throws Error with one line that says why, and what to do
 */
export async function assertRuntimeRuns(): Promise<void> {
  try {
    await promisify(execFile)(runtime(), ['--version'], { timeout: LIMIT_MS });
  } catch (error) {
    throw new Error(
      `The Worker's runtime, workerd, can't be run: ${reasonOf(error)}. \`npm ci\` installs it; old systems lack what it needs: https://developers.cloudflare.com/workers/wrangler/install-and-update/`,
      { cause: error },
    );
  }
}

/** The one that miniflare starts, which has a workerd of its own version. */
function runtime(): string {
  const given = process.env.MINIFLARE_WORKERD_PATH;
  if (given) return given;
  const require = createRequire(import.meta.url);
  const ofMiniflare = createRequire(require.resolve('miniflare'));
  return (ofMiniflare('workerd') as { default: string }).default;
}

function reasonOf(error: unknown): string {
  const { code, stderr, message } = error as { code?: unknown; stderr?: string; message?: string };
  const [said] = (stderr || message || String(error)).trim().split('\n');
  return typeof code === 'string' ? code : `${said}`;
}
