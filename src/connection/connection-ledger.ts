import { DurableObject } from 'cloudflare:workers';
import type { Config, WriteLimits } from '../config/index.ts';
import { CallError } from '../errors.ts';
import {
  LimitBook,
  type LimitRefusal,
  ledgerOver,
  type Money,
  type Reserved,
  SPENT_KEY,
  type WriteEnd,
  type WriteLedger,
} from '../ledger/index.ts';
import { logError } from '../observability/index.ts';
import { connectionEnded, connectionStub } from './polar-token.ts';
import { organizationLimitsName } from './storage.ts';

/** The ledger that the connection's Durable Object keeps, and those of the organizations before it. */
export function connectionLedger(env: Env, config: Config, connectionId: string): WriteLedger {
  const { limits } = config.writes;
  const stub = () => connectionStub(env, connectionId);
  const limitsOf = (organization: string) =>
    env.ORGANIZATION_LIMITS.get(env.ORGANIZATION_LIMITS.idFromName(organizationLimitsName(config, organization)));
  return ledgerOver(
    {
      async propose(proposal) {
        if (!(await orFail(NOT_RECORDED, () => stub().proposeWrite(proposal)))) throw connectionEnded();
      },
      async withdraw(token) {
        try {
          await stub().withdrawWrite(token);
        } catch (error) {
          // It ends by itself.
          logError('proposal_not_withdrawn', error);
        }
      },
      begin: (entry) => orFail(NOT_RECORDED, async () => stub().beginWrite(entry)),
      async finish(id, end) {
        try {
          return await stub().finishWrite(id, end);
        } catch (error) {
          // The write is done, and what it reserved stays reserved.
          logError('write_end_not_recorded', error);
          return false;
        }
      },
      recent: () => orFail(NOT_READ, () => stub().recentWrites()),
    },
    {
      limits,
      refusal: (organization, refund) =>
        orFail(NOT_COUNTED, async () => limitsOf(organization).refusal(limits, refund)),
      reserve: (organization, refund) =>
        orFail(NOT_COUNTED, async () => limitsOf(organization).reserve(limits, refund)),
      async settle({ organization, ...reserved }, end) {
        try {
          await limitsOf(organization).settle(reserved, end);
        } catch (error) {
          // The write has ended, and what was reserved for it stays spent.
          logError('limits_not_settled', error);
        }
      },
    },
  );
}

const NOT_RECORDED = 'This server could not record the change, so nothing was sent to Polar. Try again.';
const NOT_COUNTED =
  'This server could not count the change against its limits, so nothing was sent to Polar. Try again.';
const NOT_READ = 'The record of changes could not be read. Try again.';

async function orFail<T>(message: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    logError('ledger_unreachable', error);
    throw new CallError('internal', message, { retryable: true });
  }
}

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
