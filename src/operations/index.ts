export { withOwnNames } from './argument-names.ts';
export { CALL_SIZE, callSizeOf, isLargeTool, LARGE_CALL_SIZE, LARGE_TOOLS, precheckArguments } from './call-size.ts';
export type { ExportFile, ExportShelf } from './export-shelf.ts';
export { metricSlugs } from './metrics-refusal.ts';
export {
  type Approval,
  type AskedBy,
  argumentNames,
  askedBy,
  type Caller,
  type ClientAbilities,
  CONFIRM_INPUT_KEY,
  NO_ABILITIES,
  type OperationCall,
  parseCall,
  parsedArguments,
  type QuestionOutcome,
  reachesSeveralOrganizations,
  sendCall,
  sentArguments,
  type ToolRequest,
} from './operation-call.ts';
export { ORGANIZATION_ARGUMENT } from './organization.ts';
export { readArguments } from './read-arguments.ts';
export { joiningProblems, uploadProblems } from './upload-parts.ts';
