export { type Asked, createServer } from './server.ts';
export { asShown, summary } from './tool-view.ts';
