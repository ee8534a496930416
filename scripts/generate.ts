import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyOf } from './generator/code.ts';
import { emitConfiguration } from './generator/configuration.ts';
import { generate } from './generator/index.ts';
import { NAMES_LOCK, readGeneratorInput } from './generator-input.ts';
import { npmScript, runScript } from './run-script.ts';

const OUT = 'generated';
/** The files of generated/ that are copies of real ones. */
const COPIES: Readonly<Record<string, string>> = {
  'policy.gen.ts': 'openapi/catalog/policy.ts',
  'runtime.gen.ts': 'scripts/generator/runtime/runtime.ts',
  'search-terms.gen.ts': 'scripts/generator/runtime/search-terms.ts',
  'tool.gen.ts': 'scripts/generator/runtime/tool.ts',
};
const DOCS = 'docs/tools.md';
const CONFIGURATION = 'docs/configuration.md';

const command = npmScript(
  'generate',
  'Writes generated/, docs/tools.md, docs/configuration.md and new names in openapi/names.lock.json, from openapi/ and settings/.',
).option('--check', 'writes nothing, and fails when one of them is not what they say');

await runScript(command.action(main));

async function main({ check }: { check?: true }): Promise<void> {
  const { document, catalog } = await readGeneratorInput();
  const generated = generate(document, catalog);
  const wanted = new Map([...generated.files, ...(await copies())].map(([path, text]) => [join(OUT, path), text]));
  wanted.set(DOCS, generated.docs);
  wanted.set(CONFIGURATION, emitConfiguration());
  wanted.set(NAMES_LOCK, `${JSON.stringify(generated.names, null, 2)}\n`);
  const present = await readFiles([...(await filesIn(OUT)), DOCS, CONFIGURATION, NAMES_LOCK]);

  const stale = [
    ...[...wanted].filter(([path, text]) => present.get(path) !== text).map(([path]) => path),
    ...[...present.keys()].filter((path) => !wanted.has(path)),
  ].sort();
  if (check) {
    if (stale.length > 0) {
      throw new Error(`Not what openapi/ and settings/ say: ${stale.join(', ')}. Run \`npm run generate\``);
    }
    console.log(`generated/ is up to date: ${wanted.size} files`);
    return;
  }
  for (const path of stale) {
    const text = wanted.get(path);
    if (text === undefined) {
      await rm(path);
    } else {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
  }
  console.log(`generated/: ${wanted.size} files, ${stale.length} changed`);
  // It loads the vocabulary of a tokenizer, which a check has no use for.
  const { budgetWarnings } = await import('./budget/limits.ts');
  for (const line of budgetWarnings(generated.list)) console.error(line);
}

/** Path inside generated/ → text. The originals stand beside this script, not in the working directory. */
async function copies(): Promise<[string, string][]> {
  return Promise.all(
    Object.entries(COPIES).map(async ([copy, original]): Promise<[string, string]> => {
      const text = await readFile(new URL(`../${original}`, import.meta.url), 'utf8');
      return [copy, copyOf(original, text)];
    }),
  );
}

/** The path of every file below a folder. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Path → text of each file that exists. */
async function readFiles(paths: string[]): Promise<Map<string, string>> {
  const texts = await Promise.all(
    paths.map(async (path) => [path, await readFile(path, 'utf8').catch(() => undefined)] as const),
  );
  return new Map(texts.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
