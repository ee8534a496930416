/** `npm run spec:diff -- <before> <after>` compares two documents of Polar's by tools, as text for a pull request. */
import { readFile } from 'node:fs/promises';
import { catalog } from '../openapi/catalog/index.ts';
import type { Document } from '../openapi/document.ts';
import type { LockedNames } from './generator/names.ts';
import { keepStructure } from './generator/structure.ts';
import { parseDocument, publishedAt, readDocument } from './published-document.ts';
import { npmScript, runScript } from './run-script.ts';
import { diffSpecs } from './spec-diff/index.ts';
import { isEmpty, toMarkdown } from './spec-diff/markdown.ts';

const KEPT = 'openapi/polar.json';

const command = npmScript(
  'spec:diff',
  "Prints which tools two OpenAPI documents of Polar's add, remove and change, as markdown, what breaks first.",
)
  .argument('[before]', "a file or an address: a document of Polar's, or what this project keeps of one", KEPT)
  .argument('[after]', 'the same; else what Polar publishes now of the version that openapi/source.json names')
  .option('--exit-code', 'exits 1 when they differ')
  .addHelpText('after', '\nWhat was there before: git show HEAD:openapi/polar.json >before.json');

await runScript(command.action(main));

async function main(before: string, after: string | undefined, { exitCode }: { exitCode?: true }): Promise<void> {
  const locked = JSON.parse(await readFile('openapi/names.lock.json', 'utf8')) as LockedNames;
  const [was, now] = await Promise.all([read(before), read(after ?? (await published()))]);
  const diff = diffSpecs(was, now, catalog, locked);
  process.stdout.write(toMarkdown(diff));
  if (exitCode && !isEmpty(diff)) process.exitCode = 1;
}

async function published(): Promise<string> {
  return publishedAt(JSON.parse(await readFile('openapi/source.json', 'utf8')).apiVersion);
}

/** @throws Error with one line that names the document that can't be read */
async function read(from: string): Promise<Document> {
  const document = parseDocument(await readDocument(from), from);
  try {
    return keepStructure(document);
  } catch (error) {
    throw new Error(`${from}: ${error instanceof Error ? error.message : error}`);
  }
}
