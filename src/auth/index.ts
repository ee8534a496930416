export { decideConsent, finishAuthorization, showConsent } from './login/index.ts';
export {
  beginConnectionsLogin,
  endConnections,
  finishConnectionsLogin,
  isConnectionsLogin,
  logOut,
  showConnections,
} from './manage/index.ts';
export {
  invalidTokenResponse,
  oauthProvider,
  type ProviderHandlers,
  purgeExpiredData,
  withResourceMetadataPath,
} from './provider.ts';
export { Grant, handleGrantRequest, isForTokenEndpoint, tokenEndpointUnavailable } from './refresh/index.ts';
