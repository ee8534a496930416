import type { Problem, Shown } from '../shown.ts';
import type { Tone } from '../things/cell.ts';

/** What became of a change, for the person who looks at it. */
export interface Outcome {
  tone: Tone;
  title: string;
  text: string;
  /** Whether the person can ask once more what became of it. */
  canLookAgain?: boolean;
  /** The result of the change, if this view got it. */
  shown?: Shown;
}

/** The states of a change that ended, and of one whose end isn't known, as `get_change` names them. */
const ENDS: Readonly<Record<string, Outcome>> = {
  made: { tone: 'good', title: 'It was made', text: 'This change was approved, and it was made.' },
  declined: { tone: 'plain', title: 'It was declined', text: 'Nothing was changed.' },
  expired: {
    tone: 'plain',
    title: 'Nobody decided in time',
    text: 'Nothing was changed. If you still want it, ask for it again in the conversation.',
  },
  failed: { tone: 'bad', title: 'It was approved, and came to nothing', text: 'Nothing was changed.' },
  started: {
    tone: 'warn',
    title: 'It is being made',
    text: 'It was approved, and its end is not known yet.',
    canLookAgain: true,
  },
  unknown: {
    tone: 'warn',
    title: 'Nobody knows whether it was made',
    text: 'It was approved, and the answer was lost. Look at Polar before it is asked for again.',
  },
};

/** The outcome when the app doesn't pass on what became of it. */
export const UNHEARD: Outcome = {
  tone: 'warn',
  title: 'It is not known here whether it was made',
  text: 'This app passed on no answer. Look again before the change is asked for once more.',
  canLookAgain: true,
};

/** The outcome when the time is over, and nobody says more. */
export const OVER: Outcome = {
  tone: 'plain',
  title: 'The time to decide is over',
  text: 'If you still want it, ask for it again in the conversation.',
};

/** The outcome in what `get_change` tells; undefined while the change waits, and where that isn't told. */
export function outcomeTold({ result, problem }: Shown): Outcome | undefined {
  if (problem || typeof result.state !== 'string' || !Object.hasOwn(ENDS, result.state)) return undefined;
  const end = ENDS[result.state];
  const reason = result.state === 'failed' ? errorIn(result.result) : undefined;
  return end && reason !== undefined ? { ...end, text: reason } : end;
}

function errorIn(result: unknown): string | undefined {
  const message = (result as { error?: { message?: unknown } } | null | undefined)?.error?.message;
  return typeof message === 'string' ? message : undefined;
}

/** The outcome of a decision that the server took. */
export function outcomeOfDecision(decision: 'approve' | 'decline', shown: Shown): Outcome | undefined {
  if (shown.problem) return outcomeOfProblem(shown.problem);
  if (decision === 'decline') return ENDS.declined;
  return { tone: 'good', title: 'Done', text: 'You approved it, and it was made.', shown };
}

/** @returns undefined where only `get_change` tells: somebody else decided, it expired, or what it affects is another now */
function outcomeOfProblem({ code, message }: Problem): Outcome | undefined {
  if (code === 'not_confirmed') return undefined;
  if (code === 'outcome_unknown') return ENDS.unknown;
  return { tone: 'bad', title: 'It was not made', text: message };
}
