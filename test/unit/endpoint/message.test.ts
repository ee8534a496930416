import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readMessage } from '../../../src/endpoint/message.ts';
import { ReadBudget } from '../../../src/lib/read-budget.ts';
import { CALL_SIZE, LARGE_CALL_SIZE, LARGE_TOOLS } from '../../../src/operations/call-size.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const KIB = 1024;

const ask = (method: string, name: string, args: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { name, arguments: args } });

function call(name: string, args: object = {}, bytes = 0): string {
  const body = ask('tools/call', name, args);
  return body + ' '.repeat(Math.max(0, bytes - body.length));
}

/** A request as the runtime gives it, with a length or in parts of 4 kB; `seen.sent` is how much of it was read. */
function post(body: string, { headers = {}, hasLength = true }: { headers?: object; hasLength?: boolean } = {}) {
  const bytes = new TextEncoder().encode(body);
  const seen = { sent: 0 };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = bytes.slice(seen.sent, seen.sent + 4 * KIB);
      if (part.length === 0) return controller.close();
      seen.sent += part.length;
      controller.enqueue(part);
    },
  });
  const length = hasLength ? { 'Content-Length': String(bytes.length) } : {};
  const init = { method: 'POST', headers: { ...length, ...headers }, body: stream, duplex: 'half' };
  return { request: new Request('http://localhost/mcp', init as RequestInit), seen };
}

const about = (name: string) => ({ 'Mcp-Method': 'tools/call', 'Mcp-Name': name });
const events = call('ingest_events', {}, LARGE_CALL_SIZE.bytes);

describe('how much is read', () => {
  const small = CALL_SIZE.bytes + 1;
  test.each<[string, string, object, number]>([
    ['a call of any tool', call('list_products', {}, small), {}, 413],
    ['one that says so', call('list_products', {}, small), about('list_products'), 413],
    ['a list', `{"method":"tools/list"}${' '.repeat(small)}`, { 'Mcp-Method': 'tools/list' }, 413],
    ['one that says what it doesn’t call', call('list_products', {}, small), about('ingest_events'), 413],
    ['one that calls what it doesn’t say', call('ingest_events', {}, small), about('list_products'), 413],
    ['one that calls no large one by another', call('call_write_tool', { name: 'create_refund' }, small), {}, 413],
    [
      'what is called as a large one, and is no tool',
      `${ask('prompts/get', 'ingest_events')}${' '.repeat(small)}`,
      {},
      413,
    ],
    ['a batch with a large one', `[${call('list_products')},${call('ingest_events', {}, small)}]`, {}, 200],
    ['a batch of small ones', `[${call('list_products')},${call('list_orders', {}, small)}]`, {}, 413],
    ...LARGE_TOOLS.map((name): [string, string, object, number] => [name, call(name, {}, small), {}, 200]),
    ['a large one that says so', events, about('ingest_events'), 200],
    ['one by another', call('call_write_tool', { name: 'ingest_events' }, small), about('call_write_tool'), 200],
    ['the largest, and a byte', `${events} `, about('ingest_events'), 413],
  ])('%s', async (_, body, headers, status) => {
    for (const hasLength of [true, false]) {
      const budget = new ReadBudget(LARGE_CALL_SIZE.bytes);
      const read = await readMessage(post(body, { headers, hasLength }).request, budget);
      expect('reason' in read ? read.status : 200).toBe(status);
      if ('reason' in read) expect(read.reason).toMatch(/at most \d+ bytes\. Send it in parts\./);
      else read.release?.();
      expect(budget.taken).toBe(0);
    }
  });

  test.each([
    ['a call', about('list_products')],
    ['a list', { 'Mcp-Method': 'tools/list' }],
  ])('%s without a length is read no further than it may be', async (_, headers) => {
    const body = call('list_products', {}, 50 * LARGE_CALL_SIZE.bytes);
    const { request, seen } = post(body, { headers, hasLength: false });
    expect(await readMessage(request)).toMatchObject({ status: 413 });
    expect(seen.sent).toBeLessThan(CALL_SIZE.bytes + 16 * KIB);
  });

  test('one with a length isn’t read at all', async () => {
    const { request, seen } = post(call('list_products', {}, 50 * LARGE_CALL_SIZE.bytes));
    expect(await readMessage(request)).toMatchObject({ status: 413 });
    expect(seen.sent).toBeLessThan(16 * KIB);
  });
});

describe('how much it may hold', () => {
  const holding = (inner: string) => `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"x":${inner}}}}`;
  const values = `[${'1,'.repeat(LARGE_CALL_SIZE.values + 1000)}1]`;
  const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  test.each([
    ['values, wherever they are', holding(values), 413, /at most 21000 values/],
    ['values beside the message', `{"x":${values}}`, 413, /at most 21000 values/],
    ['values in all of a batch', `[${holding('1')},${holding(values)}]`, 413, /at most 21000 values/],
    ['depth', holding(deep(60)), 400, /nested at most 60 deep/],
    ['depth without end', deep(10_000), 400, /nested at most 60 deep/],
    ['messages', `[${Array.from({ length: 11 }, () => holding('1')).join()}]`, 400, /at most 10 messages/],
  ])('%s', async (_, body, status, words) => {
    const parse = vi.spyOn(JSON, 'parse');
    const read = await readMessage(post(body).request);
    expect(read).toMatchObject({ status, reason: expect.stringMatching(words) });
    if (!/messages/.test(String(words))) expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
  });

  test.each([
    ['no values but in texts', holding(JSON.stringify('[,'.repeat(30_000))), false],
    ['57 deep', holding(deep(57)), false],
    ['no JSON', '{"jsonrpc": ', true],
  ])('what is within it is read: %s', async (_, body, isNoJson) => {
    const read = await readMessage(post(body).request);
    expect(read).toMatchObject({ message: isNoJson ? undefined : { id: 1 } });
  });
});

describe('the budget that large messages share', () => {
  const budget = () => new ReadBudget(2 * LARGE_CALL_SIZE.bytes);

  test.each([true, false])('one more waits until another is done (with a length: %s)', async (hasLength) => {
    const shared = budget();
    const come = () => readMessage(post(events, { hasLength }).request, shared);
    const [first] = await Promise.all([come(), come()]);
    const third = vi.fn();
    void come().then(third);
    await vi.advanceTimersByTimeAsync(5000);
    expect(third).not.toHaveBeenCalled();
    if (!first || 'reason' in first) throw new Error('It was refused');
    first.release?.();
    await vi.advanceTimersByTimeAsync(500);
    expect(third).toHaveBeenCalledWith(expect.objectContaining({ message: expect.anything() }));
  });

  test('who waits too long is told to come again, and small ones wait for nobody', async () => {
    const shared = budget();
    const come = (body: string) => readMessage(post(body).request, shared);
    await Promise.all([come(events), come(events)]);
    const third = come(events);
    expect(await come(call('list_products'))).toMatchObject({ message: { id: 1 } });
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await third).toMatchObject({ status: 503, reason: expect.stringContaining('in a moment') });
    expect(shared.taken).toBe(2 * LARGE_CALL_SIZE.bytes);
  });

  test('one that is given up without a word, or never arrives, keeps it for a time', async () => {
    const shared = budget();
    await readMessage(post(events).request, shared);
    const silent = { method: 'POST', headers: { 'Content-Length': '1000000' }, body: new ReadableStream() };
    const slow = readMessage(new Request('http://localhost/mcp', { ...silent, duplex: 'half' } as RequestInit), shared);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await slow).toMatchObject({ status: 503 });
    expect(shared.taken).toBe(LARGE_CALL_SIZE.bytes);
    await vi.advanceTimersByTimeAsync(120_000);
    await Promise.all([readMessage(post(events).request, shared), readMessage(post(events).request, shared)]);
    expect(shared.taken).toBe(2 * LARGE_CALL_SIZE.bytes);
  });

  test('a small message takes none', async () => {
    const shared = budget();
    const read = await readMessage(post(call('list_products', {}, 16 * KIB)).request, shared);
    expect(read).not.toHaveProperty('release');
    expect(shared.taken).toBe(0);
  });
});
