import type { OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import { encodeBase64Url } from 'hono/utils/encode';
import { KEPT_ANSWER_MIN_LEFT_SECONDS } from '../limits.ts';
import type { KeptAnswer } from './storage.ts';
import type { TokenRequest } from './token-request.ts';

/**
 * The key that a refresh's answer is sealed under (HKDF, RFC 5869), from everything that the answer depends on. So only
 * the same request by the same client opens it, and nothing that is stored does: the provider's own record of the
 * token is its SHA-256.
 */
export async function answerKey({ form, headers, clientId }: TokenRequest): Promise<string> {
  // An assertion is another one each time: for it, the client is authenticated again.
  const lasting = [...form].filter(([name]) => name !== 'client_assertion');
  const parameters = lasting.map((pair) => JSON.stringify(pair)).sort();
  const request = JSON.stringify([parameters, clientId, headers.get('Authorization'), headers.get('Origin')]);
  const encoder = new TextEncoder();
  const material = await crypto.subtle.importKey('raw', encoder.encode(request), 'HKDF', false, ['deriveBits']);
  const info = encoder.encode('polar-mcp/1 kept answer');
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return encodeBase64Url(await crypto.subtle.deriveBits(algorithm, material, 256));
}

export async function keep(response: Response): Promise<KeptAnswer> {
  const body = await response.json<KeptAnswer['body']>();
  return { body, headers: [...response.headers], expiresAt: Date.now() + body.expires_in * 1000 };
}

/** The answer once more, unless it is of no use any more: then the provider decides. */
export async function replay({ body, headers, expiresAt }: KeptAnswer, api: OAuthHelpers) {
  const left = Math.floor((expiresAt - Date.now()) / 1000);
  if (left < KEPT_ANSWER_MIN_LEFT_SECONDS) return undefined;
  // Gone when the grant was ended.
  if (!(await api.unwrapToken(body.access_token))) return undefined;
  return Response.json({ ...body, expires_in: left }, { headers });
}
