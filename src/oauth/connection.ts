import { DurableObject } from 'cloudflare:workers';
import { type Config, type Env, readConfig } from '../config.ts';
import {
  CONNECTION_IDLE_SECONDS,
  KV_COPY_MAX_SECONDS,
  KV_MIN_TTL_SECONDS,
  NEW_TOKEN_MS,
  REVOCATION_KEPT_SECONDS,
} from '../limits.ts';
import { log, logError } from '../log.ts';
import { PolarFailure, type PolarFailureReason } from '../polar/failure.ts';
import { inRequest } from '../telemetry/scope.ts';
import { type Entry, WriteBook } from '../writes/book.ts';
import type { BeginAnswer, LedgerRefusal, Money, WriteEnd, WriteRecord } from '../writes/ledger.ts';
import type { Proposal } from '../writes/proposals.ts';
import { derivedKey, open, seal } from './seal.ts';
import { type AccessToken, isNew, kvKey, PAIR_KEY, REVOCATION_KEY, sealContext, type TokenPair } from './storage.ts';
import { isUsable, secondsLeft } from './token-life.ts';
import type { WaitingRevocation } from './waiting-revocation.ts';

/** Late, because the class is loaded with the Worker's first request, whatever it is for. */
const polarOAuth = () => import('./polar-oauth.ts');
const revocations = () => import('./waiting-revocation.ts');

/** What `token` answers. Plain data, because a thrown class doesn't survive RPC. */
export type TokenAnswer =
  | ({ ok: true } & AccessToken)
  | { ok: false; reason: PolarFailureReason; retryAfterSeconds?: number };

/**
 * One person's connection to Polar: the sole owner and writer of its token pair.
 *
 * Polar's refresh token works once, with no grace, so refreshes run here, one at a time, and everyone who waits gets
 * the same answer. The pair is stored sealed under a key that the object never keeps: each call brings it.
 *
 * What may log something takes the id of the request that it works for: one that waits for another's refresh finds that
 * one's id. What the connection keeps of its writes is here too (writes/book.ts), because only one object can count for all.
 */
export class Connection extends DurableObject<Env> {
  #refreshing: Promise<TokenAnswer> | undefined;

  /** Takes over the pair of a login. */
  create(key: string, pair: TokenPair, requestId?: string): Promise<void> {
    return inRequest(requestId, () => this.#store(readConfig(this.env), key, pair));
  }

  /**
   * An access token for a call to Polar, refreshed first when it is about to expire.
   * @param refused the token that Polar just refused: it is not given again, unless it was too new
   */
  token(key: string, refused?: string, requestId?: string): Promise<TokenAnswer> {
    return inRequest(requestId, () => this.#token(key, refused));
  }

  async #token(key: string, refused?: string): Promise<TokenAnswer> {
    const config = readConfig(this.env);
    const sealed = this.#sealed();
    const pair = sealed && (await open<TokenPair>(key, this.#context(config, 'pair'), sealed));
    // Ended, or sealed with another key or in another environment: to this caller it is the same.
    if (!pair) return { ok: false, reason: 'ended' };
    if (isUsable(pair) && pair.accessToken !== refused) return answer(pair);
    if (isUsable(pair) && isNew(pair)) {
      await scheduler.wait(NEW_TOKEN_MS);
      return this.#token(key);
    }

    // From here to #refreshing nothing is awaited, so nothing can come between the check and the start.
    if (!this.#refreshing && this.#sealed() !== sealed) return this.#token(key, refused);
    const followsRefused = pair.accessToken === refused && pair.refusedWhenNew === true;
    this.#refreshing ??= this.#refresh(config, key, pair, followsRefused).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /**
   * Hears that Polar refused a token as soon as it gave it, and again a moment later. The second such token in a row ends
   * the connection: Polar goes on to renew the tokens of an account that it has blocked.
   *
   * @returns whether the connection has ended
   */
  freshTokenRefused(key: string, refused: string, requestId?: string): Promise<boolean> {
    return inRequest(requestId, async () => {
      const config = readConfig(this.env);
      const sealed = this.#sealed();
      const pair = sealed && (await open<TokenPair>(key, this.#context(config, 'pair'), sealed));
      if (!pair) return true;
      const isOurs = pair.accessToken === refused && this.#sealed() === sealed && !this.#refreshing;
      // Another call was there before, or Polar may not know the token yet.
      if (!isOurs || pair.refusedWhenNew || isNew(pair)) return false;
      if (!pair.followsRefused) {
        await this.#store(config, key, { ...pair, refusedWhenNew: true });
        return false;
      }
      log('account_refused_at_polar');
      await this.#end(key);
      return true;
    });
  }

  /**
   * Takes over an access token that Polar must still take back, and of which nothing else is stored.
   */
  revokeLater(accessToken: string, requestId?: string): Promise<void> {
    return inRequest(requestId, () => this.#keepRevocation(readConfig(this.env), accessToken, 1));
  }

  /** A client of it is still there: what is stored stays for another CONNECTION_IDLE_SECONDS. */
  async touch(): Promise<void> {
    if (this.#sealed()) await this.#keepAlive();
  }

  async refusalOfWrite(refund?: Money): Promise<LedgerRefusal | undefined> {
    const book = this.#book();
    return book ? book.refusal(refund) : { ok: false, reason: 'ended' };
  }

  /** @returns false when the connection has ended: then nothing is kept */
  async proposeWrite(proposal: Proposal): Promise<boolean> {
    const book = this.#book();
    book?.propose(proposal);
    await this.ctx.storage.sync();
    return book !== undefined;
  }

  /** @param token the digest of a proposal's */
  async withdrawWrite(token: string): Promise<void> {
    this.#book()?.withdraw(token);
  }

  async beginWrite(entry: Entry): Promise<BeginAnswer> {
    const answer = this.#book()?.begin(entry) ?? { ok: false, reason: 'ended' };
    // On disk before anything is sent to Polar: what is forgotten could be spent again.
    await this.ctx.storage.sync();
    return answer;
  }

  async finishWrite(id: number, end: WriteEnd): Promise<void> {
    this.#book()?.finish(id, end);
  }

  async recentWrites(): Promise<WriteRecord[]> {
    return this.#book()?.recent() ?? [];
  }

  /** Ends the connection: nothing of it stays here. With its key, Polar is told too. */
  end(key?: string, requestId?: string): Promise<void> {
    return inRequest(requestId, () => this.#end(key));
  }

  async #end(key?: string): Promise<void> {
    while (this.#refreshing) await this.#refreshing.catch(() => {});
    const config = readConfig(this.env);
    const sealed = this.#sealed();
    await this.#erase();
    const pair = key && sealed && (await open<TokenPair>(key, this.#context(config, 'pair'), sealed));
    // A pasted token is its organization's, not ours to end.
    if (!pair || pair.refreshToken === undefined) return;
    // Kept before Polar is asked, so that it is made also when this object stops meanwhile.
    await this.#keepRevocation(config, pair.accessToken, 0);
    await this.#tryRevocation();
  }

  /** A revocation waits; or nobody refreshed, neither here nor its own token, for CONNECTION_IDLE_SECONDS. */
  override async alarm(): Promise<void> {
    if (this.ctx.storage.kv.get(REVOCATION_KEY) === undefined) await this.end();
    else await this.#tryRevocation();
  }

  async #keepRevocation(config: Config, accessToken: string, attempts: number): Promise<void> {
    const { retryDelayMs } = await revocations();
    const sealed = await seal(await revocationKey(config), this.#context(config, 'revocation'), accessToken);
    const endsAt = Date.now() + REVOCATION_KEPT_SECONDS * 1000;
    this.ctx.storage.kv.put(REVOCATION_KEY, { sealed, attempts, endsAt } satisfies WaitingRevocation);
    await this.ctx.storage.setAlarm(Date.now() + retryDelayMs(Math.max(1, attempts)));
    await this.ctx.storage.sync();
  }

  /** Asks Polar once more, and tries again later where it doesn't take it. */
  async #tryRevocation(): Promise<void> {
    const { isRevoked, retryDelayMs } = await revocations();
    const config = readConfig(this.env);
    const waiting = this.ctx.storage.kv.get<WaitingRevocation>(REVOCATION_KEY);
    if (!waiting) return;
    const token = await open<string>(await revocationKey(config), this.#context(config, 'revocation'), waiting.sealed);
    const isDone = token !== undefined && (await isRevoked(config, token));
    if (isDone || token === undefined || Date.now() >= waiting.endsAt) {
      // Another secret of the operator opens it no longer.
      if (!isDone) log('revocation_given_up');
      await this.ctx.storage.deleteAlarm();
      await this.ctx.storage.deleteAll();
      return;
    }
    const attempts = waiting.attempts + 1;
    this.ctx.storage.kv.put(REVOCATION_KEY, { ...waiting, attempts });
    await this.ctx.storage.setAlarm(Date.now() + retryDelayMs(attempts));
  }

  /** None without a pair, so that what is erased stays empty. Use it before anything is awaited. */
  #book(): WriteBook | undefined {
    return this.#sealed() ? new WriteBook(this.ctx.storage.kv, readConfig(this.env).writes.limits) : undefined;
  }

  async #refresh(config: Config, key: string, old: TokenPair, followsRefused: boolean): Promise<TokenAnswer> {
    if (old.refreshToken === undefined) return { ok: false, reason: 'ended' };
    const { refreshPair } = await polarOAuth();
    try {
      const pair = await refreshPair(config, old.refreshToken);
      await this.#store(config, key, followsRefused ? { ...pair, followsRefused } : pair);
      return answer(pair);
    } catch (error) {
      if (!(error instanceof PolarFailure)) throw error;
      const { reason, retryAfterSeconds } = error;
      log('refresh_failed', error.logFields);
      if (reason === 'ended') await this.#erase();
      return { ok: false, reason, retryAfterSeconds };
    }
  }

  async #store(config: Config, key: string, pair: TokenPair): Promise<void> {
    const { accessToken, expiresAt } = pair;
    const sealedPair = await seal(key, this.#context(config, 'pair'), pair);
    const sealedToken = await seal(key, this.#context(config, 'token'), { accessToken, expiresAt });
    // On disk before anybody hears of it: the old pair is dead, and this is the only copy.
    this.ctx.storage.kv.put(PAIR_KEY, sealedPair);
    await this.#keepAlive();
    await this.ctx.storage.sync();
    const expirationTtl = Math.min(Math.max(KV_MIN_TTL_SECONDS, Math.floor(secondsLeft(pair))), KV_COPY_MAX_SECONDS);
    await this.#kv(() => this.env.OAUTH_KV.put(kvKey(this.#id), sealedToken, { expirationTtl }));
  }

  #keepAlive(): Promise<void> {
    return this.ctx.storage.setAlarm(Date.now() + CONNECTION_IDLE_SECONDS * 1000);
  }

  /** Deletes what the connection stored, but for a revocation that waits. */
  async #erase(): Promise<void> {
    const { storage } = this.ctx;
    // Before anything is awaited, so that nobody starts to refresh what is going, and no revocation comes in between.
    if (storage.kv.get(REVOCATION_KEY) === undefined) {
      storage.kv.delete(PAIR_KEY);
      await Promise.all([storage.deleteAlarm(), storage.deleteAll()]);
    } else {
      for (const [name] of [...storage.kv.list()]) if (name !== REVOCATION_KEY) storage.kv.delete(name);
    }
    await this.#kv(() => this.env.OAUTH_KV.delete(kvKey(this.#id)));
  }

  /** KV holds a copy. Without it calls are slower, and with an old one Polar's 401 leads here: no reason to fail. */
  async #kv(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      logError('kv_copy_failed', error);
    }
  }

  get #id(): string {
    return this.ctx.id.toString();
  }

  #sealed(): string | undefined {
    return this.ctx.storage.kv.get<string>(PAIR_KEY);
  }

  #context(config: Config, kind: 'pair' | 'token' | 'revocation'): string {
    return sealContext(config, kind, this.#id);
  }
}

const revocationKey = ({ polarClientSecret }: Config) => derivedKey(polarClientSecret, 'waiting revocation');

const answer = ({ accessToken, expiresAt }: AccessToken): TokenAnswer => ({ ok: true, accessToken, expiresAt });
