import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { apiVersion } from '../openapi/source.json';
import type { Measured } from './finding.ts';
import { workerdVersion } from './lab/workerd.ts';
import { asMarkdown, goalsAsMarkdown } from './report.ts';
import { readCosts, summaryOf } from './summary.ts';

/** Where `npm run bench` writes the chart, seen from the page. */
const CHART = 'pictures/performance.svg';

const PACKAGES = [
  'node',
  'wrangler',
  '@modelcontextprotocol/server',
  '@cloudflare/workers-oauth-provider',
  'zod',
  'hono',
];

/** docs/performance.md, from a whole run. */
export async function pageOf(measured: readonly Measured[], date: Date): Promise<string> {
  const versions = await Promise.all(PACKAGES.map(async (name) => `${name} ${await versionOf(name)}`));
  const { model } = cpus()[0] ?? { model: 'an unknown processor' };
  const findings = measured.flatMap((one) => one.findings);
  return `<!-- Written by \`npm run bench\`. Do not edit. -->
# Performance

${summaryOf(findings, await readCosts())}

![CPU time of a call and of a list, beside a Worker that only forwards and the MCP SDK as documented](${CHART})

## How it was measured

\`npm run bench\` measures all of this again, in one run, and writes this page and [its record](../bench/record.json). \`npm run bench -- --check\` fails where a goal is missed without a known reason, or where a ratio is above the record's by more than the record's spread and a tenth of it. Times of two machines are never compared.

Measured on ${date.toISOString().slice(0, 10)} on ${cpus().length} cores of ${model.trim()}, shared with others, for Polar's API of ${apiVersion}, with workerd ${workerdVersion}, ${versions.join(', ')}.
Times are of that machine: compare within a line. In brackets are the lowest and the highest of all rounds.

These stand beside this server:

- **The floor** is a Worker that finds a token in KV and forwards the call, and nothing else.
- **The two libraries alone** are the OAuth provider and the MCP SDK that this server is built on, without anything of ours.
- **The usual way** is the same SDK with every tool registered on each request, as its documentation shows it.
- [openapi-mcp-generator](https://www.npmjs.com/package/openapi-mcp-generator) and the MCP server of
  [@polar-sh/sdk](https://www.npmjs.com/package/@polar-sh/sdk) are what you would generate or install instead.

${asMarkdown(measured)}

${goalsAsMarkdown(measured)}
`;
}

async function versionOf(name: string): Promise<string> {
  return (JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8')) as { version: string }).version;
}
