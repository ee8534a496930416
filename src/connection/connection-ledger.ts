import { DurableObject } from 'cloudflare:workers';
import type { Config } from '../config/index.ts';
import { CallError } from '../errors.ts';
import {
  OrganizationUsage,
  type Remote,
  type Sealers,
  USAGE_KEY,
  usageLapsesAt,
  type WriteLedger,
  writeLedger,
} from '../ledger/index.ts';
import { sha256Hex } from '../lib/text.ts';
import { logError } from '../observability/index.ts';
import { connectionEndedError, connectionStub } from './polar-token.ts';
import { deriveKey, open, seal, sealContext } from './sealing.ts';
import { type GrantProps, organizationLimitsName } from './storage.ts';

/**
 * Reaches the ledger in the connection's Durable Object, and the limits in the organizations' Durable Objects.
 *
 * @param key the connection's, which seals the calls that wait for a yes: the object never has it. A page on which a person decides
 *   about one change has none, and opens nothing but what the secret of that change opens
 */
export function connectionLedger(
  env: Env,
  config: Config,
  { connectionId, key }: Pick<GrantProps, 'connectionId'> & Partial<Pick<GrantProps, 'key'>>,
): WriteLedger {
  const stub = () => connectionStub(env, connectionId);
  const limitsOf = (organization: string) =>
    env.ORGANIZATION_LIMITS.get(env.ORGANIZATION_LIMITS.idFromName(organizationLimitsName(config, organization)));
  return writeLedger(
    config.writes.limits,
    {
      async proposeWrite(confirmation) {
        const isKept = await orFail(NOT_RECORDED, async () => stub().proposeWrite(confirmation));
        if (!isKept) throw connectionEndedError();
        return isKept;
      },
      async withdrawWrite(token, isReplaced) {
        try {
          await stub().withdrawWrite(token, isReplaced);
        } catch (error) {
          // A confirmation expires by itself.
          logError('proposal_not_withdrawn', error);
        }
      },
      beginWrite: (entry) => orFail(NOT_RECORDED, async () => stub().beginWrite(entry)),
      async finishWrite(id, end) {
        try {
          return await stub().finishWrite(id, end);
        } catch (error) {
          // The change is done at Polar. The amount that it reserved stays reserved.
          logError('write_end_not_recorded', error);
          return false;
        }
      },
      changeOf: (id, tells) => orFail(NOT_READ, async () => stub().changeOf(id, tells)),
      sameChange: (call) => orFail(NOT_READ, async () => stub().sameChange(call)),
      async keepChangeResult(id, sealed) {
        try {
          await stub().keepChangeResult(id, sealed);
        } catch (error) {
          // The change has ended, and its record says so.
          logError('change_result_not_kept', error);
        }
      },
      async keepChangeShown(id, sealed) {
        try {
          await stub().keepChangeShown(id, sealed);
        } catch (error) {
          // The page says less when the change is decided.
          logError('change_shown_not_kept', error);
        }
      },
      keptWrite: (token) => orFail(NOT_READ, async () => stub().keptWrite(token)),
      recentWrites: () => orFail(NOT_READ, async () => stub().recentWrites()),
    },
    (organization) => ({
      refusal: (...args) => orFail(NOT_COUNTED, async () => limitsOf(organization).refusal(...args)),
      reserve: (...args) => orFail(NOT_COUNTED, async () => limitsOf(organization).reserve(...args)),
      async settle(...args) {
        try {
          await limitsOf(organization).settle(...args);
        } catch (error) {
          // The change has ended at Polar. The amount that it reserved stays counted.
          logError('limits_not_settled', error);
        }
      },
    }),
    sealersOf(config, connectionId, key ?? ''),
  );
}

/** @param key the connection's; empty where there is none: nothing is sealed or opened then but by the secret of a change */
function sealersOf(config: Config, connectionId: string, key: string): Sealers {
  const sealer = (own: string): Sealers['ofConnection'] => {
    const contextOf = (about: string) => sealContext(config, 'call', `${connectionId} ${about}`);
    return {
      seal: (about, value) => seal(own, contextOf(about), value),
      open: (about, sealed) => open(own, contextOf(about), sealed),
    };
  };
  return {
    ofConnection: sealer(key),
    ofSecret: async (secret) => sealer(await deriveKey(secret, 'change')),
    digest: (text) => sha256Hex(`${key}\n${text}`),
  };
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

type Args<Name extends keyof OrganizationUsage> = Parameters<OrganizationUsage[Name]>;
type Answer<Name extends keyof OrganizationUsage> = ReturnType<OrganizationUsage[Name]>;

/**
 * Counts the changes and refunds of one organization across all connections of this deployment, so that neither a new login nor
 * another person gets a new limit. It stores only counts, until their hour and their day are over.
 */
export class OrganizationLimits extends DurableObject<Env> implements Remote<OrganizationUsage> {
  readonly #usage = new OrganizationUsage(this.ctx.storage.kv);

  async refusal(...args: Args<'refusal'>): Promise<Answer<'refusal'>> {
    return this.#usage.refusal(...args);
  }

  async reserve(...args: Args<'reserve'>): Promise<Answer<'reserve'>> {
    const answer = this.#usage.reserve(...args);
    if (answer.ok) {
      await this.#keepUntilItLapses();
      // The count must be on disk before the change goes to Polar, or the same amount could be used again.
      await this.ctx.storage.sync();
    }
    return answer;
  }

  async settle(...args: Args<'settle'>): Promise<void> {
    this.#usage.settle(...args);
  }

  override async alarm(): Promise<void> {
    const lapsesAt = usageLapsesAt(this.ctx.storage.kv) ?? 0;
    if (lapsesAt > Date.now()) {
      await this.ctx.storage.setAlarm(lapsesAt);
      return;
    }
    // Deleted before the first await, so that no call can reserve in storage that is being erased.
    this.ctx.storage.kv.delete(USAGE_KEY);
    await this.ctx.storage.deleteAll();
  }

  async #keepUntilItLapses(): Promise<void> {
    const lapsesAt = usageLapsesAt(this.ctx.storage.kv);
    const alarm = await this.ctx.storage.getAlarm();
    if (lapsesAt !== undefined && (alarm === null || alarm < lapsesAt)) await this.ctx.storage.setAlarm(lapsesAt);
  }
}
