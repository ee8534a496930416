export { abilitiesOf, capabilitiesIn } from './abilities.ts';
export { approveChange } from './approve-change.ts';
export { errorResult } from './error-result.ts';
export { type FormProblem, formProblem } from './message-form.ts';
export { type CreateServerOptions, createServer, SERVER_DESCRIPTION } from './server.ts';
export { rankTools } from './tool-search.ts';
export { type ListCaller, listedTools, toolSummary, toolView } from './tool-view.ts';
