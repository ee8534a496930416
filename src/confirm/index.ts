export { isUnpaid } from './advice/index.ts';
export { makeChange } from './change.ts';
export { assertPolarsRules } from './polar-rules.ts';
export { refuseMarks } from './redaction-marks.ts';
export { completeWhole } from './whole-objects.ts';
