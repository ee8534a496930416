import { readFileSync } from 'node:fs';

/** Where packages are: those of the lab, then those of the project. */
const ROOTS = [new URL('../node_modules/', import.meta.url), new URL('../../../node_modules/', import.meta.url)];

/** The installed version of a package of npm's. Throws when it isn't installed. */
export function versionOf(name: string): string {
  for (const root of ROOTS) {
    try {
      return (JSON.parse(readFileSync(new URL(`${name}/package.json`, root), 'utf8')) as { version: string }).version;
    } catch {
      // It may be in the next.
    }
  }
  throw new Error(`${name} is not installed: \`npm run clients\` installs it`);
}
