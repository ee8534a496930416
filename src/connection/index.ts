export { Connection } from './connection.ts';
export { connectionLedger, OrganizationLimits } from './connection-ledger.ts';
export {
  beginPolarLogin,
  exchangeCode,
  fetchTokenOrganizations,
  fetchUserId,
  readCodeResponse,
} from './polar-oauth.ts';
export { PolarRevocation, revokeAtPolar, revokeOnFailure } from './polar-revocation.ts';
export { connectionStub, endConnection, endConnectionAndGrant, endGrant, polarTokenSource } from './polar-token.ts';
export {
  deriveKey,
  type EndedGrant,
  type EndingGrant,
  endedKey,
  GRANT_KEYS,
  type GrantMetadata,
  type GrantProps,
  type GrantTokens,
  generateKey,
  grantKey,
  KEPT_DOCUMENT_SECONDS,
  type KeptDocument,
  keptDocumentKey,
  type LoginData,
  type LoginSecrets,
  type NewConnection,
  open,
  PURGE_CURSOR_KEY,
  type RefreshReplay,
  type ScopeChallenge,
  seal,
  sealContext,
  type TokenPair,
} from './storage.ts';
