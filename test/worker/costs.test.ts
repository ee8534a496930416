import { env as bindings } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import documentation from '../../docs/operating.md?raw';
import type { Env } from '../../src/config.ts';
import { callTool, listTools } from './mcp/ask.ts';
import { opened } from './oauth/calls.ts';
import { logIn } from './oauth/login.ts';
import { changePair } from './oauth/pair.ts';
import { simulator } from './oauth/polar.ts';
import { logInAs, refreshForm } from './oauth/token-endpoint.ts';

/** What docs/operating.md reckons with: how often each thing asks KV and the Durable Objects. */
interface Costs {
  reads: number;
  writes: number;
  deletes: number;
  lists: number;
  objects: number;
}

const { OAUTH_KV, CONNECTIONS, GRANTS } = bindings as unknown as Env;
const seed = inject('seed');
let costs = none();
let isCounting = false;

beforeEach(() => {
  const kv = Object.getPrototypeOf(OAUTH_KV);
  const kinds = { get: 'reads', getWithMetadata: 'reads', put: 'writes', delete: 'deletes', list: 'lists' } as const;
  for (const [method, kind] of Object.entries(kinds) as [keyof typeof kinds, (typeof kinds)['get'] | 'writes'][]) {
    const real = kv[method];
    vi.spyOn(kv, method).mockImplementation(function (this: KVNamespace, ...args: unknown[]) {
      if (isCounting) costs[kind]++;
      return real.apply(this, args);
    });
  }
  for (const namespace of [CONNECTIONS, GRANTS]) {
    const prototype = Object.getPrototypeOf(namespace);
    const real = prototype.get;
    if (vi.isMockFunction(real)) continue;
    vi.spyOn(prototype, 'get').mockImplementation(function (this: DurableObjectNamespace, ...args: unknown[]) {
      const stub = real.apply(this, args);
      return isCounting ? counted(stub) : stub;
    });
  }
});
afterEach(async () => {
  vi.restoreAllMocks();
  await simulator.resetShop();
});

function none(): Costs {
  return { reads: 0, writes: 0, deletes: 0, lists: 0, objects: 0 };
}

function counted(stub: object): object {
  return new Proxy(stub, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        costs.objects++;
        return Reflect.apply(value, target, args);
      };
    },
  });
}

/** The rows of the document: name, then KV's reads, writes, deletions, lists, and requests to Durable Objects. */
function tableOf(text: string): Record<string, Costs> {
  const rows = [...text.matchAll(/^\| ([^|]+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/gm)];
  return Object.fromEntries(
    rows.map(([, name = '', ...counts]) => {
      const [reads = 0, writes = 0, deletes = 0, lists = 0, objects = 0] = counts.map(Number);
      return [name, { reads, writes, deletes, lists, objects }];
    }),
  );
}

async function costOf<T>(what: () => Promise<T>): Promise<[Costs, T]> {
  costs = none();
  isCounting = true;
  const result = await what();
  isCounting = false;
  return [costs, result];
}

test('docs/operating.md reckons with what each thing really asks for', async () => {
  const measured: Record<string, Costs> = {};
  const measure = async <T>(name: string, what: () => Promise<T>): Promise<T> => {
    const [cost, result] = await costOf(what);
    measured[name] = cost;
    return result;
  };
  const tokens = await measure('a login of an app', () => logIn());
  await measure('the list of tools', () => listTools(tokens));
  const read = await measure('a call that reads', () => callTool(tokens, 'list_products', { limit: 1 }));
  const [organization] = (await opened(tokens)).props.organizations ?? [];
  const customer = { email: 'costs@example.com', organization_id: organization?.id };
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
  expect(tableOf(documentation)).toEqual(measured);
});
