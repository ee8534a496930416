import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** The rooms of src/, from the ground up: each may import those before it. ARCHITECTURE.md draws them. */
const ROOMS = [
  ...['lib', 'policy', 'config', 'observability', 'ledger', 'polar', 'polar-oauth', 'results', 'operations', 'views'],
  ...['confirm', 'connection', 'pages', 'http', 'auth', 'mcp', 'approval', 'endpoint', 'landing', 'local-login'],
];

/** Each file there may be imported from anywhere: a room without a door. */
const TOOLBOX = 'src/lib';

/** Lists what each folder of the repository may import beside itself. */
const FOLDERS: Record<string, readonly string[]> = {
  settings: [],
  openapi: [],
  generated: [],
  src: ['settings', 'generated', 'dist/views/view.html', 'dist/styles'],
  // Of the Worker it has the types of what it is given, and how money is written.
  views: ['src/views/view-meta.ts', 'src/lib/money.ts', 'src/lib/csv-cell.ts'],
  simulator: ['settings', 'openapi'],
  scripts: ['settings', 'openapi', 'generated', 'simulator'],
};

interface Import {
  from: string;
  to: string;
}

/** Each import of a file of this repository, also one of types alone or one that comes late. */
const importsOf = (folder: string): Import[] =>
  globSync(`${folder}/**/*.{ts,tsx}`).flatMap((from) =>
    ts
      .preProcessFile(readFileSync(from, 'utf8'), true, true)
      .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
      .map(({ fileName }) => ({ from, to: join(dirname(from), fileName) })),
  );

const inSrc = importsOf('src').filter(({ to }) => to.startsWith('src/'));
const shown = ({ from, to }: Import) => `${from} imports ${to}`;

/**
 * The rooms around a file: its folder of src/, and each folder in that which has a door of its own.
 * `src/confirm/advice/orders.ts` → `src/confirm`, `src/confirm/advice`; `src/auth/login/callback.ts` → `src/auth`.
 */
function roomsOf(path: string): string[] {
  const parts = dirname(path).split('/');
  const folders = parts.slice(1).map((_, index) => parts.slice(0, index + 2).join('/'));
  return folders.filter((folder, index) => index === 0 || existsSync(`${folder}/index.ts`));
}

test('every folder of src/ is a room with a place', () => {
  const folders = new Set(globSync('src/*/**/*.ts').map((path) => path.split('/')[1]));
  expect([...folders].sort()).toEqual([...ROOMS].sort());
});

test('arrows between rooms run one way', () => {
  const rank = (path: string) => {
    const [, room = '', file] = path.split('/');
    if (file !== undefined) return ROOMS.indexOf(room);
    return ['limits.ts', 'errors.ts'].includes(room) ? -1 : ROOMS.length;
  };
  const back = inSrc.filter(({ from, to }) => rank(from) < rank(to));
  expect(back.map(shown)).toEqual([]);
});

test('a room is entered by its door', () => {
  const past = inSrc.filter(({ from, to }) => {
    const [entered] = roomsOf(to).filter((room) => !from.startsWith(`${room}/`) && room !== TOOLBOX);
    return entered !== undefined && to !== `${entered}/index.ts`;
  });
  expect(past.map(shown)).toEqual([]);
});

test('no files of a room import each other in a circle', () => {
  const next = Map.groupBy(inSrc, ({ from }) => from);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '));
    else if (!done.has(path)) for (const { to } of next.get(path) ?? []) visit(to, [...way, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  expect(circles).toEqual([]);
});

test('folders import what stands before them, and nobody imports the tests', () => {
  const against = Object.entries(FOLDERS).flatMap(([folder, allowed]) =>
    importsOf(folder).filter(
      ({ to }) => to.includes('/') && ![folder, ...allowed].some((one) => to === one || to.startsWith(`${one}/`)),
    ),
  );
  expect(against.map(shown)).toEqual([]);
});
