import { type Config, readConfig } from '../config/index.ts';
import { ConnectionWrites, type LedgerOfConnection, type Remote } from '../ledger/index.ts';
import { NEW_TOKEN_MS } from '../limits.ts';
import { log, runInRequest } from '../observability/index.ts';
import { PolarFailure, type PolarFailureReason } from '../polar/index.ts';
import { readRefreshResponse, requestRefresh } from '../polar-oauth/index.ts';
import { type Args, ChangesObject } from './changes-object.ts';
import { endExports } from './export-files.ts';
import { beginRevocation, revokeBefore, revokeOnFailure } from './polar-revocation.ts';
import { open, seal, sealContext } from './sealing.ts';
import {
  type AccessToken,
  CONNECTION_IDLE_SECONDS,
  IDLE_END_KEY,
  isUsable,
  mayBeUncommitted,
  PAIR_KEY,
  type TokenPair,
  wasJustIssued,
} from './storage.ts';
import { TokenCopy } from './token-copy.ts';

/** The answer of `token`. It is plain data, because a thrown class doesn't survive RPC. */
export type TokenResult =
  | ({ ok: true } & AccessToken)
  | { ok: false; reason: PolarFailureReason; retryAfterSeconds?: number };

/**
 * One person's connection to Polar: the sole owner and writer of its token pair.
 *
 * Polar's refresh token works once, with no grace. So this object refreshes once at a time, and all callers who wait get
 * the same answer. The pair is stored sealed under a key that the object never keeps: each call brings the key.
 *
 * The object also keeps the connection's confirmations and changes (src/ledger/connection-writes.ts), because only a single
 * object can make sure that a confirmation is used once.
 *
 * Methods that log take the caller's request id. During a refresh for several callers, the log has the first one's id.
 *
 * While a deployment rolls out, the Worker of one version calls objects of another. So the public methods keep their names, and a
 * new parameter comes last.
 */
export class Connection extends ChangesObject implements Remote<LedgerOfConnection> {
  #refreshing: Promise<TokenResult> | undefined;
  #ending: Promise<void> | undefined;
  readonly #copy = new TokenCopy(this.env.OAUTH_KV, this.ctx.storage.kv);

  /** Stores the pair of a login. */
  create(key: string, pair: TokenPair, requestId?: string): Promise<void> {
    return runInRequest(requestId, () => this.#store(readConfig(this.env), key, pair));
  }

  /**
   * Keeps a copy of the access token for a grant's calls from now on. Without one, they ask this object.
   *
   * @param grant its name
   */
  keepCopyFor(grant: string, key: string, requestId?: string): Promise<void> {
    return runInRequest(requestId, async () => {
      if (this.#copy.grant === grant) return;
      const config = readConfig(this.env);
      const sealed = this.#sealed();
      const pair = sealed && (await open<TokenPair>(key, this.#context(config, 'pair'), sealed));
      // The connection has ended, another caller was first, or a newer pair is stored: then the next call brings the grant again.
      if (!pair || this.#ending || this.#sealed() !== sealed || this.#copy.grant === grant) return;
      this.#copy.grant = grant;
      await this.#copy.write(key, this.#context(config, 'token'), pair);
    });
  }

  /**
   * Gives an access token for a call to Polar. A token that is about to expire is refreshed first.
   *
   * @param refused the token that Polar just refused. The caller gets it again only if it may have been too new
   * @param isReplacement the refused token had just replaced another in the same call
   * @param grant the name of the caller's
   */
  token(
    key: string,
    refused?: string,
    requestId?: string,
    isReplacement = false,
    grant?: string,
  ): Promise<TokenResult> {
    return runInRequest(requestId, async () => {
      const result = await this.#token(key, refused, isReplacement);
      if (grant !== undefined) this.ctx.waitUntil(this.keepCopyFor(grant, key, requestId));
      return result;
    });
  }

  async #token(key: string, refused?: string, isReplacement = false): Promise<TokenResult> {
    const config = readConfig(this.env);
    const sealed = this.#sealed();
    const pair = sealed && (await open<TokenPair>(key, this.#context(config, 'pair'), sealed));
    // The connection has ended, or its pair is sealed with another key or in another environment: the caller can't use it.
    if (!pair || this.#ending) return { ok: false, reason: 'ended' };
    if (isUsable(pair) && pair.accessToken !== refused) return answer(pair);
    // A token that was issued for this call gets a second chance, however long the refusal took.
    if (isUsable(pair) && (mayBeUncommitted(pair) || (isReplacement && wasJustIssued(pair)))) {
      await scheduler.wait(NEW_TOKEN_MS);
      return this.#token(key);
    }

    // Nothing is awaited between this check and the start of a refresh, so two refreshes can't run at once.
    if (!this.#refreshing && this.#sealed() !== sealed) return this.#token(key, refused, isReplacement);
    // Only a pair that Polar refused counts. A pair that Polar accepted, and that expires now, says nothing of the next.
    const followsRefused = pair.accessToken === refused && pair.refusedWhenNew === true;
    this.#refreshing ??= this.#refresh(config, key, pair, followsRefused).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /**
   * Reports that Polar refused a new token twice. The second such token in a row ends the connection: Polar keeps renewing
   * the tokens of an account that it has blocked.
   *
   * @returns whether the connection has ended
   */
  freshTokenRefused(key: string, refused: string, requestId?: string): Promise<boolean> {
    return runInRequest(requestId, async () => {
      const config = readConfig(this.env);
      const sealed = this.#sealed();
      const pair = sealed && (await open<TokenPair>(key, this.#context(config, 'pair'), sealed));
      if (!pair || this.#ending) return true;
      // Another call has reported it, or a newer pair is stored.
      const isCurrent = pair.accessToken === refused && this.#sealed() === sealed && !this.#refreshing;
      if (!isCurrent || !wasJustIssued(pair) || pair.refusedWhenNew) return false;
      if (!pair.followsRefused) {
        await this.#store(config, key, { ...pair, refusedWhenNew: true }, sealed);
        return false;
      }
      log('account_refused_at_polar');
      await this.#endOnce(key, false);
      return true;
    });
  }

  /** Keeps the pair for another CONNECTION_IDLE_SECONDS, because a client has refreshed its own token. */
  async touch(): Promise<void> {
    if (this.#sealed()) await this.#keepAlive();
  }

  /** Whether the connection has not ended. Ask after you store what ends with it: its end deletes only what is there. */
  async isOpen(): Promise<boolean> {
    return this.#sealed() !== undefined;
  }

  async proposeWrite(...args: Args<'proposeWrite'>): Promise<boolean> {
    const isKept = this.writes()?.proposeWrite(...args) ?? false;
    this.#endLogins();
    await this.#wakeToForget();
    await this.ctx.storage.sync();
    return isKept;
  }

  async withdrawWrite(...args: Args<'withdrawWrite'>): Promise<void> {
    this.writes()?.withdrawWrite(...args);
    this.#endLogins();
  }

  async finishWrite(...args: Args<'finishWrite'>): Promise<boolean> {
    const isFirst = this.writes()?.finishWrite(...args) ?? false;
    this.#endLogins();
    return isFirst;
  }

  /**
   * Ends the connection and erases everything of it here. With the key, it also revokes the pair at Polar.
   * @param grant the name of its grant: an end that was interrupted no longer knows it
   */
  end(key?: string, requestId?: string, grant?: string): Promise<void> {
    return runInRequest(requestId, () => this.#endOnce(key, true, grant));
  }

  #endOnce(key?: string, waitsForPolar = true, grant?: string): Promise<void> {
    this.#ending ??= this.#end(key, waitsForPolar, grant).finally(() => {
      this.#ending = undefined;
    });
    return this.#ending;
  }

  async #end(key: string | undefined, waitsForPolar: boolean, grant: string | undefined): Promise<void> {
    while (this.#refreshing) await this.#refreshing.catch(() => {});
    const config = readConfig(this.env);
    const sealed = this.#sealed();
    const pair = key && sealed ? await open<TokenPair>(key, this.#context(config, 'pair'), sealed) : undefined;
    // A pasted token belongs to its organization, so it isn't revoked. The revocation is stored before the pair is erased.
    const isPolars = pair && pair.refreshToken !== undefined;
    this.#endLogins(true);
    const beginAttempt = isPolars ? await beginRevocation(this.env, pair.accessToken) : undefined;
    await this.#erase(grant);
    const revoking = beginAttempt?.();
    if (waitsForPolar) await revoking;
    else if (revoking) this.ctx.waitUntil(revoking);
  }

  /** Forgets the calls that nobody agreed to in time, or ends a connection that no client has used for CONNECTION_IDLE_SECONDS. */
  protected override async wake(): Promise<void> {
    const idleEnd = this.ctx.storage.kv.get<number>(IDLE_END_KEY);
    const writes = this.writes();
    if (idleEnd === undefined || idleEnd <= Date.now() || !writes) return this.end();
    this.#endLogins();
    writes.forgetExpired();
    if (writes.keptUntil() !== undefined) return this.#wakeToForget();
    this.ctx.storage.kv.delete(IDLE_END_KEY);
    await this.ctx.storage.setAlarm(idleEnd);
  }

  /** Revokes the tokens of the logins that no change needs any more. Each has an alarm, too. @param all the connection ends */
  #endLogins(all = false): void {
    const ended = this.writes()?.takeEndedLogins(all) ?? [];
    for (const revocation of ended) this.ctx.waitUntil(revokeBefore(this.env, revocation));
  }

  /** Sets the alarm for the end of the first call that is kept, and remembers when the connection would end. */
  async #wakeToForget(): Promise<void> {
    const keptUntil = this.writes()?.keptUntil();
    if (keptUntil === undefined) return;
    const alarm = await this.ctx.storage.getAlarm();
    const idleEnd = this.ctx.storage.kv.get<number>(IDLE_END_KEY) ?? alarm ?? idleEndFromNow();
    // A connection that has ended meanwhile stores nothing again.
    if (!this.#sealed() || idleEnd <= keptUntil) return;
    this.ctx.storage.kv.put(IDLE_END_KEY, idleEnd);
    await this.ctx.storage.setAlarm(keptUntil);
  }

  protected override writes(): ConnectionWrites | undefined {
    return this.#sealed() ? new ConnectionWrites(this.ctx.storage.kv) : undefined;
  }

  async #refresh(config: Config, key: string, old: TokenPair, followsRefused: boolean): Promise<TokenResult> {
    const { refreshToken } = old;
    if (refreshToken === undefined) return { ok: false, reason: 'ended' };
    try {
      // A storage failure must happen now, while the old pair is still good.
      await this.#keepAlive();
      const answered = await requestRefresh(config, refreshToken);
      const pair = await revokeOnFailure(this.env, answered.accessToken, async () => {
        const read = await readRefreshResponse(config, answered, refreshToken);
        await this.#store(config, key, followsRefused ? { ...read, followsRefused } : read);
        return read;
      });
      return answer(pair);
    } catch (error) {
      if (!(error instanceof PolarFailure)) throw error;
      const { reason, retryAfterSeconds } = error;
      log('refresh_failed', error.logFields);
      if (reason === 'ended') await this.#erase();
      return { ok: false, reason, retryAfterSeconds };
    }
  }

  /**
   * @param replaced the sealed pair that must still be stored. Otherwise nothing is written: the connection has ended, or has a
   * newer pair
   */
  async #store(config: Config, key: string, pair: TokenPair, replaced?: string): Promise<void> {
    const sealedPair = await seal(key, this.#context(config, 'pair'), pair);
    if (replaced !== undefined && this.#sealed() !== replaced) return;
    // The pair must be on disk before any caller gets it: it is the only copy, and the old pair no longer works.
    this.ctx.storage.kv.put(PAIR_KEY, sealedPair);
    await this.#keepAlive();
    await this.ctx.storage.sync();
    // A caller doesn't wait for the copy, because calls ask this object until it is there.
    this.ctx.waitUntil(this.#copy.write(key, this.#context(config, 'token'), pair));
  }

  async #keepAlive(): Promise<void> {
    const isForCall = this.ctx.storage.kv.get(IDLE_END_KEY) !== undefined;
    if (isForCall) this.ctx.storage.kv.put(IDLE_END_KEY, idleEndFromNow());
    else await this.ctx.storage.setAlarm(idleEndFromNow());
  }

  async #erase(grant = this.#copy.grant): Promise<void> {
    // Deleted before the first await, so that no refresh of this pair can start.
    this.ctx.storage.kv.delete(PAIR_KEY);
    await Promise.all([this.ctx.storage.deleteAlarm(), this.ctx.storage.deleteAll()]);
    await Promise.all([
      grant !== undefined && this.#copy.remove(grant),
      endExports(this.env, readConfig(this.env), this.#id),
    ]);
  }

  get #id(): string {
    return this.ctx.id.toString();
  }

  #sealed(): string | undefined {
    return this.ctx.storage.kv.get<string>(PAIR_KEY);
  }

  #context(config: Config, kind: 'pair' | 'token'): string {
    return sealContext(config, kind, this.#id);
  }
}

const idleEndFromNow = () => Date.now() + CONNECTION_IDLE_SECONDS * 1000;

const answer = ({ accessToken, expiresAt }: AccessToken): TokenResult => ({ ok: true, accessToken, expiresAt });
