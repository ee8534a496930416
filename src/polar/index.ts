export { AnswerTooLarge, isNotCsv, readCsv, readJson, type Table, withReadLimits } from './body.ts';
export { createPolar, type TokenSource } from './client.ts';
export {
  asPolarFailure,
  authorizationFailure,
  failureWithoutAnswer,
  freshTokenRefusedError,
  noAnswerError,
  PolarFailure,
  type PolarFailureReason,
  temporaryFailure,
  tooLargeError,
  unreadableError,
} from './failure.ts';
export { honoursOrganizationHeader, type ListedOrganizations, listOrganizations } from './organizations.ts';
export { liftingCall, refusalError } from './refusal.ts';
export type { PolarLimit } from './throttle.ts';
