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
];

/** Every scope that Polar knows. */
export function knownScopes(document: ApiDocument): string[] {
  return [...new Set([...IDENTITY, ...OTHERS, ...document.operations.flatMap((operation) => operation.scopes)])];
}

export function splitScope(scope: string | null | undefined): string[] {
  return [...new Set((scope ?? '').split(' ').filter((entry) => entry !== ''))];
}
