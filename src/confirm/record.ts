import type { PolarEnvironment } from '../../settings/polar-hosts.ts';
import type { WriteRisk } from '../config/index.ts';
import type { Money, WriteEnd } from '../ledger/index.ts';
import { keptIds } from '../ledger/index.ts';
import { log } from '../observability/index.ts';

/** A write that has ended. */
interface EndedWrite {
  /** Undefined where there is one connection only. */
  connectionId: string | undefined;
  /** The person's id at Polar; undefined for the access token of an organization. */
  userId: string | undefined;
  environment: PolarEnvironment;
  tool: string;
  risk: WriteRisk;
  /** Ids of what it changed, by argument. What is no UUID isn't logged: see targets.ts. */
  targets: Record<string, string>;
  /** Of a refund: what went back, or what may have. */
  refund?: Money | undefined;
  outcome: WriteEnd['outcome'];
  durationMs: number;
}

/** One line for the operator: once for each write, when it has ended. */
export function logWrite(write: EndedWrite): void {
  const { connectionId, userId, environment, tool, risk, targets, refund, outcome, durationMs } = write;
  log('write', {
    time: new Date().toISOString(),
    ...(connectionId !== undefined && { connection: connectionId }),
    person: userId ?? 'token',
    environment,
    tool,
    risk,
    targets: keptIds(targets),
    ...(refund && { amount: refund.amount, currency: refund.currency.toLowerCase() }),
    outcome,
    duration_ms: durationMs,
  });
}
