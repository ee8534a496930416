/**
 * Runs before each file. Files share a workerd, because its start takes longer than most of them, and this takes away what the
 * last one left: modules with what they remember, stored data, time, spies, and the simulator's shop.
 */
import { listDurableObjectIds, reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';

const ofIsolate = globalThis as typeof globalThis & { fetchAtStart?: typeof fetch; emptiedObjects?: Set<string> };
// The Worker puts its own `fetch` around this one once per isolate, and its modules don't know that they aren't the first.
ofIsolate.fetchAtStart ??= globalThis.fetch;
// The interleavings leave more than a thousand objects, which no later file uses again.
ofIsolate.emptiedObjects ??= new Set();
const { fetchAtStart, emptiedObjects } = ofIsolate;

const isNamespace = (binding: unknown): binding is DurableObjectNamespace<undefined> =>
  Object(binding).constructor.name === 'DurableObjectNamespace';

async function empty(_: unknown, { storage }: DurableObjectState): Promise<void> {
  await storage.deleteAlarm();
  await storage.deleteAll();
}

/** Empties KV and the Durable Objects. The ids of these stay listed. */
async function emptyStorage(): Promise<void> {
  // `reset` empties only what is running, and a thousand objects don't all run at the same time.
  await env.OAUTH_KV.list({ limit: 1 });
  const ours = Object.entries(env).filter(([name]) => !name.startsWith('__'));
  const namespaces = ours.map(([, binding]) => binding).filter(isNamespace);
  for (const namespace of namespaces) {
    // Its objects are named after organizations, and those are the same in all files.
    const isNamed = Object.is(namespace, env.ORGANIZATION_LIMITS);
    const ids = (await listDurableObjectIds(namespace)).filter((id) => isNamed || !emptiedObjects.has(String(id)));
    await Promise.all(ids.map((id) => runInDurableObject(namespace.get(id), empty)));
    for (const id of ids) emptiedObjects.add(String(id));
  }
  await reset();
}

vi.useRealTimers();
vi.restoreAllMocks();
globalThis.fetch = fetchAtStart;
// With the modules of the last file: importing them again for this would take a second.
await emptyStorage();
vi.resetModules();
const { ok } = await fetch(`${env.POLAR_API_URL}/__simulator/reset`, { method: 'POST' });
if (!ok) throw new Error('The simulator was not reset');
