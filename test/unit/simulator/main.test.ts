import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { bundledScript } from '../../support/bundled-script.ts';

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

async function start(port: string): Promise<ChildProcess> {
  child = spawn(process.execPath, [await bundledScript('scripts/simulator.ts')], {
    env: { ...process.env, POLAR_PORT: port },
    stdio: 'pipe',
  });
  return child;
}

async function firstLine(stream: NodeJS.ReadableStream | null): Promise<string> {
  if (!stream) return '';
  const [chunk] = (await once(stream, 'data', { signal: AbortSignal.timeout(8000) })) as [Buffer];
  return chunk.toString();
}

test('says when it is ready and ends on SIGTERM', async () => {
  const simulator = await start('0');
  const line = await firstLine(simulator.stdout);
  expect(line).toMatch(/^Polar simulator ready http:\/\/127\.0\.0\.1:\d+\n$/);
  const url = line.trim().split(' ').at(-1) ?? '';
  expect((await fetch(`${url}/__simulator/health`)).status).toBe(200);
  simulator.kill('SIGTERM');
  expect(await once(simulator, 'exit', { signal: AbortSignal.timeout(5000) })).toEqual([0, null]);
});

test('says which port is in use and ends with 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const simulator = await start(String(port));
  const exit = once(simulator, 'exit', { signal: AbortSignal.timeout(8000) });
  expect(await firstLine(simulator.stderr)).toBe(
    `error: Port ${port} is in use. Stop what uses it, or choose another one with POLAR_PORT.\n`,
  );
  expect((await exit)[0]).toBe(1);
  taken.close();
});
