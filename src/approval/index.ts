export { type Decision, showDecision, takeDecision } from './decision.ts';
export { outcomePage } from './outcome.ts';
