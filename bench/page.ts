import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { apiVersion } from '../openapi/source.json';
import type { Measured } from './finding.ts';
import { workerdVersion } from './lab/workerd.ts';
import { asMarkdown, goalsMet } from './report.ts';

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
  return `<!-- Written by \`npm run bench\`. Do not edit. -->
# Performance

What this server costs and bears, measured beside what would be used instead. \`npm run bench\` measures all of it again, in one run, and
writes this page; \`npm run bench -- --check\` fails where a goal isn't met.

Measured on ${date.toISOString().slice(0, 10)} on ${cpus().length} cores of ${model.trim()}, shared with others, for Polar's API of ${apiVersion}, with workerd ${workerdVersion}, ${versions.join(', ')}. Times are of that
machine: compare within a line. A ratio is the median of the ratios of each round; in brackets are the lowest and the highest.

- **The floor** is a Worker that finds a token in KV and forwards the call, and nothing else.
- **The two libraries alone** are the OAuth provider and the MCP SDK that this server is built on, without anything of ours.
- **The usual way** is the same SDK with every tool registered on each request, as its documentation shows it.
- [openapi-mcp-generator](https://www.npmjs.com/package/openapi-mcp-generator) and the MCP server of
  [@polar-sh/sdk](https://www.npmjs.com/package/@polar-sh/sdk) are what you would generate or install instead.

${goalsMet(measured.flatMap(({ findings }) => findings))}

${asMarkdown(measured)}
`;
}

async function versionOf(name: string): Promise<string> {
  return (JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8')) as { version: string }).version;
}
