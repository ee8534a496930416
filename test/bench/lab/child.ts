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
 * Waits until a process answers at all.
 *
 * @throws Error when it ends, or gives no answer within 20 s
 */
export async function answers(child: ChildProcess, url: string): Promise<void> {
  const until = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return void (await answer.body?.cancel());
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`There is no answer at ${url}`);
}
