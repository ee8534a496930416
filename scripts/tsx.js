// tsx keeps what it compiles in a folder for temporary files, where others of this machine may have put something first,
// and runs that unchecked. These scripts hold secrets of a deployment, so each compiles anew.
process.env.TSX_DISABLE_CACHE = '1';

const OLDEST_NODE = 22;
// `npm ci` installs a Node for these scripts, which npm finds before any other.
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE)
  fail(`This needs Node ${OLDEST_NODE} or later, which \`npm ci\` installs beside yours (${process.versions.node})`);
try {
  await import('tsx');
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  fail('The packages of this project are missing');
}

function fail(reason) {
  console.error(
    `error: ${reason}. Run \`npm ci\` in this folder first; if it leaves out packages: npm ci --include=dev`,
  );
  process.exit(1);
}
