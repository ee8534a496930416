export { type FormProblem, formProblem } from './message-form.ts';
export { type CreateServerOptions, createServer, SERVER_DESCRIPTION } from './server.ts';
export { rankTools } from './tool-search.ts';
export { toolSummary, toolView } from './tool-view.ts';
