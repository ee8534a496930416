import { globSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { BROWSERS } from './browsers.ts';
import { writeWhole } from './write-whole.ts';

const HOUSE = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = 'src/{pages,landing}/*.css';
const madeOf = (source: string) => join(HOUSE, 'dist', 'styles', basename(source));

/** Makes the stylesheets of src/ small, as dist/styles/*.css. The Worker and the server over stdio import these as texts. */
export async function writeStyles(): Promise<void> {
  await Promise.all(sources().map(writeStyle));
}

/** Makes each where it is missing, or older than its source. */
export async function ensureStyles(): Promise<void> {
  const stale = sources().filter((source) => {
    const madeAt = statSync(madeOf(source), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return madeAt < statSync(join(HOUSE, source)).mtimeMs;
  });
  await Promise.all(stale.map(writeStyle));
}

const sources = () => globSync(SOURCES, { cwd: HOUSE });

async function writeStyle(source: string): Promise<void> {
  const style = await readFile(join(HOUSE, source), 'utf8');
  const { code } = await transform(style, { loader: 'css', minify: true, charset: 'ascii', target: BROWSERS });
  await writeWhole(madeOf(source), code);
}
