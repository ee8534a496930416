import { bearerOf, invalidToken, unauthorized } from '../access.ts';
import type { OAuthState } from './state.ts';

/** The only place where a client learns who logged in. It wants no scope, and an organization's token is a bad one. */
export function userinfo(state: OAuthState, headers: Headers): object {
  const token = bearerOf(headers);
  if (token === undefined) throw unauthorized();
  const owner = state.ownerOf(token);
  if (owner?.kind !== 'user') throw invalidToken();
  return personOf(state, owner.grant.userId, owner.grant.scopes);
}

/** Describes a person as far as the scopes allow. */
export function personOf(state: OAuthState, userId: string, scopes: string[]): object {
  const user = state.users.find((entry) => entry.id === userId);
  return { sub: userId, ...(user && scopes.includes('email') && { email: user.email, email_verified: true }) };
}
