#!/usr/bin/env node
// Clients start this in the folder of whatever project is open, so nothing may be looked up from there.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bundle = new URL('../dist/polar-mcp.mjs', import.meta.url);
if (existsSync(bundle)) {
  await import(bundle.href);
} else {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  console.error(
    `This server isn’t bundled yet. Run npm ci in ${folder} (npm run bundle where your npm runs no scripts).`,
  );
  process.exitCode = 1;
}
