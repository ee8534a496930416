/**
 * `npm run spec:update [-- --from <url|file>]`: reads Polar's published OpenAPI document and writes what this project
 * keeps of it into openapi/. Nothing is written unless everything is right.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { catalog } from '../openapi/catalog/index.ts';
import { catalogIds, lostOperations } from './generator/catalog.ts';
import { keepStructure, operationIds } from './generator/structure.ts';
import { runScript } from './run-script.ts';

const PUBLISHED = 'https://raw.githubusercontent.com/polarsource/polar/main/docs/openapi/2026-10.openapi.json';
const FETCH_TIMEOUT_MS = 30_000;

await runScript(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string', default: PUBLISHED } } });
  const text = await read(values.from);
  const document = keepStructure(parse(text, values.from));

  const ids = operationIds(document);
  const lost = lostOperations(catalogIds(catalog), ids);
  if (lost.length > 0) {
    throw new Error(
      `The document has lost ${lost.join(', ')}. Remove it from openapi/catalog/ first, if that is right`,
    );
  }

  const sha256 = createHash('sha256').update(text).digest('hex');
  const before = await readFile('openapi/source.json', 'utf8').then(JSON.parse, () => ({}));
  const source = {
    // A file's folder is nobody else's business.
    from: isUrl(values.from) ? values.from : basename(values.from),
    apiVersion: document.info.version,
    sha256,
    // When this very document was first taken in.
    date: before.sha256 === sha256 ? before.date : new Date().toISOString().slice(0, 10),
  };
  await writeFile('openapi/polar.json', `${JSON.stringify(document, null, 2)}\n`);
  await writeFile('openapi/source.json', `${JSON.stringify(source, null, 2)}\n`);
  await writeFile('openapi/operation-ids.ts', emitOperationIds(ids));
  console.log(`openapi/polar.json: version ${source.apiVersion}, ${ids.length} operations`);
});

async function read(from: string): Promise<string> {
  if (!isUrl(from)) {
    return readFile(from, 'utf8').catch(() => {
      throw new Error(`There is no file ${from}`);
    });
  }
  const response = await fetch(from, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) }).catch(() => {
    throw new Error(`${from} can't be reached`);
  });
  if (!response.ok) throw new Error(`${from} answered ${response.status}`);
  return response.text();
}

function isUrl(from: string): boolean {
  return /^https?:\/\//.test(from);
}

function parse(text: string, from: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${from} is not JSON`);
  }
}

function emitOperationIds(ids: string[]): string {
  return `// Written by \`npm run spec:update\`. Do not edit.\n\nexport type OperationId =\n${ids.map((id) => `  | '${id}'`).join('\n')};\n`;
}
