import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Node runs the scripts as they are, and leaves out their types. `npm ci` installs a Node for them, which npm finds before any other.
if (!process.features.typescript)
  fail(`This needs Node 22.18 or later, which \`npm ci\` installs beside yours (${process.versions.node})`);
try {
  import.meta.resolve('commander');
} catch {
  fail('The packages of this project are missing');
}

// Node keeps here what it compiles, beside the packages, where only this folder's owner may put something. Its usual place is
// for temporary files of all, and scripts hold secrets of a deployment.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)));

function fail(reason) {
  console.error(
    `error: ${reason}. Run \`npm ci\` in this folder first; if it leaves out packages: npm ci --include=dev`,
  );
  process.exit(1);
}
