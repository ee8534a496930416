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

/**
 * Calls `end` when npm, which started this process, is gone. npm runs a script in a shell, and a killed npm, or shell, tells
 * its children nothing.
 */
export function whenNpmIsGone(end: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const first = parents();
  const timer = setInterval(() => {
    if (parents() === first) return;
    clearInterval(timer);
    end();
  }, LOOK_EVERY_MS);
  timer.unref();
}

/** The parent of this process; if that is npm's shell, the shell's parent too, where the system says it (Linux). */
function parents(): string {
  const { ppid } = process;
  const [, name = '', parent = ''] = /^\d+ \((.*)\) \S (\d+)/s.exec(statusOf(ppid)) ?? [];
  return SHELLS.test(name) ? `${ppid} ${parent}` : `${ppid}`;
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}
