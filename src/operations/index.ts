export { CALL_SIZE, checkShape, isLargeTool, LARGE_CALL_SIZE, LARGE_TOOLS, sizeFor } from './call-size.ts';
export { type Caller, type Exchange, QUESTION, reachesSeveral } from './caller.ts';
export { metricSlugs } from './metrics.ts';
export { allSent, argumentsRead, type PolarCall, readCall, sendCall } from './operation-call.ts';
export { ORGANIZATION_ARGUMENT } from './organization.ts';
export { readArguments } from './read-arguments.ts';
