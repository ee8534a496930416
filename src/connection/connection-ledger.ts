import type { Config } from '../config/index.ts';
import { CallError } from '../errors.ts';
import type { WriteLedger } from '../ledger/index.ts';
import { ledgerOver } from '../ledger/index.ts';
import { logError } from '../observability/index.ts';
import { connectionStub } from './connection-stub.ts';
import { connectionEnded } from './polar-token.ts';
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
