// Node runs the scripts as they are, and leaves out their types. `npm ci` installs a Node for them, which npm finds before any other.
if (!process.features.typescript)
  fail(`This needs Node 22.18 or later, which \`npm ci\` installs beside yours (${process.versions.node})`);
try {
  import.meta.resolve('commander');
} catch {
  fail('The packages of this project are missing');
}

function fail(reason) {
  console.error(
    `error: ${reason}. Run \`npm ci\` in this folder first; if it leaves out packages: npm ci --include=dev`,
  );
  process.exit(1);
}
