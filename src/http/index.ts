export { ownFormsOnly } from './forms.ts';
export { guarded } from './guard.ts';
export { isAtHost } from './host.ts';
export { assertionIssuer, basicClientId, unfitParameter, withPossibleBearer } from './oauth-values.ts';
export { isOverLimit, tooManyCalls } from './rate-limit.ts';
export { noteGoodToken } from './unauthorized.ts';
export { wantsPage } from './wants-page.ts';
