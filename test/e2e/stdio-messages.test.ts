import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEFAULT_ORGANIZATION_TOKEN, type Simulator, startSimulator } from '../../simulator/index.ts';

let simulator: Simulator;
let server: ChildProcessByStdio<Writable, Readable, null>;
let lines: AsyncIterator<string>;
beforeEach(async () => {
  simulator = await startSimulator();
  server = spawn(process.execPath, ['bin/polar-mcp.js'], {
    env: {
      PATH: process.env.PATH ?? '',
      POLAR_ACCESS_TOKEN: DEFAULT_ORGANIZATION_TOKEN.token,
      POLAR_API_URL: simulator.url,
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
});
afterEach(async () => {
  server.kill();
  await simulator.close();
});

const nextAnswer = async () => JSON.parse((await lines.next()).value);

const INITIALIZE = {
  ...{ jsonrpc: '2.0', id: 'hello', method: 'initialize' },
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

test('a line that is no message of JSON-RPC is answered, and the next one is served', async () => {
  const bad = [
    ['{"jsonrpc":"2.0","id":1,"method":"tools/list","params":null}', 1, -32_602, '"params"'],
    ['{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"_meta":null}}', 2, -32_602, '"params._meta"'],
    ['{"jsonrpc":"2.0","id":9007199254740993,"method":"tools/list"}', null, -32_600, '"id"'],
    ['{"id":3,"method":"tools/list"}', 3, -32_600, '"jsonrpc"'],
    ['[{"jsonrpc":"2.0","id":4,"method":"tools/list"}]', null, -32_600, 'no batch'],
    ['17', null, -32_600, 'an object'],
  ] as const;
  for (const [line, id, code, words] of bad) {
    server.stdin.write(`${line}\n`);
    const { error, ...rest } = await nextAnswer();
    expect(rest, line).toEqual({ jsonrpc: '2.0', id });
    expect(error, line).toEqual({ code, message: expect.stringContaining(words) });
  }
  // What a program prints by mistake, and a message in two parts with one that follows at once.
  const hello = JSON.stringify({
    ...INITIALIZE,
    params: { ...INITIALIZE.params, clientInfo: { name: '\u2028é', version: '1' } },
  });
  server.stdin.write('listening on port 3000\n\n');
  server.stdin.write(hello.slice(0, 40));
  server.stdin.write(`${hello.slice(40)}\r\n{"jsonrpc":"2.0","method":"notifications/initialized"}\n`);
  expect(await nextAnswer()).toMatchObject({ id: 'hello', result: { serverInfo: { name: 'polar-mcp' } } });
});

test('it ends when its input ends', async () => {
  server.stdin.write(`${JSON.stringify(INITIALIZE)}\n`);
  await nextAnswer();
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.stdin.end();
  expect(await ended).toBe(0);
});
