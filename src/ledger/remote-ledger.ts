import type { WriteLimits } from '../config/index.ts';
import { digest } from '../lib/sha256.ts';
import { newToken, type Proposal, proposalOf } from './confirmations.ts';
import type { Entry } from './connection-writes.ts';
import type { BookRefusal, LimitRefusal, Money, Reserved, WriteEnd, WriteLedger, WriteRecord } from './ledger.ts';
import { keptIds } from './ledger.ts';

type Now<T> = T | Promise<T>;

/** A WriteBook, here or elsewhere. */
export interface Book {
  propose(proposal: Proposal): Now<void>;
  /** @param token its digest */
  withdraw(token: string): Now<void>;
  begin(entry: Entry): Now<{ ok: true; id: number } | BookRefusal>;
  /** @returns whether it was the first end of a write that is kept */
  finish(id: number, end: WriteEnd): Now<boolean>;
  recent(): Now<WriteRecord[]>;
}

/** The LimitBook of each organization, here or elsewhere. */
export interface LimitBooks {
  limits: WriteLimits;
  refusal(organization: string, refund?: Money): Now<LimitRefusal | undefined>;
  reserve(organization: string, refund?: Money): Now<{ ok: true; at: number } | LimitRefusal>;
  /** Never throws. */
  settle(reserved: Reserved, end: Pick<WriteEnd, 'outcome' | 'refund'>): Now<void>;
}

/** The ledger that writes into a book. Tokens and free text stay on this side of it: the book gets digests and ids. */
export function ledgerOver(book: Book, books: LimitBooks): WriteLedger {
  /** In one order, so that of two that want the last of the same limits one gets them. */
  const reserveAt = async (organizations: readonly string[], refund: Money | undefined, reserved: Reserved[]) => {
    for (const organization of organizations.toSorted()) {
      const answer = await books.reserve(organization, refund);
      if (!answer.ok) return answer;
      reserved.push({ organization, at: answer.at, ...(refund && { refund }) });
    }
    return undefined;
  };
  const settle = async (reserved: readonly Reserved[], end: Pick<WriteEnd, 'outcome' | 'refund'>) => {
    // A write that was made, and no more than that, leaves what was reserved for it spent.
    if (end.outcome === 'unknown' || (end.outcome === 'done' && !end.refund)) return;
    await Promise.all(reserved.map((one) => books.settle(one, end)));
  };
  return {
    limits: books.limits,
    async refusal({ countedFor, refund }) {
      const answers = await Promise.all(countedFor.map((organization) => books.refusal(organization, refund)));
      return answers.find((answer) => answer !== undefined);
    },
    async propose(fingerprint) {
      const token = newToken();
      await book.propose(await proposalOf(token, fingerprint));
      return token;
    },
    async withdraw(token) {
      await book.withdraw(await digest(token));
    },
    async begin({ confirmation, targets, countedFor, ...write }) {
      const proposal = confirmation && (await proposalOf(confirmation.token, confirmation.fingerprint));
      const entry: Entry = { ...write, targets: keptIds(targets), ...(proposal && { confirmation: proposal }) };
      const reserved: Reserved[] = [];
      let isBegun = false;
      try {
        const refusal = await reserveAt(countedFor, write.refund, reserved);
        if (refusal) return refusal;
        const answer = await book.begin(entry);
        isBegun = answer.ok;
        return answer.ok ? { ...answer, reserved } : answer;
      } finally {
        if (!isBegun) await settle(reserved, { outcome: 'refused' });
      }
    },
    async finish({ id, reserved }, { created, madeIn, ...end }) {
      const isFirst = await book.finish(id, { ...end, ...(created && { created: keptIds(created) }) });
      if (!isFirst) return;
      const isKnown = reserved.some(({ organization }) => organization === madeIn);
      const others = isKnown ? reserved.filter(({ organization }) => organization !== madeIn) : [];
      await settle(
        reserved.filter((one) => !others.includes(one)),
        end,
      );
      await settle(others, { outcome: 'refused' });
    },
    recent: async () => book.recent(),
  };
}
