import type { WriteLimits } from '../config/index.ts';
import { WriteBook } from './connection-writes.ts';
import type { WriteLedger } from './ledger.ts';
import { ledgerOver } from './ledger.ts';
import type { WriteStore } from './store.ts';
import { LimitBook } from './usage-windows.ts';

/** A ledger for one process, with the limits of each organization that it works for, and gone with it. */
export function memoryLedger(limits: WriteLimits): WriteLedger {
  const books = new Map<string, LimitBook>();
  const bookOf = (organization: string) => {
    const book = books.get(organization) ?? new LimitBook(new MemoryStore());
    books.set(organization, book);
    return book;
  };
  return ledgerOver(new WriteBook(new MemoryStore()), {
    limits,
    refusal: (organization, refund) => bookOf(organization).refusal(limits, refund),
    reserve: (organization, refund) => bookOf(organization).reserve(limits, refund),
    settle: (reserved, end) => bookOf(reserved.organization).settle(reserved, end),
  });
}

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
