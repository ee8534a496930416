export { ownFormsOnly } from './forms.ts';
export { guarded } from './guard.ts';
export { isAtHost } from './host.ts';
export { assertionIssuer, basicClientId, unfitParameter, withPossibleBearer } from './oauth-values.ts';
export { isOverLimit, noteGoodToken, tooManyCalls } from './rate-limit.ts';
export { wantsPage } from './wants-page.ts';
