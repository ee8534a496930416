export { summary } from './discovery/index.ts';
export { asShown } from './list/index.ts';
export { type Asked, createServer } from './server.ts';
