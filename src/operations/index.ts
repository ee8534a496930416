export { withOwnNames } from './argument-names.ts';
export { CALL_SIZE, callSizeOf, isLargeTool, LARGE_CALL_SIZE, LARGE_TOOLS, precheckArguments } from './call-size.ts';
export { type AskedBy, askedBy, type Caller, reachesSeveralOrganizations } from './caller.ts';
export type { ExportFile, ExportShelf } from './export-shelf.ts';
export { metricSlugs } from './metrics-refusal.ts';
export {
  argumentNames,
  type OperationCall,
  parseCall,
  parsedArguments,
  sendCall,
  sentArguments,
} from './operation-call.ts';
export { ORGANIZATION_ARGUMENT } from './organization.ts';
export { readArguments } from './read-arguments.ts';
export {
  type Approval,
  type ClientAbilities,
  CONFIRM_INPUT_KEY,
  NO_ABILITIES,
  type QuestionOutcome,
  type ToolRequest,
} from './tool-request.ts';
export { joiningProblems, uploadProblems } from './upload-parts.ts';
