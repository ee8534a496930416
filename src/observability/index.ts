export { countAnswer } from './answers.ts';
export { callNotes, type EndedCall, type NoteCall, type Outcome } from './calls.ts';
export { keepLogOurs, log, logError } from './log.ts';
export {
  currentPolarUse,
  currentRequestId,
  currentTrace,
  idOf,
  inCall,
  inRequest,
  REQUEST_ID_HEADER,
} from './scope.ts';
export { readTrace } from './trace.ts';
