import { AsyncLocalStorage } from 'node:async_hooks';
import { PolarUse } from './polar-use.ts';
import type { Trace } from './trace.ts';

/** What belongs to the work that is going on, wherever in it somebody asks. */
interface Scope {
  requestId: string;
  /** Of a tool call alone. */
  call?: { trace: Trace | undefined; polar: PolarUse };
}

/** By it an answer says its request's id. */
export const REQUEST_ID_HEADER = 'X-Request-Id';

const scopes = new AsyncLocalStorage<Scope>();

/** Cloudflare's id of a request, with the place that took it. It sets the header, whatever a client sent. */
const RAY = /^[0-9a-f]{16}-[A-Z]{3}$/;

/**
 * The id of a request that comes in: the Ray ID, which Cloudflare's own logs and pages have too, or elsewhere a new one.
 * What a client calls its request is its own text, and isn't read.
 */
export function idOf(request: Request): string {
  const ray = request.headers.get('CF-Ray') ?? '';
  return RAY.test(ray) ? ray : crypto.randomUUID();
}

/** Does the work of one request: `log` and errors name its id. Without one, as in an alarm, the work has none. */
export function inRequest<T>(requestId: string | undefined, work: () => T): T {
  return requestId === undefined ? work() : scopes.run({ requestId }, work);
}

/** Does the work of one tool call, within its request or, where there are none (stdio), as one of its own. */
export function inCall<T>(trace: Trace | undefined, work: (polar: PolarUse) => T): T {
  const polar = new PolarUse();
  const requestId = currentRequestId() ?? crypto.randomUUID();
  return scopes.run({ requestId, call: { trace, polar } }, () => work(polar));
}

/** Undefined outside a request. */
export const currentRequestId = (): string | undefined => scopes.getStore()?.requestId;

/** Undefined outside a call, and when its client names none. */
export const currentTrace = (): Trace | undefined => scopes.getStore()?.call?.trace;

/** Where what the current call asks of Polar is counted; undefined outside a call. */
export const currentPolarUse = (): PolarUse | undefined => scopes.getStore()?.call?.polar;
