export { CALL_SIZE, callSizeOf, checkShape, isLargeTool, LARGE_CALL_SIZE, LARGE_TOOLS } from './call-size.ts';
export { type Caller, QUESTION, reachesSeveral, type ToolRequest } from './caller.ts';
export { metricSlugs } from './metrics.ts';
export { type PolarCall, parseCall, parsedArguments, sendCall, sentArguments } from './operation-call.ts';
export { ORGANIZATION_ARGUMENT } from './organization.ts';
export { readArguments } from './read-arguments.ts';
