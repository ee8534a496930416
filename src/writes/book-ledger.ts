import type { Entry } from './book.ts';
import { digest } from './digest.ts';
import type { BeginAnswer, LedgerRefusal, Money, WriteEnd, WriteLedger, WriteRecord } from './ledger.ts';
import { newToken, type Proposal, proposalOf } from './proposals.ts';
import { keptIds } from './targets.ts';

type Now<T> = T | Promise<T>;

/** A WriteBook, here or elsewhere. */
export interface Book {
  refusal(refund?: Money): Now<LedgerRefusal | undefined>;
  propose(proposal: Proposal): Now<void>;
  /** @param token its digest */
  withdraw(token: string): Now<void>;
  begin(entry: Entry): Now<BeginAnswer>;
  finish(id: number, end: WriteEnd): Now<void>;
  recent(): Now<WriteRecord[]>;
}

/** The ledger that writes into a book. Tokens and free text stay on this side of it: the book gets digests and ids. */
export function ledgerOver(book: Book): WriteLedger {
  return {
    refusal: async (refund) => book.refusal(refund),
    async propose(fingerprint) {
      const token = newToken();
      await book.propose(await proposalOf(token, fingerprint));
      return token;
    },
    async withdraw(token) {
      await book.withdraw(await digest(token));
    },
    async begin({ confirmation, targets, ...write }) {
      const proposal = confirmation && (await proposalOf(confirmation.token, confirmation.fingerprint));
      return book.begin({ ...write, targets: keptIds(targets), ...(proposal && { confirmation: proposal }) });
    },
    async finish(id, { created, ...end }) {
      await book.finish(id, { ...end, ...(created && { created: keptIds(created) }) });
    },
    recent: async () => book.recent(),
  };
}
