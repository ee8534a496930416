import { readFile } from 'node:fs/promises';
import { basename, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** Packages are found from here. */
const FOLDER = 'node_modules/.cache/polar-mcp';

/** Files find others beside themselves, wherever the bundle is. */
const OWN_ADDRESSES: Plugin = {
  name: 'own addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }));
  },
};

const bundles = new Map<string, Promise<string>>();

/**
 * A script as one file. Node would read each file of it, and leave out its types, each time anew.
 *
 * @param path of the script, which may be of a copy of this repository
 * @returns the path of the file
 */
export function bundledScript(path: string): Promise<string> {
  const bundled = (isOurs(path) && bundles.get(path)) || bundle(path);
  bundles.set(path, bundled);
  return bundled;
}

/** A test changes a copy between two runs. */
const isOurs = (path: string) => !relative('.', path).startsWith('..');

async function bundle(path: string): Promise<string> {
  // Other processes bundle it too.
  const outdir = resolve(FOLDER, String(process.pid));
  await build({
    entryPoints: [path],
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Late imports stay late: bench/ has packages that need not be installed.
    splitting: true,
    outExtension: { '.js': '.mjs' },
    packages: 'external',
    plugins: [OWN_ADDRESSES],
    tsconfigRaw: {},
    outdir,
  });
  return resolve(outdir, basename(path).replace(/\.ts$/, '.mjs'));
}
