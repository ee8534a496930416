export { hideLibraryWarnings, log, logError } from './log.ts';
export {
  currentPolarUse,
  currentRequestId,
  currentTrace,
  REQUEST_ID_HEADER,
  readTrace,
  requestIdOf,
  runInCall,
  runInRequest,
} from './request-context.ts';
export { type CallOutcome, callRecorder, type EndedCall, type RecordCall, recordResponse } from './telemetry.ts';
