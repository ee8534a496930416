export { AnswerTooLarge, bounded } from './answer-body.ts';
export { createPolar, type TokenSource } from './client.ts';
export { isNoCsv, readCsv, type Table } from './csv.ts';
export { PolarFailure, type PolarFailureReason, passingFailure, withoutAnswer } from './failure.ts';
export { readJson } from './json.ts';
export { honoursOrganizationHeader, listOrganizations, type OrganizationsAnswer } from './organizations.ts';
export { freshTokenRefused, noAnswer, refusal, tooLarge, unreadable } from './refusal.ts';
export { liftedBy } from './refusal-meanings.ts';
export type { PolarLimit } from './throttle.ts';
