import { deriveKey, GRANT_KEYS, type GrantTokens, type RefreshReplay } from '../../connection/index.ts';
import { MCP_REFRESH_TOKEN_IDLE_SECONDS } from '../../limits.ts';
import type { GrantRequest } from './grant-request.ts';

/** How long a replaced refresh token gets the same answer again. A client that lost the answer repeats its request within seconds. */
export const REFRESH_REPLAY_SECONDS = 120;

/**
 * A grant's object remembers this many replaced tokens: those of 13 years, at two refreshes a day. Then the grant ends, because a
 * thief could refresh with a forgotten token.
 */
export const MAX_REPLACED_TOKENS = 10_000;

type TokenState = 'unknown' | 'current' | 'replaced';

/**
 * The refresh tokens of one grant, by their SHA-256 (RFC 9700 section 4.14.2). A token counts as replaced when its successor may
 * have reached somebody: both are written here at that time, which is later than the provider's own write.
 *
 *   a token is                             because                                       a refresh with it
 *   unknown                                neither this object nor KV has it             is refused; nothing ends
 *   current                                it was given last                             goes to the provider
 *   current                                nothing is here, and KV has it: the first     goes to the provider
 *                                          refresh, or a grant of an earlier version
 *   current, and KV has a newer one        the provider wrote it, and a failure came     goes to the provider, which takes the
 *                                          before this object's write: nobody has it     previous token too
 *   current, and KV has an older one       KV is behind                                  gets 503, to try again
 *   replaced within the last               its successor was given                       gets the same answer, if the request
 *   REFRESH_REPLAY_SECONDS, by the current                                               is the same; else it ends the grant
 *   replaced earlier                       its successor was given                       ends the grant
 *
 * A refresh writes all of this together, so a crash leaves no state between two rows.
 */
export class RefreshTokenFamily {
  constructor(private readonly kv: Pick<SyncKvStorage, 'get' | 'put'>) {}

  /** Undefined until the first refresh. */
  get tokens(): GrantTokens | undefined {
    return this.kv.get<GrantTokens>(GRANT_KEYS.tokens);
  }

  get isFull(): boolean {
    return (this.tokens?.replaced ?? 0) >= MAX_REPLACED_TOKENS;
  }

  /** In milliseconds since 1970, like all times here. */
  get replayEndsAt(): number {
    return (this.tokens?.givenAt ?? 0) + REFRESH_REPLAY_SECONDS * 1000;
  }

  /** When the newest token expires. */
  get endsAt(): number {
    return (this.tokens?.givenAt ?? 0) + MCP_REFRESH_TOKEN_IDLE_SECONDS * 1000;
  }

  /** The token of another client is `unknown`. */
  stateOf({ tokenHash, clientId, snapshot }: GrantRequest): TokenState {
    const { tokens } = this;
    if (clientId !== (tokens ?? snapshot)?.clientId) return 'unknown';
    if (this.replacedAt(tokenHash) !== undefined) return 'replaced';
    return [tokens?.current, snapshot?.current, snapshot?.previous].includes(tokenHash) ? 'current' : 'unknown';
  }

  replacedAt(tokenHash: string): number | undefined {
    return this.kv.get<number>(GRANT_KEYS.replaced + tokenHash);
  }

  /**
   * Records the answer to a refresh. It awaits nothing, so that the caller's other writes happen together with it.
   *
   * @param current the SHA-256 of the new token
   */
  rotate({ tokenHash, clientId, snapshot }: GrantRequest, current: string, givenAt: number): void {
    // KV may still have a token that this object never saw: an earlier version replaced it.
    const dead = new Set([tokenHash, this.tokens?.current, snapshot?.current, snapshot?.previous]);
    dead.delete(current);
    let replaced = this.tokens?.replaced ?? 0;
    for (const hash of dead) {
      if (hash === undefined || this.replacedAt(hash) !== undefined) continue;
      this.kv.put(GRANT_KEYS.replaced + hash, givenAt);
      replaced++;
    }
    this.kv.put(GRANT_KEYS.tokens, { clientId, current, givenAt, replaced } satisfies GrantTokens);
  }
}

/**
 * Derives the key that seals the answer to a refresh (HKDF, RFC 5869), from everything that the answer depends on. Only the same
 * request by the same client opens it. Nothing stored opens it: the provider stores only the SHA-256 of the token.
 */
export async function deriveReplayKey(form: URLSearchParams, headers: Headers, clientId: string): Promise<string> {
  // Each request has a new assertion, and the provider has already checked it.
  const lasting = [...form].filter(([name]) => name !== 'client_assertion');
  const parameters = lasting.map((pair) => JSON.stringify(pair)).sort();
  const request = JSON.stringify([parameters, clientId, headers.get('Authorization'), headers.get('Origin')]);
  return deriveKey(request, 'kept answer');
}

/** @throws Error if it isn't the answer to a refresh */
export async function toReplay(response: Response): Promise<RefreshReplay> {
  const body = await response.json<RefreshReplay['body']>();
  // Without the new token, this object couldn't tell the client's next refresh from a stranger's.
  if (!body.refresh_token) throw new Error('The provider gave no refresh token');
  return { body, headers: [...response.headers], givenAt: Date.now() };
}

export function replayResponse({ body, headers, givenAt }: RefreshReplay): Response {
  const agoSeconds = Math.max(0, Math.ceil((Date.now() - givenAt) / 1000));
  return Response.json({ ...body, expires_in: body.expires_in - agoSeconds }, { headers });
}
