/** `npm run bundle` makes one file of the server over stdio, and one of the view. `npm ci` and `npm pack` run it too. */
import { npmScript, runScript } from './run-script.ts';
import { writeStdioBundle } from './stdio-bundle.ts';
import { writeView } from './view-bundle.ts';

const ABOUT =
  'Bundles the server over stdio into dist/polar-mcp.mjs, which bin/polar-mcp.js starts, and the view that hosts show (views/) into dist/views/view.html. npm ci does it by itself: run it after a change of the source.';

await runScript(npmScript('bundle', ABOUT).action(main));

async function main(): Promise<void> {
  await writeView();
  await writeStdioBundle();
}
