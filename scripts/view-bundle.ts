import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { BROWSERS } from './browsers.ts';
import { writeWhole } from './write-whole.ts';

const HOUSE = fileURLToPath(new URL('..', import.meta.url));
/** The Worker and the server over stdio import it as a text. */
export const VIEW_FILE = join(HOUSE, 'dist', 'views', 'view.html');
const SOURCES = ['views/**/*.{ts,tsx,css}', 'src/views/view-meta.ts', 'scripts/view-bundle.ts', 'package-lock.json'];

/**
 * Bundles the view program (views/) as one page that loads nothing: script and style stand in it. It is ASCII, so that the
 * runtime keeps it in one byte for each character.
 *
 * @throws Error with what esbuild says of the source
 */
export async function viewBundle(): Promise<string> {
  const { outputFiles } = await buildView();
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text.trim() ?? '';
  // esbuild escapes an end tag in a script, and no stylesheet of ours has one.
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Polar</title><style>${textOf('view.css')}</style></head><body><div id="view"></div><script>${textOf('main.js')}</script></body></html>\n`;
}

/** Makes dist/views/view.html. */
export async function writeView(): Promise<void> {
  await writeWhole(VIEW_FILE, await viewBundle());
}

/** Makes it where it is missing, or older than what it is made of. */
export async function ensureView(): Promise<void> {
  const madeAt = statSync(VIEW_FILE, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const changedAt = Math.max(...globSync(SOURCES, { cwd: HOUSE }).map((path) => statSync(join(HOUSE, path)).mtimeMs));
  if (madeAt < changedAt) await writeView();
}

/** The files of which the view is made, as esbuild names them. */
export async function viewSources(): Promise<string[]> {
  const { metafile } = await buildView();
  return Object.keys(metafile.inputs);
}

function buildView() {
  return build({
    absWorkingDir: HOUSE,
    entryPoints: ['views/main.tsx', 'views/view.css'],
    outdir: 'dist/views',
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: BROWSERS,
    tsconfig: 'views/tsconfig.json',
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'silent',
    metafile: true,
    write: false,
  });
}
