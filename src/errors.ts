import { MAX_ARGUMENT_NAME_CHARACTERS } from './limits.ts';

/**
 * What can go wrong in a tool call, by who acts on it. Thrown anywhere in src/, formatted once, in mcp/results.ts.
 */
export type ErrorCode =
  // The person, or the model for them:
  | 'invalid_arguments'
  | 'insufficient_scope'
  | 'not_allowed'
  | 'not_found'
  | 'refused'
  | 'connection_ended'
  // Polar, or the way there:
  | 'rate_limited'
  | 'polar_unavailable'
  | 'timeout'
  | 'outcome_unknown'
  // The operator:
  | 'misconfigured'
  // Us:
  | 'internal';

/** One argument that is wrong. `path` is as in the arguments: `prices[0].price_amount`, or empty for the whole. */
export interface FieldError {
  path: string;
  message: string;
}

export interface ErrorDetails {
  /** Polar's HTTP status, when there was an answer. */
  status?: number;
  /** True when the same call may work later, with nothing changed. */
  retryable?: boolean;
  retryAfterSeconds?: number;
  fields?: FieldError[];
}

/** A failure that the caller is told of. `message` says what happened and what to do, and holds no secret. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly status: number | undefined;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;
  readonly fields: FieldError[];

  constructor(
    readonly code: ErrorCode,
    message: string,
    { status, retryable = false, retryAfterSeconds, fields = [] }: ErrorDetails = {},
  ) {
    super(message);
    this.status = status;
    this.retryable = retryable;
    this.retryAfterSeconds = retryAfterSeconds;
    this.fields = fields;
  }
}

/** `['prices', 0, 'price_amount']` → `prices[0].price_amount`. Names that are longer than any are cut. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const name = String(part);
    const shown = name.length > MAX_ARGUMENT_NAME_CHARACTERS ? `${name.slice(0, MAX_ARGUMENT_NAME_CHARACTERS)}…` : name;
    return text === '' ? shown : `${text}.${shown}`;
  }, '');
}
