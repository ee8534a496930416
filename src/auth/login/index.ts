export { decideConsent, showConsent } from './authorize.ts';
export { finishAuthorization, finishPolarLogin } from './callback.ts';
export { redirect } from './errors.ts';
