export { CALL_SIZE, callSizeOf, checkShape, isLargeTool, LARGE_CALL_SIZE, LARGE_TOOLS } from './call-size.ts';
export {
  type Caller,
  type PolarCall,
  parseCall,
  parsedArguments,
  QUESTION,
  reachesSeveral,
  sendCall,
  sentArguments,
  type ToolRequest,
} from './operation-call.ts';
export { ORGANIZATION_ARGUMENT } from './organization.ts';
export { metricSlugs } from './polar-field-errors.ts';
export { readArguments } from './read-arguments.ts';
