import { execFileSync, spawn } from 'node:child_process';
import { freePort } from '../../scripts/local-worker.ts';
import { bundledScript } from '../support/bundled-script.ts';

/** Two ports that are free. */
export const ports = async () => ({ PORT: String(await freePort()), POLAR_PORT: String(await freePort()) });

const running: Started[] = [];
/** Ends the starts that still run. */
export async function endAll(): Promise<void> {
  for (const { exit, stop } of running.splice(0)) {
    stop();
    await exit;
  }
}

export interface Started {
  output(): string;
  /** Resolves once the output matches; rejects when it ends before. */
  until(pattern: RegExp): Promise<void>;
  exit: Promise<number | null>;
  stop(): void;
}

// vitest sets a BASE_URL of its own.
const { BASE_URL: _, ...ENVIRONMENT } = process.env;

/** Runs the script behind `npm start`. */
export async function start(args: string[], env: Record<string, string>, cwd?: string): Promise<Started> {
  const child = spawn(process.execPath, [await bundledScript('scripts/start.ts'), ...args], {
    env: { ...ENVIRONMENT, NO_COLOR: '1', ...env },
    cwd,
  });
  let output = '';
  const watchers: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      for (const look of watchers) look();
    });
  }
  const started: Started = {
    output: () => output,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        child.once('exit', () => reject(new Error(`It ended before ${pattern}:\n${output}`)));
        const look = () => pattern.test(output) && resolve();
        watchers.push(look);
        look();
      }),
    exit: new Promise((resolve) => child.once('exit', resolve)),
    stop: () => child.kill('SIGTERM'),
  };
  running.push(started);
  return started;
}

/** As npm runs a script: in a shell, which npm tells to end, and which tells nobody. */
export async function startByNpm(env: Record<string, string>) {
  const script = `"${process.execPath}" "${await bundledScript('scripts/start.ts')}"; exit`;
  const npm = spawn('sh', ['-c', script], { env: { ...ENVIRONMENT, ...env, npm_lifecycle_event: 'start' } });
  let output = '';
  npm.stdout.on('data', (chunk) => {
    output += chunk;
  });
  return { pid: npm.pid ?? 0, output: () => output };
}

/** The processes that one has started, and theirs, as the system lists them. */
export function descendants(of: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const parents = rows.map((row) => row.trim().split(/\s+/).map(Number) as [number, number]);
  const below = (pid: number): number[] =>
    parents.flatMap(([child, parent]) => (parent === pid ? [child, ...below(child)] : []));
  return below(of);
}

/** Whether there is such a process. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
