import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Entry {
  optionalDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, unknown>;
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
}

const FILES = execFileSync('git', ['ls-files', '*package-lock.json'], { encoding: 'utf8' }).trim().split('\n');

test('there are lockfiles', () => {
  expect(FILES).toContain('package-lock.json');
  expect(FILES.length).toBeGreaterThan(2);
});

describe.each(FILES)('%s', (file) => {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };
  const { '': root, ...fetched } = packages;

  test('names each package that is fetched by its hash, those for other platforms too', () => {
    expect(root).toBeDefined();
    const unproved = Object.entries(fetched)
      .filter(([, { integrity = '', link }]) => !link && !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity))
      .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`);
    // npm drops the hash of what it didn't install. This prints it: npm view NAME@VERSION dist.integrity
    expect(unproved).toEqual([]);
  });

  test('names the packages for other platforms, without which npm refuses the lockfile there and here', () => {
    const missing = Object.entries(packages).flatMap(
      ([path, { optionalDependencies = {}, peerDependenciesMeta = {} }]) =>
        Object.keys(optionalDependencies)
          .filter((name) => !Object.hasOwn(peerDependenciesMeta, name) && !isFoundFrom(path, name, packages))
          .map((name) => `${path} lacks ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('names no place to fetch from', () => {
    expect(Object.values(fetched).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});

/** Whether a package finds another in its own node_modules or in one above it, as Node looks for it. */
function isFoundFrom(path: string, name: string, packages: Record<string, Entry>): boolean {
  const own = path === '' ? 'node_modules' : `${path}/node_modules`;
  if (`${own}/${name}` in packages) return true;
  return path !== '' && isFoundFrom(path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name, packages);
}
