export {
  beginPolarLogin,
  exchangeCode,
  fetchTokenOrganizations,
  fetchUserId,
  type LoginSecrets,
  type PolarTokens,
  readCodeResponse,
  readRefreshResponse,
  requestRefresh,
  revoke,
  type TokenResponse,
} from './polar-oauth.ts';
export { registerClient, unregisterClient } from './registration.ts';
export type { PolarClientConfig } from './request.ts';
