export { describeConnection } from './connection-status.ts';
