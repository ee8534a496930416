import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { chmod, rename, rm, stat, writeFile } from 'node:fs/promises';

export interface FileChange {
  path: string;
  text: string;
  /** Whether only its owner may read it. */
  isSecret: boolean;
}

const OWNER_ALONE = 0o600;

/**
 * Writes all files or, if one can't be written, none. It first writes each beside its place.
 *
 * @throws Error with one line
 */
export async function writeAll(changes: FileChange[]): Promise<void> {
  // It writes through a symbolic link, which stays one.
  const files = changes.map(({ path, ...rest }) => {
    const place = existsSync(path) ? realpathSync(path) : path;
    return { ...rest, place, beside: `${place}.${process.pid}.tmp` };
  });
  try {
    for (const { beside, place, text, isSecret } of files) {
      const mode = isSecret || !existsSync(place) ? OWNER_ALONE : (await stat(place)).mode;
      await writeFile(beside, text, { mode, flag: 'wx' });
    }
    for (const { beside, place } of files) await rename(beside, place);
  } catch (error) {
    throw new Error(`Can't write: ${error instanceof Error ? error.message : error}`);
  } finally {
    for (const { beside } of files) await rm(beside, { force: true });
  }
}

/** Takes all other users' permissions from a file of secrets. */
export async function keepToOwner(path: string): Promise<void> {
  if (existsSync(path) && (await stat(path)).mode & 0o077) await chmod(path, OWNER_ALONE);
}

/** Whether a file is other than in the repository's last commit; false where there is none. */
export function isUncommitted(path: string): boolean {
  return spawnSync('git', ['diff', '--quiet', 'HEAD', '--', path]).status === 1;
}

/**
 * Checks that git ignores a file. Without git, or outside of its folders, nothing can get into a repository.
 *
 * @throws Error that says what to add to .gitignore
 */
export function assertIgnoredByGit(path: string): void {
  const { status } = spawnSync('git', ['check-ignore', '--quiet', path]);
  if (status !== 1) return;
  throw new Error(
    `git does not ignore ${path}, so its secrets could end in the repository. Add the line ${path} to .gitignore (and \`git rm --cached ${path}\`, where it is in there). Nothing was written`,
  );
}
