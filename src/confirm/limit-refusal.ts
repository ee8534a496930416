import { CallError } from '../errors.ts';
import type { LedgerRefusal } from '../ledger/index.ts';
import { formatMoney } from '../lib/money.ts';
import { CONFIRMATION_SECONDS } from '../limits.ts';

const WHY = {
  unknown: 'This confirmation was never given to this connection, or was used before',
  expired: `This confirmation is older than ${CONFIRMATION_SECONDS / 60} minutes`,
  changed: 'The arguments, or what they affect at Polar, are not what was shown',
} as const;

/** Why a change was not sent. */
export function notBegun(answer: LedgerRefusal, tool: string): CallError {
  switch (answer.reason) {
    case 'confirmation':
      return new CallError('not_confirmed', `${WHY[answer.why]}; nothing was sent to Polar.`, {
        whatToDo: `${answer.why === 'changed' ? 'If an argument was mistaken, call again with what was shown: the confirmation still stands. Otherwise call' : 'Call'} ${tool} without \`confirm\` to see what it would do now, and show that to the person.`,
      });
    case 'writes_per_hour':
      return new CallError(
        'limit_reached',
        `This server allows ${answer.limit} ${answer.limit === 1 ? 'change' : 'changes'} an hour in each organization, whoever makes them, and none is left; nothing was sent to Polar.`,
        until(answer.resetsAt),
      );
    case 'refund_cap': {
      const { currency, cap, left } = answer;
      const inWords = (amount: number) => formatMoney(amount, currency) || `${amount} minor units`;
      if (cap === 0) {
        return new CallError(
          'limit_reached',
          `This server lets no organization pay back ${currency.toUpperCase()}; nothing was sent to Polar.`,
        );
      }
      return new CallError(
        'limit_reached',
        `This server lets each organization pay back ${inWords(cap)} a day, whoever does it, tax included, of which ${inWords(left)} is left; nothing was sent to Polar.`,
        until(answer.resetsAt),
      );
    }
    case 'ended':
      return new CallError('connection_ended', 'The connection to Polar has ended; nothing was sent.');
  }
}

function until(resetsAt: number) {
  return {
    retryAfterSeconds: Math.max(1, Math.ceil((resetsAt - Date.now()) / 1000)),
    whatToDo: `Tell the person. It starts anew at ${new Date(resetsAt).toISOString()}; whoever runs this server can raise it.`,
  };
}
