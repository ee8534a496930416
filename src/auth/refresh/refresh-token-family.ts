import { encodeBase64Url } from 'hono/utils/encode';
import { GRANT_KEYS, type GrantTokens, type KeptAnswer } from '../../connection/index.ts';
import { MCP_REFRESH_TOKEN_IDLE_SECONDS } from '../../limits.ts';
import type { GrantRequest } from './grant-request.ts';

/** How long a refresh token that was replaced gets its answer again: a client that lost it asks within seconds. */
export const ANSWER_KEPT_SECONDS = 120;

/**
 * How many refresh tokens of a grant are remembered: at two a day, those of 13 years. None is ever forgotten before its grant
 * ends, or a thief could refresh until the stolen token is. A grant that gets so far ends.
 */
export const MAX_REPLACED_TOKENS = 10_000;

/** The state of a refresh token in its grant. */
export type TokenState = 'unknown' | 'current' | 'replaced';

type Store = Pick<SyncKvStorage, 'get' | 'put'>;

/**
 * The refresh tokens of one grant, by their SHA-256 (RFC 9700 section 4.14.2). A token is replaced once its successor may have
 * been given to somebody, which is when both are written here, and not when the provider wrote it.
 *
 *   a token is                            because                                       a refresh with it
 *   unknown                               it is neither here nor in KV                  is refused; nothing ends
 *   current                               it was given last                             is the provider's to answer
 *   current                               nothing is here, and KV has it: the first     the same
 *                                         refresh, or a grant of an earlier version
 *   current, and KV has a newer one       the provider wrote, and the answer was lost   the same: the provider takes the
 *                                         before it was written here: nobody has it     token before as well
 *   current, and KV has an older one      KV is behind                                  is to be tried again
 *   replaced ANSWER_KEPT_SECONDS ago      its successor was given                       is answered as before, if it is the same
 *   at most, and none after it                                                          request; another ends the grant
 *   replaced before that, or before       the same                                      ends the grant
 *   another
 *
 * One refresh writes all of it together, so a crash leaves no state between two of these.
 */
export class RefreshTokenFamily {
  constructor(private readonly kv: Store) {}

  /** Undefined until the first refresh. */
  get tokens(): GrantTokens | undefined {
    return this.kv.get<GrantTokens>(GRANT_KEYS.tokens);
  }

  /** Whether it is full: then another refresh would make it forget. */
  get isFull(): boolean {
    return (this.tokens?.replaced ?? 0) >= MAX_REPLACED_TOKENS;
  }

  /** Until when the answer to the last refresh is given again, in milliseconds since 1970. */
  get answerEndsAt(): number {
    return (this.tokens?.givenAt ?? 0) + ANSWER_KEPT_SECONDS * 1000;
  }

  /** When the newest token ends, in milliseconds since 1970. */
  get endsAt(): number {
    return (this.tokens?.givenAt ?? 0) + MCP_REFRESH_TOKEN_IDLE_SECONDS * 1000;
  }

  /** A token of another client's is unknown to it. */
  stateOf({ tokenHash, clientId, seen }: GrantRequest): TokenState {
    const { tokens } = this;
    if (clientId !== (tokens ?? seen)?.clientId) return 'unknown';
    if (this.replacedAt(tokenHash) !== undefined) return 'replaced';
    return [tokens?.current, seen?.current, seen?.previous].includes(tokenHash) ? 'current' : 'unknown';
  }

  /** When it was replaced, in milliseconds since 1970. */
  replacedAt(tokenHash: string): number | undefined {
    return this.kv.get<number>(GRANT_KEYS.replaced + tokenHash);
  }

  /**
   * Writes down that a refresh was answered, without awaiting anything.
   *
   * @param current the SHA-256 of the new token
   * @param givenAt in milliseconds since 1970
   */
  replace({ tokenHash, clientId, seen }: GrantRequest, current: string, givenAt: number): void {
    // KV may still have had one that an earlier version replaced.
    const dead = new Set([tokenHash, this.tokens?.current, seen?.current, seen?.previous]);
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

interface Sealing {
  form: URLSearchParams;
  headers: Headers;
  clientId: string | undefined;
}

/**
 * The key that a refresh's answer is sealed under (HKDF, RFC 5869), from everything that the answer depends on. So only
 * the same request by the same client opens it, and nothing that is stored does: the provider's own record of the
 * token is its SHA-256.
 */
export async function answerKey({ form, headers, clientId }: Sealing): Promise<string> {
  // An assertion is another one each time, and the client was authenticated by it.
  const lasting = [...form].filter(([name]) => name !== 'client_assertion');
  const parameters = lasting.map((pair) => JSON.stringify(pair)).sort();
  const request = JSON.stringify([parameters, clientId, headers.get('Authorization'), headers.get('Origin')]);
  const encoder = new TextEncoder();
  const material = await crypto.subtle.importKey('raw', encoder.encode(request), 'HKDF', false, ['deriveBits']);
  const info = encoder.encode('polar-mcp/1 kept answer');
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return encodeBase64Url(await crypto.subtle.deriveBits(algorithm, material, 256));
}

/** @throws when it isn't the answer to a refresh */
export async function toKept(response: Response): Promise<KeptAnswer> {
  const body = await response.json<KeptAnswer['body']>();
  // Without it the next refresh could not be told from a stranger's.
  if (!body.refresh_token) throw new Error('The provider gave no refresh token');
  return { body, headers: [...response.headers], givenAt: Date.now() };
}

/** The answer once more. */
export function replay({ body, headers, givenAt }: KeptAnswer): Response {
  const agoSeconds = Math.max(0, Math.ceil((Date.now() - givenAt) / 1000));
  return Response.json({ ...body, expires_in: body.expires_in - agoSeconds }, { headers });
}
