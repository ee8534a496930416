export { keepLogOurs, log, logError } from './log.ts';
export {
  currentPolarUse,
  currentRequestId,
  currentTrace,
  idOf,
  inCall,
  inRequest,
  REQUEST_ID_HEADER,
  readTrace,
} from './request-context.ts';
export { callNotes, countAnswer, type EndedCall, type NoteCall, type Outcome } from './telemetry.ts';
