import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessToken } from '../support/clients.ts';
import { mcpHeaders } from '../support/mcp-request.ts';
import { openBundledHouse } from './bundled-house.ts';
import type { House } from './house.ts';

let house: House;
let token: string;
beforeAll(async () => {
  house = await openBundledHouse();
  token = await accessToken(house.mcpUrl);
});
afterAll(() => house.close());

interface Message {
  id: number | string | null;
  result?: Record<string, unknown>;
  error?: { code: number; message: string };
}

/** Sends a message as a client of those days does, to the letter. */
async function send(body: unknown, version?: string) {
  const response = await fetch(house.mcpUrl, {
    method: 'POST',
    headers: { ...mcpHeaders(token), ...(version !== undefined && { 'MCP-Protocol-Version': version }) },
    body: JSON.stringify(body),
  });
  // A client that is given a session has to send it along, and there is none.
  expect(response.headers.has('Mcp-Session-Id')).toBe(false);
  const text = await response.text();
  const isStream = response.headers.get('Content-Type') === 'text/event-stream';
  const data = isStream ? [...text.matchAll(/^data: (.+)$/gm)].map(([, json = '']) => json) : [text].filter(Boolean);
  return { status: response.status, messages: data.map((json) => JSON.parse(json) as Message) };
}

const ask = (method: string, params?: object) => ({ jsonrpc: '2.0', id: 'one', method, ...(params && { params }) });

async function resultOf(method: string, params: object | undefined, version: string | undefined) {
  const { status, messages } = await send(ask(method, params), version);
  expect(messages).toEqual([{ jsonrpc: '2.0', id: 'one', result: expect.anything() }]);
  expect(status).toBe(200);
  return messages[0]?.result ?? {};
}

const initialize = (protocolVersion: string) =>
  resultOf('initialize', { protocolVersion, capabilities: {}, clientInfo: { name: 'raw', version: '1' } }, undefined);

/** Clients send the header since 2025-06-18. */
describe.each([
  ['2024-11-05', undefined],
  ['2025-03-26', undefined],
  ['2025-06-18', '2025-06-18'],
])('in revision %s', (version, header) => {
  test('the version is agreed on, and the server says what it has', async () => {
    expect(await initialize(version)).toMatchObject({
      protocolVersion: version,
      capabilities: { tools: {} },
      serverInfo: { name: 'polar-mcp' },
      instructions: expect.any(String),
    });
    expect(await send({ jsonrpc: '2.0', method: 'notifications/initialized' }, header)).toEqual({
      status: 202,
      messages: [],
    });
    expect(await resultOf('ping', undefined, header)).toEqual({});
  });

  test('tools are listed and called, without what came with 2026-07-28', async () => {
    const { tools, ...rest } = await resultOf('tools/list', {}, header);
    expect((tools as { name: string }[]).map(({ name }) => name)).toContain('list_products');
    expect(rest).toEqual({});
    const call = { name: 'list_products', arguments: { limit: 1 } };
    const { content, structuredContent, ...others } = await resultOf('tools/call', call, header);
    const [{ type, text } = { type: '', text: '' }] = content as { type: string; text: string }[];
    expect(type).toBe('text');
    expect(JSON.parse(text)).toEqual(structuredContent);
    expect(others).toEqual({});
  });

  test.each([
    ['an unknown method', 'no/such', undefined, -32601],
    ['a method of 2026-07-28', 'server/discover', {}, -32601],
    ['an unknown tool', 'tools/call', { name: 'list_unicorns' }, -32602],
  ])('%s is an error that has the id', async (_, method, params, code) => {
    const { status, messages } = await send(ask(method, params), header);
    expect(messages).toEqual([{ jsonrpc: '2.0', id: 'one', error: { code, message: expect.any(String) } }]);
    expect(status).toBe(200);
  });
});

describe('a batch, which 2025-03-26 knows,', () => {
  test('gets an answer to each request', async () => {
    const call = { name: 'list_products', arguments: { limit: 1 } };
    const { status, messages } = await send([
      { ...ask('ping'), id: 1 },
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { ...ask('tools/call', call), id: 2 },
      { ...ask('no/such'), id: 3 },
    ]);
    expect(status).toBe(200);
    expect(messages.toSorted((a, b) => Number(a.id) - Number(b.id))).toMatchObject([
      { id: 1, result: {} },
      { id: 2, result: { content: [{ type: 'text' }] } },
      { id: 3, error: { code: -32601 } },
    ]);
  });

  test('of more than ten is refused', async () => {
    const { status, messages } = await send(Array.from({ length: 11 }, (_, id) => ({ ...ask('ping'), id })));
    expect(status).toBe(400);
    expect(messages).toEqual([
      { jsonrpc: '2.0', id: null, error: { code: -32600, message: 'A batch holds at most 10 messages.' } },
    ]);
  });

  test('of notifications gets none', async () => {
    const notification = { jsonrpc: '2.0', method: 'notifications/initialized' };
    expect(await send([notification, notification])).toEqual({ status: 202, messages: [] });
  });
});

describe('a version that there is not', () => {
  test('is answered by the newest that has a handshake', async () => {
    expect(await initialize('1999-01-01')).toMatchObject({ protocolVersion: '2025-11-25' });
  });

  test('in the header is refused, with those that there are', async () => {
    const { status, messages } = await send(ask('tools/list'), '1999-01-01');
    expect(status).toBe(400);
    expect(messages).toMatchObject([{ id: null, error: { message: expect.stringContaining('2025-06-18') } }]);
  });
});
