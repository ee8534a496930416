import { createExecutionContext } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterEach, beforeEach, expect, inject, onTestFinished, test, vi } from 'vitest';
import documentation from '../../docs/operating.md?raw';
import { tokenCopies } from '../../src/connection/polar-token.ts';
import worker from '../../src/index.ts';
import { KV_STALE_SECONDS } from '../../src/limits.ts';
import { BASE_URL, Browser, location } from './auth/browser.ts';
import { env, opened } from './auth/calls.ts';
import { type ClientTokens, exchange, logIn, register, toCallback } from './auth/login.ts';
import { changePair } from './auth/pair.ts';
import { simulator } from './auth/polar.ts';
import { logInAs, refreshForm } from './auth/token-endpoint.ts';
import { callTool } from './mcp/ask.ts';

/** The columns of the table in docs/operating.md: requests to the Worker, four of KV, to Durable Objects, to Polar's API. */
const COLUMNS = ['requests', 'reads', 'writes', 'deletes', 'lists', 'objects', 'polar'] as const;
type Cost = Record<(typeof COLUMNS)[number], number>;
const NO_COST = Object.fromEntries(COLUMNS.map((column) => [column, 0])) as Cost;

/** By what is done, what it asks for. */
function documentedCosts(): Record<string, Cost> {
  const rows = [...documentation.matchAll(/^\| ([^|]+) ((?:\| \d+ ){7})\|$/gm)].map(([, name = '', counts = '']) => {
    const values = counts.match(/\d+/g)?.map(Number) ?? [];
    return [name, Object.fromEntries(COLUMNS.map((column, i) => [column, values[i]]))];
  });
  return Object.fromEntries(rows);
}

const { OAUTH_KV, CONNECTIONS, EXPORT_FILES, GRANTS, ORGANIZATION_LIMITS, REVOCATIONS } = bindings as unknown as Env;
const seed = inject('seed');
let costs: Cost = { ...NO_COST };
let isCounting = false;
/** The work that a client doesn't wait for, and that goes on after an answer. */
let pending: Promise<unknown>[] = [];

function count(kind: keyof Cost): void {
  if (isCounting) costs[kind]++;
}

beforeEach(() => {
  const kv = Object.getPrototypeOf(OAUTH_KV);
  const kinds = { get: 'reads', getWithMetadata: 'reads', put: 'writes', delete: 'deletes', list: 'lists' } as const;
  for (const [method, kind] of Object.entries(kinds) as [keyof typeof kinds, keyof Cost][]) {
    const real = kv[method];
    vi.spyOn(kv, method).mockImplementation(function (this: KVNamespace, ...args: unknown[]) {
      count(kind);
      return real.apply(this, args);
    });
  }
  for (const namespace of [CONNECTIONS, EXPORT_FILES, GRANTS, ORGANIZATION_LIMITS, REVOCATIONS]) {
    const prototype = Object.getPrototypeOf(namespace);
    const real = prototype.get;
    if (vi.isMockFunction(real)) continue;
    vi.spyOn(prototype, 'get').mockImplementation(function (this: DurableObjectNamespace, ...args: unknown[]) {
      const stub = real.apply(this, args);
      return isCounting ? counted(stub) : stub;
    });
  }
  const answer = worker.fetch;
  vi.spyOn(worker, 'fetch').mockImplementation((...args) => {
    count('requests');
    const [, , context] = args;
    const wait = context.waitUntil.bind(context);
    Object.defineProperty(context, 'waitUntil', {
      value: (work: Promise<unknown>) => {
        pending.push(work);
        wait(work);
      },
    });
    const answered = answer.apply(worker, args);
    pending.push(answered);
    return answered;
  });
  const send = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    // The requests of the person's browser to Polar have other paths.
    if (pathname.startsWith('/v1/')) count('polar');
    return send(input, init);
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await simulator.resetShop();
});

function counted(stub: object): object {
  return new Proxy(stub, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        count('objects');
        return Reflect.apply(value, target, args);
      };
    },
  });
}

async function logInTo(clientId: string): Promise<ClientTokens> {
  const browser = new Browser();
  const back = location(await browser.get((await toCallback(browser, clientId)).href));
  return (await exchange(clientId, back)).json<ClientTokens>();
}

async function costOf<T>(what: () => Promise<T>): Promise<[Cost, T]> {
  costs = { ...NO_COST };
  pending = [];
  isCounting = true;
  const result = await what();
  while (pending.length > 0) await Promise.allSettled(pending.splice(0));
  isCounting = false;
  return [costs, result];
}

/**
 * Sends the first requests of a client of the revisions before 2026-07-28, until it has the list. Later clients send
 * fewer.
 */
async function begin({ access_token }: ClientTokens): Promise<void> {
  const transport = new StreamableHTTPClientTransport(new URL(`${BASE_URL}/mcp`), {
    requestInit: { headers: { Authorization: `Bearer ${access_token}` } },
    fetch: (url, init) => {
      const request = new Request<unknown, IncomingRequestCfProperties>(url, init as RequestInit<never>);
      return worker.fetch(request, env, createExecutionContext());
    },
  });
  const client = new Client({ name: 'Example Client', version: '1.0.0' });
  await client.connect(transport);
  await client.listTools();
  await client.close();
}

test('docs/operating.md reckons with what each thing really asks for', async () => {
  const measured: Record<string, Cost> = {};
  const measure = async <T>(name: string, what: () => Promise<T>): Promise<T> => {
    // Each as in an isolate that hasn't met the connection yet.
    tokenCopies.clear();
    const [cost, result] = await costOf(what);
    measured[name] = cost;
    return result;
  };
  // The person's other logins would cost a read each.
  let clientId = '';
  await measure('a login of an app', async () => {
    clientId = await register();
    return logInTo(clientId);
  });
  const tokens = await measure('a login that replaces the app’s last', () => logInTo(clientId));
  await measure('a conversation’s beginning', () => begin(tokens));
  const read = await measure('a call that reads', () => callTool(tokens, 'list_products', { limit: 1 }));
  const [organization] = (await opened(tokens)).props.organizations ?? [];
  const customer = { email: 'costs@labmail.net', organization_id: organization?.id };
  const change = await measure('a change', () => callTool(tokens, 'create_customer', customer));
  const refund = { order_id: seed.order, reason: 'customer_request', amount: 100 };
  const asked = await measure('what asks first: the question', () => callTool(tokens, 'create_refund', refund));
  const { confirm } = asked.structuredContent;
  const done = await measure('what asks first: the yes', () =>
    callTool(tokens, 'create_refund', { ...refund, confirm }),
  );
  expect([read, change, done].map(({ isError }) => isError ?? false)).toEqual([false, false, false]);

  const client = await logInAs('none');
  await measure('a renewal of the app’s token', () => client.post(refreshForm(client.tokens)));
  await changePair((await opened(tokens)).props, { expiresAt: Date.now() });
  await measure('a call that first renews Polar’s token', () => callTool(tokens, 'list_products', { limit: 1 }));
  expect(documentedCosts()).toEqual(measured);
});

test('a limit costs a change one more request to an object, and no more requests to Polar where its organization is known', async () => {
  const tokens = await logIn();
  const [organization] = (await opened(tokens)).props.organizations ?? [];
  const customer = (i: number) => ({ email: `limited${i}@labmail.net`, organization_id: organization?.id });
  const change = (i: number, vars: Record<string, string>) => () =>
    callTool(tokens, 'create_customer', customer(i), { vars });
  const [free] = await costOf(change(1, {}));
  const [limited, answer] = await costOf(change(2, { WRITES_PER_HOUR: '100' }));
  expect(answer.isError).toBeFalsy();
  expect({ ...limited, reads: free.reads }).toEqual({ ...free, objects: free.objects + 1 });
});

test('a call asks KV twice, later ones of a minute in the same isolate once, and nothing else of ours while no token is about to expire', async () => {
  const tokens = await logIn();
  tokenCopies.clear();
  const list = () => callTool(tokens, 'list_products', { limit: 1 });
  const costs: Cost[] = [];
  const start = Date.now();
  onTestFinished(() => void vi.useRealTimers());
  for (const second of [0, 1, KV_STALE_SECONDS + 1]) {
    vi.useFakeTimers({ toFake: ['Date'], now: start + second * 1000 });
    costs.push((await costOf(list))[0]);
  }
  const nothingElse = { requests: 1, writes: 0, deletes: 0, lists: 0, objects: 0, polar: 1 };
  expect(costs).toEqual([2, 1, 2].map((reads) => ({ ...nothingElse, reads })));
});
