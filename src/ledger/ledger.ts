import { isPolarId } from '../../settings/polar-ids.ts';
import type { WriteLimits, WriteRisk } from '../config/index.ts';
import { digest } from '../lib/sha256.ts';
import { type Entry, newToken, type Proposal, proposalOf } from './connection-writes.ts';

/** An amount of money, in minor units, and its currency as Polar writes it. */
export interface Money {
  currency: string;
  amount: number;
}

export interface NewWrite {
  tool: string;
  risk: WriteRisk;
  /** Ids of what it changes, by argument. What is no UUID isn't kept. */
  targets: Record<string, string>;
  /** The ids of the organizations whose limits it is held to, as countedFor finds them; none where nothing is limited. */
  countedFor: readonly string[];
  /** Of a refund: what goes back at most. Without it no cap is asked. */
  refund?: Money;
  /** What the caller brings back from a preview, and the fingerprint of what it would do now. */
  confirmation?: { token: string; fingerprint: string };
}

/** The limit that a write would pass. Times are in milliseconds since 1970. */
export type LimitRefusal =
  | { ok: false; reason: 'writes_per_hour'; limit: number; resetsAt: number }
  | { ok: false; reason: 'refund_cap'; currency: string; cap: number; left: number; resetsAt: number };

export type BookRefusal =
  /** `unknown`: never given, used before, or pushed out by later ones. `changed`: another fingerprint; the token stays. */
  | { ok: false; reason: 'confirmation'; why: 'unknown' | 'expired' | 'changed' }
  /** The connection has ended, and keeps nothing any more. */
  | { ok: false; reason: 'ended' };

/** The part of an organization's limits that was taken for one write. */
export interface Reserved {
  organization: string;
  /** When, in milliseconds since 1970, by the clock that counts for it. */
  at: number;
  refund?: Money;
}

/** A write that may be sent. */
export interface Begun {
  id: number;
  reserved: readonly Reserved[];
}

export type LedgerRefusal = LimitRefusal | BookRefusal;
export type BeginAnswer = ({ ok: true } & Begun) | LedgerRefusal;

export interface WriteEnd {
  /** `refused`: nothing was changed. `failed`: Polar took it, and it came to nothing. `unknown`: nobody can say. */
  outcome: 'done' | 'refused' | 'failed' | 'unknown';
  durationMs: number;
  /** Ids in the answer. */
  created?: Record<string, string>;
  /** The id of the organization that it was made in, as the answer says: it counts for no other. */
  madeIn?: string;
  /** What really went back. */
  refund?: Money;
}

export interface WriteRecord {
  /** Counts up from 1 in each connection. */
  id: number;
  /** When it began, in milliseconds since 1970. */
  at: number;
  tool: string;
  risk: WriteRisk;
  targets: Record<string, string>;
  /** Of a refund, in minor units: what went back, and until that is known, what may at most. */
  amount?: number;
  currency?: string;
  /** `started`: its end was never heard of. */
  outcome: 'started' | WriteEnd['outcome'];
  durationMs?: number;
  created?: Record<string, string>;
}

/** One connection's writes (those that wait for a yes, those that were made), with the limits of organizations before them. */
export interface WriteLedger {
  readonly limits: WriteLimits;
  /**
   * Whether one more write would pass a limit now; nothing is reserved. So that nobody is asked in vain.
   *
   * @throws CallError when the limits can't be reached
   */
  refusal(write: Pick<NewWrite, 'countedFor' | 'refund'>): Promise<LimitRefusal | undefined>;
  /**
   * Keeps the fingerprint of a preview for CONFIRMATION_SECONDS.
   *
   * @returns the token that confirms it once
   * @throws CallError when the connection has ended, or can't be reached
   */
  propose(fingerprint: string): Promise<string>;
  /** Takes back what `propose` gave: the person said no. Never throws. */
  withdraw(token: string): Promise<void>;
  /**
   * Before a write is sent: reserves at each organization, then takes the confirmation. In this order, so that a limit costs
   * no confirmation; one that confirms nothing gives back what was reserved. What is never finished stays spent.
   *
   * @throws CallError when it could not be recorded; then nothing may be sent
   */
  begin(write: NewWrite): Promise<BeginAnswer>;
  /**
   * After it: `refused` gives back what was reserved, `done` settles the real amount, `unknown` leaves it. Counts once,
   * and only while the write is among the last that are kept. Never throws: what can't be given back stays spent.
   */
  finish(begun: Begun, end: WriteEnd): Promise<void>;
  /** The last writes, latest first, at most MAX_KEPT_WRITES. */
  recent(): Promise<WriteRecord[]>;
}

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

/** Replaces an id that is none of Polar's: an external id is free text, and may be an email. */
const NOT_KEPT = '(not kept)';

/** Ids by argument, as they may be stored and logged. */
export function keptIds(ids: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, isPolarId(id) ? id : NOT_KEPT]));
}
