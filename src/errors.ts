/** The party that acts on an error: the model by another call, the person, this server's operator, Polar, or this project. */
export type ErrorActor = 'model' | 'person' | 'operator' | 'polar' | 'us';

/**
 * The errors of a tool call: who acts on each, and what the caller does now unless the thrower says it better. Any file
 * throws them; mcp/call-tool.ts alone formats them. docs/errors.md explains each.
 */
export const ERROR_CODES = {
  invalid_arguments: { who: 'model', whatToDo: 'Correct the arguments, then call again.' },
  insufficient_scope: { who: 'person', whatToDo: 'Ask the person to connect again and to allow it.' },
  not_allowed: { who: 'person', whatToDo: 'Do without it, and tell the person why.' },
  not_found: {
    who: 'model',
    whatToDo: 'Look the id up with the list tool, or first make what the description of this tool asks for.',
  },
  refused: {
    who: 'person',
    whatToDo: 'Change what stands in the way, or tell the person: the same call would be refused again.',
  },
  declined: { who: 'person', whatToDo: 'Leave it, unless the person asks for it again.' },
  not_answered: {
    who: 'person',
    whatToDo:
      'Ask the person in the conversation. If they want the change, make the same call again: the question comes again. If the app runs without a person (`claude -p`), the change needs an interactive session of the app, or whoever runs this server takes its risk out of CONFIRM.',
  },
  not_confirmed: { who: 'model', whatToDo: 'Call without `confirm`, and show the person what it would do.' },
  connection_ended: { who: 'person', whatToDo: 'Ask the person to connect again, then repeat the call.' },
  outcome_unknown: {
    who: 'model',
    whatToDo: 'Read what the call was to change first, and repeat the call only if it was not changed.',
  },
  misconfigured: { who: 'operator', whatToDo: 'Tell whoever runs this server: until they act, it stays so.' },
  not_understood: {
    who: 'operator',
    whatToDo: 'Tell whoever runs this server to update it: its log says what it did not understand.',
  },
  limit_reached: { who: 'operator', whatToDo: 'Tell the person; whoever runs this server can raise the limit.' },
  rate_limited: { who: 'polar', whatToDo: 'Wait, then make the same call again.' },
  polar_unavailable: { who: 'polar', whatToDo: 'Make the same call again in a moment.' },
  timeout: { who: 'polar', whatToDo: 'Make the same call again; of a long list, ask for fewer items at once.' },
  internal: {
    who: 'us',
    whatToDo: 'Tell whoever runs this server: its log says more. See whether a change was made before calling again.',
  },
} as const satisfies Record<string, { who: ErrorActor; whatToDo: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One argument that is wrong. `path` is as in the arguments, `prices[0].price_amount`, or empty for all of them. */
export interface FieldError {
  path: string;
  message: string;
}

/** The read that shows whether a change was made. */
interface SettlingRead {
  tool: string;
  arguments: object;
}

export interface ErrorDetails {
  /** Replaces the table's sentence where it is too general. */
  whatToDo?: string;
  /** Polar's HTTP status, when there was an answer. */
  status?: number;
  /** True when the same call may work later, with nothing changed. */
  retryable?: boolean;
  retryAfterSeconds?: number;
  fields?: FieldError[];
  /** Polar's own words as they came. They are text of strangers, and stand in no other field. */
  polarSays?: string;
  /** The read that settles an `outcome_unknown`. */
  settle?: SettlingRead;
}

/**
 * A failure that the caller is told. `message` says what happened and what it means for them. Neither it nor `whatToDo`
 * holds a secret, or words of Polar's or a customer's.
 */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly whatToDo: string;
  readonly status: number | undefined;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;
  readonly fields: FieldError[];
  readonly polarSays: string | undefined;
  readonly settle: SettlingRead | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    { whatToDo, status, retryable = false, retryAfterSeconds, fields = [], polarSays, settle }: ErrorDetails = {},
  ) {
    super(message);
    this.whatToDo = whatToDo ?? settleFirst(settle) ?? waitFirst(retryAfterSeconds) ?? ERROR_CODES[code].whatToDo;
    this.status = status;
    this.retryable = retryable;
    this.retryAfterSeconds = retryAfterSeconds;
    this.fields = fields;
    this.polarSays = polarSays;
    this.settle = settle;
  }

  get who(): ErrorActor {
    return ERROR_CODES[this.code].who;
  }
}

const waitFirst = (seconds: number | undefined) =>
  seconds === undefined ? undefined : `Wait ${seconds} s, then make the same call again.`;

const settleFirst = (settle: SettlingRead | undefined) =>
  settle &&
  `Call ${settle.tool} with ${JSON.stringify(settle.arguments)} first, and repeat the call only if it was not made.`;

/** Refuses wrong arguments before anything is sent. */
export function invalidArguments(fields: FieldError[]): CallError {
  return new CallError('invalid_arguments', 'These arguments are wrong; nothing was sent to Polar.', { fields });
}
