import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { installLocked } from '../../scripts/install-locked.ts';

const FOLDER = resolve('test/conformance/inspector');
/** Where MCP Inspector is installed. */
export const INSPECTOR = join(FOLDER, 'node_modules', '@modelcontextprotocol', 'inspector');
const CALL_TIMEOUT_MS = 20_000;

const CALLED = 'list_products';
/** Before 2026-07-28, and since. */
const ERAS = ['legacy', 'modern'];

/** Installs MCP Inspector, unless it is there already in the version that is wanted. */
export async function installInspector(): Promise<void> {
  await installLocked(FOLDER);
}

/**
 * Lists the tools and calls one with the Inspector's CLI, in both eras. With `--strict` it also refuses a list with a
 * schema that clients are known to stumble over.
 *
 * @param home where the Inspector keeps what it keeps
 * @returns one line for each thing that is not as it should be
 */
export async function askInspector(mcpUrl: string, home: string): Promise<string[]> {
  const problems: string[] = [];
  for (const era of ERAS) {
    const ask = (url: string, ...args: string[]) => cli(['--server-url', url, '--protocol-era', era, ...args], home);
    try {
      const { tools } = await ask(`${mcpUrl}?toolsets=all`, '--method', 'tools/list', '--strict');
      if (!tools?.some(({ name }) => name === CALLED)) problems.push(`Inspector, ${era}: lists no ${CALLED}`);
      const call = ['--method', 'tools/call', '--tool-name', CALLED, '--tool-arg', 'limit=1'];
      const { structuredContent } = await ask(mcpUrl, ...call);
      if (structuredContent?.items?.length !== 1) problems.push(`Inspector, ${era}: ${CALLED} gives no product`);
    } catch (error) {
      problems.push(`Inspector, ${era}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return problems;
}

/** The fields of both methods' results. */
interface Result {
  tools?: { name: string }[];
  structuredContent?: { items?: unknown[] };
}

async function cli(args: string[], home: string): Promise<Result> {
  const script = join(INSPECTOR, 'clients', 'launcher', 'build', 'index.js');
  const options = ['--cli', '--transport', 'http', '--stored-auth-only', '--format', 'json'];
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...options, ...args], {
    timeout: CALL_TIMEOUT_MS,
    maxBuffer: 16 * 1024 * 1024,
    env: { ...process.env, HOME: home },
  });
  return JSON.parse(stdout).result;
}
