export { type CreateServerOptions, createServer, SERVER_DESCRIPTION } from './server.ts';
export { rankTools } from './tool-search.ts';
export { toolSummary, toolView } from './tool-view.ts';
