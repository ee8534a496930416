import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from './app.ts';
import { type ApiDocument, apiDocument } from './document.ts';
import { Faults } from './faults.ts';
import { supportedScopes } from './oauth/scopes.ts';
import { OAuthState } from './oauth/state.ts';
import { watchStates } from './operations/customers/state.ts';
import {
  DEFAULT_CLIENT,
  DEFAULT_LIFETIMES,
  DEFAULT_OAUTH_SETTINGS,
  DEFAULT_ORGANIZATION_TOKEN,
  POWERLESS_ORGANIZATION_TOKEN,
  type SimulatorOptions,
} from './options.ts';
import { RateLimit } from './rate-limit.ts';
import { RequestLog } from './request-log.ts';
import { seedStore, seedUsers } from './seed/index.ts';
import { seedLiving } from './seed/living/index.ts';
import { seedMany } from './seed/many/index.ts';
import { Store } from './store.ts';
import { validatorsOf } from './validation/validators.ts';

export {
  DEFAULT_CLIENT,
  DEFAULT_ORGANIZATION_TOKEN,
  POWERLESS_ORGANIZATION_TOKEN,
  type SimulatorOptions,
} from './options.ts';
export { SEED } from './seed/ids.ts';
export { MANY } from './seed/many/index.ts';

export interface Simulator {
  /** The address of both the API and the pages, without a slash at the end. */
  url: string;
  port: number;
  /** Stops at once, and cuts off hanging requests. */
  close(): Promise<void>;
}

/** Starts a stand-in for Polar that keeps its data until it is closed. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const document = apiDocument();
  const scopes = supportedScopes(document);
  const faults = new Faults();
  const requests = new RequestLog();
  const rates = new RateLimit();
  rates.set(options.requestsPerMinute ?? 0);
  const settings = { ...DEFAULT_OAUTH_SETTINGS, ...options.oauth };
  const latency = { ms: 0 };
  let store = filledStore(document, options);
  let oauth = newOAuth(options, scopes);

  const reset = ({ keepLogins }: { keepLogins: boolean }) => {
    store = filledStore(document, options);
    faults.clear();
    requests.clear();
    rates.set(options.requestsPerMinute ?? 0);
    Object.assign(settings, DEFAULT_OAUTH_SETTINGS, options.oauth);
    latency.ms = 0;
    if (keepLogins) {
      oauth.users = seedUsers();
      Object.assign(oauth.lifetimes, lifetimesOf(options));
    } else {
      rates.forgetAll();
      oauth = newOAuth(options, scopes);
    }
  };
  const fill = (count: number) => {
    oauth.users[0]?.organizations.push(...seedMany(store, count));
  };
  const app = createApp(
    {
      document,
      validators: validatorsOf(document),
      rates,
      settings,
      store: () => store,
      oauth: () => oauth,
      log: (line) => (options.log ?? console.error)(`simulator: ${line}`),
    },
    {
      state: () => oauth,
      settings,
      supportedScopes: scopes,
      organizationName: (id) => String(store.lookup(id)?.name ?? id),
    },
    { faults, requests, rates, settings, latency, oauth: () => oauth, store: () => store, fill, reset },
  );

  const host = options.host ?? '127.0.0.1';
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function filledStore(document: ApiDocument, { clock, livesUntil }: SimulatorOptions): Store {
  const store = new Store(document, clock);
  seedStore(store);
  if (livesUntil !== undefined) seedLiving(store, livesUntil);
  watchStates(store);
  return store;
}

function lifetimesOf(options: SimulatorOptions) {
  return { ...DEFAULT_LIFETIMES, ...options.lifetimes };
}

function newOAuth(options: SimulatorOptions, scopes: string[]): OAuthState {
  return new OAuthState({
    users: seedUsers(),
    clients: options.clients ?? [DEFAULT_CLIENT],
    organizationTokens: options.organizationTokens ?? [DEFAULT_ORGANIZATION_TOKEN, POWERLESS_ORGANIZATION_TOKEN],
    lifetimes: lifetimesOf(options),
    supportedScopes: scopes,
  });
}
