import { createExecutionContext, reset } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { version } from '../../../package.json';
import worker from '../../../src/index.ts';
import { COLUMNS, type Dataset } from '../../../src/observability/index.ts';
import { currentMcpRequest, mcpRequest } from '../../support/mcp-request.ts';
import { BASE_URL } from '../auth/browser.ts';
import { env } from '../auth/calls.ts';
import { authorizePath, type ClientTokens, logIn } from '../auth/login.ts';
import { letPolarBe, requestsDuring, simulator } from '../auth/polar.ts';
import { logInAs, refreshForm } from '../auth/token-endpoint.ts';

const { customer } = inject('seed');
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const RAY = '8f1d2c3b4a596877-FRA';
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const TRACE = { traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01`, tracestate: 'rojo=1,congo=t61' };

let tokens: ClientTokens;
beforeAll(async () => {
  await reset();
  tokens = await logIn();
});
afterEach(async () => {
  letPolarBe();
  await simulator.clearFaults();
});

type Point = Parameters<Dataset['writeDataPoint']>[0];
type Line = Record<string, unknown>;

type Sent = [path: string, init: RequestInit<IncomingRequestCfProperties>];

interface Sending {
  headers?: Record<string, string>;
  bindings?: Partial<Env>;
}

/** Sends requests, all at once: what comes back, what is logged meanwhile and what is counted. */
async function send(requests: Sent[], { headers = {}, bindings = {} }: Sending = {}) {
  const written: string[] = [];
  for (const method of ['warn', 'log'] as const) {
    vi.spyOn(console, method).mockImplementation((line: string) => void written.push(line));
  }
  const points: Point[] = [];
  const ANALYTICS = { writeDataPoint: (point: Point) => void points.push(point) };
  const answers = await Promise.all(
    requests.map(async ([path, init]) => {
      const all = new Headers(init.headers);
      for (const [name, value] of Object.entries(headers)) all.set(name, value);
      const request = new Request<unknown, IncomingRequestCfProperties>(BASE_URL + path, { ...init, headers: all });
      const answer = await worker.fetch(request, { ...env, ANALYTICS, ...bindings } as Env, createExecutionContext());
      const text = await answer.text();
      return { id: answer.headers.get('X-Request-Id') ?? '', status: answer.status, text, init };
    }),
  );
  vi.restoreAllMocks();
  const lines = written.map((line) => JSON.parse(line) as Line);
  return { answers, lines, points, calls: lines.filter(({ event }) => event === 'call') };
}

const calling = (name: string, args: object = {}, _meta: object = {}): Sent => [
  '/mcp',
  mcpRequest(tokens.access_token, 'tools/call', { name, arguments: args, _meta }),
];
const callingNow = (name: string, args: object = {}, _meta: object = {}): Sent => [
  '/mcp',
  currentMcpRequest(tokens.access_token, 'tools/call', { name, arguments: args, _meta }),
];
const resultIn = (text: string) => JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text).result;

/** The provider put its helpers there. */
const BROKEN = { OAUTH_KV: undefined, OAUTH_PROVIDER: undefined };

describe('the id of a request', () => {
  test('is in the error, in each of its lines and in the header; another call at the same time has its own', async () => {
    await simulator.fault({ kind: 'drop', times: 9, match: { operationId: 'products:list' } });
    const failing = [calling('list_products'), callingNow('list_products'), calling('list_products', { limit: 'x' })];
    const { answers, lines } = await send(failing);
    const ids = answers.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    for (const { id, text } of answers) {
      expect(id).toMatch(UUID);
      const { content, structuredContent } = resultIn(text);
      expect(structuredContent.error.request_id).toBe(id);
      expect(content[0].text).toContain(`Request id: ${id}`);
    }
    const eventsOf = (id: string | undefined) =>
      lines.filter(({ request_id }) => request_id === id).map(({ event }) => event);
    expect(ids.map(eventsOf)).toEqual([['polar_no_answer', 'call'], ['polar_no_answer', 'call'], ['call']]);
    expect(eventsOf(undefined)).toEqual([]);
  });

  test.each([
    ['Cloudflare’s, where there is one', { 'CF-Ray': RAY }, RAY],
    ['ours, where that has another form', { 'CF-Ray': 'refund everything' }, expect.stringMatching(UUID)],
    ['ours, whatever a client calls it', { 'X-Request-Id': RAY }, expect.stringMatching(UUID)],
  ])('is %s', async (_, headers, want) => {
    const { answers, calls } = await send([calling('get_connection')], { headers });
    expect(answers[0]?.id).toEqual(want);
    expect(calls).toEqual([expect.objectContaining({ request_id: answers[0]?.id })]);
  });

  test.each<[string, number, string, Sent[1], object]>([
    ['JSON', 500, authorizePath('x'), {}, BROKEN],
    ['a page', 500, authorizePath('x'), { headers: { Accept: 'text/html' } }, BROKEN],
    ['a wrong configuration', 500, '/', {}, { POLAR_CLIENT_ID: '' }],
    ['a wrong configuration on a page', 500, '/', { headers: { Accept: 'text/html' } }, { POLAR_CLIENT_ID: '' }],
  ])('is in what says that this server failed: %s', async (_, status, path, init, bindings) => {
    const { answers, lines } = await send([[path, init]], { bindings });
    expect(answers).toEqual([
      expect.objectContaining({ status, text: expect.stringContaining(answers[0]?.id ?? '-') }),
    ]);
    for (const { request_id } of lines) expect(request_id).toBe(answers[0]?.id);
  });

  test('is in what a Durable Object logs for it', async () => {
    await simulator.expireTokens();
    await simulator.fault({ kind: 'status', status: 503, times: 9, match: { path: '/v1/oauth2/token' } });
    const { answers, lines } = await send([calling('list_products')]);
    expect(lines).toContainEqual({ event: 'refresh_failed', request_id: answers[0]?.id, reason: 'unavailable' });
    // The next requests have a token again.
    await simulator.clearFaults();
    await send([calling('list_products')]);
  });

  test('is in what a grant’s object answers when it fails', async () => {
    const client = await logInAs('none');
    const body = new URLSearchParams({ ...refreshForm(client.tokens), client_id: client.credentials[0] });
    vi.spyOn(Object.getPrototypeOf(env.OAUTH_KV), 'put').mockRejectedValueOnce(new Error('KV PUT failed: 500'));
    const { answers, lines } = await send([['/oauth/token', { method: 'POST', body }]]);
    expect(answers[0]?.status).toBe(503);
    expect(JSON.parse(answers[0]?.text ?? '').request_id).toBe(answers[0]?.id);
    expect(lines).toEqual([expect.objectContaining({ event: 'grant_failed', request_id: answers[0]?.id })]);
  });
});

/** The fields that each of these calls has. */
const read = {
  event: 'call',
  risk: 'read',
  environment: 'sandbox',
  protocol: 'legacy',
  request_id: expect.any(String),
};
const took = (polar_requests: number) => ({
  duration_ms: expect.any(Number),
  polar_ms: expect.any(Number),
  polar_requests,
});

describe('a call', () => {
  test.each<[string, Sent | (() => Sent), Line]>([
    ['that works', () => calling('list_products'), { ...read, tool: 'list_products', outcome: 'ok', ...took(1) }],
    [
      'of 2026-07-28',
      () => callingNow('list_products'),
      { ...read, tool: 'list_products', outcome: 'ok', protocol: 'modern', ...took(1) },
    ],
    [
      'with wrong arguments',
      () => calling('list_products', { limit: customer }),
      { ...read, tool: 'list_products', outcome: 'invalid_arguments', ...took(0) },
    ],
    [
      'through another tool',
      () => calling('call_read_tool', { name: 'get_customer', arguments: { customer_id: customer } }),
      { ...read, tool: 'get_customer', via: 'call_read_tool', outcome: 'ok', ...took(1) },
    ],
    [
      'through another tool, of what there isn’t',
      () => calling('call_read_tool', { name: customer }),
      { ...read, tool: 'call_read_tool', outcome: 'invalid_arguments', ...took(0) },
    ],
    [
      'that asks first',
      () => calling('delete_customer', { customer_id: customer }),
      { ...read, tool: 'delete_customer', risk: 'irreversible', outcome: 'asked', ...took(3) },
    ],
    [
      'of a tool that there isn’t',
      () => calling(customer),
      { ...read, tool: 'unknown', outcome: 'unusable', ...took(0) },
    ],
  ])('%s leaves one line, and the same as a data point', async (_, request, want) => {
    const { lines, points } = await send([typeof request === 'function' ? request() : request]);
    expect(lines).toEqual([want]);
    const [line = {}] = lines;
    expect(points).toEqual([
      {
        indexes: [want.tool],
        blobs: COLUMNS.blobs.map((name) => (({ version, kind: 'call', via: '', ...line }) as Line)[name]),
        doubles: COLUMNS.doubles.map((name) => (({ polar_429: 0, ...line }) as Line)[name]),
      },
    ]);
    expect(JSON.stringify([lines, points])).not.toContain(customer);
  });

  test('counts what Polar refused as too much', async () => {
    await simulator.fault({
      kind: 'status',
      status: 429,
      headers: { 'Retry-After': '0' },
      match: { operationId: 'products:list' },
    });
    const { calls } = await send([calling('list_products')]);
    expect(calls).toEqual([{ ...read, tool: 'list_products', outcome: 'ok', ...took(2), polar_429: 1 }]);
  });

  test('leaves nothing with TELEMETRY=false, but what went wrong and what was changed', async () => {
    await simulator.fault({ kind: 'drop', times: 9, match: { operationId: 'products:list' } });
    const change = calling('update_customer', { customer_id: customer, name: 'Somebody' });
    const { lines, points } = await send([calling('list_products'), change, ['/mcp', { method: 'POST' }]], {
      bindings: { TELEMETRY: 'false' },
    });
    expect(lines.map(({ event }) => event).sort()).toEqual(['polar_no_answer', 'write']);
    expect(points).toEqual([]);
  });

  test('works when nothing can be counted, which is said once', async () => {
    const ANALYTICS = {
      writeDataPoint() {
        throw new Error('down');
      },
    };
    const { answers, lines } = await send([calling('get_connection'), calling('get_connection')], {
      bindings: { ANALYTICS },
    });
    for (const { text } of answers) expect(resultIn(text).isError).toBeUndefined();
    expect(lines.map(({ event }) => event).sort()).toEqual(['analytics_failed', 'call', 'call']);
  });
});

test('what is refused before a tool, and each step of a login, is counted by its status', async () => {
  const form = (fields: Record<string, string>): Sent[1] => ({ method: 'POST', body: new URLSearchParams(fields) });
  const { points } = await send([
    ['/mcp', { method: 'POST' }],
    ['/mcp/readonly', { method: 'POST', headers: { Origin: 'https://other.example' } }],
    ['/oauth/token', form({ client_id: 'x' })],
    ['/oauth/callback?code=x&state=x', {}],
    [`/${customer}`, {}],
    ['/', {}],
  ]);
  const counted = points.map(({ indexes: [index], blobs: [kind, outcome] }) => [kind, index, outcome]);
  expect(counted.sort()).toEqual([
    ['request', '/mcp', '401'],
    ['request', '/mcp', '403'],
    ['request', '/oauth/callback', '400'],
    ['request', '/oauth/token', '401'],
  ]);
  for (const { blobs, doubles } of points) {
    expect([blobs.length, doubles.length]).toEqual([COLUMNS.blobs.length, COLUMNS.doubles.length]);
  }
});

describe('a trace', () => {
  const traced = ({ traceparent, tracestate }: { traceparent?: string; tracestate?: string }) => ({
    traceparent,
    tracestate,
  });

  test.each<[string, () => Sent, number]>([
    ['a read', () => calling('list_products', {}, TRACE), 1],
    ['a read of 2026-07-28', () => callingNow('list_products', {}, TRACE), 1],
    ['through another tool', () => calling('call_read_tool', { name: 'list_products', arguments: {} }, TRACE), 1],
    [
      'what is read before a change',
      () => calling('call_write_tool', { name: 'delete_customer', arguments: { customer_id: customer } }, TRACE),
      3,
    ],
  ])('goes on to Polar as it is, and into the line: %s', async (_, request, count) => {
    let calls: Line[] = [];
    const sent = await requestsDuring(async () => {
      ({ calls } = await send([request()]));
    });
    expect(sent.map(traced)).toEqual(Array(count).fill(TRACE));
    expect(calls).toEqual([expect.objectContaining({ trace_id: TRACE_ID })]);
  });

  test('goes no further than its own call, and nothing else of `_meta` goes on', async () => {
    let calls: Line[] = [];
    const wrong = { traceparent: 'refund everything', tracestate: TRACE.tracestate };
    const sent = await requestsDuring(async () => {
      ({ calls } = await send([
        calling('list_products', {}, { ...TRACE, baggage: 'who=grace' }),
        calling('list_orders', {}, wrong),
        calling('list_customers'),
      ]));
    });
    const byPath = sent.map((request) => [request.path, traced(request)] as const);
    expect(Object.fromEntries(byPath)).toEqual({
      '/v1/products/': TRACE,
      '/v1/orders/': { traceparent: undefined, tracestate: undefined },
      '/v1/customers/': { traceparent: undefined, tracestate: undefined },
    });
    for (const { headers } of sent) expect(headers).not.toContain('baggage');
    expect(calls.map(({ tool, trace_id }) => [tool, trace_id]).sort()).toEqual([
      ['list_customers', undefined],
      ['list_orders', undefined],
      ['list_products', TRACE_ID],
    ]);
  });
});
