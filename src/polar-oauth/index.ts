export {
  beginPolarLogin,
  exchangeCode,
  fetchTokenOrganizations,
  fetchUserId,
  type LoginSecrets,
  readCodeResponse,
  readRefreshResponse,
  requestRefresh,
  revoke,
  type TokenResponse,
} from './polar-oauth.ts';
