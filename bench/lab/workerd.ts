import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { freePort } from '../../scripts/local-worker.ts';
import { wranglerEnv } from '../../scripts/secrets-file.ts';
import { answers, ended, listens, residentBytes } from './child.ts';

/** Wrangler's own: others among the packages may bring another. */
const wranglers = createRequire(createRequire(import.meta.url).resolve('wrangler'));
const platform = `@cloudflare/workerd-${process.platform}-${process.arch === 'x64' ? '64' : process.arch}`;
const PACKAGE = createRequire(wranglers.resolve('workerd')).resolve(`${platform}/package.json`);
/** The runtime that Cloudflare runs, without wrangler and miniflare around it: a process of its own for one Worker. */
const WORKERD = PACKAGE.replace(/package\.json$/, 'bin/workerd');
export const workerdVersion = (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version;

export interface WorkerdOptions {
  /** The folder of a Worker as `bundle` makes it. */
  bundle: string;
  /** Its variables and secrets. */
  vars?: Record<string, string>;
  /** The address of its KV: `host:port` of `startKv`. It is the namespace OAUTH_KV. */
  kv?: string;
  /** The classes of its Durable Objects by binding; they end with the process. */
  objects?: Record<string, string>;
  /** The port of the Worker. Default: any free port. */
  port?: number;
  /** For V8, as `--max-old-space-size=128`. */
  v8Flags?: readonly string[];
  /** Opens the inspector (Chrome's protocol) at this port. */
  inspectorPort?: number;
  /** Asked until it answers. Default: `/`. With null, nothing is asked: it is ready when it listens and rests. */
  readyPath?: string | null;
}

export interface Workerd {
  /** Without a slash at the end. */
  url: string;
  pid: number;
  /** The CPU time of the process so far, in milliseconds. */
  cpuMs(): number;
  /** The same once the process rests. */
  restedCpuMs(): Promise<number>;
  /** The memory of the process now, in bytes. */
  residentBytes(): number;
  /** True until the process has ended, by itself or by `close`. */
  isRunning(): boolean;
  close(): Promise<void>;
}

/** The Durable Objects of polar-mcp. */
export const OBJECTS = {
  CONNECTIONS: 'Connection',
  GRANTS: 'Grant',
  REVOCATIONS: 'PolarRevocation',
  ORGANIZATION_LIMITS: 'OrganizationLimits',
  EXPORT_FILES: 'ExportFiles',
};

/** Wrangler takes a second to load, and not every part starts a Worker. */
async function readSettings(): Promise<{ compatibility: string; rateLimits: string[] }> {
  const { unstable_readConfig } = await import('wrangler');
  const settings = unstable_readConfig({ config: 'wrangler.toml', env: wranglerEnv('sandbox') });
  const { compatibility_date: date, compatibility_flags: flags, ratelimits } = settings;
  return {
    compatibility: `compatibilityDate = "${date}", compatibilityFlags = ${JSON.stringify(flags)}`,
    rateLimits: (ratelimits as { name: string }[]).map(({ name }) => name),
  };
}

/** Stands in for Cloudflare's rate limits, which workerd doesn't have: without them, the first requests would log that. */
const RATE_LIMIT = 'bench:rate-limit';
const RATE_LIMIT_MODULE = 'export default () => ({ limit: async () => ({ success: true }) });';

/** @throws Error when the process ends, or gives no answer within 20 s */
export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  const port = options.port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'polar-mcp-workerd-'));
  const config = join(folder, 'config.capnp');
  await writeFile(config, await configOf(options, folder, port));
  const args = [
    'serve',
    config,
    ...(options.inspectorPort ? [`--inspector-addr=127.0.0.1:${options.inspectorPort}`] : []),
  ];
  const child = spawn(WORKERD, args, { stdio: ['ignore', 'ignore', process.env.DEBUG ? 'inherit' : 'ignore'] });
  const { pid } = child;
  const { readyPath = '/' } = options;
  const url = `http://localhost:${port}`;
  const close = async () => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  if (pid === undefined) throw new Error('workerd did not start');
  const ready = readyPath === null ? listens(child, port).then(() => rested(pid)) : answers(child, url + readyPath);
  await ready.catch(async (error) => {
    await close();
    throw error;
  });
  return {
    url,
    pid,
    cpuMs: () => cpuMs(pid),
    restedCpuMs: () => rested(pid),
    residentBytes: () => residentBytes(pid),
    isRunning: () => child.exitCode === null && child.signalCode === null,
    close,
  };
}

async function configOf(
  { bundle, vars = {}, kv, objects = {}, v8Flags = [] }: WorkerdOptions,
  folder: string,
  port: number,
): Promise<string> {
  const text = (value: string) => JSON.stringify(value);
  const modules = modulesOf(bundle).map(
    ({ name, path, kind }) => `(name = ${text(name)}, ${kind} = embed ${text(relative(folder, path))})`,
  );
  const { compatibility, rateLimits } = await readSettings();
  const bindings = [
    ...Object.entries(vars).map(([name, value]) => `(name = ${text(name)}, text = ${text(value)})`),
    ...Object.entries(objects).map(([name, of]) => `(name = ${text(name)}, durableObjectNamespace = ${text(of)})`),
    ...(kv ? ['(name = "OAUTH_KV", kvNamespace = "kv")'] : []),
    ...rateLimits.map((name) => `(name = ${text(name)}, wrapped = (moduleName = ${text(RATE_LIMIT)}))`),
  ];
  const namespaces = Object.values(objects).map(
    (name) => `(className = ${text(name)}, uniqueKey = ${text(name)}, enableSql = true)`,
  );
  const services = [
    '(name = "main", worker = .main)',
    '(name = "outside", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true)))',
    // A class with SQLite needs a disk.
    ...(namespaces.length > 0 ? [`(name = "objects", disk = (path = ${text(folder)}, writable = true))`] : []),
    ...(kv ? [`(name = "kv", external = (address = ${text(kv)}, http = ()))`] : []),
  ];
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  v8Flags = [${v8Flags.map(text).join(', ')}],
  services = [${services.join(', ')}],
  extensions = [(modules = [(name = ${text(RATE_LIMIT)}, internal = true, esModule = ${text(RATE_LIMIT_MODULE)})])],
  sockets = [(name = "http", address = "localhost:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [${modules.join(', ')}],
  ${compatibility},
  bindings = [${bindings.join(', ')}],
  durableObjectNamespaces = [${namespaces.join(', ')}],
  ${namespaces.length > 0 ? 'durableObjectStorage = (localDisk = "objects"),' : ''}
  globalOutbound = "outside",
);
`;
}

/** The script first, then the texts and the pictures that it imports. */
function modulesOf(bundle: string): { name: string; path: string; kind: string }[] {
  const names = readdirSync(bundle);
  const ending = (end: string, kind: string) =>
    names.filter((name) => name.endsWith(end)).map((name) => ({ name, path: join(bundle, name), kind }));
  return [
    ...ending('.js', 'esModule'),
    ...ending('.css', 'text'),
    ...ending('.svg', 'text'),
    ...ending('.html', 'text'),
    ...ending('.png', 'data'),
  ];
}

/** How long no thread may run before a process counts as resting, longer than its timers and V8's helpers wait. */
const REST_MS = 75;
const REST_POLL_MS = 15;
const REST_TIMEOUT_MS = 20_000;

/**
 * Waits until a process rests: none of its threads runs or waits for a core, and none has for a while.
 *
 * @returns its CPU time, in milliseconds
 * @throws Error when it still works after 20 s
 */
async function rested(pid: number): Promise<number> {
  const until = Date.now() + REST_TIMEOUT_MS;
  for (let [last, since] = [cpuMs(pid), Date.now()]; Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, REST_POLL_MS));
    const now = cpuMs(pid);
    // A timer that looks at its clock isn't work.
    if (now - last > 0.05 || !areAsleep(pid)) since = Date.now();
    else if (Date.now() - since >= REST_MS) return now;
    last = now;
  }
  throw new Error('workerd does not come to rest');
}

function areAsleep(pid: number): boolean {
  const states = threadsOf(pid).map((path) => /\) (.)/.exec(readFileSync(`${path}/stat`, 'utf8'))?.[1]);
  return states.every((state) => state === 'S');
}

const threadsOf = (pid: number) => readdirSync(`/proc/${pid}/task`).map((id) => `/proc/${pid}/task/${id}`);

/** In nanoseconds, which `stat` has in hundredths of a second. Threads that ended are missing; workerd keeps its own. */
function cpuMs(pid: number): number {
  const nanoseconds = threadsOf(pid).map((path) => Number(readFileSync(`${path}/schedstat`, 'utf8').split(' ')[0]));
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}
