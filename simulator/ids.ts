import { createHash, randomBytes } from 'node:crypto';

/** A UUID of version 4's form that depends on nothing but the name, so that two runs agree on it. */
export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4] ?? '8';
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

/** An unguessable value behind one of Polar's prefixes. */
export function secret(prefix: string): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** Shows enough of a token to tell two apart, and nothing to use. */
export function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 12);
}
