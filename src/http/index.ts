export { acceptsHtml, guardedApp, isAtHost, requireOwnForm } from './guard.ts';
export {
  assertionIssuer,
  basicClientId,
  malformedParameter,
  withWellFormedBearer,
  withWellFormedValues,
} from './oauth-values.ts';
export { isOverLimit, rememberValidToken, tooManyRequests } from './rate-limit.ts';
