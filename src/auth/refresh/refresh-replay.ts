import { encodeBase64Url } from 'hono/utils/encode';
import type { KeptAnswer } from '../../connection/index.ts';
import type { TokenRequest } from './token-request.ts';

type Sealing = Pick<TokenRequest, 'form' | 'headers' | 'clientId'>;

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
