export { Connection } from './connection.ts';
export { connectionLedger, OrganizationLimits } from './connection-ledger.ts';
export { beginLogin, exchangeCode, fetchUserId, narrowedTo, readCodeAnswer } from './polar-oauth.ts';
export { refusedLogin } from './polar-oauth-errors.ts';
export { endAtPolar, PolarRevocation, revokingOnFailure } from './polar-revocation.ts';
export { connectionStub, endConnection, endGrant, polarTokens } from './polar-token.ts';
export { derivedKey, generateKey, open, seal } from './seal.ts';
export {
  type EndedGrant,
  type EndingGrant,
  endedKey,
  GRANT_KEYS,
  type GrantMetadata,
  type GrantTokens,
  grantKey,
  type KeptAnswer,
  type LoginData,
  type LoginSecrets,
  type NewConnection,
  type Props,
  PURGE_CURSOR_KEY,
  sealContext,
  type TokenPair,
} from './storage.ts';
