import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

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
  const { outputFiles } = await build({
    absWorkingDir: HOUSE,
    entryPoints: ['src/stdio.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Keeps paths of this machine out of the bundle.
    sourcemap: false,
    logLevel: 'silent',
    write: false,
  });
  const [output] = outputFiles;
  if (!output) throw new Error('esbuild made nothing of src/stdio.ts');
  return output.text;
}

/**
 * Makes the bundle that `bin/polar-mcp.js` starts. A process that starts it meanwhile gets the old one or the new one,
 * never a part.
 */
export async function writeStdioBundle(): Promise<void> {
  const text = await stdioBundle();
  const unfinished = `${STDIO_BUNDLE}.${process.pid}`;
  await mkdir(dirname(STDIO_BUNDLE), { recursive: true });
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, STDIO_BUNDLE);
  } finally {
    await rm(unfinished, { force: true });
  }
}
