import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse, resolve } from 'node:path';
import { promisify } from 'node:util';
import { installLocked } from '../install-locked.ts';

const FOLDER = resolve('bench/peers');
const MODULES = join(FOLDER, 'node_modules');
const GENERATOR = 'openapi-mcp-generator';
const SDK = '@polar-sh/sdk';
const GENERATE_TIMEOUT_MS = 120_000;

/**
 * The peer's HTTP server works with this version of the SDK only: later ones read the body again, and the server ends
 * at the first request.
 */
const MCP_SDK_FOR_HTTP = 'mcp-sdk-1.24';

/** A server that node can start. */
export interface PeerServer {
  name: string;
  /** The script, then its arguments. */
  args: string[];
  /** The folder to run it in. */
  cwd: string;
}

/**
 * Installs the peers as their lockfile says, into their own folder.
 *
 * @throws Error with one line when npm fails
 */
export async function installPeers(): Promise<void> {
  await installLocked(FOLDER).catch((cause) => {
    throw new Error('The peers could not be installed', { cause });
  });
}

/** Both peers, with their versions. */
export async function peerNames(): Promise<{ generated: string; sdk: string }> {
  const { dependencies } = JSON.parse(await readFile(join(FOLDER, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return { generated: `${GENERATOR} ${dependencies[GENERATOR]}`, sdk: `${SDK} ${dependencies[SDK]}` };
}

/**
 * Writes a server of an OpenAPI document and builds it, in a folder of its own.
 *
 * @param document as JSON text
 * @throws Error with one line when the generator fails
 */
export async function generatePeer(
  document: string,
  transport: 'stdio' | 'streamable-http' = 'stdio',
): Promise<PeerServer & { remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'polar-mcp-peer-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const input = join(folder, 'document.json');
    const output = join(folder, 'server');
    await writeFile(input, document);
    // The server imports packages that are installed with the peers.
    await symlink(MODULES, join(folder, 'node_modules'), 'junction');
    const script = join(MODULES, GENERATOR, 'bin', `${GENERATOR}.js`);
    const args = [script, '--input', input, '--output', output, '--transport', transport];
    await promisify(execFile)(process.execPath, args, { timeout: GENERATE_TIMEOUT_MS }).catch((cause) => {
      throw new Error(`${GENERATOR} made no server of the document`, { cause });
    });
    if (transport === 'streamable-http') {
      const scope = join(output, 'node_modules', '@modelcontextprotocol');
      await mkdir(scope, { recursive: true });
      await symlink(join(MODULES, MCP_SDK_FOR_HTTP), join(scope, 'sdk'), 'junction');
    }
    await build(output);
    return { name: GENERATOR, args: [join('build', 'index.js')], cwd: output, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Builds it as its `npm run build` does, without checking types. */
async function build(folder: string): Promise<void> {
  // It is imported here because it is large, and `npm run budget -- --check` doesn't need it.
  const { ModuleKind, ScriptTarget, transpileModule } = await import('typescript').then((ts) => ts.default);
  await mkdir(join(folder, 'build'));
  for (const file of await readdir(join(folder, 'src'))) {
    const { outputText } = transpileModule(await readFile(join(folder, 'src', file), 'utf8'), {
      compilerOptions: { module: ModuleKind.ES2022, target: ScriptTarget.ES2022 },
    });
    await writeFile(join(folder, 'build', `${parse(file).name}.js`), outputText);
  }
}

/** The server of Polar's SDK, over stdio. */
export function sdkPeer(accessToken: string, serverUrl?: string): PeerServer {
  const script = join('node_modules', SDK, 'bin', 'mcp-server.js');
  const server = serverUrl === undefined ? [] : ['--server-url', serverUrl];
  return { name: SDK, args: [script, 'start', '--access-token', accessToken, ...server], cwd: FOLDER };
}
