export { acceptsHtml, guardedApp, isAtHost, requireOwnForm } from './guard.ts';
export {
  assertionIssuer,
  basicClientId,
  malformedParameter,
  withWellFormedBearer,
} from './oauth-values.ts';
export { isOverLimit, rememberValidToken, tooManyRequests } from './rate-limit.ts';
export { withKnownResource } from './resource-indicator.ts';
export { normalizedTokenRequest } from './token-request.ts';
