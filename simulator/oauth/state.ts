import { createHash } from 'node:crypto';
import type { Item } from '../document.ts';
import { secret } from '../ids.ts';
import type { ClientAuthMethod, FixedClient, Lifetimes, OrganizationToken } from '../options.ts';
import { notFound } from '../problems.ts';

export interface User {
  id: string;
  email: string;
  name: string;
  organizations: string[];
  /** Whether Polar refuses everything that the person's tokens do. */
  isBlocked?: boolean;
}

export interface Client {
  id: string;
  secret: string;
  name: string;
  authMethod: ClientAuthMethod;
  redirectUris: string[];
  scopes: string[];
  createdAt: string;
  /** Its registration (RFC 7591), and the token to manage it with (RFC 7592). */
  registration?: { token: string; metadata: Item };
}

/** The login that an authorization code stands for. */
export interface Authorization {
  clientId: string;
  redirectUri: string;
  scopes: string[];
  userId: string;
  /** The ids that the person chose; none means all. */
  organizations: string[];
  challenge?: { value: string; method: 'plain' | 'S256' };
  nonce: string | null;
  /** In seconds. */
  authTime: number;
}

/** A token pair. It always belongs to a person, even if it is narrowed to one organization. */
interface Grant {
  clientId: string;
  userId: string;
  /** The organizations that it is narrowed to; none is all. */
  organizations: string[];
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

/** The person or organization that a bearer token speaks for. */
type TokenOwner = { kind: 'user'; grant: Grant } | { kind: 'organization'; organizationId: string; scopes: string[] };

/** Everything about logins. Secrets are kept as hashes, except where a client has to be told its own. */
export class OAuthState {
  users: User[];
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
    supportedScopes: string[];
  }) {
    this.users = seed.users;
    this.lifetimes = { ...seed.lifetimes };
    const createdAt = new Date().toISOString();
    for (const {
      id,
      secret: value,
      name = id,
      redirectUris,
      authMethod = 'client_secret_post',
      scopes,
    } of seed.clients) {
      const client = { id, secret: value, name, redirectUris, authMethod, createdAt };
      this.clients.set(id, { ...client, scopes: scopes ?? seed.supportedScopes });
    }
    for (const entry of seed.organizationTokens) {
      this.#organizationTokens.set(hash(entry.token), {
        organizationId: entry.organizationId ?? seed.users[0]?.organizations[0] ?? '',
        scopes: entry.scopes ?? seed.supportedScopes,
      });
    }
  }

  addCode(authorization: Authorization): string {
    const code = secret('polar_ac_');
    this.#codes.set(hash(code), { authorization, expiresAt: Date.now() + this.lifetimes.codeSeconds * 1000 });
    return code;
  }

  /** Finds the login of a code, while the code lives. */
  findCode(code: string): Authorization | undefined {
    const found = this.#codes.get(hash(code));
    return found && found.expiresAt > Date.now() ? found.authorization : undefined;
  }

  useCode(code: string): void {
    this.#codes.delete(hash(code));
  }

  /** The scopes of the last consent take the place of those before. */
  rememberConsent(userId: string, clientId: string, scopes: string[]): void {
    this.#consents.set(`${userId} ${clientId}`, new Set(scopes));
  }

  hasConsent(userId: string, clientId: string, scopes: string[]): boolean {
    const given = this.#consents.get(`${userId} ${clientId}`);
    return given !== undefined && scopes.every((scope) => given.has(scope));
  }

  issue(grant: Grant, origin: 'code' | 'refresh'): IssuedPair {
    const accessToken = secret('polar_at_u_');
    const refreshToken = secret('polar_rt_u_');
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

  /** Ends the pair of a refresh token at once. */
  endRefreshToken(token: string): void {
    const pair = this.#find(token, 'refresh');
    if (pair) this.#pairs.delete(pair);
  }

  peekRefreshToken(token: string): Grant | undefined {
    return this.#find(token, 'refresh');
  }

  ownerOf(token: string): TokenOwner | undefined {
    const organization = this.#organizationTokens.get(hash(token));
    if (organization) return { kind: 'organization', ...organization };
    const pair = this.#find(token, 'access');
    if (!pair || pair.expiresAt <= Date.now() || this.#isBlocked(pair.userId)) return undefined;
    return { kind: 'user', grant: pair };
  }

  /** The pair of either of its tokens, while its access token lives. */
  livePair(token: string): Pair | undefined {
    const pair = this.#find(token, 'access') ?? this.#find(token, 'refresh');
    return pair && pair.expiresAt > Date.now() ? pair : undefined;
  }

  /** Blocks a person as Polar does: refresh tokens still work, but their access tokens don't. */
  blockPerson(userId: string): void {
    this.#person(userId).isBlocked = true;
  }

  /** Takes a person out of an organization. A token that is narrowed to it then reaches nothing. */
  leaveOrganization(userId: string, organizationId: string): void {
    const person = this.#person(userId);
    person.organizations = person.organizations.filter((id) => id !== organizationId);
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

  #isBlocked(userId: string): boolean {
    return this.users.some((user) => user.id === userId && user.isBlocked === true);
  }

  #person(userId: string): User {
    const person = this.users.find((user) => user.id === userId);
    if (!person) throw notFound();
    return person;
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
