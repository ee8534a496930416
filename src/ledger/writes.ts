import { isPolarId } from '../../settings/polar.ts';
import type { WriteRisk } from '../config/index.ts';

/** An amount of money, in minor units, and its currency as Polar writes it. */
export interface Money {
  currency: string;
  amount: number;
}

/** A write that is to be sent. */
export interface NewWrite {
  tool: string;
  risk: WriteRisk;
  /** The ids of what it changes, by argument. Only ids of Polar's are kept: see storableIds. */
  targets: Record<string, string>;
  /** The ids of the organizations whose limits it is held to; none where nothing is limited. */
  organizations: readonly string[];
  /** The most that a refund gives back. A write without it has no cap. */
  refund?: Money;
  /** The token that the caller got with a preview, and the fingerprint of what the write would do now. */
  confirmation?: { token: string; fingerprint: string };
}

/** The limit that a write would pass. Times are in milliseconds since 1970. */
export type LimitRefusal =
  | { ok: false; reason: 'writes_per_hour'; limit: number; resetsAt: number }
  /** Without a `cap`, there is none for this currency, and nothing may go back in it. */
  | { ok: false; reason: 'refund_cap'; currency: string; cap: number | undefined; left: number; resetsAt: number };

/** Why a confirmation confirms nothing. `unknown`: never given, used before, or pushed out by later ones. */
export type NoConfirmation = 'unknown' | 'expired';

export type ConnectionRefusal =
  /** `changed`: another fingerprint; the token stays. */
  | { ok: false; reason: 'confirmation'; why: NoConfirmation | 'changed' }
  /** The connection has ended, and keeps nothing any more. */
  | { ok: false; reason: 'ended' };

export type LedgerRefusal = LimitRefusal | ConnectionRefusal;

/** The part of an organization's limits that was taken for one write. */
export interface Reservation {
  organization: string;
  /** The time of the reservation, in milliseconds since 1970, by the clock of the organization's usage. */
  at: number;
  refund?: Money;
}

/** A write that may be sent. */
export interface BegunWrite {
  id: number;
  reserved: readonly Reservation[];
}

export interface WriteEnd {
  /** `refused`: nothing was changed. `failed`: Polar took it, and it came to nothing. `unknown`: nobody can say. */
  outcome: 'done' | 'refused' | 'failed' | 'unknown';
  durationMs: number;
  /** Ids in the answer. */
  created?: Record<string, string>;
  /** The id of the organization that it was made in, as the answer says: it counts for no other. */
  madeIn?: string;
  /** The amount that really went back. */
  refund?: Money;
}

/** The outcome of a write, as far as it decides what counts against the limits. */
export type Settlement = Pick<WriteEnd, 'outcome' | 'refund'>;

/** Replaces an id that is none of Polar's: an external id is free text, and may be an email. */
const NOT_KEPT = '(not kept)';

/** Ids by argument, as they may be stored and logged. */
export function storableIds(ids: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, isPolarId(id) ? id : NOT_KEPT]));
}

/** The methods of a class, called in this process or in a Durable Object. */
export type Remote<T> = {
  [Name in keyof T]: T[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Result | Promise<Result>
    : never;
};

/** A SQLite Durable Object's `storage.kv`, or a Map. It is synchronous, so nothing comes in between. */
export interface WriteStore {
  get<T>(key: string): T | undefined;
  put<T>(key: string, value: T): void;
  delete(key: string): boolean;
  list<T>(options: { prefix: string }): Iterable<[string, T]>;
}

/**
 * The keys of everything that is stored for a connection's writes.
 *
 *   writes/last                 number               the id of the last write
 *   writes/proposal/<SHA-256>   StoredConfirmation   by its token's digest; until it is used, or another comes after it expired
 *   writes/kept/<SHA-256>       text                 the call that it confirms, sealed; as long, and no longer than CONFIRMATION_SECONDS
 *   writes/record/<id>          WriteRecord          until MAX_KEPT_WRITES others have begun
 *   writes/change/<id>          StoredChange         a change that waits for a person; until ten minutes after its end
 *   writes/result/<id>          text                 its result, sealed; as long
 *   writes/shown/<id>           text                 what its page says that it is about, sealed; as long
 */
export const WRITE_KEYS = {
  last: 'writes/last',
  confirmation: 'writes/proposal/',
  kept: 'writes/kept/',
  record: 'writes/record/',
  change: 'writes/change/',
  result: 'writes/result/',
  shown: 'writes/shown/',
} as const;

/** The key of an organization's Usage, until its hour and its day are over. */
export const USAGE_KEY = 'spent';

export interface StoredConfirmation {
  fingerprint: string;
  /** In milliseconds since 1970. */
  expiresAt: number;
  /** The length of the call that is kept with it. */
  keptCharacters?: number;
}

/** A call that waits for a yes: the yes alone repeats it. */
export interface WaitingCall {
  tool: string;
  /** As the client gave them, without the tool's own `confirm`. */
  arguments: Record<string, unknown>;
  /** Who asked for it, as far as a page needs that to make the call itself. The page knows what is in it. */
  by?: unknown;
}

/** Where a person decides about a change that waits: in a view of the app, or on a page of this server. */
export type ChangeChannel = 'view' | 'browser';

/**
 * What became of a change that waited for a person. `started`: it is being made, or its end was never recorded. `expired`: nobody
 * decided in time, or the same call asked anew. `failed`: a person agreed, and nothing was changed. `unknown`: nobody can say.
 */
export type ChangeState = 'waiting' | 'started' | 'made' | 'declined' | 'expired' | 'failed' | 'unknown';

/** A change that waits for a person, or waited. The person's secret and the call are digests, or sealed. */
export interface StoredChange {
  tool: string;
  channel: ChangeChannel;
  /** The digest of its secret, by which its confirmation and its call are kept. */
  token: string;
  /** A keyed digest of its tool and its arguments as the client gave them. */
  call: string;
  /** The fingerprint of what the call told, as a digest that its secret salts. */
  shown: string;
  /** Its secret, sealed under the connection's key. */
  secret: string;
  state: Exclude<ChangeState, 'expired'>;
  /** In milliseconds since 1970: nobody can decide any more. */
  expiresAt: number;
  /** In milliseconds since 1970. */
  forgetAt: number;
  /** The write that it became. */
  write?: number;
  /** The revocations of the logins by which people may decide about it: see Connection. */
  logins?: readonly string[];
  /** Its end was told to the client. */
  isTold?: boolean;
}

export interface WriteRecord extends Pick<NewWrite, 'tool' | 'risk' | 'targets'> {
  /** Counts up from 1 in each connection. */
  id: number;
  /** The time at which it began, in milliseconds since 1970. */
  at: number;
  /** In minor units: the amount that a refund gave back. Until that is known, the most that it may give back. */
  amount?: number;
  currency?: string;
  /** `started`: no end has been recorded. */
  outcome: 'started' | WriteEnd['outcome'];
  durationMs?: number;
  created?: Record<string, string>;
}

/** The use of an organization's limits, by the hour and the day of UTC that it counts, in milliseconds since 1970. */
export interface Usage {
  hour: number;
  writes: number;
  day: number;
  /** Minor units, by currency in lower case. */
  refunds: Record<string, number>;
}
