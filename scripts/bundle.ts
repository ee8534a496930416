/** `npm run bundle` makes one file of the server over stdio, one of the view, and small stylesheets. `npm ci` and `npm pack` run it too. */
import { writeTexts } from './bundled-texts.ts';
import { npmScript, runScript } from './run-script.ts';
import { writeStdioBundle } from './stdio-bundle.ts';

const ABOUT =
  'Bundles the server over stdio into dist/polar-mcp.mjs, which bin/polar-mcp.js starts, the view that hosts show (views/) into dist/views/view.html, and the pages’ stylesheets into dist/styles/. npm ci does it by itself: run it after a change of the source.';

await runScript(npmScript('bundle', ABOUT).action(main));

async function main(): Promise<void> {
  await writeTexts();
  await writeStdioBundle();
}
