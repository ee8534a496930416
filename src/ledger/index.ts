export { CONFIRMATION_SECONDS, ConnectionWrites, MAX_KEPT_WRITES } from './connection-writes.ts';
export { memoryLedger, type Remote, type WriteLedger, writeLedger } from './ledger.ts';
export { USAGE_KEY, type WriteRecord } from './store.ts';
export { NO_CURRENCY, OrganizationUsage, usageLapsesAt } from './usage-windows.ts';
export { type Begun, keptIds, type LedgerRefusal, type Money, type NewWrite, type WriteEnd } from './writes.ts';
