import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { freePort } from '../scripts/local-worker.ts';
import type { Comparison, Finding, Part } from './finding.ts';
import { ended } from './lab/child.ts';

const ROUNDS = 3;
const READY_AT_MOST_S = 45;
const DEMO_AT_MOST_S = 4;
const TEST_AT_MOST_S = 300;
const PATIENCE_MS = 180_000;
const TEST_PATIENCE_MS = 1_200_000;
/** In bytes: tests that fail say why. */
const MOST_OUTPUT = 16 * 1024 ** 2;

/** Seconds. */
interface Round {
  install: number;
  ready: number;
  demo: number;
  /** Measured in the last round alone, because it takes minutes. */
  test?: number;
}

/**
 * Measures what a newcomer waits for, in a fresh clone of what is committed: until `npm start` is ready, and for `npm run
 * demo`; and once for `npm test`. npm's cache is warm after the first round, which isn't counted. About eight minutes.
 */
export const project: Part = async (say) => {
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    say(round === 0 ? 'A clone, to fill npm’s cache…' : `A clone, ${round} of ${ROUNDS}…`);
    const measured = await inClone(round === ROUNDS && say);
    if (round > 0) rounds.push(measured);
  }
  return { findings: findingsOf(rounds), notes: { project: NOTES } };
};

const NOTES = `Each round clones what is committed into an empty folder, installs it and starts it, as the README says. npm's cache is warm. A ready server has shown with a client's login and call that it works. The demo comes second in the same folder, where Node finds what it has compiled. The tests run once, at the end of the last.`;

function findingsOf(rounds: readonly Round[]): Finding[] {
  const row = (what: string, key: 'ready' | 'demo' | 'test', oursAtMost: number): Comparison => {
    const measured = rounds.filter((round) => round[key] !== undefined);
    const ours = measured.map((round) => round[key] ?? 0);
    const beside = { name: 'npm ci alone', values: measured.map(({ install }) => install) };
    return { topic: 'project', what, ours, beside, unit: 's', oursAtMost };
  };
  return [
    row('git clone, npm ci, npm start until it is ready', 'ready', READY_AT_MOST_S),
    row('npm run demo', 'demo', DEMO_AT_MOST_S),
    row('npm test', 'test', TEST_AT_MOST_S),
  ];
}

/** @param sayTests with it, the tests run too */
async function inClone(sayTests: Parameters<Part>[0] | false): Promise<Round> {
  const folder = await mkdtemp(join(tmpdir(), 'polar-mcp-clone-'));
  const ports = { PORT: String(await freePort()), POLAR_PORT: String(await freePort()) };
  // This run's npm and its Node are of this clone, and not of the new one.
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE|INIT_CWD)/i.test(name));
  const env = { ...Object.fromEntries(own), ...ports, PATH: withoutPackages(process.env.PATH ?? '') };
  const runFor = (timeout: number, file: string, args: string[]) =>
    seconds(() => promisify(execFile)(file, args, { cwd: folder, env, timeout, maxBuffer: MOST_OUTPUT }));
  const run = (file: string, ...args: string[]) => runFor(PATIENCE_MS, file, args);
  try {
    const clone = await run('git', 'clone', '--quiet', process.cwd(), '.');
    const install = await run('npm', 'ci', '--no-audit');
    const start = await seconds(() => untilReady(folder, env));
    const demo = await run('npm', 'run', '-s', 'demo');
    const round = { install, ready: clone + install + start, demo };
    if (!sayTests) return round;
    sayTests('npm test…');
    return { ...round, test: await runFor(TEST_PATIENCE_MS, 'npm', ['test']) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws Error when it ends before, or isn't ready in time */
async function untilReady(cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn('npm', ['start'], { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const ready = (async () => {
      for await (const line of createInterface(child.stdout)) if (line.startsWith('ready ')) return;
      throw new Error('npm start ended before it was ready');
    })();
    const late = once(AbortSignal.timeout(PATIENCE_MS), 'abort').then(() => {
      throw new Error('npm start is not ready in time');
    });
    await Promise.race([ready, late]);
  } finally {
    await ended(child);
  }
}

async function seconds(act: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await act();
  return (performance.now() - from) / 1000;
}

const withoutPackages = (path: string) =>
  path
    .split(':')
    .filter((folder) => !folder.includes('node_modules'))
    .join(':');
