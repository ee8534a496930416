export { createFreeSubscription } from './free.ts';
export { BILLED, isRevocable } from './states.ts';
export { revokeSubscription, updateSubscription } from './updates.ts';
