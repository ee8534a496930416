import { WriteBook } from './book.ts';
import { ledgerOver } from './book-ledger.ts';
import type { WriteLedger, WriteLimits } from './ledger.ts';
import type { WriteStore } from './store.ts';

/** A ledger for one process, and gone with it. */
export const memoryLedger = (limits: WriteLimits): WriteLedger => ledgerOver(new WriteBook(new MemoryStore(), limits));

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
