export { type Advice, adviceOn, furtherReads } from './advisers.ts';
export { isUnpaid } from './orders.ts';
