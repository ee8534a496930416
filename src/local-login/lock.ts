import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const POLL_MS = 50;
/** Longer than a renewal may take. A process that died leaves its lock, and its number may be another's by now. */
const STALE_MS = 90_000;

/**
 * Runs `act` while no other process of this machine does so with the same lock. A lock whose process is gone is taken over.
 * Should two processes take it over at once, both send the same refresh token: Polar accepts one of them, and the other
 * finds the new pair in the store.
 *
 * @throws what `act` throws, or the system when the file can't be made
 */
export async function withLock<T>(path: string, act: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  while (!(await isTaken(path))) {
    if (await isAbandoned(path)) await rm(path, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  try {
    return await act();
  } finally {
    await rm(path, { force: true });
  }
}

const isTaken = (path: string) =>
  writeFile(path, String(process.pid), { flag: 'wx', mode: 0o600 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );

async function isAbandoned(path: string): Promise<boolean> {
  try {
    const [{ mtimeMs }, text] = await Promise.all([stat(path), readFile(path, 'utf8')]);
    if (Date.now() - mtimeMs > STALE_MS) return true;
    // The number is written a moment after the file is made.
    return text !== '' && !isAlive(Number(text));
  } catch {
    // It is gone by now.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
