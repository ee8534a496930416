import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ensureView } from './view-bundle.ts';
import { writeWhole } from './write-whole.ts';

const HOUSE = fileURLToPath(new URL('..', import.meta.url));
/** `bin/polar-mcp.js` starts this file. Its ending makes it a module, whatever package.json is around it. */
export const STDIO_BUNDLE = join(HOUSE, 'dist', 'polar-mcp.mjs');

/**
 * Bundles the server over stdio as one module that imports only what Node has. It isn't minified, because that makes no
 * start quicker, and stacks stay readable.
 *
 * @throws Error with what esbuild says of the source
 */
export async function stdioBundle(): Promise<string> {
  await ensureView();
  const { outputFiles } = await build({
    absWorkingDir: HOUSE,
    entryPoints: ['src/stdio.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    loader: { '.html': 'text', '.css': 'text', '.svg': 'text', '.png': 'binary' },
    // Keeps paths of this machine out of the bundle.
    sourcemap: false,
    logLevel: 'silent',
    write: false,
  });
  const [output] = outputFiles;
  if (!output) throw new Error('esbuild made nothing of src/stdio.ts');
  return output.text;
}

/** Makes the bundle that `bin/polar-mcp.js` starts. */
export async function writeStdioBundle(): Promise<void> {
  await writeWhole(STDIO_BUNDLE, await stdioBundle());
}
