import { createHash, type webcrypto } from 'node:crypto';

/** The issuer is the same in every environment, and so does not match the host of the discovery document. */
export const ISSUER = 'https://polar.sh';
export const SIGNING_ALGORITHM = 'RS256';
/** In the key set alone: the ID token's header has no `kid`. */
const KEY_ID = 'polar_dev';
const KEY = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const ID_TOKEN_SECONDS = 3600;

/** One for all simulators of a process: an RSA key takes long to make. */
let keys: Promise<webcrypto.CryptoKeyPair> | undefined;

function keyPair(): Promise<webcrypto.CryptoKeyPair> {
  const publicExponent = new Uint8Array([1, 0, 1]);
  keys ??= crypto.subtle.generateKey({ ...KEY, modulusLength: 2048, publicExponent }, true, ['sign', 'verify']);
  return keys;
}

/** RFC 7517. */
export async function jwks(): Promise<object> {
  const { n, e, kty } = await crypto.subtle.exportKey('jwk', (await keyPair()).publicKey);
  return { keys: [{ n, e, kty, kid: KEY_ID }] };
}

interface IdTokenClaims {
  clientId: string;
  /** The time of the login, in seconds since 1970. */
  authTime: number;
  /** `null` if none was sent: the token carries that. */
  nonce: string | null;
  accessToken: string;
  /** `sub`, and the other claims that the scopes allow. */
  person: object;
}

/** OpenID Connect Core section 2. */
export async function signIdToken({ clientId, authTime, nonce, accessToken, person }: IdTokenClaims): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const header = encode({ typ: 'JWT', alg: SIGNING_ALGORITHM });
  const payload = encode({
    iss: ISSUER,
    exp: now + ID_TOKEN_SECONDS,
    iat: now,
    auth_time: authTime,
    aud: [clientId],
    nonce,
    at_hash: halfHash(accessToken),
    ...person,
  });
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  const signature = await crypto.subtle.sign(KEY, (await keyPair()).privateKey, signed);
  return `${header}.${payload}.${Buffer.from(signature).toString('base64url')}`;
}

/** OpenID Connect Core section 3.1.3.6. */
function halfHash(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
