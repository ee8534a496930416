/**
 * `npm run budget` measures what our tools/list costs a model, by toolset and beside other servers for Polar.
 * `npm run budget -- --check` measures ours alone and fails when a budget is exceeded.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
// A script imports generated/ only to measure it, or for what it says of Polar.
import { ownTools } from '../generated/own-tools.gen.ts';
import { polarVersion } from '../generated/scopes.gen.ts';
import { defaultTools, toolList } from '../generated/tool-list.gen.ts';
import { tools } from '../generated/tools/index.gen.ts';
import { exceeded, type Surfaces, surfacesOf } from './budget/limits.ts';
import { installPeers } from './budget/peer-servers.ts';
import { askPeers } from './budget/peers.ts';
import { detailTables, peersTable, surfacesTable } from './budget/report.ts';
import { parseDocument, publishedAt, readDocument } from './published-document.ts';
import { npmScript, runScript } from './run-script.ts';

const command = npmScript(
  'budget',
  'What our tools/list costs a model, in o200k tokens, by toolset and beside two other MCP servers for Polar.',
)
  .option('--check', 'ours alone; exits 1 when a budget is exceeded')
  .option(
    '--document <url|file>',
    "Polar's OpenAPI document, for the server that is generated from it; else the published one",
  )
  .addHelpText(
    'after',
    '\nThe budgets and their reasons are in scripts/budget/limits.ts. The other servers are installed in bench/peers/.',
  );

await runScript(command.action(main));

async function main({ check, document }: { check?: true; document?: string }): Promise<void> {
  const surfaces = surfacesOf(toolList, Object.values(ownTools), defaultTools);
  console.log(`${surfacesTable(surfaces)}\n`);
  for (const line of exceeded(surfaces)) {
    console.error(`over budget: ${line}`);
    if (check) process.exitCode = 1;
  }
  if (!check) {
    console.log(`${detailTables(surfaces.all, toolsetOf)}\n`);
    await comparePeers(surfaces, document);
  }
}

async function comparePeers(surfaces: Surfaces, from: string | undefined): Promise<void> {
  const { text, name, note } = await documentForPeers(from);
  console.error('Installing the other servers…');
  await installPeers().catch((error: Error) => {
    throw new Error(`${error.message}. \`npm run budget -- --check\` does without them`, { cause: error.cause });
  });
  console.error('Asking them for their tools…\n');
  console.log(peersTable(surfaces, await askPeers(text, name)));
  if (note) console.log(`\n${note}`);
}

/**
 * @param from the person's document. Default: the published one, or the part of it that this project keeps
 * @returns the document as JSON text, its name, and a note for readers of the table
 * @throws Error with one line when there is no document at `from`
 */
async function documentForPeers(from: string | undefined): Promise<{ text: string; name: string; note?: string }> {
  const where = from ?? publishedAt(polarVersion);
  try {
    const text = await readDocument(where);
    parseDocument(text, where);
    return { text, name: basename(where) };
  } catch (error) {
    if (from !== undefined) throw error;
    const name = 'openapi/polar.json';
    const note = `${(error as Error).message}, so ${name} was used: without Polar's words, and without the operations that are no tools here, openapi-mcp-generator needs far fewer tokens.`;
    return { text: await readFile(name, 'utf8'), name, note };
  }
}

function toolsetOf(name: string): string {
  const tool = ({ ...tools, ...ownTools } as Record<string, { toolset: string }>)[name];
  if (!tool) throw new Error(`${name} is listed, but is no tool`);
  return tool.toolset;
}
