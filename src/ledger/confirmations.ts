import { encodeBase64Url } from 'hono/utils/encode';
import { digest } from '../lib/sha256.ts';
import { CONFIRMATION_SECONDS, MAX_PROPOSALS } from '../limits.ts';
import { WRITE_KEYS, type WriteStore } from './store.ts';

const PREFIX = 'confirm_';
/** 144 bits. A multiple of three, so that base64url pads nothing. */
const TOKEN_BYTES = 18;

/** A token and the fingerprint that it confirms, as SHA-256 in hexadecimal: neither can be read back. */
export interface Proposal {
  token: string;
  fingerprint: string;
}

/** What is stored of a proposal. */
interface Kept {
  fingerprint: string;
  /** In milliseconds since 1970. */
  expiresAt: number;
}

/** A new token: `confirm_`, and random bits in base64url. */
export const newToken = () => PREFIX + encodeBase64Url(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)).buffer);

/** The token salts the fingerprint, so that nobody who reads the storage can try what was confirmed. */
export async function proposalOf(token: string, fingerprint: string): Promise<Proposal> {
  return { token: await digest(token), fingerprint: await digest(`${token}\n${fingerprint}`) };
}

/** Keeps a proposal. Those that have expired go, and the oldest of too many. */
export function keep(store: WriteStore, { token, fingerprint }: Proposal, now: number): void {
  const old = [...store.list<Kept>({ prefix: WRITE_KEYS.proposal })].sort(([, a], [, b]) => b.expiresAt - a.expiresAt);
  old.forEach(([key, { expiresAt }], index) => {
    if (expiresAt <= now || index >= MAX_PROPOSALS - 1) store.delete(key);
  });
  const kept: Kept = { fingerprint, expiresAt: now + CONFIRMATION_SECONDS * 1000 };
  store.put(WRITE_KEYS.proposal + token, kept);
}

/**
 * Uses a proposal up when it confirms. Another fingerprint leaves it: a slip in an argument takes back no yes, and what
 * was shown is still all that the token can confirm.
 *
 * @returns why it confirms nothing, or undefined when it does
 */
export function take(
  store: WriteStore,
  { token, fingerprint }: Proposal,
  now: number,
): 'unknown' | 'expired' | 'changed' | undefined {
  const key = WRITE_KEYS.proposal + token;
  const kept = store.get<Kept>(key);
  if (!kept) return 'unknown';
  const isExpired = kept.expiresAt <= now;
  if (!isExpired && kept.fingerprint !== fingerprint) return 'changed';
  store.delete(key);
  return isExpired ? 'expired' : undefined;
}
