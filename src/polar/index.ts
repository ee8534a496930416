export { AnswerTooLarge, isNotCsv, readCsv, readJson, type Table, withReadLimits } from './body.ts';
export { createPolar, type TokenSource } from './client.ts';
export {
  asPolarFailure,
  authorizationFailure,
  failureWithoutAnswer,
  PolarFailure,
  type PolarFailureReason,
  temporaryFailure,
} from './oauth-failure.ts';
export { honoursOrganizationHeader, type ListedOrganizations, listOrganizations } from './organizations.ts';
export { freshTokenRefusedError, noAnswerError, refusalError, tooLargeError, unreadableError } from './refusal.ts';
export { liftingCall } from './refusal-meanings.ts';
export type { PolarLimit } from './throttle.ts';
