export { type Asked, createServer } from './server.ts';
export { rankTools } from './tool-search.ts';
export { asShown, summary } from './tool-view.ts';
