import { Hono } from 'hono';
import type { Item } from './document.ts';
import type { Fault, Faults } from './faults.ts';
import type { OAuthState } from './oauth/state.ts';
import type { Lifetimes, OAuthSettings } from './options.ts';
import type { RateLimit } from './rate-limit.ts';
import type { RequestLog } from './request-log.ts';
import type { Processor, Store } from './store.ts';

const CONTROL_PATH = '/__simulator';

export interface ControlContext {
  faults: Faults;
  requests: RequestLog;
  rates: RateLimit;
  settings: OAuthSettings;
  /** How long each request of the API takes at least. */
  latency: { ms: number };
  oauth(): OAuthState;
  store(): Store;
  /** The number of copies of everything to add. */
  fill(count: number): void;
  /** Goes back to the seed, and keeps logins on request. */
  reset(options: { keepLogins: boolean }): void;
}

/** Operations with a limit of their own: so many requests in so many seconds. */
export interface TightZone {
  /** A regular expression for their paths. */
  path: string;
  requests: number;
  seconds: number;
  /** How long Polar refuses a client that was over it, in every zone. Default: other zones stay open. */
  blockSeconds?: number;
}

/**
 * The routes by which tests in any process control the simulator. They are safe only because it listens on the loopback
 * address alone.
 */
export function controlRoutes(context: ControlContext): Hono {
  const app = new Hono().basePath(CONTROL_PATH);

  app.get('/health', (c) => c.json({ ok: true }));

  app.post('/faults', async (c) => {
    context.faults.add(await c.req.json<Fault>());
    return c.json({ waiting: context.faults.count });
  });
  app.delete('/faults', (c) => {
    context.faults.clear();
    return c.json({ waiting: 0 });
  });

  app.get('/requests', (c) => c.json({ requests: context.requests.entries }));
  app.delete('/requests', (c) => {
    context.requests.clear();
    return c.json({ requests: [] });
  });

  app.post('/tokens/expire', (c) => c.json({ count: context.oauth().expireAccessTokens() }));
  app.post('/tokens/revoke', (c) => c.json({ count: context.oauth().revokeAll() }));
  app.put('/lifetimes', async (c) =>
    c.json(Object.assign(context.oauth().lifetimes, await c.req.json<Partial<Lifetimes>>())),
  );

  app.put('/oauth', async (c) => c.json(Object.assign(context.settings, await c.req.json<Partial<OAuthSettings>>())));
  app.post('/people/:id/block', (c) => {
    context.oauth().blockPerson(c.req.param('id'));
    return c.json({ ok: true });
  });
  app.delete('/people/:id/organizations/:organization', (c) => {
    context.oauth().leaveOrganization(c.req.param('id'), c.req.param('organization'));
    return c.json({ ok: true });
  });

  app.put('/rate', async (c) => {
    const rate = await c.req.json<{ requests: number; windowSeconds?: number }>();
    context.rates.set(rate.requests, rate.windowSeconds);
    return c.json(rate);
  });
  app.put('/address-rate', async (c) => {
    const rate = await c.req.json<{ requests: number; windowSeconds?: number }>();
    context.rates.setAddress(rate.requests, rate.windowSeconds);
    return c.json(rate);
  });
  app.put('/zone', async (c) => {
    const { path, requests, seconds, blockSeconds } = await c.req.json<TightZone>();
    const window = { requests, seconds };
    context.rates.setZone({ name: path, path: new RegExp(path), window, ...(blockSeconds && { blockSeconds }) });
    return c.json({ ok: true });
  });
  app.put('/latency', async (c) => c.json(Object.assign(context.latency, await c.req.json<{ ms: number }>())));

  app.post('/clock/advance', async (c) => {
    const { seconds } = await c.req.json<{ seconds: number }>();
    const { jobs } = context.store();
    jobs.advance(seconds);
    return c.json({ waiting: jobs.count });
  });
  app.put('/processor', async (c) =>
    c.json(Object.assign(context.store().processor, await c.req.json<Partial<Processor>>())),
  );
  app.patch('/records/:collection/:id', async (c) => {
    const store = context.store();
    const { collection, id } = c.req.param();
    const record = store.get(collection, id);
    return record ? c.json(store.update(collection, record, await c.req.json<Item>())) : c.json({ ok: false }, 404);
  });

  app.post('/fill', async (c) => {
    const { count } = await c.req.json<{ count: number }>();
    context.fill(count);
    return c.json({ count });
  });

  app.post('/reset', async (c) => {
    context.reset({ keepLogins: c.req.query('keep_logins') === 'true' });
    return c.json({ ok: true });
  });
  return app;
}
