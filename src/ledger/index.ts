import { encodeBase64Url } from 'hono/utils/encode';
import type { WriteLimits } from '../config/index.ts';
import { sha256Hex } from '../lib/text.ts';
import {
  type ConfirmationDigest,
  ConnectionWrites,
  MAX_KEPT_CHARACTERS,
  type WriteEntry,
} from './connection-writes.ts';
import { OrganizationUsage } from './organization-usage.ts';
import {
  type BegunWrite,
  type LedgerRefusal,
  type LimitRefusal,
  type Money,
  type NewWrite,
  type NoConfirmation,
  type Reservation,
  type Settlement,
  storableIds,
  type WaitingCall,
  type WriteEnd,
  type WriteRecord,
  type WriteStore,
} from './writes.ts';

export { CONFIRMATION_SECONDS, ConnectionWrites, MAX_KEPT_CHARACTERS, MAX_KEPT_WRITES } from './connection-writes.ts';
export { NO_CURRENCY, OrganizationUsage, usageLapsesAt } from './organization-usage.ts';
export {
  type BegunWrite,
  type LedgerRefusal,
  type Money,
  type NewWrite,
  type NoConfirmation,
  storableIds,
  USAGE_KEY,
  type WaitingCall,
  type WriteEnd,
  type WriteRecord,
} from './writes.ts';

/** The methods of a class, called in this process or in a Durable Object. */
export type Remote<T> = {
  [Name in keyof T]: T[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Result | Promise<Result>
    : never;
};

/** Seals the calls that wait for a yes, so that whoever reads the storage reads none. */
export interface CallSealer {
  /** @param token the digest of the call's confirmation, which the sealed text is bound to */
  seal(token: string, call: WaitingCall): Promise<string>;
  /** @returns undefined for a text that it didn't seal for this token */
  open(token: string, sealed: string): Promise<WaitingCall | undefined>;
}

/** The part of a connection's ledger that calls ask for. Its object looks after what has expired by itself. */
export type LedgerOfConnection = Omit<ConnectionWrites, 'forgetExpired' | 'keptUntil'>;

export type BeginAnswer = ({ ok: true } & BegunWrite) | LedgerRefusal;

/** The ledger of one connection's writes, which asks the limits of organizations first. */
export type WriteLedger = ReturnType<typeof writeLedger>;

/**
 * Tokens and free text stay here: `writes` and `usageOf` get only digests, ids, and sealed calls.
 *
 * @param writes must never throw in `withdrawWrite` and `finishWrite`, nor `usageOf` in `settle`
 */
export function writeLedger(
  limits: WriteLimits,
  writes: Remote<LedgerOfConnection>,
  usageOf: (organization: string) => Remote<OrganizationUsage>,
  sealer: CallSealer,
) {
  /** Reserves in one order everywhere, so that one of two writes that compete for the same limits gets them. */
  const reserveAt = async (organizations: readonly string[], refund: Money | undefined, reserved: Reservation[]) => {
    for (const organization of organizations.toSorted()) {
      const answer = await usageOf(organization).reserve(limits, refund);
      if (!answer.ok) return answer;
      reserved.push({ organization, at: answer.at, ...(refund && { refund }) });
    }
    return undefined;
  };
  const settle = async (reserved: readonly Reservation[], end: Settlement) => {
    // The reservations stay spent if the outcome is unknown, or the write was made and gave no money back.
    if (end.outcome === 'unknown' || (end.outcome === 'done' && !end.refund)) return;
    await Promise.all(reserved.map(({ organization, ...taken }) => usageOf(organization).settle(taken, end)));
  };
  return {
    limits,

    /**
     * Returns the limit that one more write would pass now, so that nobody is asked in vain. Reserves nothing.
     *
     * @throws CallError when the limits can't be reached
     */
    async refusal({
      organizations,
      refund,
    }: Pick<NewWrite, 'organizations' | 'refund'>): Promise<LimitRefusal | undefined> {
      const answers = await Promise.all(organizations.map((one) => usageOf(one).refusal(limits, refund)));
      return answers.find((answer) => answer !== undefined);
    },

    /**
     * Keeps the fingerprint of a preview for CONFIRMATION_SECONDS.
     *
     * @returns the token that confirms it once
     * @throws CallError when the connection has ended, or can't be reached
     */
    async propose(fingerprint: string): Promise<string> {
      const token = newToken();
      await writes.proposeWrite(await digested({ token, fingerprint }));
      return token;
    },

    /**
     * Keeps the fingerprint of a preview as `propose` does, and its call with it.
     *
     * @returns the token, and whether the token alone will repeat the call: very long ones aren't kept
     * @throws CallError as `propose` does
     */
    async proposeCall(fingerprint: string, call: WaitingCall): Promise<{ token: string; isKept: boolean }> {
      const token = newToken();
      const digest = await digested({ token, fingerprint });
      const kept = await sealer.seal(digest.token, call);
      const isKept = kept.length <= MAX_KEPT_CHARACTERS;
      await writes.proposeWrite({ ...digest, ...(isKept && { kept }) });
      return { token, isKept };
    },

    /**
     * The call that a token confirms. The token stays as it is.
     *
     * @throws CallError when the connection can't be reached
     */
    async waitingCall(
      token: string,
    ): Promise<{ ok: true; call: WaitingCall } | { ok: false; why: NoConfirmation | 'not_kept' }> {
      const digest = await sha256Hex(token);
      const answer = await writes.keptWrite(digest);
      if (!answer.ok) return answer;
      const call = await sealer.open(digest, answer.kept);
      return call ? { ok: true, call } : { ok: false, why: 'not_kept' };
    },

    /** Takes back what `propose` gave: the person said no. Never throws. */
    async withdraw(token: string): Promise<void> {
      await writes.withdrawWrite(await sha256Hex(token));
    },

    /**
     * Call it before a write is sent. It reserves at each organization, then uses the confirmation up, so that a limit
     * costs no confirmation. A confirmation that confirms nothing gives back what was reserved. A write that is never
     * finished stays spent.
     *
     * @throws CallError when it could not be recorded; then nothing may be sent
     */
    async begin({ confirmation, targets, organizations, ...write }: NewWrite): Promise<BeginAnswer> {
      const entry: WriteEntry = {
        ...write,
        targets: storableIds(targets),
        ...(confirmation && { confirmation: await digested(confirmation) }),
      };
      const reserved: Reservation[] = [];
      let isBegun = false;
      try {
        const refusal = await reserveAt(organizations, write.refund, reserved);
        if (refusal) return refusal;
        const answer = await writes.beginWrite(entry);
        isBegun = answer.ok;
        return answer.ok ? { ...answer, reserved } : answer;
      } finally {
        if (!isBegun) await settle(reserved, { outcome: 'refused' });
      }
    },

    /**
     * Call it after a write. `refused` gives back what was reserved, `done` settles the real amount, and `unknown`
     * leaves it. It counts once, and only while the write is among the last that are kept. It never throws: what can't
     * be given back stays spent.
     */
    async finish({ id, reserved }: BegunWrite, { created, madeIn, ...end }: WriteEnd): Promise<void> {
      const isFirst = await writes.finishWrite(id, { ...end, ...(created && { created: storableIds(created) }) });
      if (!isFirst) return;
      const isKnown = reserved.some(({ organization }) => organization === madeIn);
      const others = isKnown ? reserved.filter(({ organization }) => organization !== madeIn) : [];
      await settle(
        reserved.filter((one) => !others.includes(one)),
        end,
      );
      await settle(others, { outcome: 'refused' });
    },

    /** Lists the last writes, latest first, at most MAX_KEPT_WRITES. */
    async recent(): Promise<WriteRecord[]> {
      return writes.recentWrites();
    },
  };
}

/** 144 bits. A multiple of three bytes, so that base64url pads nothing. */
const TOKEN_BYTES = 18;

const newToken = () => `confirm_${encodeBase64Url(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)).buffer)}`;

/** The token salts the fingerprint, so that nobody who reads the storage can guess what was confirmed. */
async function digested({ token, fingerprint }: ConfirmationDigest): Promise<ConfirmationDigest> {
  return { token: await sha256Hex(token), fingerprint: await sha256Hex(`${token}\n${fingerprint}`) };
}

/** Makes a ledger in the memory of this process, with the limits of each organization that it works for. */
export function memoryLedger(limits: WriteLimits): WriteLedger {
  const usages = new Map<string, OrganizationUsage>();
  const usageOf = (organization: string) => {
    const usage = usages.get(organization) ?? new OrganizationUsage(new MemoryStore());
    usages.set(organization, usage);
    return usage;
  };
  return writeLedger(limits, new ConnectionWrites(new MemoryStore()), usageOf, PLAIN);
}

/** Memory that only this process reads needs no seal. */
const PLAIN: CallSealer = {
  seal: async (_, call) => JSON.stringify(call),
  open: async (_, text) => JSON.parse(text) as WaitingCall,
};

class MemoryStore implements WriteStore {
  readonly #values = new Map<string, unknown>();

  get<T>(key: string): T | undefined {
    return this.#values.get(key) as T | undefined;
  }

  put<T>(key: string, value: T): void {
    this.#values.set(key, value);
  }

  delete(key: string): boolean {
    return this.#values.delete(key);
  }

  *list<T>({ prefix }: { prefix: string }): Iterable<[string, T]> {
    for (const [key, value] of this.#values) if (key.startsWith(prefix)) yield [key, value as T];
  }
}
