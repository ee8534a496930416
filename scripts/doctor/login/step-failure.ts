import { errorWords, printable } from '../../refusal-words.ts';
import { deployAgain, howToSet, sentence, whereLogsAre } from '../remedies.ts';
import type { Served } from '../visit.ts';
import { isUnusable, refusalOf } from './oauth-client.ts';

/** A step's failure: what went wrong, and what to do about it. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  readonly found: string;
  readonly fix: string;

  constructor(found: string, fix: string) {
    super(found);
    this.found = found;
    this.fix = fix;
  }

  static noLogin(limitMs: number, visit: Served): StepFailure {
    return new StepFailure(
      `Nobody came back within ${limitMs / 1000} s`,
      `Run it again, open the address that it prints, and go through the pages. If one of them says that something went wrong: ${whereLogsAre(visit)}.`,
    );
  }

  static refused(
    { error, description }: { error: string; description: string | undefined },
    visit: Served,
  ): StepFailure {
    const found = `The login came back with an error: ${errorWords(error, description)}`;
    if (error === 'access_denied')
      return new StepFailure(
        found,
        visit.isOpen
          ? 'Somebody refused, here or at Polar. Run it again, and allow on both pages.'
          : 'Somebody refused, here or at Polar, or ALLOWED_ORGANIZATIONS or ALLOWED_USERS leave out whoever logged in. Run it again, allow on both pages, and choose an organization that may connect.',
      );
    if (error === 'invalid_scope')
      return new StepFailure(
        found,
        `TOOLSETS leaves neither products nor organizations to read: ${howToSet('TOOLSETS', visit)}. Without them this check ends here.`,
      );
    return new StepFailure(found, sentence(whereLogsAre(visit)));
  }

  /** The answer belongs to another login, or comes from another server. */
  static notOfThisLogin({ message }: Error, visit: Served): StepFailure {
    return new StepFailure(
      `What the browser brought is not of this login: ${printable(message)}`,
      `Open the address that this very run prints. If that is what you did, don't use this server until it is mended: ${deployAgain(visit)}.`,
    );
  }

  /** The code may have been used up. */
  static noTokens({ found, fix }: { found: string; fix: string }, { target }: Served): StepFailure {
    return new StepFailure(found, `${fix} If ${target.base}/connections shows the login, end it there.`);
  }

  static noTools(visit: Served): StepFailure {
    return new StepFailure(
      'The list of tools is empty',
      `Look at TOOLSETS and EXCLUDE_TOOLS: ${howToSet('TOOLSETS', visit)}.`,
    );
  }

  static noRefreshToken(visit: Served): StepFailure {
    const found = 'The server gave no refresh token, so apps have to log in again and again';
    return new StepFailure(found, sentence(deployAgain(visit)));
  }

  static notRevoked({ found }: { found: string }, { target }: Served): StepFailure {
    return new StepFailure(`The tokens could not be given back. ${found}`, endByHand(target.base));
  }

  static stillTaken({ target }: Served): StepFailure {
    return new StepFailure('The server says that it revoked the token, and still takes it', endByHand(target.base));
  }
}

/** This is only a warning, because an operator may mean it. */
export const NO_PRODUCTS = {
  found: 'list_products is not for this connection, so nothing was read from Polar',
  fix: "If you don't mean that: READ_ONLY leaves it, TOOLSETS and EXCLUDE_TOOLS may not, nor the choice on the page. A client at Polar without the scope products:read has to get it, or `npm run setup -- --register` makes another.",
};

const endByHand = (base: string) => `End the connection yourself, at ${base}/connections.`;

/** The person pressed Ctrl+C. */
export const stopped = () => new StepFailure('It was stopped', 'Run it again.');

/** Finds the words for an error by its source. */
export function failureOf(error: unknown, visit: Served): { found: string; fix: string } {
  if (error instanceof StepFailure) return error;
  const logs = sentence(whereLogsAre(visit));
  const refusal = refusalOf(error);
  if (refusal) return { found: `The server refused it: ${errorWords(refusal.error, refusal.description)}`, fix: logs };
  const { message } = error as Error;
  if (isUnusable(error))
    return {
      found: printable(message),
      fix: `\`npm run doctor -- ${visit.target.base}\` says more of what is wrong. ${logs}`,
    };
  return { found: printable(message), fix: logs };
}
