import { CallError } from '../errors.ts';
import { CONFIRMATION_SECONDS, type LedgerRefusal } from '../ledger/index.ts';
import { moneyInWords } from '../lib/money.ts';

const NOT_CONFIRMED = {
  unknown: 'This confirmation was never given to this connection, or was used before',
  expired: `This confirmation is older than ${CONFIRMATION_SECONDS / 60} minutes`,
  changed: 'The arguments, or what they affect at Polar, are not what was shown',
  changedAtPolar: 'What this affects at Polar is not what was shown any more',
} as const;

export const notConfirmed = (message: string, whatToDo: string) =>
  new CallError('not_confirmed', `${message}; nothing was sent to Polar.`, { whatToDo });

/** The error for the yes of a person who saw something else than what is true now. */
export const changedAtPolarError = (tool: string) =>
  notConfirmed(
    NOT_CONFIRMED.changedAtPolar,
    `Call ${tool} again with the same arguments: the person is asked about what it would do now.`,
  );

/**
 * The error for a change that the ledger didn't begin.
 *
 * @param isRepeated whether the yes came alone, so that no argument can be mistaken
 */
export function ledgerRefusalError(answer: LedgerRefusal, tool: string, isRepeated = false): CallError {
  switch (answer.reason) {
    case 'confirmation': {
      const without = `${tool} with its arguments, without \`confirm\`, to see what it would do now, and show that to the person.`;
      if (answer.why !== 'changed') return notConfirmed(NOT_CONFIRMED[answer.why], `Call ${without}`);
      return isRepeated
        ? notConfirmed(NOT_CONFIRMED.changedAtPolar, `Call ${without}`)
        : notConfirmed(
            NOT_CONFIRMED.changed,
            `If an argument was mistaken, call ${tool} with this \`confirm\` alone: it still stands for what was shown. Otherwise call ${without}`,
          );
    }
    case 'writes_per_hour':
      return new CallError(
        'limit_reached',
        `This server allows ${answer.limit} ${answer.limit === 1 ? 'change' : 'changes'} an hour in each organization, whoever makes them, and none is left; nothing was sent to Polar.`,
        limitReset(answer.resetsAt),
      );
    case 'refund_cap': {
      const { currency, cap, left } = answer;
      if (cap === undefined) {
        return new CallError(
          'limit_reached',
          `This server limits what each organization pays back, and no limit is set for ${currency.toUpperCase()}, so nothing goes back in it; nothing was sent to Polar.`,
        );
      }
      if (cap === 0) {
        return new CallError(
          'limit_reached',
          `This server lets no organization pay back ${currency.toUpperCase()}; nothing was sent to Polar.`,
        );
      }
      const inWords = (amount: number) => moneyInWords(amount, currency);
      return new CallError(
        'limit_reached',
        `This server lets each organization pay back ${inWords(cap)} a day, whoever does it, tax included, of which ${inWords(left)} is left; nothing was sent to Polar.`,
        limitReset(answer.resetsAt),
      );
    }
    case 'ended':
      return new CallError('connection_ended', 'The connection to Polar has ended; nothing was sent.');
  }
}

function limitReset(resetsAt: number) {
  return {
    retryAfterSeconds: Math.max(1, Math.ceil((resetsAt - Date.now()) / 1000)),
    whatToDo: `Tell the person. It starts anew at ${new Date(resetsAt).toISOString()}; whoever runs this server can raise it.`,
  };
}
