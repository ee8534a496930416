import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

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
 * @param status what its first answer must be; without it, any
 * @throws Error when it ends, gives another answer, or none within 20 s
 */
export async function answers(child: ChildProcess, url: string, status?: number): Promise<void> {
  const until = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) {
      await answer.body?.cancel();
      if (status === undefined || answer.status === status) return;
      throw new Error(`${url} answered ${answer.status}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`There is no answer at ${url}`);
}
