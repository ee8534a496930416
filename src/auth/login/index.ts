export { decideConsent, showConsent } from './authorize.ts';
export { finishAuthorization, finishLogin } from './callback.ts';
export { redirect } from './errors.ts';
