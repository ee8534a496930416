export type { Proposal } from './confirmations.ts';
export { keptIds } from './kept-ids.ts';
export type {
  Begun,
  BookRefusal,
  LedgerRefusal,
  LimitRefusal,
  Money,
  NewWrite,
  Reserved,
  WriteEnd,
  WriteLedger,
  WriteRecord,
} from './ledger.ts';
export { memoryLedger } from './memory-ledger.ts';
export { LimitBook } from './organization-ledger.ts';
export { ledgerOver } from './remote-ledger.ts';
export { SPENT_KEY } from './store.ts';
export { NO_CURRENCY } from './usage-windows.ts';
export { type Entry, WriteBook } from './write-ledger.ts';
