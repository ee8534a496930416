import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HOUSE = fileURLToPath(new URL('..', import.meta.url));
/** `bin/polar-mcp.js` starts it. Its name makes it a module wherever it stands: no package.json has a say. */
export const STDIO_BUNDLE = join(HOUSE, 'dist', 'polar-mcp.mjs');

/**
 * The server over stdio with all that it imports, as one module that loads nothing but what Node brings. It isn't minified:
 * that makes no start quicker, and a stack stays readable.
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
    // Tells no path of the machine that it was made on.
    sourcemap: false,
    logLevel: 'silent',
    write: false,
  });
  const [output] = outputFiles;
  if (!output) throw new Error('esbuild made nothing of src/stdio.ts');
  return output.text;
}

/** Makes the bundle that `bin/polar-mcp.js` starts. A process that starts it meanwhile gets the old one or the new one, whole. */
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
