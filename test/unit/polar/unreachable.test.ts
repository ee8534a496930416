import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { callerAt, quietly } from '../../support/caller.ts';

// These tests run under Node, as over stdio, which names a cause where workerd names none.

const TOKEN = 'polar_oat_of-the-organization';

let resetting: Server;
let closedPort: number;
let requests = 0;
beforeAll(async () => {
  resetting = createServer((request) => {
    requests += 1;
    request.socket.resetAndDestroy();
  });
  const closed = createServer();
  for (const server of [resetting, closed])
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closedPort = portOf(closed);
  await new Promise((done) => closed.close(done));
});
afterAll(() => {
  resetting.close();
});

const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function call(name: 'list_products' | 'delete_discount', apiUrl: string) {
  const logged = vi.spyOn(console, 'warn').mockReturnValue();
  const caller = callerAt(apiUrl, TOKEN);
  const given = name === 'list_products' ? {} : { id: '00000000-0000-4000-8000-000000000000' };
  requests = 0;
  const result = await callTool(name, given, caller, quietly());
  for (const secret of [TOKEN, apiUrl, new URL(apiUrl).host])
    expect(JSON.stringify([result, logged.mock.calls])).not.toContain(secret);
  return (result.structuredContent as { error: { code: string; message: string } }).error;
}

test.each<[string, () => string]>([
  ['a connection that is refused', () => `http://127.0.0.1:${closedPort}`],
  // Such a long name can't be looked up: no name server is asked.
  ['a host that there isn’t', () => `https://${'x'.repeat(64)}.invalid`],
])('%s: nothing was sent, and a write may be repeated too', async (_, apiUrl) => {
  for (const name of ['list_products', 'delete_discount'] as const) {
    expect(await call(name, apiUrl())).toMatchObject({
      code: 'polar_unavailable',
      who: 'polar',
      retryable: true,
      message: expect.stringContaining('nothing was sent'),
    });
  }
});

test('a reset: a write may have arrived', async () => {
  const apiUrl = `http://127.0.0.1:${portOf(resetting)}`;
  expect(await call('list_products', apiUrl)).toMatchObject({ code: 'polar_unavailable', retryable: true });
  expect(requests).toBe(3);
  expect(await call('delete_discount', apiUrl)).toMatchObject({ code: 'outcome_unknown', retryable: false });
  expect(requests).toBe(1);
});

test('a failure of TLS: the same, because it may come late', async () => {
  const apiUrl = `https://127.0.0.1:${portOf(resetting)}`;
  expect(await call('list_products', apiUrl)).toMatchObject({ code: 'polar_unavailable', retryable: true });
  expect(await call('delete_discount', apiUrl)).toMatchObject({ code: 'outcome_unknown', retryable: false });
});
