import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabHouse } from './house.ts';
import type { LabPerson } from './person.ts';

const PACKAGES = new URL('../node_modules', import.meta.url).pathname;
export const PLATFORM = `${process.platform}-${process.arch}`;
/**
 * Where programs are found. The packages of two only choose the program for a platform, in scripts that aren't run here; it is
 * in a package of its own.
 */
const FOLDERS_OF_PROGRAMS = [`@anthropic-ai/claude-code-${PLATFORM}`, `opencode-${PLATFORM}/bin`, '.bin'].map(
  (folder) => `${PACKAGES}/${folder}`,
);

/** What is typed, so long after the keys before. */
export interface Keys {
  afterMs: number;
  text: string;
}

interface RunOptions {
  /** Beside PATH, HOME and BROWSER. Nothing else of this process's environment reaches the program. */
  variables?: Record<string, string>;
  /** The longest that it may take. */
  ms?: number;
  /** What is typed into a terminal. */
  keys?: readonly Keys[];
  /** The person reads the address of a login in what it prints: it starts the system's own browser, and no other. */
  readsAddress?: boolean;
}

const AUTHORIZATION_REQUEST = /http:\S+\/oauth\/authorize\?\S+/g;

/** An address may come in parts. When nothing more has come for so long, it is whole. */
const QUIET_MS = 300;

/** Hears what a program prints, and sends the person to each address of a login among it. */
export function readAddresses(person: LabPerson): (part: Buffer) => void {
  let printed = '';
  let timer: NodeJS.Timeout | undefined;
  return (part) => {
    printed += part;
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const [address] of printed.matchAll(AUTHORIZATION_REQUEST)) void person.visit(address);
    }, QUIET_MS);
  };
}

interface Run {
  code: number | null;
  /** Both outputs, as they came. */
  output: string;
}

/**
 * Runs a program of the lab to its end, in its own home, with the lab's browser.
 *
 * @param home its home and working folder
 * @throws Error when it takes longer than its limit, with the end of its output
 */
export async function runProgram(
  { person }: LabHouse,
  home: string,
  [program = '', ...args]: readonly string[],
  { variables = {}, ms = 90_000, keys = [], readsAddress = false }: RunOptions = {},
): Promise<Run> {
  const child = spawn(program, args, {
    cwd: home,
    detached: true,
    stdio: [keys.length > 0 ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    env: environmentOf(person.bin, home, variables),
  });
  void pressKeys(child, keys);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part: Buffer) => {
      output += part;
    });
    if (readsAddress) stream?.on('data', readAddresses(person));
  }
  const { promise, resolve, reject } = Promise.withResolvers<Run>();
  child.on('error', reject);
  child.on('close', (code) => {
    if (process.env.LAB_TRACE)
      console.log(`  ${program} ${args.join(' ').slice(0, 200)} → ${code}\n${output.slice(-600)}`);
    resolve({ code, output });
  });
  // Programs leave others behind, which hold their outputs open.
  const endAll = () => child.pid && killGroup(child.pid);
  const timer = setTimeout(() => {
    endAll();
    reject(new Error(`${program} took longer than ${ms / 1000} s: ${output.slice(-300)}`));
  }, ms);
  return promise.finally(() => {
    clearTimeout(timer);
    endAll();
  });
}

export function environmentOf(
  browser: string,
  home: string,
  variables: Record<string, string>,
): Record<string, string> {
  return {
    PATH: [browser, ...FOLDERS_OF_PROGRAMS, process.env.PATH].join(':'),
    HOME: home,
    BROWSER: `${browser}/xdg-open`,
    // Programs open a browser only where they see a screen.
    DISPLAY: ':0',
    TERM: 'dumb',
    NO_COLOR: '1',
    ...variables,
  };
}

async function pressKeys({ stdin }: ChildProcess, keys: readonly Keys[]): Promise<void> {
  // A program that has ended hears nothing.
  stdin?.on('error', () => {});
  for (const { afterMs, text } of keys) {
    await sleep(afterMs);
    stdin?.write(text);
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
