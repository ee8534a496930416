import { request } from 'node:http';
import { Client, type ClientCapabilities } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { controlSimulator, type SimulatorControl } from '../../simulator/control.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED, type Simulator, startSimulator } from '../../simulator/index.ts';
import { SHOWS_VIEWS } from '../support/clients.ts';
import { attempts, playModel } from '../support/model-attempts.ts';

const REFUND = { order_id: SEED.order, reason: 'customer_request', amount: 500 };

let simulator: Simulator;
let polar: SimulatorControl;
let client: Client;
let transport: StdioClientTransport;
beforeAll(async () => {
  simulator = await startSimulator();
  polar = controlSimulator(simulator.url);
  ({ client, transport } = await start());
});
afterAll(async () => {
  await client.close();
  await simulator.close();
});
beforeEach(() => polar.reset());

/**
 * A client, and its server with CONFIRM_BY=person.
 *
 * @param nodeOptions for the server's process
 */
async function start(capabilities: ClientCapabilities = {}, nodeOptions: string[] = []) {
  const started = new Client({ name: 'polar-mcp-test', version: '1.0.0' }, { capabilities });
  const command = new StdioClientTransport({
    command: process.execPath,
    args: [...nodeOptions, 'bin/polar-mcp.js'],
    env: {
      PATH: process.env.PATH ?? '',
      POLAR_ACCESS_TOKEN: DEFAULT_ORGANIZATION_TOKEN.token,
      POLAR_API_URL: simulator.url,
      CONFIRM_BY: 'person',
    },
    stderr: 'pipe',
  });
  await started.connect(command);
  return { client: started, transport: command };
}

const call = async (name: string, args: object) =>
  (await client.callTool({ name, arguments: { ...args } })).structuredContent as Record<string, unknown>;

/** The first repetition of a call hears what became of the one before. */
async function asked(args: object = REFUND): Promise<{ id: string; link: string }> {
  const told = await call('create_refund', args);
  const { id, link } = told.link ? told : await call('create_refund', args);
  return { id: String(id), link: String(link) };
}

const stateOf = (id: string) => call('call_read_tool', { name: 'get_change', arguments: { id } });
const page = async (link: string, init: RequestInit = {}) => {
  const answer = await fetch(link, { redirect: 'manual', ...init });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};
const shownOn = (html: string) => /name="shown" value="([^"]*)"/.exec(html)?.[1] ?? '';
const form = (link: string, fields: Record<string, string>, origin: string | null = new URL(link).origin) =>
  page(link, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: origin === null ? {} : { Origin: origin },
  });
const changes = async () => (await polar.requests()).filter(({ method }) => method !== 'GET').length;

test('a person decides on a page of this machine, without a login', async () => {
  const { id, link } = await asked();
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/confirm\/[\da-f]{32}$/);
  const { text, headers } = await page(link);
  for (const said of ['Refund 5.00 USD', 'With tax, at most', 'Sandbox:', 'Approve']) expect(text).toContain(said);
  expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'/);
  expect(await changes()).toBe(0);
  const sent = await form(link, { shown: shownOn(text), decision: 'approve' });
  expect([sent.status, sent.headers.get('Location')]).toEqual([303, new URL(link).pathname]);
  expect((await page(link)).text).toContain('<h1>Done</h1>');
  expect((await form(link, { shown: shownOn(text), decision: 'approve' })).text).toContain('decided before');
  expect(await changes()).toBe(1);
  expect(await stateOf(id)).toMatchObject({ state: 'made', result: { amount: 500 } });
});

test('declines too, and the page says so', async () => {
  const { id, link } = await asked({ ...REFUND, amount: 400 });
  const { text } = await page(link);
  await form(link, { shown: shownOn(text), decision: 'decline' });
  expect((await page(link)).text).toContain('Not done, as you decided');
  expect(await stateOf(id)).toMatchObject({ state: 'declined' });
});

test('its public id, a made-up link and every other address lead to one page that tells nothing', async () => {
  const { id, link } = await asked({ ...REFUND, amount: 300 });
  const { origin } = new URL(link);
  const plain = ({ status, text }: { status: number; text: string }) => [status, text.replace(/nonce="[^"]*"/, '')];
  const nothing = plain(await page(`${origin}/confirm/nothing`));
  expect(nothing).toEqual([404, expect.stringContaining('There is nothing to decide here')]);
  for (const path of [`/confirm/${id}`, `/confirm/${'f'.repeat(32)}`, '/confirm/', '/', '/mcp'])
    expect(plain(await page(origin + path)), path).toEqual(nothing);
});

/** A request whose Host is another's, which fetch can't send. */
const withHost = (link: string, host: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(link, { headers: { Host: host } }, (answer) => resolve(answer.resume().statusCode))
      .once('error', reject)
      .end();
  });

test('no page of another site approves: neither by its form nor by its name', async () => {
  const { id, link } = await asked({ ...REFUND, amount: 200 });
  const { port } = new URL(link);
  const shown = shownOn((await page(link)).text);
  for (const origin of ['https://evil.example', 'null', `http://localhost:${port}`, null])
    expect((await form(link, { shown, decision: 'approve' }, origin)).status, String(origin)).toBe(403);
  for (const host of ['evil.example', `evil.example:${port}`, `localhost:${port}`, '127.0.0.1'])
    expect(await withHost(link, host), host).toBe(421);
  const guessed = { shown: shown.replace(/^[^.]+/, 'x'.repeat(24)), decision: 'approve' };
  expect((await form(link, guessed)).text).toContain('Approve');
  expect(await changes()).toBe(0);
  expect(await stateOf(id)).toMatchObject({ state: 'waiting' });
});

test('nothing that a model reads approves a change by confirm_change, whether it waits for a page or a view', async () => {
  const { transport: ofViews, client: showing } = await start(SHOWS_VIEWS);
  try {
    for (const one of [client, showing]) {
      const words = new Set<string>();
      const read = async (name: string, args: object) => {
        const { structuredContent, content } = await one.callTool({ name, arguments: { ...args } });
        for (const [word] of JSON.stringify([structuredContent, content]).matchAll(/[\w-]{20,}/g)) words.add(word);
        return structuredContent as Record<string, unknown>;
      };
      const { id } = await read('create_refund', { ...REFUND, amount: 250 });
      const told = await read('call_read_tool', { name: 'get_change', arguments: { id } });
      expect(told).toMatchObject({ state: 'waiting', link: expect.stringContaining('http://127.0.0.1:') });
      for (const code of [...words]) await read('confirm_change', { id, code });
      expect((await read('call_read_tool', { name: 'get_change', arguments: { id } })).state).toBe('waiting');
    }
  } finally {
    await ofViews.close();
  }
  expect(await changes()).toBe(0);
});

/** Changes that ask, each with arguments that Polar would take. */
const CHANGES = [
  ['create_refund', REFUND],
  ['revoke_subscription', { id: SEED.subscription }],
  ['delete_customer', { id: SEED.customer }],
] as const;

test.each([
  ['nothing', {}],
  ['views', SHOWS_VIEWS],
])('changes nothing by whatever the model of a client calls that can do %s', async (_, capabilities) => {
  const one = await start(capabilities);
  try {
    const model = playModel({
      changes: CHANGES,
      call: async (name, args) => {
        const { content, structuredContent } = await one.client.callTool({ name, arguments: { ...args } });
        return { content, structuredContent };
      },
    });
    const seed = Number(process.env.SEED ?? Date.now());
    await fc.assert(fc.asyncProperty(attempts, model), { numRuns: Number(process.env.RUNS ?? 8), seed });
    const asked = await one.client.callTool({ name: 'create_refund', arguments: { ...REFUND } });
    expect(asked.structuredContent).toMatchObject({ status: 'Not done yet; nothing was changed.' });
  } finally {
    await one.client.close();
  }
  expect(await changes()).toBe(0);
});

/** Lets the first port that a process opens fail, as a sandbox that forbids it does. */
const FIRST_PORT_FAILS = `
  import { Server } from 'node:net';
  const { listen } = Server.prototype;
  Server.prototype.listen = function () {
    Server.prototype.listen = listen;
    queueMicrotask(() => this.emit('error', Object.assign(new Error('no port'), { code: 'EACCES' })));
    return this;
  };`;

test('a page that can’t be opened says so without the link, and the next call opens it', async () => {
  const one = await start({}, ['--import', `data:text/javascript,${encodeURIComponent(FIRST_PORT_FAILS)}`]);
  const logged: string[] = [];
  one.transport.stderr?.on('data', (line) => logged.push(String(line)));
  try {
    const refund = { name: 'create_refund', arguments: { ...REFUND, amount: 150 } };
    const failed = await one.client.callTool(refund);
    expect(failed.structuredContent).toMatchObject({
      error: { code: 'internal', message: expect.stringContaining('could not open its page') },
    });
    expect(logged.join('')).toContain('page_not_opened');
    const { link } = (await one.client.callTool(refund)).structuredContent as { link: string };
    expect((await page(link)).text).toContain('Refund 1.50 USD');
    expect(logged.join('')).not.toContain(link.slice(-32));
  } finally {
    await one.client.close();
  }
  expect(await changes()).toBe(0);
});

test('the page ends with the server, which an open page keeps from ending no longer', async () => {
  const { link } = await asked({ ...REFUND, amount: 100 });
  const { pid } = transport;
  await page(link);
  await client.close();
  await expect(page(link)).rejects.toThrow();
  expect(() => process.kill(pid ?? 0, 0)).toThrow();
});
