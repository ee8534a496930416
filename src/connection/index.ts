export { CONFIRM_PATH, type ConfirmLink, confirmUrl, openConfirmLink } from './confirm-link.ts';
export { Connection } from './connection.ts';
export { connectionLedger, OrganizationLimits } from './connection-ledger.ts';
export { EXPORT_PATH, ExportFiles, exportShelf, readExportOfLink } from './export-files.ts';
export {
  forgetRevocation,
  PolarRevocation,
  revokeAtPolar,
  revokeBefore,
  revokeBeforeOnFailure,
  revokeLater,
} from './polar-revocation.ts';
export {
  connectionStub,
  endConnection,
  endConnectionAndGrant,
  endGrant,
  polarTokenSource,
  readTokenCopyOf,
} from './polar-token.ts';
export { deriveKey, generateKey, open, seal, sealContext } from './sealing.ts';
export {
  type EndedGrant,
  type EndingGrant,
  endedKey,
  GRANT_KEYS,
  type GrantMetadata,
  type GrantProps,
  type GrantTokens,
  grantKey,
  grantName,
  grantOf,
  KEPT_DOCUMENT_SECONDS,
  type KeptDocument,
  keptDocumentKey,
  type LoginData,
  type NewConnection,
  PURGE_CURSOR_KEY,
  type RefreshReplay,
  type ScopeChallenge,
  type TokenPair,
} from './storage.ts';
