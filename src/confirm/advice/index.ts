export { type Advice, adviceOn, furtherReads } from './advisers.ts';
