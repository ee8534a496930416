import { bearerOf } from './access.ts';
import { fingerprint } from './ids.ts';

/** One request as it may be shown: without its token, body and query, and with the values of a few headers only. */
export interface LoggedRequest {
  method: string;
  path: string;
  operationId?: string;
  /** 0 when nothing was sent: the connection hung or was reset. */
  status: number;
  headers: string[];
  version?: string;
  organization?: string;
  /** The trace that it belongs to (W3C Trace Context). */
  traceparent?: string;
  tracestate?: string;
  /** Tells two tokens apart; says nothing about either. */
  token?: string;
  fault?: string;
  at: string;
  ms: number;
  /** How long after its arrival the caller hung up, if that was before the whole answer was sent. */
  abandonedAfterMs?: number;
}

const KEPT = 10_000;

export class RequestLog {
  readonly #entries: LoggedRequest[] = [];

  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  /** Notes a request when it arrives, so that one which never gets an answer is there as well. */
  start(method: string, path: string, operationId: string | undefined, headers: Headers): LoggedRequest {
    const version = headers.get('polar-version');
    const organization = headers.get('polar-organization');
    const traceparent = headers.get('traceparent');
    const tracestate = headers.get('tracestate');
    const token = bearerOf(headers);
    const entry: LoggedRequest = {
      method,
      path,
      ...(operationId !== undefined && { operationId }),
      status: 0,
      headers: [...headers.keys()].sort(),
      ...(version !== null && { version }),
      ...(organization !== null && { organization }),
      ...(traceparent !== null && { traceparent }),
      ...(tracestate !== null && { tracestate }),
      ...(token !== undefined && { token: fingerprint(token) }),
      at: new Date().toISOString(),
      ms: 0,
    };
    this.#entries.push(entry);
    if (this.#entries.length > KEPT) this.#entries.shift();
    return entry;
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
