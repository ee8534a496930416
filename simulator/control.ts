import type { TightZone } from './control-routes.ts';
import type { Fault } from './faults.ts';
import type { Lifetimes, OAuthSettings } from './options.ts';
import type { LoggedRequest } from './request-log.ts';
import type { Processor } from './store.ts';

/** Steers a running simulator. Uses `fetch` alone, so that it works in Node and in workerd. */
export interface SimulatorControl {
  /** Asks for a fault on the next requests that match; without `match`, on any. */
  fault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  /** The requests since the start or the last clear, oldest first; control requests are not among them. */
  requests(): Promise<LoggedRequest[]>;
  clearRequests(): Promise<void>;
  /** Makes every access token expire now. Refresh tokens live on. */
  expireTokens(): Promise<number>;
  /** Ends every login, refresh tokens included. */
  revokeTokens(): Promise<number>;
  /** Sets the lifetimes of codes and tokens that are issued from now on. */
  setLifetimes(lifetimes: Partial<Lifetimes>): Promise<void>;
  /** Changes Polar's behaviour for logins and requests from now on. */
  setOAuth(settings: Partial<OAuthSettings>): Promise<void>;
  /** Blocks a person: all their tokens are refused with 401, and refreshing them still answers 200. */
  blockPerson(userId: string): Promise<void>;
  /** Takes a person out of an organization. */
  leaveOrganization(userId: string, organizationId: string): Promise<void>;
  /**
   * Requests a minute for each OAuth client, each organization and each address that sends no bearer token, or in another
   * window; 0 is no limit. Starts counting anew, and ends zones and another limit by address. A token that was not used for
   * 300 s is first counted by itself, 60 times in a window.
   */
  setRate(requests: number, windowSeconds?: number): Promise<void>;
  /** Another limit for each address that sends no bearer token; 0 is none. */
  setAddressRate(requests: number, windowSeconds?: number): Promise<void>;
  /** Gives operations a limit of their own. In the source none of a merchant's had one. */
  setZone(zone: TightZone): Promise<void>;
  /** Sets how long each request of the API takes from now on, at least. */
  setLatency(ms: number): Promise<void>;
  /**
   * Moves the clock of Polar's background jobs (customer states, grants, invoices, usage, license keys) and runs what
   * falls due.
   */
  advance(seconds: number): Promise<void>;
  /** Sets the payment processor's answer from now on. A reset makes it accept again. */
  setProcessor(answers: Partial<Processor>): Promise<void>;
  /**
   * Changes a stored record as Polar's staff, its background or a customer would, where no operation can: blocks
   * refunds, opts an organization in, pauses a subscription, leaves an order unpaid.
   */
  change(collection: string, id: string, fields: Record<string, unknown>): Promise<void>;
  /** Adds so many more of everything that is listed; the ids of one of them are in `MANY`. */
  fill(count: number): Promise<void>;
  /**
   * Goes back to the seed: resources, people, faults, request log, rates, latency, lifetimes, settings and, unless
   * kept, clients and logins.
   */
  reset(options?: { keepLogins?: boolean }): Promise<void>;
}

/** A control for the simulator at `url`. */
export function controlSimulator(url: string): SimulatorControl {
  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/__simulator${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`The simulator answered ${response.status} to ${method} ${path}`);
    return response.json();
  };
  const count = async (path: string) => ((await send('POST', path)) as { count: number }).count;
  return {
    fault: async (fault) => void (await send('POST', '/faults', fault)),
    clearFaults: async () => void (await send('DELETE', '/faults')),
    requests: async () => ((await send('GET', '/requests')) as { requests: LoggedRequest[] }).requests,
    clearRequests: async () => void (await send('DELETE', '/requests')),
    expireTokens: () => count('/tokens/expire'),
    revokeTokens: () => count('/tokens/revoke'),
    setLifetimes: async (lifetimes) => void (await send('PUT', '/lifetimes', lifetimes)),
    setOAuth: async (settings) => void (await send('PUT', '/oauth', settings)),
    blockPerson: async (userId) => void (await send('POST', `/people/${userId}/block`)),
    leaveOrganization: async (userId, organizationId) =>
      void (await send('DELETE', `/people/${userId}/organizations/${organizationId}`)),
    setAddressRate: async (requests, windowSeconds) =>
      void (await send('PUT', '/address-rate', { requests, windowSeconds })),
    setZone: async (zone) => void (await send('PUT', '/zone', zone)),
    setRate: async (requests, windowSeconds) => void (await send('PUT', '/rate', { requests, windowSeconds })),
    setLatency: async (ms) => void (await send('PUT', '/latency', { ms })),
    advance: async (seconds) => void (await send('POST', '/clock/advance', { seconds })),
    setProcessor: async (answers) => void (await send('PUT', '/processor', answers)),
    change: async (collection, id, fields) => void (await send('PATCH', `/records/${collection}/${id}`, fields)),
    fill: async (more) => void (await send('POST', '/fill', { count: more })),
    reset: async ({ keepLogins = false } = {}) => void (await send('POST', `/reset?keep_logins=${keepLogins}`)),
  };
}
