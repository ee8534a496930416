/** `npm run mcpb` packs the server over stdio as an MCPB bundle, which desktop apps install by a click. */
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packExtension, validateManifest } from '@anthropic-ai/mcpb';
import { npmScript, runScript } from './run-script.ts';
import { LICENSES, STDIO_BUNDLE, writeStdioBundle } from './stdio-bundle.ts';

const ABOUT = 'Packs the server over stdio as dist/polar-mcp.mcpb, which apps for the desktop install by a click.';
const FOLDER = 'dist/mcpb';
const OUT = 'dist/polar-mcp.mcpb';

/** What is in the bundle: its path → the file here. */
const FILES: Readonly<Record<string, string>> = {
  'manifest.json': 'mcpb/manifest.json',
  'icon.png': 'src/pages/icons/icon-256.png',
  'dist/polar-mcp.mjs': STDIO_BUNDLE,
  'third-party-licenses.txt': LICENSES,
  LICENSE: 'LICENSE',
  NOTICE: 'NOTICE',
};

await runScript(npmScript('mcpb', ABOUT).action(main));

async function main(): Promise<void> {
  await writeStdioBundle();
  await rm(FOLDER, { recursive: true, force: true });
  for (const [path, from] of Object.entries(FILES)) {
    await mkdir(dirname(join(FOLDER, path)), { recursive: true });
    await copyFile(from, join(FOLDER, path));
  }
  if (!validateManifest(join(FOLDER, 'manifest.json'))) throw new Error('mcpb/manifest.json is refused: see above');
  if (!(await packExtension({ extensionPath: FOLDER, outputPath: OUT }))) throw new Error(`${OUT} could not be packed`);
}
