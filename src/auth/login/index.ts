export { decideConsent, showConsent } from './authorize.ts';
export { finishAuthorization } from './callback.ts';
export { redirect } from './login-errors.ts';
export { finishLogin } from './polar-login.ts';
