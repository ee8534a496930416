import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ensureTexts } from './bundled-texts.ts';
import { licensesOf } from './third-party-licenses.ts';
import { viewSources } from './view-bundle.ts';
import { writeWhole } from './write-whole.ts';

const HOUSE = fileURLToPath(new URL('..', import.meta.url));
/** `bin/polar-mcp.js` starts this file. Its ending makes it a module, whatever package.json is around it. */
export const STDIO_BUNDLE = join(HOUSE, 'dist', 'polar-mcp.mjs');
/** The licenses of the packages of which the bundle has code. The npm package ships it beside the bundle. */
export const LICENSES = join(HOUSE, 'dist', 'third-party-licenses.txt');

/**
 * Bundles the server over stdio as one module that imports only what Node has. It is minified because people download it, and it
 * keeps the names of functions, so that a stack still says where something failed.
 *
 * @returns the module, and the licenses of the packages in it
 * @throws Error with what esbuild says of the source
 */
export async function stdioBundle(): Promise<{ module: string; licenses: string }> {
  await ensureTexts();
  const { outputFiles, metafile } = await build({
    absWorkingDir: HOUSE,
    entryPoints: ['src/stdio.ts'],
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    alias: { '@modelcontextprotocol/server/_shims': './src/mcp/sdk-platform-node.ts' },
    loader: { '.html': 'text', '.css': 'text', '.svg': 'text', '.png': 'binary' },
    legalComments: 'none',
    // Keeps paths of this machine out of the bundle.
    sourcemap: false,
    logLevel: 'silent',
    metafile: true,
    write: false,
  });
  const [output] = outputFiles;
  if (!output) throw new Error('esbuild made nothing of src/stdio.ts');
  const sources = [...Object.keys(metafile.inputs), ...(await viewSources())];
  return { module: output.text, licenses: await licensesOf(sources, HOUSE) };
}

/** Makes the bundle that `bin/polar-mcp.js` starts, and the licenses beside it. */
export async function writeStdioBundle(): Promise<void> {
  const { module, licenses } = await stdioBundle();
  await Promise.all([writeWhole(STDIO_BUNDLE, module), writeWhole(LICENSES, licenses)]);
}
