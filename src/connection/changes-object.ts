import { DurableObject } from 'cloudflare:workers';
import type { ConnectionWrites } from '../ledger/index.ts';
import { logError } from '../observability/index.ts';

export type Args<Name extends keyof ConnectionWrites> = Parameters<ConnectionWrites[Name]>;
export type Answer<Name extends keyof ConnectionWrites> = ReturnType<ConnectionWrites[Name]>;

const ALARM_RETRY_MS = 3_600_000;

/** The methods of a connection's object that only read and write its changes. */
export abstract class ChangesObject extends DurableObject<Env> {
  /** Without a pair there is none, so that erased storage stays empty. Call it before the first await. */
  protected abstract writes(): ConnectionWrites | undefined;

  /** Ends or forgets what is due, and sets the next alarm. */
  protected abstract wake(): Promise<void>;

  override async alarm(): Promise<void> {
    try {
      await this.wake();
    } catch (error) {
      // The platform gives up an alarm that keeps failing, but a variable may stay wrong for longer, and the pair would stay here.
      logError('end_connection_failed', error);
      await this.ctx.storage.setAlarm(Date.now() + ALARM_RETRY_MS);
    }
  }

  async keptWrite(...args: Args<'keptWrite'>): Promise<Answer<'keptWrite'>> {
    return this.writes()?.keptWrite(...args) ?? { ok: false, why: 'unknown' };
  }

  async beginWrite(...args: Args<'beginWrite'>): Promise<Answer<'beginWrite'>> {
    const answer = this.writes()?.beginWrite(...args) ?? { ok: false, reason: 'ended' };
    // The confirmation must be on disk as used before the change goes to Polar, or it could be used again.
    await this.ctx.storage.sync();
    return answer;
  }

  async changeOf(...args: Args<'changeOf'>): Promise<Answer<'changeOf'>> {
    return this.writes()?.changeOf(...args);
  }

  async sameChange(...args: Args<'sameChange'>): Promise<Answer<'sameChange'>> {
    return this.writes()?.sameChange(...args);
  }

  async keepChangeResult(...args: Args<'keepChangeResult'>): Promise<void> {
    this.writes()?.keepChangeResult(...args);
  }

  async keepChangeShown(...args: Args<'keepChangeShown'>): Promise<void> {
    this.writes()?.keepChangeShown(...args);
  }

  async recentWrites(): Promise<Answer<'recentWrites'>> {
    return this.writes()?.recentWrites() ?? [];
  }

  /**
   * Notes a login by which a person may decide about a change. It ends with the change, wherever that is decided.
   *
   * @param revocation the id of the revocation that waits for the login's token
   * @returns whether the change still waits
   */
  async noteLogin(...args: Args<'noteLogin'>): Promise<boolean> {
    return this.writes()?.noteLogin(...args) ?? false;
  }
}
