import { DurableObject } from 'cloudflare:workers';
import type { WriteLimits } from '../config/index.ts';
import type { LimitRefusal, Money, Reserved, WriteEnd } from '../ledger/index.ts';
import { LimitBook, SPENT_KEY } from '../ledger/index.ts';

/**
 * Counts the changes and refunds of one organization, whoever of this deployment makes them: by a new login too, or as another
 * person. It stores counts alone, until the hour and the day of them are over.
 */
export class OrganizationLimits extends DurableObject<Env> {
  readonly #book = new LimitBook(this.ctx.storage.kv);

  async refusal(limits: WriteLimits, refund?: Money): Promise<LimitRefusal | undefined> {
    return this.#book.refusal(limits, refund);
  }

  async reserve(limits: WriteLimits, refund?: Money): Promise<{ ok: true; at: number } | LimitRefusal> {
    const answer = this.#book.reserve(limits, refund);
    if (answer.ok) {
      await this.#keepUntilItLapses();
      // On disk before anything is sent to Polar: what is forgotten could be spent again.
      await this.ctx.storage.sync();
    }
    return answer;
  }

  async settle(reserved: Pick<Reserved, 'at' | 'refund'>, end: Pick<WriteEnd, 'outcome' | 'refund'>): Promise<void> {
    this.#book.settle(reserved, end);
  }

  override async alarm(): Promise<void> {
    const lapsesAt = this.#book.lapsesAt() ?? 0;
    if (lapsesAt > Date.now()) {
      await this.ctx.storage.setAlarm(lapsesAt);
      return;
    }
    // Before anything is awaited, so that nothing is reserved in what is going.
    this.ctx.storage.kv.delete(SPENT_KEY);
    await this.ctx.storage.deleteAll();
  }

  async #keepUntilItLapses(): Promise<void> {
    const lapsesAt = this.#book.lapsesAt();
    const alarm = await this.ctx.storage.getAlarm();
    if (lapsesAt !== undefined && (alarm === null || alarm < lapsesAt)) await this.ctx.storage.setAlarm(lapsesAt);
  }
}
