import type { webcrypto } from 'node:crypto';

/** The issuer is the same in every environment, and so does not match the host of the discovery document. */
export const ISSUER = 'https://polar.sh';
export const SIGNING_ALGORITHM = 'ES256';
const KEY_ID = 'simulator';
const ID_TOKEN_SECONDS = 3600;

/** Signs id tokens, with a key that is made when first needed. */
export class IdTokenSigner {
  #keys: Promise<webcrypto.CryptoKeyPair> | undefined;

  /** RFC 7517. */
  async jwks(): Promise<object> {
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', (await this.#pair()).publicKey);
    return { keys: [{ kty, crv, x, y, kid: KEY_ID, use: 'sig', alg: SIGNING_ALGORITHM }] };
  }

  async sign(claims: { sub: string; aud: string; nonce?: string }): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const header = encode({ alg: SIGNING_ALGORITHM, typ: 'JWT', kid: KEY_ID });
    const payload = encode({ iss: ISSUER, ...claims, iat: now, auth_time: now, exp: now + ID_TOKEN_SECONDS });
    const signed = new TextEncoder().encode(`${header}.${payload}`);
    const { privateKey } = await this.#pair();
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, signed);
    return `${header}.${payload}.${Buffer.from(signature).toString('base64url')}`;
  }

  #pair(): Promise<webcrypto.CryptoKeyPair> {
    this.#keys ??= crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    return this.#keys;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
