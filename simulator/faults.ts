import type { Method } from './document.ts';

/** The requests that a fault hits. Every given condition must hold. */
interface FaultMatch {
  method?: Uppercase<Method>;
  /** The exact path, or a prefix when it ends in `*`. */
  path?: string;
  operationId?: string;
}

type FaultKind =
  /** Answers as usual, later. */
  | { kind: 'delay'; ms: number }
  /** Answers as usual, but the body comes in this many parts, each after a pause. */
  | { kind: 'trickle'; parts: number; ms: number }
  /**
   * Answers as usual, with so many spaces behind the body, at the pace of the reader. `hasLength`: with a
   * Content-Length.
   */
  | { kind: 'padded'; bytes: number; hasLength?: boolean }
  /** Does nothing and never answers. */
  | { kind: 'hang' }
  /** Does what was asked and never answers. */
  | { kind: 'hang_after_commit' }
  /** Does nothing and answers this. */
  | { kind: 'status'; status: number; body?: string; headers?: Record<string, string> }
  /** Does nothing and resets the connection. */
  | { kind: 'drop' }
  /** Does what was asked and resets the connection: a lost answer. */
  | { kind: 'drop_after_commit' }
  /** Does what was asked and resets the connection in the middle of the body. */
  | { kind: 'drop_in_body' }
  /** Does what was asked, and half of the body never comes. */
  | { kind: 'hang_in_body' };

export type Fault = FaultKind & {
  match?: FaultMatch;
  /** How many requests it hits. Default: 1. */
  times?: number;
};

/** Faults that were asked for, each used up by the requests it hits; the first that matches wins. */
export class Faults {
  readonly #waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  get count(): number {
    return this.#waiting.length;
  }

  take(method: string, path: string, operationId: string | undefined): Fault | undefined {
    const index = this.#waiting.findIndex(({ fault }) => hits(fault.match ?? {}, method, path, operationId));
    const entry = this.#waiting[index];
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#waiting.splice(index, 1);
    return entry.fault;
  }
}

function hits(match: FaultMatch, method: string, path: string, operationId: string | undefined): boolean {
  if (match.method !== undefined && match.method !== method) return false;
  if (match.operationId !== undefined && match.operationId !== operationId) return false;
  if (match.path === undefined) return true;
  return match.path.endsWith('*') ? path.startsWith(match.path.slice(0, -1)) : path === match.path;
}
