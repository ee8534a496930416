import { spawn } from 'node:child_process';
import { Client as ClientV2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as TransportV2 } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Person } from '../../scripts/demo-client/person.ts';
import { controlSimulator } from '../../simulator/control.ts';
import {
  DEFAULT_CLIENT,
  DEFAULT_ORGANIZATION_TOKEN,
  SEED,
  type Simulator,
  startSimulator,
} from '../../simulator/index.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { ASKS, AskedPerson, NO_YES } from '../support/asked-person.ts';
import type { ToolAnswer } from '../support/clients.ts';
import { exposingCalls } from '../support/exposing-calls.ts';
import { INSTALLED_NODE } from '../support/installed-node.ts';

const IDENTITY = { name: 'polar-mcp-test', version: '1.0.0' };
const SERVER = 'bin/polar-mcp.js';
const END_MS = 20_000;
/** Far below the 10 s after which a call ends by itself. */
const SOON_MS = 5000;

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const environment = (more: Record<string, string> = {}) => ({
  PATH: process.env.PATH ?? '',
  POLAR_ACCESS_TOKEN: DEFAULT_ORGANIZATION_TOKEN.token,
  POLAR_API_URL: simulator.url,
  ...more,
});

interface Connected {
  tools(): Promise<string[]>;
  call(name: string, args?: object, signal?: AbortSignal, meta?: object): Promise<ToolAnswer>;
  /** Everything that the server said to the person. */
  said(): string;
  close(): Promise<void>;
}

type Kind = 'v1' | 'v2' | 'v2-auto';

/** How Node is started, if not as the tests' own. */
interface NodeCommand {
  command: string;
  flags: string[];
}

const OWN_NODE: NodeCommand = { command: process.execPath, flags: [] };

async function connect(
  kind: Kind,
  args: string[] = [],
  env = {},
  person?: AskedPerson,
  { command, flags }: NodeCommand = OWN_NODE,
): Promise<Connected> {
  const server = { command, args: [...flags, SERVER, ...args], env: environment(env), stderr: 'pipe' as const };
  const client =
    kind === 'v1'
      ? new ClientV1(IDENTITY, person && ASKS)
      : new ClientV2(IDENTITY, {
          ...(person && ASKS),
          ...(kind === 'v2-auto' && { versionNegotiation: { mode: 'auto' } }),
        });
  person?.sitAt(client);
  const transport = kind === 'v1' ? new TransportV1(server) : new TransportV2(server);
  let said = '';
  transport.stderr?.on('data', (chunk) => (said += chunk));
  await client.connect(transport as never);
  return {
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, given = {}, signal, meta) => {
      const params = { name, arguments: { ...given }, ...(meta && { _meta: { ...meta } }) };
      const options = signal && { signal };
      return (await (client instanceof ClientV1
        ? client.callTool(params, undefined, options)
        : client.callTool(params, options))) as ToolAnswer;
    },
    said: () => said,
    close: () => client.close(),
  };
}

/** Runs it as one types it, without a client. */
async function run(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [SERVER, ...args], { env, timeout: END_MS, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, out, err };
}

describe.each(['v1', 'v2', 'v2-auto'] as const)('a %s client', (kind) => {
  test('sees the same tools, and calls them', async () => {
    const client = await connect(kind);
    try {
      expect(await client.tools()).toEqual(createPolicy([], undefined).listed.map(({ name }) => name));
      const listed = await client.call('list_products', { limit: 2 });
      expect((listed.structuredContent as { items: unknown[] }).items).toHaveLength(2);
      expect((await client.call('list_products', { limit: 'two' })).structuredContent).toMatchObject({
        error: { code: 'invalid_arguments', request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      });
      expect((await client.call('get_connection')).structuredContent).toMatchObject({
        environment: 'sandbox',
        organization_id: SEED.organization,
        organizations: [{ id: SEED.organization }],
      });
      await expect(client.call('list_unicorns')).rejects.toMatchObject({ code: -32602 });
      expect(client.said()).toBe('');
    } finally {
      await client.close();
    }
  });
});

const COLLECTING = ['--expose-gc', '--import', 'data:text/javascript,setInterval(gc, 50).unref()'];

test.each([...new Set([process.execPath, INSTALLED_NODE])])(
  'a call ends in its time though the collector runs all the while (%s)',
  async (command) => {
    const node = { command, flags: COLLECTING };
    const client = await connect('v2', [], { POLAR_TIMEOUT_MS: '1000' }, undefined, node);
    const polar = controlSimulator(simulator.url);
    try {
      await polar.fault({ kind: 'hang', match: { operationId: 'products:get' } });
      const startedAt = Date.now();
      const { structuredContent } = await client.call('get_product', { id: SEED.products.pro });
      expect(structuredContent).toMatchObject({ error: { code: 'timeout' } });
      expect(Date.now() - startedAt).toBeLessThan(SOON_MS);
    } finally {
      await polar.clearFaults();
      await client.close();
    }
  },
);

test.each(['v1', 'v2-auto'] as const)(
  'a call that a %s client cancels ends at Polar, and others go on',
  async (kind) => {
    const client = await connect(kind);
    try {
      const polar = controlSimulator(simulator.url);
      const exports = async () => (await polar.requests()).filter(({ operationId }) => operationId === 'orders:export');
      await polar.clearRequests();
      await polar.fault({ kind: 'hang', match: { operationId: 'orders:export' } });
      const cancelling = new AbortController();
      const cancelled = client.call('export_orders', {}, cancelling.signal).catch(() => 'cancelled');
      await vi.waitFor(async () => expect(await exports()).toHaveLength(1), { timeout: SOON_MS });
      cancelling.abort();
      expect(await cancelled).toBe('cancelled');
      const isGivenUp = async () => expect(await exports()).toMatchObject([{ abandonedAfterMs: expect.any(Number) }]);
      await vi.waitFor(isGivenUp, { timeout: SOON_MS });
      expect((await client.call('list_products')).isError).toBeUndefined();
      expect(client.said()).toBe('');
    } finally {
      await client.close();
    }
  },
);

test.each(['v1', 'v2', 'v2-auto'] as const)(
  'a %s client that can, asks the person before money moves',
  async (kind) => {
    const person = new AskedPerson();
    const client = await connect(kind, [], {}, person);
    try {
      const polar = controlSimulator(simulator.url);
      const changes = async () => (await polar.requests()).filter(({ method }) => method !== 'GET');
      await polar.clearRequests();
      const refund = { order_id: SEED.order, reason: 'customer_request', amount: 100 };
      expect((await client.call('create_refund', refund)).structuredContent).toMatchObject({ amount: 100 });
      expect(person.questions).toEqual([
        expect.stringMatching(/^Refund 1\.00 USD \(at most 1\.25 USD with tax\) to "chloe\.martin@example\.com"/),
      ]);
      expect(await changes()).toMatchObject([{ operationId: 'refunds:create' }]);
      for (const [says, code] of NO_YES) {
        person.says = says;
        const { structuredContent } = await client.call('create_refund', refund);
        expect(structuredContent, JSON.stringify(says)).toMatchObject({ error: { code } });
      }
      expect(await changes()).toHaveLength(1);
    } finally {
      await client.close();
    }
  },
);

test('with TELEMETRY it says of each call how it ended, and a trace goes on to Polar', async () => {
  const client = await connect('v2-auto', [], { TELEMETRY: 'true' });
  try {
    const polar = controlSimulator(simulator.url);
    await polar.clearRequests();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await client.call('list_products', {}, undefined, { traceparent });
    const failed = await client.call('list_products', { limit: 'two' });
    const sent = (await polar.requests()).filter(({ operationId }) => operationId === 'products:list');
    expect(sent).toMatchObject([{ traceparent }]);
    await vi.waitFor(() => expect(client.said().trim().split('\n')).toHaveLength(2), { timeout: SOON_MS });
    const [first, second] = client.said().trim().split('\n');
    expect(JSON.parse(first ?? '')).toMatchObject({ event: 'call', outcome: 'ok', trace_id: traceparent.slice(3, 35) });
    const { request_id } = (failed.structuredContent as { error: { request_id: string } }).error;
    expect(JSON.parse(second ?? '')).toMatchObject({ event: 'call', outcome: 'invalid_arguments', request_id });
  } finally {
    await client.close();
  }
});

test('flags and variables restrict it, and both hold', async () => {
  const client = await connect('v2', ['--toolsets=products,refunds,discovery', '--exclude', 'get_product'], {
    READ_ONLY: 'true',
  });
  try {
    expect(await client.tools()).toEqual([
      'list_products',
      'list_refunds',
      'list_disputes',
      'get_dispute',
      'get_connection',
      'search_tools',
      'describe_tools',
      'call_read_tool',
    ]);
    const polar = controlSimulator(simulator.url);
    await polar.clearRequests();
    await expect(client.call('create_refund')).rejects.toThrow('this server allows reading alone');
    await expect(client.call('get_product')).rejects.toThrow('a flag of this command leaves it out');
    expect(await polar.requests()).toEqual([]);
  } finally {
    await client.close();
  }
});

test('a token that Polar ends later is said in the result', async () => {
  const client = await connect('v2');
  try {
    await controlSimulator(simulator.url).fault({
      match: { operationId: 'products:list' },
      times: 1,
      kind: 'status',
      status: 401,
      headers: { 'www-authenticate': 'Bearer realm="polar", error="invalid_token"' },
    });
    const { structuredContent } = await client.call('list_products');
    expect(structuredContent).toMatchObject({ error: { code: 'connection_ended' } });
  } finally {
    await client.close();
  }
});

test('what gives others access, data or goods is said first, and not done', async () => {
  const { products, ...ids } = SEED;
  const client = await connect('v2', ['--toolsets=discovery']);
  const polar = controlSimulator(simulator.url);
  try {
    await polar.clearRequests();
    for (const [title, name, given, line] of exposingCalls({ ...ids, product: products.pro })) {
      for (const [tool, args] of [
        [name, given],
        ['call_write_tool', { name, arguments: given }],
      ] as const) {
        const { structuredContent } = await client.call(tool, args);
        expect(structuredContent, title).toMatchObject({
          confirm: expect.stringMatching(/^confirm_/),
          would: { risk: 'exposes', exposes: expect.stringContaining(line) },
        });
      }
    }
    expect((await polar.requests()).filter(({ method }) => method !== 'GET')).toEqual([]);
  } finally {
    await client.close();
  }
});

describe('the token of a person', () => {
  /** Logs in at the simulator for some of the person's organizations, or for all of them. */
  async function tokenOfPerson(subType: 'organization' | 'user'): Promise<string> {
    const { id, secret, redirectUris } = DEFAULT_CLIENT;
    const [redirectUri = ''] = redirectUris;
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: id,
      redirect_uri: redirectUri,
      sub_type: subType,
      prompt: 'consent',
    });
    const end = await new Person().walk(`${simulator.url}/oauth2/authorize?${query}`, redirectUri);
    const code = end instanceof URL ? (end.searchParams.get('code') ?? '') : '';
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      client_id: id,
      client_secret: secret,
    });
    const answer = await fetch(`${simulator.url}/v1/oauth2/token`, { method: 'POST', body });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  const event = { name: 'build.done', external_customer_id: 'nobody-yet' };

  test('for one organization: it needn’t be named, also where Polar asks a person for it', async () => {
    const client = await connect('v2', [], {
      POLAR_ACCESS_TOKEN: await tokenOfPerson('organization'),
      CONFIRM: 'none',
    });
    try {
      expect((await client.call('get_connection')).structuredContent).toMatchObject({
        connected_by: 'an access token of a person',
        organizations: [{ id: expect.any(String) }],
      });
      const taken = await client.call('ingest_events', { events: [event] });
      expect(taken.structuredContent).toMatchObject({ inserted: 1 });
      await expect(client.call('create_organization')).rejects.toThrow('a connection to one organization');
    } finally {
      await client.close();
    }
  });

  test('for several: each is named where it matters', async () => {
    const client = await connect('v2', [], { POLAR_ACCESS_TOKEN: await tokenOfPerson('user'), CONFIRM: 'none' });
    try {
      const { structuredContent } = await client.call('get_connection');
      expect(structuredContent).not.toHaveProperty('organization_id');
      expect(structuredContent).toMatchObject({
        organizations: [{ id: expect.any(String) }, { id: expect.any(String) }],
      });
      const ingest = async (one: object) => (await client.call('ingest_events', { events: [one] })).structuredContent;
      expect(await ingest(event)).toMatchObject({ error: { code: 'invalid_arguments' } });
      expect(await ingest({ ...event, organization_id: SEED.organization })).toMatchObject({ inserted: 1 });
      expect((await client.call('create_organization')).structuredContent).toMatchObject({
        error: { code: 'invalid_arguments' },
      });
    } finally {
      await client.close();
    }
  });
});

describe('what is wrong is said at once, on stderr, without the token', () => {
  const WRONG = 'polar_oat_wrong';
  test.each<[string, string[], Record<string, string>, string]>([
    ['no token', [], { POLAR_ACCESS_TOKEN: '', HOME: '/nowhere' }, 'Nobody is logged in to Polar (sandbox)'],
    ['a token that Polar refuses', [], { POLAR_ACCESS_TOKEN: WRONG }, 'Polar refused POLAR_ACCESS_TOKEN.'],
    ['another environment', [], { POLAR_ENVIRONMENT: 'live' }, 'POLAR_ENVIRONMENT must be production or sandbox'],
    [
      'an address without https',
      [],
      { POLAR_API_URL: 'http://api.example.com' },
      'POLAR_API_URL must be an origin with https',
    ],
    ['an unknown toolset', ['--toolsets=product'], {}, 'There is no toolset "product". Did you mean products?'],
    ['an unknown tool', [], { EXCLUDE_TOOLS: 'x' }, 'EXCLUDE_TOOLS names what there isn’t'],
    ['a list of toolsets that is empty', ['--toolsets='], {}, 'No toolset is named.'],
    ['an empty list among those to leave out', ['--exclude=get_product', '--exclude='], {}, 'No tool is named.'],
    ['a list of toolsets twice', ['--toolsets=files', '--toolsets=orders'], {}, '--toolsets stands twice.'],
    ['what can’t be a token', [], { POLAR_ACCESS_TOKEN: 'polar_oat_…' }, 'POLAR_ACCESS_TOKEN is no token'],
    ['an unknown flag', ['--readonly'], {}, "Unknown option '--readonly'"],
    ['nothing left', ['--toolsets=files'], { TOOLSETS: 'orders' }, 'No tool is left'],
  ])('%s', async (_, args, env, message) => {
    const { code, out, err } = await run(args, environment(env));
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err.replaceAll("isn't", 'isn’t')).toContain(message);
    expect(err).not.toContain(WRONG);
    expect(err).not.toMatch(/^\s+at /m);
  });

  test('--help explains, --version is the version', async () => {
    const { code, out } = await run(['--help'], environment());
    expect(code).toBe(0);
    const words = ['--toolsets', '--read-only', '--exclude', 'POLAR_ACCESS_TOKEN', 'CONFIRM', 'REFUND_CAP_PER_DAY'];
    for (const word of words) expect(out).toContain(word);
    expect((await run(['--version'], environment())).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
