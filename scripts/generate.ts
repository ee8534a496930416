/**
 * `npm run generate`: writes generated/ from openapi/. `npm run generate -- --check` writes nothing and fails when
 * generated/ is not what openapi/ says.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { commonHints } from '../openapi/catalog/common-hints.ts';
import { catalog } from '../openapi/catalog/index.ts';
import type { Document } from './generator/document.ts';
import { generate } from './generator/index.ts';
import { runScript } from './run-script.ts';

const OUT = 'generated';

await runScript(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const document = JSON.parse(await readFile('openapi/polar.json', 'utf8')) as Document;
  const wanted = await generate(document, { toolsets: catalog, commonHints });
  const present = await readFolder(OUT);

  const stale = [
    ...[...wanted].filter(([path, text]) => present.get(path) !== text).map(([path]) => path),
    ...[...present.keys()].filter((path) => !wanted.has(path)),
  ].sort();
  if (values.check) {
    if (stale.length > 0) {
      throw new Error(`generated/ is not what openapi/ says (${stale.join(', ')}): run \`npm run generate\``);
    }
    console.log(`generated/ is up to date: ${wanted.size} files`);
    return;
  }
  for (const path of stale) {
    const file = join(OUT, path);
    const text = wanted.get(path);
    if (text === undefined) {
      await rm(file);
    } else {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
  console.log(`generated/: ${wanted.size} files, ${stale.length} changed`);
});

/** Every file below a folder: path inside it → text. */
async function readFolder(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'utf8')] as const),
    ),
  );
}
