export { decideConsent, finishAuthorization, showConsent } from './login/index.ts';
export {
  beginConnectionsLogin,
  endConnections,
  finishConnectionsLogin,
  isConnectionsLogin,
  logOut,
  showConnections,
} from './manage/index.ts';
export { type Handlers, provider, purge, unusableToken, withMetadataPath } from './provider.ts';
export { answerForGrant, Grant, isForTokenEndpoint, tokenEndpointUnavailable } from './refresh/index.ts';
