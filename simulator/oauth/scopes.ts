import type { ApiDocument } from '../document.ts';

const IDENTITY = ['openid', 'profile', 'email'];
/** Known to Polar, though no merchant operation that is kept here asks for them. */
const OTHERS = [
  'user:read',
  'user:write',
  'transactions:read',
  'transactions:write',
  'payouts:read',
  'payouts:write',
  'member_sessions:write',
  'wallets:read',
  'wallets:write',
  'customer_portal:read',
  'customer_portal:write',
  'notifications:read',
  'notifications:write',
  'notification_recipients:read',
  'notification_recipients:write',
];
/** A login may ask for these; no client may register them, so that no token ever has them. */
const RESERVED = ['organization_access_tokens:read', 'organization_access_tokens:write'];

/** Every scope that a client may register. */
export function supportedScopes(document: ApiDocument): string[] {
  return [...new Set([...IDENTITY, ...OTHERS, ...document.operations.flatMap((operation) => operation.scopes)])];
}

/** Whether Polar has such a scope, for whomever. `offline_access` isn't one: refresh tokens come without it. */
export function isKnownScope(scope: string, supported: string[]): boolean {
  return supported.includes(scope) || RESERVED.includes(scope);
}

export function splitScope(scope: string | null | undefined): string[] {
  return [...new Set((scope ?? '').split(' ').filter((entry) => entry !== ''))];
}
