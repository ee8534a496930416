import { type ChildProcess, spawn } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';

/**
 * Reads lists of process ids, and kills those of the last one when its input ends: then whoever wrote them is gone. No
 * signal of a terminal ends it before.
 */
const WATCHDOG = `trap '' HUP INT TERM
while read -r list; do pids=$list; done
[ -z "$pids" ] || kill -KILL $pids`;

/**
 * Ends the processes that this one starts from now on as soon as it is gone, also when it was killed outright: then it
 * can't end them itself. Windows has no shell for it: there they may stay.
 */
export function endChildrenWithThisProcess(): void {
  if (process.platform === 'win32') return;
  const watchdog = spawn('sh', ['-c', WATCHDOG], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watchdog.on('error', () => {});
  watchdog.stdin.on('error', () => {});
  watchdog.unref();
  const running = new Set<number>();
  const tell = () => watchdog.stdin.write(`${[...running].join(' ')}\n`);
  subscribe('child_process', (message) => {
    const { process: child } = message as { process: ChildProcess };
    // This is told before the child has an id.
    child.once('spawn', () => {
      const { pid } = child;
      if (pid === undefined) return;
      running.add(pid);
      tell();
      child.once('exit', () => {
        running.delete(pid);
        tell();
      });
    });
  });
}

const LOOK_EVERY_MS = 500;
const SHELLS = /^(ba|da|k|z|a)?sh$/;
/** In a container, the first process may be npm itself, or another program that runs scripts. */
const RUNS_SCRIPTS = /npm|node|yarn|bun/i;

/**
 * Calls `end` when npm, which started this process, is gone, also when it was gone before this is called. npm runs a script in a
 * shell, and a killed npm, or shell, tells its children nothing.
 */
export function whenNpmIsGone(end: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const first = parents();
  if (isAdopter(first.at(-1))) {
    end();
    return;
  }
  const timer = setInterval(() => {
    if (parents().join() === first.join()) return;
    clearInterval(timer);
    end();
  }, LOOK_EVERY_MS);
  timer.unref();
}

/** The id of this process's parent; if that is npm's shell, the shell's parent too, where the system says it (Linux). */
function parents(): number[] {
  const { ppid } = process;
  const { name, parent } = statusOf(ppid);
  return SHELLS.test(name) ? [ppid, parent] : [ppid];
}

/** Whether a process is one to which the system gives the children of those that are gone. */
function isAdopter(pid: number | undefined): boolean {
  if (pid === undefined || process.platform === 'win32') return false;
  const { name } = statusOf(pid);
  return name === 'systemd' || (pid === 1 && !RUNS_SCRIPTS.test(name));
}

function statusOf(pid: number): { name: string; parent: number } {
  try {
    const [, name = '', parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return { name, parent: Number(parent) };
  } catch {
    return { name: '', parent: 0 };
  }
}
