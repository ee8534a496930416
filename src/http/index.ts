export { guardedApp } from './guard.ts';
export {
  assertionIssuer,
  basicClientId,
  malformedParameter,
  withWellFormedBearer,
  withWellFormedValues,
} from './oauth-values.ts';
export { acceptsHtml, isAtHost, requireOwnForm } from './origin.ts';
export { isOverLimit, rememberValidToken, tooManyRequests } from './rate-limit.ts';
