/**
 * Our Worker as it is deployed, with the distances of the edge around it: each read of KV, each request to a Durable Object and each
 * request to Polar takes as long as it would there. It runs in workerd, where all of them are on one machine.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { tokenCopies } from '../../src/connection/polar-token.ts';
import { grantOf } from '../../src/connection/storage.ts';
import worker, * as ours from '../../src/index.ts';
import { type Distances, HEADERS, type Kind, NO_DISTANCES, SET_PATH, type Wait } from '../edge/waits.ts';

/** The waits of one request. An object that it asks has a visit of its own, since it is elsewhere, with the same list. */
interface Visit {
  /** Nothing of it was read at that place in the last minute. */
  isCold: boolean;
  /** The keys of KV that it has read. KV keeps them near for a minute. */
  read: Set<string>;
  waits: Wait[];
}

const visits = new AsyncLocalStorage<Visit>();
/** Whom an object works for, by the object's id: the context of a request doesn't reach into an object. */
const callers = new Map<string, Visit>();
let distances: Distances = NO_DISTANCES;

export default {
  async fetch(request, env, context) {
    if (new URL(request.url).pathname === SET_PATH) {
      distances = await request.json<Distances>();
      return new Response();
    }
    const isCold = request.headers.has(HEADERS.cold);
    if (isCold) forget(request.headers.get('Authorization') ?? '');
    const visit = newVisit(isCold);
    return visits.run(visit, async () => {
      const answer = await worker.fetch(request, afar(env), context);
      // Read whole, so that the list has what came before the end of a stream.
      const sent = new Response(await answer.arrayBuffer(), answer);
      sent.headers.set(HEADERS.waits, JSON.stringify(visit.waits));
      return sent;
    });
  },
} satisfies ExportedHandler<Env>;

/** Has the isolate forget Polar's token of a client's connection, as it does in a minute's pause. */
const forget = (authorization: string) => tokenCopies.delete(grantOf(authorization.slice('Bearer '.length)));

const newVisit = (isCold: boolean, waits: Wait[] = []): Visit => ({ isCold, read: new Set(), waits });

/** Does something that takes as long as its distance, or longer where this machine is slower. */
async function over<T>(kind: Kind, act: () => Promise<T>): Promise<T> {
  const visit = visits.getStore();
  if (!visit) return act();
  const from = Date.now();
  const [value] = await Promise.all([act(), scheduler.wait(distances[kind])]);
  visit.waits.push([kind, from, Date.now()]);
  return value;
}

const fetchHere = fetch;
globalThis.fetch = (input, init) => over('polar', () => fetchHere(input, init));

const known = new WeakMap<Env, Env>();

/** The bindings of `env`, each at its distance. The same for the same `env`, as the runtime has it. */
function afar(env: Env): Env {
  const distant = known.get(env) ?? {
    ...env,
    OAUTH_KV: distantKv(env.OAUTH_KV),
    CONNECTIONS: distantObjects(env.CONNECTIONS),
    GRANTS: distantObjects(env.GRANTS),
    REVOCATIONS: distantObjects(env.REVOCATIONS),
    ORGANIZATION_LIMITS: distantObjects(env.ORGANIZATION_LIMITS),
    EXPORT_FILES: distantObjects(env.EXPORT_FILES),
  };
  known.set(env, distant);
  return distant;
}

type Act = (...args: unknown[]) => Promise<unknown>;

function distantKv(kv: KVNamespace): KVNamespace {
  const { get, put, list } = kv as unknown as Record<'get' | 'put' | 'list', Act>;
  const remove = kv.delete as Act;
  const read: Act = (key, options) => {
    const visit = visits.getStore();
    const isCold = visit?.isCold && !visit.read.has(String(key));
    visit?.read.add(String(key));
    return over(isCold ? 'coldRead' : 'hotRead', () => get.call(kv, key, options));
  };
  return {
    get: read,
    put: (...args: unknown[]) => over('write', () => put.apply(kv, args)),
    delete: (...args: unknown[]) => over('write', () => remove.apply(kv, args)),
    // KV keeps no list near.
    list: (...args: unknown[]) => over('coldRead', () => list.apply(kv, args)),
  } as unknown as KVNamespace;
}

function distantObjects<T extends Rpc.DurableObjectBranded | undefined>(
  objects: DurableObjectNamespace<T>,
): DurableObjectNamespace<T> {
  const distant = (stub: DurableObjectStub<T>) =>
    new Proxy(stub, {
      get: (_, name) => {
        if (name === 'then' || typeof name === 'symbol') return undefined;
        return async (...args: unknown[]) => {
          // On the way, before the object begins.
          await over('object', async () => {});
          const visit = visits.getStore();
          if (visit) callers.set(stub.id.toString(), visit);
          // A method of a stub has no `apply` of its own: that would be another remote method.
          return (stub as unknown as Record<string, Act>)[name]?.(...args);
        };
      },
    });
  return {
    newUniqueId: () => objects.newUniqueId(),
    idFromName: (name: string) => objects.idFromName(name),
    idFromString: (id: string) => objects.idFromString(id),
    get: (id: DurableObjectId) => distant(objects.get(id)),
  } as unknown as DurableObjectNamespace<T>;
}

interface ObjectClass {
  // The form that TypeScript wants of a class that is extended.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  new (...args: any[]): { ctx: DurableObjectState };
  prototype: object;
}

/** A class of objects that see the bindings at their distances, and whose work counts for the request that asked. */
function elsewhere<T extends ObjectClass>(Base: T): T {
  class Elsewhere extends Base {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    constructor(...args: any[]) {
      const [context, env] = args as [DurableObjectState, Env];
      super(context, afar(env));
    }
  }
  const names = new Set<string>();
  for (let one: object = Base.prototype; one !== Object.prototype; one = Object.getPrototypeOf(one) as object) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(one)))
      if (name !== 'constructor' && name !== 'alarm' && typeof value === 'function') names.add(name);
  }
  for (const name of names) {
    const method = Reflect.get(Base.prototype, name) as Act;
    Object.defineProperty(Elsewhere.prototype, name, {
      value(this: { ctx: DurableObjectState }, ...args: unknown[]) {
        const caller = callers.get(this.ctx.id.toString());
        if (!caller || visits.getStore()) return method.apply(this, args);
        return visits.run(newVisit(caller.isCold, caller.waits), () => method.apply(this, args));
      },
    });
  }
  return Elsewhere;
}

export const Connection = elsewhere(ours.Connection as unknown as ObjectClass);
export const Grant = elsewhere(ours.Grant as unknown as ObjectClass);
export const PolarRevocation = elsewhere(ours.PolarRevocation as unknown as ObjectClass);
export const OrganizationLimits = elsewhere(ours.OrganizationLimits as unknown as ObjectClass);
export const ExportFiles = elsewhere(ours.ExportFiles as unknown as ObjectClass);
