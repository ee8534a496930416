import type { WriteLimits, WriteRisk } from '../config/index.ts';

/** An amount of money, in minor units, and its currency as Polar writes it. */
export interface Money {
  currency: string;
  amount: number;
}

export interface NewWrite {
  tool: string;
  risk: WriteRisk;
  /** Ids of what it changes, by argument. What is no UUID isn't kept: see targets.ts. */
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
