export { type CreateServerOptions, createServer } from './server.ts';
export { rankTools } from './tool-search.ts';
export { toolSummary, toolView } from './tool-view.ts';
