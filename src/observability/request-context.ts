import { AsyncLocalStorage } from 'node:async_hooks';

/** W3C's Trace Context: vendors pass on at least 512 characters of a trace's state, and it has at most 32 members. */
const MAX_TRACE_STATE_CHARACTERS = 512;
const MAX_TRACE_STATE_MEMBERS = 32;

/** The context of the current work, for any code within it. */
interface Context {
  requestId: string;
  /** Only within a tool call. */
  call?: { trace: Trace | undefined; polar: PolarUse };
}

/** A response says its request's id in this header. */
export const REQUEST_ID_HEADER = 'X-Request-Id';

const contexts = new AsyncLocalStorage<Context>();

/** Cloudflare's id of a request, with the data center that took it. Cloudflare overwrites the header of a client. */
const RAY = /^[0-9a-f]{16}-[A-Z]{3}$/;

/**
 * The id of an incoming request: the Ray ID, which Cloudflare's own logs and pages have too, or elsewhere a new one. A client's
 * own id for its request is not read, because it is free text.
 */
export function requestIdOf(request: Request): string {
  const ray = request.headers.get('CF-Ray') ?? '';
  return RAY.test(ray) ? ray : crypto.randomUUID();
}

/** Runs the work of one request, whose id the log and errors name. An alarm has no id. */
export function runInRequest<T>(requestId: string | undefined, work: () => T): T {
  return requestId === undefined ? work() : contexts.run({ requestId }, work);
}

/** Runs the work of one tool call, within its request or, over stdio, as a request of its own. */
export function runInCall<T>(trace: Trace | undefined, work: (polar: PolarUse) => T): T {
  const polar = new PolarUse();
  const requestId = currentRequestId() ?? crypto.randomUUID();
  return contexts.run({ requestId, call: { trace, polar } }, () => work(polar));
}

/** Undefined outside a request. */
export const currentRequestId = (): string | undefined => contexts.getStore()?.requestId;

/** Undefined outside a call, and when the client names none. */
export const currentTrace = (): Trace | undefined => contexts.getStore()?.call?.trace;

/** Counts the current call's requests to Polar; undefined outside a call. */
export const currentPolarUse = (): PolarUse | undefined => contexts.getStore()?.call?.polar;

/** A call's place in the client's trace, which is passed on to Polar. */
export interface Trace {
  /** 32 hexadecimal digits. */
  id: string;
  headers: { traceparent: string; tracestate?: string };
}

/** Version, trace-id, parent-id, flags; a later version may have more. */
const PARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const ZEROS = /^0+$/;
const SAMPLED = 1;

const KEY = String.raw`(?:[a-z][a-z0-9_\-*/]{0,255}|[a-z0-9][a-z0-9_\-*/]{0,240}@[a-z][a-z0-9_\-*/]{0,13})`;
/** Printable ASCII without `,` and `=`. The last character is no space. */
const VALUE = String.raw`[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]`;
const MEMBER = new RegExp(`^(${KEY})=${VALUE}$`);

/**
 * Reads the trace that a client names in `_meta` (SEP-414), in the form of W3C's Trace Context. This server records no spans,
 * so it passes both values on as they are. An invalid value is dropped: it would be a client's free text in a header.
 *
 * A later version's known parts are passed on as those of the known version (section 3.2.4).
 */
export function readTrace(meta: Record<string, unknown> | undefined): Trace | undefined {
  const { traceparent, tracestate } = meta ?? {};
  const parts = typeof traceparent === 'string' ? PARENT.exec(traceparent) : null;
  if (!parts) return undefined;
  const [, version = '', id = '', parent = '', flags = '', more] = parts;
  if (version === 'ff' || ZEROS.test(id) || ZEROS.test(parent)) return undefined;
  if (version === '00' && more !== undefined) return undefined;
  const known = version === '00' ? flags : `0${Number.parseInt(flags, 16) & SAMPLED}`;
  return {
    id,
    headers: {
      traceparent: `00-${id}-${parent}-${known}`,
      ...(isTraceState(tracestate) && { tracestate }),
    },
  };
}

/** Members may be empty, and may have blanks around them. A key stands once. */
function isTraceState(text: unknown): text is string {
  if (typeof text !== 'string' || text.length > MAX_TRACE_STATE_CHARACTERS) return false;
  const members = text
    .split(',')
    .map((member) => member.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter(Boolean);
  const keys = members.map((member) => MEMBER.exec(member)?.[1]);
  const isWhole = keys.length > 0 && keys.length <= MAX_TRACE_STATE_MEMBERS && !keys.includes(undefined);
  return isWhole && new Set(keys).size === keys.length;
}

/** Counts one tool call's requests to Polar, and the time that they take. */
export class PolarUse {
  /** How many requests were sent, each repetition counted. */
  requests = 0;
  /** How many of them Polar refused with 429. */
  rateLimited = 0;
  #waiting = 0;
  #since = 0;
  #totalMs = 0;

  countResponse(status: number): void {
    this.requests++;
    if (status === 429) this.rateLimited++;
  }

  /** Counts the time of some work as time at Polar. Overlapping work counts once. */
  async measure<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting++ === 0) this.#since = Date.now();
    try {
      return await work();
    } finally {
      if (--this.#waiting === 0) this.#totalMs += Date.now() - this.#since;
    }
  }

  /** How long the call waited for Polar: for tokens, for whole answers, and between attempts. */
  get totalMs(): number {
    return this.#totalMs;
  }
}
