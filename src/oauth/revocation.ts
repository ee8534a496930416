import type { OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import type { Env } from '../config.ts';
import { KV_WRITE_INTERVAL_MS } from '../limits.ts';
import { endConnection } from './connection-stub.ts';
import type { Props } from './storage.ts';
import type { TokenRequest } from './token-request.ts';

/** What the grant's object does for a revocation. */
interface Steps {
  /** The provider's answer. */
  ask: (request: TokenRequest) => Promise<Response>;
  /** Empties the object. */
  forget: () => Promise<void>;
}

/**
 * A client revokes one of its tokens (RFC 7009), and means the connection: the grant goes with all its tokens, and the
 * pair here and at Polar. The provider alone would end no more than the one access token, and know nothing of Polar.
 * Polar's failure keeps nothing alive here.
 */
export async function endGrant(api: OAuthHelpers, env: Env, request: TokenRequest, steps: Steps): Promise<Response> {
  const owned = await ownerOf(api, request, steps);
  if (owned instanceof Response) return owned;
  const results = await Promise.allSettled([
    revokeGrant(api, owned),
    steps.forget(),
    endConnection(env, owned.props.connectionId, owned.props.key),
  ]);
  // The client must not believe it. It can ask again.
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return revoked();
}

/**
 * The grant to end, for a client that the provider has authenticated; or the answer to one that has none to end. The
 * provider is asked once where that says enough: a signed assertion works once.
 */
async function ownerOf(api: OAuthHelpers, request: TokenRequest, { ask }: Steps): Promise<Owned | Response> {
  const owned = await byAccessToken(api, request);
  if (owned) {
    const response = await ask(request);
    return response.ok ? owned : response;
  }
  const refreshed = await ask(request.refreshing(request.token ?? ''));
  if (refreshed.ok) return (await byRefresh(api, refreshed)) ?? revoked();
  // RFC 7009 section 2.2: a token that isn't the client's, or none, is no error.
  const { error } = await refreshed.clone().json<{ error?: string }>();
  if (error === 'invalid_grant') return revoked();
  return error === 'invalid_client' ? refreshed : ask(request);
}

/** KV takes one write a second for a key, and the refresh just wrote the grant. */
async function revokeGrant(api: OAuthHelpers, { grantId, userId }: Owned): Promise<void> {
  try {
    await api.revokeGrant(grantId, userId);
  } catch {
    await scheduler.wait(KV_WRITE_INTERVAL_MS);
    await api.revokeGrant(grantId, userId);
  }
}

const revoked = () => new Response('', { status: 200, headers: { 'Cache-Control': 'no-store' } });

interface Owned {
  grantId: string;
  userId: string;
  props: Props;
}

/** Owned only if the provider then accepts the request. */
async function byAccessToken(api: OAuthHelpers, { token = '', clientId }: TokenRequest): Promise<Owned | undefined> {
  const opened = await api.unwrapToken<Props>(token);
  if (!opened || opened.grant.clientId !== clientId) return undefined;
  return { grantId: opened.grantId, userId: opened.userId, props: opened.grant.props };
}

/** Props open with an access token only, so one is taken for the refresh token: to the token's own client alone. */
async function byRefresh(api: OAuthHelpers, refreshed: Response): Promise<Owned | undefined> {
  const { access_token } = await refreshed.json<{ access_token: string }>();
  const opened = await api.unwrapToken<Props>(access_token);
  return opened ? { grantId: opened.grantId, userId: opened.userId, props: opened.grant.props } : undefined;
}
