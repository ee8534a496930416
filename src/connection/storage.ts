import type { PolarEnvironment } from '../../settings/polar.ts';
import type { Config } from '../config/index.ts';
import { MCP_ACCESS_TOKEN_TTL_SECONDS, MCP_REFRESH_TOKEN_IDLE_SECONDS, NEW_TOKEN_MS } from '../limits.ts';
import type { LoginSecrets } from '../polar-oauth/index.ts';
import type { ConnectionIdentity, Organization, OrganizationChoice } from '../policy/index.ts';

/**
 * Everything that this server stores beside the OAuth provider's own records, with its place and its lifetime. The provider hashes
 * or encrypts its records: clients, grants, tokens and logins under way.
 *
 *   KV  polar:token:<person>:<grant>  sealed AccessToken   until that token expires; every call reads this copy
 *   DO  <connection id> / pair        sealed TokenPair     until the connection ends, or is idle for CONNECTION_IDLE_SECONDS
 *   DO  <connection id> / grant       <person>:<grant>     as long as the pair; where its copy in KV is, no secret
 *   DO  <connection id> / writes/...  see ledger/writes.ts  as long as the pair; ids, amounts and digests, no secret
 *   DO  <connection id> / writes/kept/<hash>  sealed WaitingCall  CONFIRMATION_SECONDS, or until its yes is used
 *   DO  <connection id> / writes/change/<id>  StoredChange   a change that waits for a person; ten minutes after its end at the latest
 *   DO  <connection id> / writes/result/<id>  sealed ChangeOutcome   as long; under a key that only its secret makes
 *   DO  <connection id> / idle-end    a time                while the object's alarm comes earlier than that, for such a call
 *   DO  <random> / revocation         PendingRevocation    until Polar has taken it, or REVOCATION_KEPT_SECONDS; its token is
 *                                                          sealed under a key of the operator's secret
 *   DO  <Polar's environment> <organization id>
 *         / spent                         Usage                until the hour and the day that it counts are over
 *   DO  <Polar's environment> <place of a connection's files>
 *         / file/<hash>                   KeptFile             EXPORT_FILE_SECONDS; a time and sizes
 *         / part/<hash>/<n>               sealed bytes         as long; the key is only in the file's link
 *   DO  <grant id> / answer           sealed RefreshReplay REFRESH_REPLAY_SECONDS, or until the next refresh
 *   DO  <grant id> / tokens           GrantTokens          as long as its newest refresh token may be used; hashes, no secret
 *   DO  <grant id> / replaced/<hash>  a time               as long; the SHA-256 of a refresh token that was replaced
 *   DO  <grant id> / challenges       ScopeChallenge[]     CHALLENGE_SECONDS, or until the next alarm; names of tools and scopes
 *   DO  <grant id> / ending           EndingGrant          until the grant has ended; ids, no secret
 *   KV  polar:ended:<owner>:<grant>   EndedGrant           ENDED_GRANT_SHOWN_SECONDS; shown at /connections; ids, no secret
 *   KV  polar:document:<SHA-256>      KeptDocument         KEPT_DOCUMENT_SECONDS; what an app publishes of itself, by its URL
 *   KV  polar:purge                   the purge's cursor   PURGE_CURSOR_TTL_SECONDS; no secret
 *   the grant's encrypted props       GrantProps           as long as the grant; the only place where the key is
 *   the grant's metadata (readable)   GrantMetadata        as long as the grant
 *   KV  transaction:<hash>            LoginData            STATE_TTL_SECONDS; by the provider, encrypted under the state,
 *                                                          which only the person's browser has
 *
 * The person's browser keeps sealed cookies (auth/manage/session.ts). The server stores nothing of a login at /connections.
 */

export interface AccessToken {
  accessToken: string;
  /** When Polar stops accepting it, in milliseconds since 1970. */
  expiresAt: number;
}

/** Polar's two tokens of a connection. */
export interface TokenPair extends AccessToken {
  /** Works once: see connection.ts. A pasted organization access token has none. */
  refreshToken?: string;
  /** In milliseconds since 1970. */
  obtainedAt: number;
  /** Polar refused the new access token, and again a moment later. */
  refusedWhenNew?: boolean;
  /** It replaced a pair that has `refusedWhenNew`. */
  followsRefused?: boolean;
}

/** The provider encrypts these props of a grant under the client's own tokens. */
export interface GrantProps extends ConnectionIdentity {
  /** The hexadecimal id of the Durable Object that owns the pair. It is random, and no secret. */
  connectionId: string;
  /** Opens the sealed values of this connection: 256 random bits, base64url. It is never stored outside the grant. */
  key: string;
  /** The Polar environment of the token pair: a sandbox token doesn't work in production. */
  environment: PolarEnvironment;
  /** The scopes that Polar granted. A client's token may carry fewer: a call's own scopes are in `auth.scope`. */
  scope: string[];
  /**
   * Set in the props of an access token alone, never in those of the grant: the scopes for which the client was challenged, and
   * which it tried to get by the refresh that gave it this token. No challenge for them leads anywhere.
   */
  refusedScopes?: string[];
}

/** A client was told that its token lacks scopes (403, RFC 6750 section 3.1). */
export interface ScopeChallenge {
  /** The SHA-256 of the access token. */
  tokenHash: string;
  tools: string[];
  /** The scopes that it lacks. */
  lacking: string[];
  /** In milliseconds since 1970. */
  at: number;
}

/** Readable without a token, so that this server can find and end the connection of a grant. */
export interface GrantMetadata {
  connectionId: string;
  /** The person logged in at Polar, or pasted an organization's access token. */
  kind?: 'login' | 'token';
  /** Set for a connection to one organization. */
  organizationId?: string;
}

/** The result of a login, before it is stored. */
export interface NewConnection extends Pick<GrantProps, 'userId' | 'scope' | 'organization' | 'heldBy'> {
  /** The hexadecimal id of its object. Default: a new one. */
  connectionId?: string;
  token: TokenPair;
  organizations: Organization[];
}

/** The provider keeps this for a login, encrypted under the state. */
export interface LoginData extends LoginSecrets {
  /** One organization, which Polar has the person choose, or all of theirs. */
  reach: OrganizationChoice;
}

/** A PolarRevocation keeps this until Polar has revoked the pair. */
export interface PendingRevocation {
  /** The sealed access token. */
  sealed: string;
  /** The number of failed attempts. */
  attempts: number;
  /** When the tokens have expired anyway, in milliseconds since 1970. */
  endsAt: number;
  /** The connection for which the pair was made. While that is open, the pair is its own, and nothing is revoked. */
  madeFor?: string;
}

/** A file of an export, whose sealed bytes are stored in parts. */
export interface KeptFile {
  /** In milliseconds since 1970. */
  expiresAt: number;
  bytes: number;
  parts: number;
}

/** The last answer to a grant's refresh, sealed under a key that is derived from the request. */
export interface RefreshReplay {
  body: { access_token: string; refresh_token: string; expires_in: number };
  headers: [string, string][];
  /** When the client first got it, in milliseconds since 1970. */
  givenAt: number;
}

/** A grant's newest refresh token. Its object knows it from the first refresh on. */
export interface GrantTokens {
  clientId: string;
  /** The SHA-256 of the refresh token that was given last, as the provider writes it. */
  current: string;
  /** When it was given, in milliseconds since 1970. */
  givenAt: number;
  /** The number of tokens that were replaced before it. */
  replaced: number;
}

/** A grant that its object has decided to end. It is kept until nothing of the grant is left. */
export interface EndingGrant {
  userId: string;
  grantId: string;
  /** When the object decided it, in milliseconds since 1970. */
  at: number;
  /**
   * A replaced refresh token was used again; the grant had more refresh tokens than its object remembers; or its client logged in
   * again.
   */
  reason: 'reused' | 'worn_out' | 'replaced';
}

/** A grant that this server ended by itself, as far as /connections shows it. */
export interface EndedGrant extends Pick<GrantMetadata, 'kind' | 'organizationId'>, Pick<EndingGrant, 'at'> {
  reason: Exclude<EndingGrant['reason'], 'replaced'>;
  clientId: string;
  redirectUri?: string;
}

/** A client's metadata document, or the keys that it points to, as its host served it last. */
export interface KeptDocument {
  text: string;
  /** When it was kept, in milliseconds since 1970. */
  at: number;
}

const DAY_SECONDS = 86_400;

/** How long a client's document stands in for one that can't be read. */
export const KEPT_DOCUMENT_SECONDS = DAY_SECONDS;

/**
 * The pair outlives every token that can open it: a client that refreshes on its refresh token's last day gets one more access
 * token. The extra hour covers a client that is slow to exchange its code.
 */
export const CONNECTION_IDLE_SECONDS = MCP_REFRESH_TOKEN_IDLE_SECONDS + MCP_ACCESS_TOKEN_TTL_SECONDS + 3600;

/** A pasted token may never expire. After this time its copy in KV does, and calls ask the connection's object. */
export const KV_COPY_MAX_SECONDS = 365 * DAY_SECONDS;

/** The longest lifetime of a Polar access token. A pair that was not revoked by then has expired. */
export const REVOCATION_KEPT_SECONDS = 10 * DAY_SECONDS;

export const PAIR_KEY = 'pair';

/** The name of the grant that opens the connection. */
export const GRANT_KEY = 'grant';

/** When the connection ends unless a client uses it, in milliseconds since 1970. It is there while the alarm is set for a kept call. */
export const IDLE_END_KEY = 'idle-end';

export const REVOCATION_KEY = 'revocation';

/** The keys in the storage of the object of a connection's files. */
export const FILE_KEYS = { file: 'file/', part: 'part/' } as const;

/** The keys in the storage of a grant's object. */
export const GRANT_KEYS = {
  replay: 'answer',
  tokens: 'tokens',
  replaced: 'replaced/',
  challenges: 'challenges',
  ending: 'ending',
} as const;

/** The provider's own key in KV for a grant. */
export const grantKey = (userId: string, grantId: string) => `grant:${userId}:${grantId}`;

export const endedKey = (owner: string, grantId: string) => `polar:ended:${owner}:${grantId}`;

/** @param hash the SHA-256 of the document's URL */
export const keptDocumentKey = (hash: string) => `polar:document:${hash}`;

export const PURGE_CURSOR_KEY = 'polar:purge';

/** The name of the Durable Object that counts for an organization. Each environment has its own. */
export const organizationLimitsName = ({ polarEnvironment }: Config, organizationId: string) =>
  `${polarEnvironment} ${organizationId}`;

/** The name of a grant, which has one connection for its life. */
export const grantName = (userId: string, grantId: string) => `${userId}:${grantId}`;

/** The name of the grant of a client's token or code: the part that is not secret. Empty for what has another form. */
export const grantOf = (token: string) => token.slice(0, Math.max(0, token.lastIndexOf(':')));

/** By the grant's name, which each token of the client holds: so the copy is read beside the record of the token. */
export const tokenCopyKey = (grant: string) => `polar:token:${grant}`;

/** Whether Polar may refuse the pair for now: Polar commits a new token about when it sends it. */
export const mayBeUncommitted = ({ obtainedAt }: TokenPair) => Date.now() - obtainedAt < NEW_TOKEN_MS;

/** A call takes 10 s at most. */
const FRESH_TOKEN_MS = 15_000;

/** Whether the call that this pair was issued for may still be under way. */
export const wasJustIssued = ({ obtainedAt }: TokenPair) => Date.now() - obtainedAt < FRESH_TOKEN_MS;

interface Expiring {
  /** In milliseconds since 1970. */
  expiresAt: number;
}

/** @param now in milliseconds since 1970 */
export const secondsLeft = ({ expiresAt }: Expiring, now = Date.now()) => (expiresAt - now) / 1000;

/** A token with less left could end between this server's check and Polar's. */
const TOKEN_MIN_LEFT_SECONDS = 60;

/** Whether a Polar token lives long enough for one more call. */
export const isUsable = (token: Expiring, now?: number) => secondsLeft(token, now) > TOKEN_MIN_LEFT_SECONDS;
