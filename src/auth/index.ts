export {
  beginChangeLogin,
  type ChangeSession,
  endChangeLogin,
  finishChangeLogin,
  isChangeLogin,
  type LoginForChange,
  readChangeSession,
} from './approve/login.ts';
export { registerClient } from './client-registration.ts';
export { withClientDocuments } from './documents-of-request.ts';
export { decideConsent, showConsent } from './login/authorize.ts';
export { finishAuthorization } from './login/callback.ts';
export { endConnections, logOut, showConnections } from './manage/connections.ts';
export { beginConnectionsLogin, finishConnectionsLogin, isConnectionsLogin } from './manage/session.ts';
export { withDocumentation } from './metadata.ts';
export { authorizationServer, purgeExpiredData } from './provider.ts';
export { Grant } from './refresh/grant.ts';
export { isForTokenEndpoint, tokenEndpointUnavailable } from './refresh/grant-request.ts';
export { handleTokenRequest, recordChallenge } from './refresh/token-endpoint.ts';
export { type ApiHandler, fetchResource, invalidTokenResponse } from './resource-server.ts';
