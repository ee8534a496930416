import { createHash } from 'node:crypto';
import { secret } from '../ids.ts';
import type { ClientAuthMethod, FixedClient, Lifetimes, OrganizationToken } from '../options.ts';

export interface User {
  id: string;
  email: string;
  name: string;
  organizations: string[];
}

export interface Client {
  id: string;
  secret: string;
  name: string;
  authMethod: ClientAuthMethod;
  redirectUris: string[];
  scopes: string[];
}

/** What an authorization code stands for. */
export interface Authorization {
  clientId: string;
  redirectUri: string;
  scopes: string[];
  userId: string;
  /** Set when the person gave one organization rather than their account. */
  organizationId?: string;
  challenge?: { value: string; method: 'plain' | 'S256' };
  nonce?: string;
}

export interface Grant {
  clientId: string;
  userId: string;
  organizationId?: string;
  scopes: string[];
}

interface Pair extends Grant {
  access: string;
  refresh: string;
  issuedAt: number;
  expiresAt: number;
}

export interface IssuedPair {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
  scopes: string[];
}

/** Who a bearer token speaks for. */
type TokenOwner =
  | { kind: 'user'; grant: Grant; issuedAt: number; expiresAt: number }
  | { kind: 'organization'; organizationId: string; scopes: string[] };

/** Everything about logins. Secrets are kept as hashes, except where a client has to be told its own. */
export class OAuthState {
  readonly users: User[];
  readonly clients = new Map<string, Client>();
  readonly lifetimes: Lifetimes;
  readonly #codes = new Map<string, { authorization: Authorization; expiresAt: number }>();
  readonly #consents = new Map<string, Set<string>>();
  readonly #pairs = new Set<Pair>();
  readonly #organizationTokens = new Map<string, { organizationId: string; scopes: string[] }>();

  constructor(seed: {
    users: User[];
    clients: FixedClient[];
    organizationTokens: OrganizationToken[];
    lifetimes: Lifetimes;
    knownScopes: string[];
  }) {
    this.users = seed.users;
    this.lifetimes = { ...seed.lifetimes };
    for (const {
      id,
      secret: value,
      name = id,
      redirectUris,
      authMethod = 'client_secret_post',
      scopes,
    } of seed.clients) {
      this.clients.set(id, { id, secret: value, name, redirectUris, authMethod, scopes: scopes ?? seed.knownScopes });
    }
    for (const entry of seed.organizationTokens) {
      this.#organizationTokens.set(hash(entry.token), {
        organizationId: entry.organizationId ?? seed.users[0]?.organizations[0] ?? '',
        scopes: entry.scopes ?? seed.knownScopes,
      });
    }
  }

  addCode(authorization: Authorization): string {
    const code = secret('polar_ac_');
    this.#codes.set(hash(code), { authorization, expiresAt: Date.now() + this.lifetimes.codeSeconds * 1000 });
    return code;
  }

  /** What a code stands for, while it lives. */
  findCode(code: string): Authorization | undefined {
    const found = this.#codes.get(hash(code));
    return found && found.expiresAt > Date.now() ? found.authorization : undefined;
  }

  useCode(code: string): void {
    this.#codes.delete(hash(code));
  }

  rememberConsent(userId: string, clientId: string, scopes: string[]): void {
    const key = `${userId} ${clientId}`;
    this.#consents.set(key, new Set([...(this.#consents.get(key) ?? []), ...scopes]));
  }

  hasConsent(userId: string, clientId: string, scopes: string[]): boolean {
    const given = this.#consents.get(`${userId} ${clientId}`);
    return given !== undefined && scopes.every((scope) => given.has(scope));
  }

  issue(grant: Grant, origin: 'code' | 'refresh'): IssuedPair {
    const kind = grant.organizationId === undefined ? 'u' : 'o';
    const accessToken = secret(`polar_at_${kind}_`);
    const refreshToken = secret(`polar_rt_${kind}_`);
    const expiresIn =
      origin === 'code' ? this.lifetimes.accessTokenSeconds : this.lifetimes.refreshedAccessTokenSeconds;
    const issuedAt = Date.now();
    this.#pairs.add({
      ...grant,
      access: hash(accessToken),
      refresh: hash(refreshToken),
      issuedAt,
      expiresAt: issuedAt + expiresIn * 1000,
    });
    return { accessToken, refreshToken, expiresIn, scopes: grant.scopes };
  }

  /** Ends the pair of a refresh token at once and gives what it stood for. */
  takeRefreshToken(token: string, clientId: string): Grant | undefined {
    const pair = this.#find(token, 'refresh');
    if (pair?.clientId !== clientId) return undefined;
    this.#pairs.delete(pair);
    return pair;
  }

  peekRefreshToken(token: string): Grant | undefined {
    return this.#find(token, 'refresh');
  }

  ownerOf(token: string): TokenOwner | undefined {
    const organization = this.#organizationTokens.get(hash(token));
    if (organization) return { kind: 'organization', ...organization };
    const pair = this.#find(token, 'access');
    if (!pair || pair.expiresAt <= Date.now()) return undefined;
    return { kind: 'user', grant: pair, issuedAt: pair.issuedAt, expiresAt: pair.expiresAt };
  }

  /** Revoking either token of a pair ends both. */
  revoke(token: string, clientId: string): void {
    const pair = this.#find(token, 'access') ?? this.#find(token, 'refresh');
    if (pair?.clientId === clientId) this.#pairs.delete(pair);
  }

  /** Makes every access token expire now; refresh tokens live on. */
  expireAccessTokens(): number {
    for (const pair of this.#pairs) pair.expiresAt = 0;
    return this.#pairs.size;
  }

  /** Ends every login, as when people disconnect the client at Polar. */
  revokeAll(): number {
    const count = this.#pairs.size;
    this.#pairs.clear();
    this.#consents.clear();
    return count;
  }

  #find(token: string, kind: 'access' | 'refresh'): Pair | undefined {
    const wanted = hash(token);
    for (const pair of this.#pairs) if (pair[kind] === wanted) return pair;
    return undefined;
  }
}

function hash(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
