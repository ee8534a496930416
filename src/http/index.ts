export { withPossibleBearer } from './bearer.ts';
export { assertionIssuer, basicClientId } from './client-authentication.ts';
export { ownFormsOnly } from './forms.ts';
export { guarded } from './guard.ts';
export { isAtHost } from './host.ts';
export { unfitParameter } from './parameters.ts';
export { isOverLimit, tooManyCalls } from './rate-limit.ts';
export { noteGoodToken } from './unauthorized.ts';
export { wantsPage } from './wants-page.ts';
