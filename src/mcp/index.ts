export { summary } from './discovery.ts';
export { type Asked, createServer } from './server.ts';
export { asShown } from './tool-view.ts';
