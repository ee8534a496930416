export { guarded } from './guard.ts';
export { assertionIssuer, basicClientId, unfitParameter, withPossibleBearer } from './oauth-values.ts';
export { isAtHost, ownFormsOnly, wantsPage } from './origin.ts';
export { isOverLimit, noteGoodToken, tooManyCalls } from './rate-limit.ts';
