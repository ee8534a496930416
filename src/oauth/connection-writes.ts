import type { Env } from '../config.ts';
import { CallError } from '../errors.ts';
import { logError } from '../log.ts';
import { ledgerOver } from '../writes/book-ledger.ts';
import type { BeginAnswer, WriteLedger } from '../writes/ledger.ts';
import { connectionStub } from './connection-stub.ts';
import { connectionEnded } from './polar-token.ts';

/** The ledger that the connection's Durable Object keeps. */
export function connectionLedger(env: Env, connectionId: string): WriteLedger {
  const stub = () => connectionStub(env, connectionId);
  return ledgerOver({
    refusal: (refund) => orFail(NOT_RECORDED, async () => stub().refusalOfWrite(refund)),
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
    begin: (entry) => orFail<BeginAnswer>(NOT_RECORDED, async () => stub().beginWrite(entry)),
    async finish(id, end) {
      try {
        await stub().finishWrite(id, end);
      } catch (error) {
        // The write is done, and what it reserved stays reserved.
        logError('write_end_not_recorded', error);
      }
    },
    recent: () => orFail(NOT_READ, () => stub().recentWrites()),
  });
}

const NOT_RECORDED = 'This server could not record the change, so nothing was sent to Polar. Try again.';
const NOT_READ = 'The record of changes could not be read. Try again.';

async function orFail<T>(message: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    logError('ledger_unreachable', error);
    throw new CallError('internal', message, { retryable: true });
  }
}
