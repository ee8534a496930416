import type { Clock } from './jobs.ts';

/** A client that exists without being registered. */
export interface FixedClient {
  id: string;
  secret: string;
  redirectUris: string[];
  name?: string;
  /** How it must authenticate at the token endpoint. Default: `client_secret_post`. */
  authMethod?: ClientAuthMethod;
  /** The scopes it may ask for. Default: every scope. */
  scopes?: string[];
}

export type ClientAuthMethod = 'client_secret_basic' | 'client_secret_post' | 'none';

/** An organization access token that exists from the start. */
export interface OrganizationToken {
  /** Starts with `polar_oat_`. */
  token: string;
  /** Default: the first seeded organization. */
  organizationId?: string;
  /** Default: every scope. */
  scopes?: string[];
}

export interface Lifetimes {
  codeSeconds: number;
  /** From the authorization code grant. */
  accessTokenSeconds: number;
  /** From a refresh. */
  refreshedAccessTokenSeconds: number;
}

export const DEFAULT_LIFETIMES: Lifetimes = {
  codeSeconds: 300,
  accessTokenSeconds: 864_000,
  refreshedAccessTokenSeconds: 3600,
};

/** Settings for tests that want another Polar than the one that was seen. */
export interface OAuthSettings {
  /** The ID token carries `nonce: null` though a nonce was sent, as if Polar had lost it. */
  dropsNonce: boolean;
  /** The effect of `Polar-Organization`. It was seen ignored; that it is honoured is assumed from later source. */
  organizationHeader: 'ignored' | 'honoured';
}

export const DEFAULT_OAUTH_SETTINGS: OAuthSettings = { dropsNonce: false, organizationHeader: 'ignored' };

export interface SimulatorOptions {
  /** 0 takes any free port. Default: 0. */
  port?: number;
  /** Default: `127.0.0.1`. The control routes have no other protection. */
  host?: string;
  /** Default: one client, see `DEFAULT_CLIENT`. */
  clients?: FixedClient[];
  /** Default: `DEFAULT_ORGANIZATION_TOKEN`, which may do everything, and `POWERLESS_ORGANIZATION_TOKEN`. */
  organizationTokens?: OrganizationToken[];
  lifetimes?: Partial<Lifetimes>;
  /** The settings after a reset. Default: Polar as it was seen. */
  oauth?: Partial<OAuthSettings>;
  /** Requests a minute for each OAuth client (or organization). 0, the default, is no limit. */
  requestsPerMinute?: number;
  /** The clock that Polar's background jobs run by. Default: `manual`, as tests need it. */
  clock?: Clock;
  /** The shop has a history that ends at this instant (ISO 8601, UTC). Default: it is small, and stands still in the past. */
  livesUntil?: string;
  /** Receives the console lines: broken invariants and unexpected failures. Default: `console.error`. */
  log?: (line: string) => void;
}

/** Values for tests and for a first start on one machine; they open nothing anywhere else. */
export const DEFAULT_CLIENT: FixedClient = {
  id: 'polar_ci_simulator',
  secret: 'polar_cs_simulator',
  name: 'Simulated client',
  redirectUris: ['http://localhost:8787/oauth/callback', 'http://127.0.0.1:8787/oauth/callback'],
};

export const DEFAULT_ORGANIZATION_TOKEN: OrganizationToken = { token: 'polar_oat_simulator' };

/** This token has no scope, so every operation refuses it. */
export const POWERLESS_ORGANIZATION_TOKEN: OrganizationToken = { token: 'polar_oat_lacking', scopes: [] };
