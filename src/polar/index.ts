export { AnswerTooLarge, bounded, isNoCsv, readCsv, readJson, type Table } from './body.ts';
export { createPolar, type TokenSource } from './client.ts';
export { PolarFailure, type PolarFailureReason, passingFailure, withoutAnswer } from './oauth-failure.ts';
export { honoursOrganizationHeader, listOrganizations, type OrganizationsAnswer } from './organizations.ts';
export { freshTokenRefused, noAnswer, refusal, tooLarge, unreadable } from './refusal.ts';
export { liftedBy } from './refusal-meanings.ts';
export type { PolarLimit } from './throttle.ts';
