import { decodeBase64Url, encodeBase64Url } from 'hono/utils/encode';
import type { Config } from '../config/index.ts';

/** AES-GCM uses nonces of 96 bits. */
const NONCE_BYTES = 12;
const KEY_BYTES = 32;

/** A new key: 256 random bits, base64url. */
export function generateKey(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(KEY_BYTES)).buffer);
}

/**
 * Derives a key for one purpose from the operator's secret (HKDF, RFC 5869). A new secret makes another key.
 *
 * @param purpose unique to this use of the secret
 */
export async function deriveKey(secret: string, purpose: string): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const material = await crypto.subtle.importKey('raw', bytes(secret), 'HKDF', false, ['deriveBits']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: bytes(`polar-mcp/1 ${purpose}`) };
  return encodeBase64Url(await crypto.subtle.deriveBits(hkdf, material, 8 * KEY_BYTES));
}

/**
 * Encrypts and authenticates a value for storage: AES-256-GCM (NIST SP 800-38D) of its JSON, with a fresh nonce each time. The
 * context is authenticated but not stored, so a value that was sealed for one place doesn't open in another.
 *
 * @returns `base64url(nonce ‖ ciphertext ‖ tag)`
 */
export async function seal(key: string, context: string, value: unknown): Promise<string> {
  const sealed = await sealBytes(key, context, new TextEncoder().encode(JSON.stringify(value)));
  return encodeBase64Url(sealed.buffer);
}

/** Seals bytes as `seal` does a value, and returns `nonce || ciphertext || tag`. */
export async function sealBytes(key: string, context: string, plain: Uint8Array): Promise<Uint8Array> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(algorithm(nonce, context), await importKey(key), plain);
  const bytes = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  bytes.set(nonce);
  bytes.set(new Uint8Array(sealed), NONCE_BYTES);
  return bytes;
}

/** Opens what `seal` returned. Returns undefined for another text, key or context. Never throws. */
export async function open<T>(key: string, context: string, text: string): Promise<T | undefined> {
  try {
    const plain = await openBytes(key, context, decodeBase64Url(text));
    return plain && (JSON.parse(new TextDecoder().decode(plain)) as T);
  } catch {
    return undefined;
  }
}

/** Opens what `sealBytes` returned. Returns undefined for other bytes, or another key or context. Never throws. */
export async function openBytes(key: string, context: string, bytes: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const sealed = bytes.subarray(NONCE_BYTES);
    return new Uint8Array(await crypto.subtle.decrypt(algorithm(nonce, context), await importKey(key), sealed));
  } catch {
    return undefined;
  }
}

const algorithm = (nonce: Uint8Array, context: string) => ({
  name: 'AES-GCM',
  iv: nonce,
  additionalData: new TextEncoder().encode(context),
});

function importKey(key: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', decodeBase64Url(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** Binds a sealed value to its place. The environment is part of it, so that no sandbox token reaches the live API. */
export function sealContext(
  config: Config,
  kind: 'pair' | 'token' | 'answer' | 'revocation' | 'call' | 'file',
  objectId: string,
): string {
  return `polar-mcp/1 ${kind} ${config.polarEnvironment} ${objectId}`;
}
