import { logError } from '../observability/index.ts';
import { KV_COPY_MAX_SECONDS, tokenCopyKey } from './storage.ts';

/** KV refuses a shorter expiration. */
const KV_MIN_TTL_SECONDS = 60;

/**
 * The sealed copy of a connection's access token in KV. Failures are only logged: without the copy, or with an old one, calls ask the
 * connection's object.
 */
export class TokenCopy {
  readonly #kv: KVNamespace;
  readonly #key: string;
  /** Ends when every write until now has ended. */
  #writing: Promise<void> = Promise.resolve();

  constructor(kv: KVNamespace, connectionId: string) {
    this.#kv = kv;
    this.#key = tokenCopyKey(connectionId);
  }

  /** Writes it, after what is being written. @param secondsLeft until the token expires */
  write(sealed: string, secondsLeft: number): Promise<void> {
    const expirationTtl = Math.min(Math.max(KV_MIN_TTL_SECONDS, Math.floor(secondsLeft)), KV_COPY_MAX_SECONDS);
    this.#writing = this.#writing.then(() => attempt(() => this.#kv.put(this.#key, sealed, { expirationTtl })));
    return this.#writing;
  }

  /** Resolves when it is written, or has failed to be. */
  written(): Promise<void> {
    return this.#writing;
  }

  async remove(): Promise<void> {
    // A copy that is still being written would be left.
    await this.#writing;
    await attempt(() => this.#kv.delete(this.#key));
  }
}

async function attempt(change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    logError('kv_copy_failed', error);
  }
}
