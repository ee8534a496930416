export { makeChange } from './change.ts';
export { assertPolarsRules } from './polar-rules.ts';
export { refuseMarks } from './redaction-marks.ts';
export { isUnpaid } from './refund.ts';
export { completeWhole } from './whole-objects.ts';
