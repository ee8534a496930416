export { type Entry, type Proposal, WriteBook } from './connection-writes.ts';
export {
  type Begun,
  type BookRefusal,
  keptIds,
  type LedgerRefusal,
  type LimitRefusal,
  ledgerOver,
  type Money,
  type NewWrite,
  type Reserved,
  type WriteEnd,
  type WriteLedger,
  type WriteRecord,
} from './ledger.ts';
export { memoryLedger } from './memory-ledger.ts';
export { SPENT_KEY } from './store.ts';
export { LimitBook, NO_CURRENCY } from './usage-windows.ts';
