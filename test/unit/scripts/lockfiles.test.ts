import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Entry {
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

  test('names no place to fetch from', () => {
    expect(Object.values(fetched).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
