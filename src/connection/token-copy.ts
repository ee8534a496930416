import { logError } from '../observability/index.ts';
import { seal } from './sealing.ts';
import { type AccessToken, GRANT_KEY, KV_COPY_MAX_SECONDS, secondsLeft, tokenCopyKey } from './storage.ts';

/** KV refuses a shorter expiration. */
const KV_MIN_TTL_SECONDS = 60;

/**
 * The sealed copy of a connection's access token in KV, for the grant that opens the connection. Failures are only logged: without the
 * copy, or with an old one, calls ask the connection's object.
 */
export class TokenCopy {
  readonly #kv: KVNamespace;
  readonly #stored: SyncKvStorage;
  /** Ends when every write until now has ended. */
  #writing: Promise<void> = Promise.resolve();

  /** @param stored the storage of the connection's object, which keeps the name of the grant */
  constructor(kv: KVNamespace, stored: SyncKvStorage) {
    this.#kv = kv;
    this.#stored = stored;
  }

  /** The name of the grant. Undefined until the login is over: then nothing is written. */
  get grant(): string | undefined {
    return this.#stored.get<string>(GRANT_KEY);
  }

  /** Keeps it for this grant from now on, under its name. */
  set grant(name: string) {
    this.#stored.put(GRANT_KEY, name);
  }

  /** Writes it, after what is being written. @param context of the seal */
  write(key: string, context: string, { accessToken, expiresAt }: AccessToken): Promise<void> {
    const { grant } = this;
    if (grant === undefined) return this.#writing;
    const write = async () => {
      const sealed = await seal(key, context, { accessToken, expiresAt } satisfies AccessToken);
      const seconds = Math.max(KV_MIN_TTL_SECONDS, Math.floor(secondsLeft({ expiresAt })));
      await this.#kv.put(tokenCopyKey(grant), sealed, { expirationTtl: Math.min(seconds, KV_COPY_MAX_SECONDS) });
    };
    this.#writing = this.#writing.then(() => attempt(write));
    return this.#writing;
  }

  async remove(grant: string): Promise<void> {
    // A copy that is still being written would be left.
    await this.#writing;
    await attempt(() => this.#kv.delete(tokenCopyKey(grant)));
  }
}

async function attempt(change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    logError('kv_copy_failed', error);
  }
}
