import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { installLocked } from '../install-locked.ts';
import { askForTools } from './ask.ts';
import type { Peer } from './report.ts';

const FOLDER = resolve('test/bench/peers');
const GENERATE_TIMEOUT_MS = 120_000;
/** Needed to start, not to list. */
const DUMMY_TOKEN = 'polar_oat_none';

const run = promisify(execFile);

/**
 * Installs the peers as their lockfile says, into their own folder.
 *
 * @throws Error with one line when npm fails
 */
export async function installPeers(): Promise<void> {
  await installLocked(FOLDER).catch((cause) => {
    throw new Error('The peers could not be installed. `npm run budget -- --check` does without them', { cause });
  });
}

/**
 * Asks both servers, each running as it was made to.
 *
 * @param document Polar's OpenAPI document, as JSON text, for the server that is generated from it
 * @throws Error with one line when a peer can't be generated or gives no list
 */
export async function askPeers(document: string, documentName: string): Promise<Peer[]> {
  const { dependencies } = JSON.parse(await readFile(join(FOLDER, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const named = (name: string) => `${name} ${dependencies[name]}`;
  return [
    { name: `${named('openapi-mcp-generator')}, on ${documentName}`, tools: await askGenerated(document) },
    { name: named('@polar-sh/sdk'), tools: await askSdk() },
  ];
}

/**
 * The generated server itself is asked. The package's `getToolsFromOpenApi` gives another list: without the tags in the
 * descriptions, and with circular schemas where the server has `{}`.
 */
async function askGenerated(document: string): Promise<Peer['tools']> {
  const name = 'openapi-mcp-generator';
  const folder = await mkdtemp(join(tmpdir(), 'polar-mcp-budget-'));
  try {
    const input = join(folder, 'document.json');
    const output = join(folder, 'server');
    await writeFile(input, document);
    // What the server imports is installed with the peers.
    await symlink(join(FOLDER, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const args = [join(FOLDER, 'node_modules', name, 'bin', `${name}.js`), '--input', input, '--output', output];
    await run(process.execPath, args, { timeout: GENERATE_TIMEOUT_MS }).catch((cause) => {
      throw new Error(`${name} made no server of the document`, { cause });
    });
    // Node runs its TypeScript as it is.
    return await askForTools({ name, args: [join('src', 'index.ts')], cwd: output });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function askSdk(): Promise<Peer['tools']> {
  const script = join('node_modules', '@polar-sh', 'sdk', 'bin', 'mcp-server.js');
  return askForTools({ name: '@polar-sh/sdk', args: [script, 'start', '--access-token', DUMMY_TOKEN], cwd: FOLDER });
}
