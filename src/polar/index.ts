export { AnswerTooLarge, isNotCsv, readCsv, readJson, type Table, withReadLimits } from './body.ts';
export { createPolarClient, type TokenSource } from './client.ts';
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
export { adviceToLift, refusalError } from './refusal.ts';
export type { PolarRateLimit } from './throttle.ts';
