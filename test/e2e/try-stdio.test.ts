import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../../simulator/index.ts';
import { bundledScript } from '../support/bundled-script.ts';
import { runFile } from '../unit/scripts/run.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const COMMAND = /^ +(POLAR_ACCESS_TOKEN=\S+ POLAR_API_URL=(http:\S+) node bin\/polar-mcp\.js)$/m;
const INITIALIZE = {
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
const CALL = { method: 'tools/call', params: { name: 'list_products', arguments: { limit: 1, fields: 'name' } } };

/** What the server answers to a call, when a shell starts it by this command. */
function answerOf(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('sh', ['-c', command], { timeout: 20_000 }, () => reject(new Error(said)));
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      const answer = said.split('\n').find((line) => line.includes('"id":2'));
      if (!answer) return;
      resolve(answer);
      child.stdin?.end();
    });
    const messages = [{ id: 1, ...INITIALIZE }, { method: 'notifications/initialized' }, { id: 2, ...CALL }];
    for (const message of messages) child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  });
}

test.each([
  ['docs/try.md', async () => readFileSync('docs/try.md', 'utf8')],
  [
    'npm run simulator -- --help',
    async () => (await runFile(await bundledScript('scripts/simulator.ts'), ['--help'], '.', {})).lines.join('\n'),
  ],
])('%s: the command that serves the simulated shop over stdio works as it stands', async (_, read) => {
  const [, command = '', address = ''] = COMMAND.exec(await read()) ?? [];
  expect(address).toBe('http://127.0.0.1:4010');
  expect(await answerOf(command.replace(address, simulator.url))).toMatch(/"result".*items.*name/);
});
