import type { NewWrite, WriteEnd } from './writes.ts';

/** A SQLite Durable Object's `storage.kv`, or a Map. Synchronous, so nothing comes in between. */
export interface WriteStore {
  get<T>(key: string): T | undefined;
  put<T>(key: string, value: T): void;
  delete(key: string): boolean;
  list<T>(options: { prefix: string }): Iterable<[string, T]>;
}

/**
 * The keys of everything that is kept of a connection's writes.
 *
 *   writes/last                 number               the id of the last write
 *   writes/proposal/<SHA-256>   StoredConfirmation   by its token's digest; until it is used, or another comes after it expired
 *   writes/record/<id>          WriteRecord          until MAX_KEPT_WRITES others have begun
 */
export const WRITE_KEYS = { last: 'writes/last', confirmation: 'writes/proposal/', record: 'writes/record/' } as const;

/** The key of an organization's Usage, until its hour and its day are over. */
export const USAGE_KEY = 'spent';

export interface StoredConfirmation {
  fingerprint: string;
  /** In milliseconds since 1970. */
  expiresAt: number;
}

export interface WriteRecord extends Pick<NewWrite, 'tool' | 'risk' | 'targets'> {
  /** Counts up from 1 in each connection. */
  id: number;
  /** When it began, in milliseconds since 1970. */
  at: number;
  /** In minor units: the amount that a refund gave back. Until that is known, the most that it may. */
  amount?: number;
  currency?: string;
  /** `started`: its end was never heard of. */
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
