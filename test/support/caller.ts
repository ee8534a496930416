import { defaultOf } from '../../settings/variables.ts';
import type { WriteRisk } from '../../src/config/variables.ts';
import { memoryLedger } from '../../src/ledger/index.ts';
import type { Caller } from '../../src/operations/caller.ts';
import { NO_ABILITIES, type ToolRequest } from '../../src/operations/tool-request.ts';
import { createPolicy } from '../../src/policy/policy.ts';

/** The risks that ask, unless the operator decides otherwise. */
export const ASKED_BY_DEFAULT: ReadonlySet<WriteRisk> = new Set(
  defaultOf('CONFIRM', 'worker')?.split(',') as WriteRisk[],
);

/** Somebody who may do everything with a token, at a Polar that answers somewhere; `changes` say what is different. */
export function callerAt(apiUrl: string, token: string, changes: Partial<Caller> = {}): Caller {
  return {
    environment: 'sandbox',
    apiUrl,
    timeoutMs: 3000,
    tokens: { current: async () => token, afterRefusal: async () => token },
    rateLimit: { environment: 'sandbox', bucket: apiUrl, connection: token },
    policy: createPolicy([], undefined),
    scope: undefined,
    isPersonToken: false,
    userId: undefined,
    organization: undefined,
    heldBy: undefined,
    organizations: [],
    connectionId: undefined,
    confirm: new Set(),
    confirmBy: 'app',
    ledger: memoryLedger({ writesPerHour: undefined, refundCapPerDay: undefined }),
    recordCall: () => {},
    keepGoing: () => {},
    ...changes,
  };
}

/** A call of a client that stays, and can't be asked anything. */
export const quietly = (): ToolRequest => ({ signal: new AbortController().signal, abilities: NO_ABILITIES });
