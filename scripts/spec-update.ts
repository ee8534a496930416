/**
 * `npm run spec:update` reads Polar's published OpenAPI document and writes the parts that this project keeps into
 * openapi/. It takes in the version that openapi/source.json names; `-- --api-version 2027-04` takes in another, and
 * `-- --from <url|file>` a document from elsewhere. It writes nothing unless everything is right.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { catalog as toolsets } from '../openapi/catalog/index.ts';
import { type Document, operationsOf } from '../openapi/document.ts';
import { literal } from './generator/code.ts';
import { keepStructure, operationIds } from './generator/structure.ts';
import { readGeneratorInput } from './generator-input.ts';
import { isUrl, parseDocument, publishedAt, readDocument } from './published-document.ts';
import { npmScript, runScript } from './run-script.ts';

const command = npmScript(
  'spec:update',
  "Reads Polar's published OpenAPI document, and writes what this project keeps of it into openapi/. Nothing is written unless everything is right.",
)
  .option('--api-version <version>', 'another version than the one that openapi/source.json names, as 2027-04')
  .option('--from <url|file>', 'a document from elsewhere');

await runScript(command.action(main));

async function main(flags: { from?: string; apiVersion?: string }): Promise<void> {
  const before = await readFile('openapi/source.json', 'utf8').then(JSON.parse, () => ({}));
  const { from = publishedAt(flags.apiVersion ?? before.apiVersion) } = flags;
  const text = await readDocument(from);
  const document = keepStructure(parseDocument(text, from));

  const ids = operationIds(document);
  const lost = toolsets.flatMap(({ tools }) => Object.keys(tools)).filter((id) => !ids.includes(id));
  if (lost.length > 0) {
    throw new Error(
      `The document has lost ${lost.join(', ')}. Remove it from openapi/catalog/ first, if that is right`,
    );
  }

  const sha256 = createHash('sha256').update(text).digest('hex');
  const source = {
    // The folder of a person's file stays private.
    from: isUrl(from) ? from : basename(from),
    apiVersion: document.info.version,
    sha256,
    // The same document keeps the date when it was first taken in.
    date: before.sha256 === sha256 ? before.date : new Date().toISOString().slice(0, 10),
  };
  await writeFile('openapi/polar.json', `${JSON.stringify(document, null, 2)}\n`);
  await writeFile('openapi/source.json', `${JSON.stringify(source, null, 2)}\n`);
  await writeFile('openapi/operation-ids.ts', emitOperationIds(document, ids));
  console.log(`openapi/polar.json: version ${source.apiVersion}, ${ids.length} operations`);
  for (const line of await warningsFor(document)) console.error(line);
}

/** Says which budgets the document's tools would exceed. A mistake that stops the generator is told by `npm run generate`. */
async function warningsFor(document: Document): Promise<string[]> {
  // They are imported here because they are large: --help and mistakes are answered sooner without them.
  const [{ budgetWarnings }, { listTools }] = await Promise.all([
    import('./budget/limits.ts'),
    import('./generator/index.ts'),
  ]);
  const { catalog } = await readGeneratorInput();
  try {
    return budgetWarnings(listTools(document, catalog));
  } catch {
    return [];
  }
}

/** Writes the ids of reads and of changes as two types, because the catalog must say more about a change. */
function emitOperationIds(document: Document, ids: string[]): string {
  const reads = new Set(
    Array.from(operationsOf(document), ({ method, operation }) => method === 'get' && operation.operationId),
  );
  const union = (name: string, isMember: (id: string) => boolean) =>
    `export type ${name} =\n${ids
      .filter(isMember)
      .map((id) => `  | ${literal(id)}`)
      .join('\n')};\n`;
  return `// Written by \`npm run spec:update\`. Do not edit.

/** Operations that read: their method is GET. */
${union('ReadId', (id) => reads.has(id))}
/** Operations of any other method, which change something. */
${union('ChangeId', (id) => !reads.has(id))}
export type OperationId = ReadId | ChangeId;
`;
}
