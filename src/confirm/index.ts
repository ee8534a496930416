export { isUnpaid } from './advice/index.ts';
export { makeChange } from './change.ts';
export { prepareChange } from './change-arguments.ts';
export { argumentsOfChange } from './confirmation.ts';
