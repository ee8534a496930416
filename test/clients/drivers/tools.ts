import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { type Answer, callAsModel, type LabClient, textOf } from '../lab/client.ts';
import type { LabHouse } from '../lab/house.ts';
import { environmentOf, readAddresses, runProgram } from '../lab/run.ts';
import { versionOf } from '../lab/versions.ts';

/** A bridge for clients that only start programs. */
const mcpRemote: LabClient = {
  name: 'mcp-remote',
  version: versionOf('mcp-remote'),
  kind: 'tool',
  connect: async (house, address, home) => {
    const client = new Client({ name: 'polar-mcp lab', version: '1' });
    const env = environmentOf(house.person.bin, home, {});
    const transport = new StdioClientTransport({
      command: 'mcp-remote',
      args: [address],
      env,
      cwd: home,
      stderr: 'pipe',
    });
    // It starts the system's own browser and no other, so the person reads the address in the terminal.
    transport.stderr?.on('data', readAddresses(house.person));
    await client.connect(transport as never);
    return {
      turn: async (model) => {
        const { tools } = await client.listTools();
        return callAsModel(
          tools.map(({ name }) => name),
          model,
          async ({ tool, arguments: given }) => answerOf(await client.callTool({ name: tool, arguments: given })),
        );
      },
      close: () => client.close(),
    };
  },
};

/** A command line whose each command is a process of its own. */
interface CommandLine extends Pick<LabClient, 'name' | 'itself'> {
  package: string;
  variables?: Record<string, string>;
  files?: (mcpUrl: string) => Record<string, string>;
  logIn: (mcpUrl: string) => string[];
  list: (mcpUrl: string) => string[];
  call: (mcpUrl: string, tool: string, given: string) => string[];
}

const mcporter: CommandLine = {
  package: 'mcporter',
  name: 'mcporter',
  itself: {
    refresh: 'it registers anew when it renews a token, so the server refuses the old login. The person logs in again.',
  },
  files: (baseUrl) => ({
    'config/mcporter.json': JSON.stringify({ mcpServers: { polar: { baseUrl, auth: 'oauth' } } }),
  }),
  logIn: () => ['mcporter', 'auth', 'polar'],
  list: () => ['mcporter', 'list', 'polar', '--json'],
  call: (_, tool, given) => ['mcporter', 'call', `polar.${tool}`, '--args', given, '--output', 'raw'],
};

const inspectorCommand = (url: string, ...more: string[]) => [
  'mcp-inspector',
  '--cli',
  '--server-url',
  url,
  '--transport',
  'http',
  '--format',
  'json',
  '--quiet',
  ...more,
];

const inspector: CommandLine = {
  package: '@modelcontextprotocol/inspector',
  name: 'MCP Inspector, its CLI',
  // It starts no login where nobody looks, and keeps no tokens where no keychain is, unless told so.
  variables: { MCP_AUTO_OPEN_ENABLED: 'true', MCP_INSPECTOR_SECRET_STORE: 'file' },
  logIn: (url) => inspectorCommand(url, '--method', 'tools/list'),
  list: (url) => inspectorCommand(url, '--method', 'tools/list'),
  call: (url, tool, given) => {
    const call = ['--method', 'tools/call', '--tool-name', tool, '--tool-args-json', given];
    return inspectorCommand(url, ...call);
  },
};

/** A login that nobody leads on would wait for minutes. */
const COMMAND_MS = 45_000;

/** Programs that give a person, or another program, the tools of a server. */
export const commandLines: readonly LabClient[] = [
  mcpRemote,
  ...[mcporter, inspector].map(
    (line): LabClient => ({
      name: line.name,
      version: versionOf(line.package),
      kind: 'tool',
      ...(line.itself && { itself: line.itself }),
      renewsEarly: true,
      connect: (house, address, home) => connect(line, house, address, home),
    }),
  ),
];

async function connect(line: CommandLine, house: LabHouse, address: string, home: string) {
  const run = (command: string[]) =>
    runProgram(house, home, command, {
      ms: COMMAND_MS,
      readsAddress: true,
      ...(line.variables && { variables: line.variables }),
    });
  for (const [name, text] of Object.entries(line.files?.(address) ?? {})) {
    await mkdir(join(home, name, '..'), { recursive: true });
    await writeFile(join(home, name), text);
  }
  const { code, output } = await run(line.logIn(address));
  if (code !== 0) throw new Error(output.slice(-300));
  return {
    turn: async (model: Parameters<typeof callAsModel>[1]) => {
      const listed = await run(line.list(address));
      const offered = [...listed.output.matchAll(/"name":\s*"(\w+)",?\s*"(?:title|description|inputSchema)/g)].map(
        ([, name = '']) => name,
      );
      return callAsModel(offered, model, async ({ tool, arguments: given }): Promise<Answer> => {
        const called = await run(line.call(address, tool, JSON.stringify(given)));
        return { text: called.output, isError: called.code !== 0 };
      });
    },
    close: async () => {},
  };
}

function answerOf(result: unknown): Answer {
  const { content, isError = false } = result as { content: unknown; isError?: boolean };
  return { text: textOf(content), isError };
}
