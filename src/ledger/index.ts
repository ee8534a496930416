import type { WriteLimits } from '../config/index.ts';
import { sha256Hex } from '../lib/text.ts';
import { changeLedger, digested, newSecret, type Sealer, type Sealers } from './change-ledger.ts';
import { ConnectionWrites, MAX_KEPT_CHARACTERS, type WriteEntry } from './connection-writes.ts';
import { OrganizationUsage } from './organization-usage.ts';
import {
  type BegunWrite,
  type LedgerRefusal,
  type LimitRefusal,
  type Money,
  type NewWrite,
  type NoConfirmation,
  type Remote,
  type Reservation,
  type Settlement,
  storableIds,
  type WaitingCall,
  type WriteEnd,
  type WriteRecord,
  type WriteStore,
} from './writes.ts';

export {
  type ChangeAbout,
  type ChangeOutcome,
  newSecret,
  type Proposed,
  type Sealer,
  type Sealers,
  type SecretChange,
  type WaitingChange,
  withSortedKeys,
} from './change-ledger.ts';
export { CONFIRMATION_SECONDS, ConnectionWrites, MAX_KEPT_CHARACTERS, MAX_KEPT_WRITES } from './connection-writes.ts';
export { NO_CURRENCY, OrganizationUsage, usageLapsesAt } from './organization-usage.ts';
export {
  type BegunWrite,
  type ChangeChannel,
  type ChangeState,
  type LedgerRefusal,
  type Money,
  type NewWrite,
  type NoConfirmation,
  type Remote,
  storableIds,
  USAGE_KEY,
  type WaitingCall,
  type WriteEnd,
  type WriteRecord,
} from './writes.ts';

/** The part of a connection's ledger that calls ask for. Its object looks after what has expired by itself. */
export type LedgerOfConnection = Omit<
  ConnectionWrites,
  'forgetExpired' | 'keptUntil' | 'noteLogin' | 'takeEndedLogins'
>;

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
  sealers: Sealers,
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
    ...changeLedger(writes, sealers),

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
      const kept = await sealers.ofConnection.seal(`call ${digest.token}`, call);
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
      const call = await sealers.ofConnection.open<WaitingCall>(`call ${digest}`, answer.kept);
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

const newToken = () => `confirm_${newSecret()}`;

/** Makes a ledger in the memory of this process, with the limits of each organization that it works for. */
export function memoryLedger(limits: WriteLimits): WriteLedger {
  const usages = new Map<string, OrganizationUsage>();
  const usageOf = (organization: string) => {
    const usage = usages.get(organization) ?? new OrganizationUsage(new MemoryStore());
    usages.set(organization, usage);
    return usage;
  };
  return writeLedger(limits, new ConnectionWrites(new MemoryStore()), usageOf, PLAIN_SEALERS);
}

/** Memory that only this process reads needs no seal. */
const PLAIN: Sealer = {
  seal: async (_, value) => JSON.stringify(value),
  open: async <T>(_: string, text: string) => JSON.parse(text) as T,
};

const PLAIN_SEALERS: Sealers = { ofConnection: PLAIN, ofSecret: async () => PLAIN, digest: sha256Hex };

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
