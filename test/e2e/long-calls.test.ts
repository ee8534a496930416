import { type ClientRequest, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SEED } from '../../simulator/index.ts';
import type { WriteRecord } from '../../src/ledger/writes.ts';
import { PROGRESS_INTERVAL_MS, PROGRESS_WAIT_MS } from '../../src/mcp/polar-tool.ts';
import { accessToken, connect, KINDS, type Progress } from '../support/clients.ts';
import { currentMcpRequest, mcpRequest } from '../support/mcp-request.ts';
import { type Instances, openInstances } from './instances.ts';

/** Far below the time after which a call ends by itself. A busy machine may need some of it. */
const SOON_MS = 5000;

/** Polar's answer in two parts, each of them told; */
const SLOW_PARTS = { kind: 'trickle', parts: 2, ms: PROGRESS_INTERVAL_MS + 200 } as const;
/** and so late that the wait for the first is told too. */
const LATE_PARTS = { kind: 'trickle', parts: 2, ms: PROGRESS_WAIT_MS + 400 } as const;

let house: Instances;
let mcpUrl: string;
let token: string;
beforeAll(async () => {
  house = await openInstances('network', 1);
  // Its port leads straight to the Worker: the proxy before the other keeps to itself that a client hung up.
  mcpUrl = house.other.mcpUrl;
  token = await accessToken(mcpUrl);
});
afterAll(() => house.close());

/** Each export leaves a file of its own. */
const withoutFile = (content: unknown) => JSON.stringify(content).replace(/\/export\?file=[\w-]+/, '/export');

describe('progress', () => {
  test('is told to a client that asks, and the result is whole', async () => {
    const clients = await Promise.all(KINDS.map((kind) => connect(kind, mcpUrl)));
    const [first] = clients;
    const whole = await first?.callTool('export_orders');
    await house.polar.fault({ ...LATE_PARTS, match: { operationId: 'orders:export' }, times: clients.length });
    const told = clients.map((): Progress[] => []);
    const answers = await Promise.all(
      clients.map((client, i) => client.callToolWithProgress('export_orders', (progress) => told[i]?.push(progress))),
    );
    for (const [i, kind] of KINDS.entries()) {
      expect(withoutFile(answers[i]?.content), kind).toBe(withoutFile(whole?.content));
      expect(told[i], kind).toEqual([
        { progress: 0, message: 'Waiting for Polar' },
        { progress: expect.any(Number), message: expect.stringMatching(/^Received \d+ kB from Polar$/) },
        {
          progress: expect.any(Number),
          message: expect.stringMatching(/^Received \d+ kB from Polar$/),
        },
      ]);
      expect(told[i]?.[1]?.progress, kind).toBeGreaterThan(0);
      // The parts are halves.
      expect((told[i]?.[2]?.progress ?? 0) - 2 * (told[i]?.[1]?.progress ?? 0), kind).toBeOneOf([-1, 0, 1]);
    }
    await Promise.all(clients.map((client) => client.close()));
  });

  test('is told to nobody else', async () => {
    await house.polar.fault({ ...SLOW_PARTS, match: { operationId: 'orders:export' }, times: 2 });
    const params = { name: 'export_orders' };
    const [older, current] = await Promise.all([
      fetch(mcpUrl, mcpRequest(token, 'tools/call', params)),
      fetch(mcpUrl, currentMcpRequest(token, 'tools/call', params)),
    ]);
    expect(current.headers.get('Content-Type')).toBe('application/json');
    for (const answer of [await older.text(), await current.text()]) {
      expect(answer).toContain('"result"');
      expect(answer).not.toContain('notifications/progress');
    }
  });
});

/** How the Worker can hear that its client is gone. */
const WAYS = {
  'a stream': { ask: mcpRequest, meta: {}, hangUp: (call: ClientRequest) => call.destroy() },
  'a stream that began with progress': {
    ask: currentMcpRequest,
    meta: { progressToken: 'p' },
    hangUp: (call: ClientRequest) => call.destroy(),
  },
  // While nothing is written, workerd doesn't hear of a connection that is closed; of one that is reset, it does.
  'JSON, by a reset': {
    ask: currentMcpRequest,
    meta: {},
    hangUp: (call: ClientRequest) => call.socket?.resetAndDestroy(),
  },
};

type Way = keyof typeof WAYS;

/** Sends a call, waits until Polar has it, and hangs up. */
async function callAndHangUp(way: Way, path: string, params: { name: string; arguments?: object }) {
  const { ask, meta, hangUp } = WAYS[way];
  const { body, ...options } = ask(token, 'tools/call', { ...params, _meta: meta });
  const call = request(mcpUrl, options);
  const streaming = new Promise((resolve) => call.once('response', resolve));
  call.on('error', () => {});
  call.end(body);
  await vi.waitFor(async () => expect(await asked(path)).toHaveLength(1), { timeout: SOON_MS });
  if (way.startsWith('a stream')) await streaming;
  hangUp(call);
}

const asked = async (path: string) => (await house.polar.requests()).filter((entry) => entry.path === path);

/** Reads the connection's record of its latest change. */
async function lastWrite(): Promise<Partial<WriteRecord> & { id: number }> {
  const answer = await fetch(mcpUrl, currentMcpRequest(token, 'tools/call', { name: 'list_recent_writes' }));
  const { result } = (await answer.json()) as { result: { structuredContent: { items: WriteRecord[] } } };
  return result.structuredContent.items[0] ?? { id: 0 };
}

describe('when a client hangs up', () => {
  test.each(Object.keys(WAYS) as Way[])(
    'on %s, Polar is asked no longer; a change that it has goes on, and is recorded as what became of it',
    async (way) => {
      const { id: before } = await lastWrite();
      await house.polar.clearRequests();
      const [read, change] = ['/v1/orders/export', '/v1/customers/'];
      const email = `gone${before}@labmail.net`;
      await house.polar.fault({ kind: 'hang', match: { path: read } });
      await house.polar.fault({ kind: 'delay', ms: 1500, match: { path: change } });
      await Promise.all([
        callAndHangUp(way, read, { name: 'export_orders' }),
        callAndHangUp(way, change, {
          name: 'create_customer',
          arguments: { type: 'individual', email, organization_id: SEED.organization },
        }),
      ]);
      const isGivenUp = async () => expect(await asked(read)).toMatchObject([{ abandonedAfterMs: expect.any(Number) }]);
      await vi.waitFor(isGivenUp, { timeout: SOON_MS });
      const isRecorded = async () =>
        expect(await lastWrite()).toMatchObject({ id: before + 1, tool: 'create_customer', outcome: 'done' });
      await vi.waitFor(isRecorded, { timeout: SOON_MS });
      expect(await asked(change)).toMatchObject([{ status: 201 }]);
    },
  );

  test('the room for large messages is free when the changes in them have ended, and not before', async () => {
    await house.polar.clearRequests();
    const path = `/v1/files/${SEED.file}/uploaded`;
    const large = (i: number) => ({
      name: 'complete_file_upload',
      arguments: {
        file_id: SEED.file,
        id: 'none',
        path: `${i}`.repeat(900_000),
        parts: [{ number: 1, checksum_etag: 'a', checksum_sha256_base64: `${'A'.repeat(43)}=` }],
      },
    });
    await house.polar.fault({ kind: 'delay', ms: 2500, match: { path }, times: 4 });
    const calls = [1, 2, 3, 4].map((i) => currentMcpRequest(token, 'tools/call', large(i)));
    const sockets = calls.map(({ body, ...options }) =>
      request(mcpUrl, options)
        .on('error', () => {})
        .end(body),
    );
    await vi.waitFor(async () => expect(await asked(path)).toHaveLength(4), { timeout: SOON_MS });
    for (const { socket } of sockets) socket?.resetAndDestroy();
    await fetch(mcpUrl, currentMcpRequest(token, 'tools/call', large(5)));
    const before = (await asked(path)).slice(0, 4);
    expect(before.filter(({ status }) => status > 0).length).toBeGreaterThan(0);
    expect(before.filter(({ abandonedAfterMs }) => abandonedAfterMs !== undefined)).toEqual([]);
  });

  test('the renewal of its connection goes on', async () => {
    await house.polar.clearRequests();
    await house.polar.expireTokens();
    const path = '/v1/oauth2/token';
    await house.polar.fault({ kind: 'delay', ms: 1500, match: { path } });
    await callAndHangUp('JSON, by a reset', path, { name: 'list_products' });
    const next = await fetch(mcpUrl, currentMcpRequest(token, 'tools/call', { name: 'list_products' }));
    expect(await next.json()).toMatchObject({ result: { structuredContent: { items: expect.any(Array) } } });
    const renewals = await asked(path);
    expect(renewals).toMatchObject([{ status: 200 }]);
    expect(renewals[0]).not.toHaveProperty('abandonedAfterMs');
  });
});
