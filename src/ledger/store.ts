/** Where writes are kept: a SQLite Durable Object's `storage.kv`, or a Map. Synchronous, so nothing comes in between. */
export interface WriteStore {
  get<T>(key: string): T | undefined;
  put<T>(key: string, value: T): void;
  delete(key: string): boolean;
  list<T>(options: { prefix: string }): Iterable<[string, T]>;
}

/**
 * Everything that is kept of a connection's writes, under these keys.
 *
 *   writes/last                 number        the id of the last write
 *   writes/proposal/<SHA-256>   Kept          by its token's digest; until it is used, or another comes after it expired
 *   writes/record/<id>          WriteRecord   until MAX_KEPT_WRITES others have begun
 */
export const WRITE_KEYS = { last: 'writes/last', proposal: 'writes/proposal/', record: 'writes/record/' } as const;

/** The use of an organization's limits: Spent, until the hour and the day of it are over. */
export const SPENT_KEY = 'spent';
