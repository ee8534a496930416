import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const STOP_TIMEOUT_MS = 5000;
const READY_TIMEOUT_MS = 20_000;
const POLL_MS = 2;

/** Ends a process that was started here, and waits for its end: 5 s later it is made to. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exit;
  clearTimeout(timer);
}

/**
 * Waits until a process answers.
 *
 * @throws Error when it ends, or gives no answer within 20 s
 */
export function answers(child: ChildProcess, url: string): Promise<void> {
  return untilTrue(child, url, async () => {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    return answer !== undefined;
  });
}

/**
 * Waits until a process listens at a port of this machine, and asks it nothing.
 *
 * @throws Error when it ends, or doesn't listen within 20 s
 */
export function listens(child: ChildProcess, port: number): Promise<void> {
  return untilTrue(child, `port ${port}`, async () => {
    const socket = connect(port, 'localhost');
    try {
      await once(socket, 'connect');
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  });
}

async function untilTrue(child: ChildProcess, where: string, isReady: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < until && child.exitCode === null) {
    if (await isReady()) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`There is no answer at ${where}`);
}

/** The memory of a process now, in bytes. */
export function residentBytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
