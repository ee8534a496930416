export { type Asked, createServer } from './server.ts';
export { rankTools } from './tool-search.ts';
export { summary, toolView } from './tool-view.ts';
