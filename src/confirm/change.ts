import type { CallToolResult, InputRequiredResult } from '@modelcontextprotocol/server';
import type { PolarEnvironment } from '../../settings/polar.ts';
import type { WriteRisk } from '../config/index.ts';
import { CallError } from '../errors.ts';
import { type Begun, keptIds, type Money, type NewWrite, type WriteEnd } from '../ledger/index.ts';
import { log, logError } from '../observability/index.ts';
import { type Caller, type PolarCall, sendCall, type ToolRequest } from '../operations/index.ts';
import { adviceOn } from './advice/index.ts';
import { decide, notBegun } from './confirmation.ts';
import { limitedOrganizations } from './limited-organizations.ts';
import { isRefundFailed, refunded, remarkOn } from './outcome.ts';
import { previewOf, readBefore } from './preview.ts';
import { type Before, ownerOf, settlingRead } from './reads.ts';
import { risksOf } from './risk.ts';

/** Polar's answer to a change that was made, or what asks for a yes to it. */
export type Made =
  | {
      data: unknown;
      /** A sentence about an answer that says more than that it was made: see outcome.ts. */
      remark?: string | undefined;
    }
  | { result: CallToolResult | InputRequiredResult };

/**
 * Makes a change: asks first where that is wanted, keeps to the limits, sends it once, and records what became of it.
 *
 * @param confirm the argument of that name
 * @param known what was read for the call a moment ago
 * @throws CallError when nothing was changed, or `outcome_unknown`, with the read that settles it
 */
export async function makeChange(
  call: PolarCall,
  confirm: unknown,
  caller: Caller,
  request: ToolRequest,
  known?: Before,
): Promise<Made> {
  const byForm = risksOf(call);
  const isAsked = (risks: readonly WriteRisk[]) => risks.some((one) => caller.confirm.has(one));
  const isJudged = isAsked(byForm) || isRefund(call);
  const before = isJudged ? await readBefore(call, caller, request.signal, known) : [];
  const advice = isJudged ? adviceOn(call, before) : {};
  const { refusal, refund } = advice;
  if (refusal) throw refusal;
  const risks = advice.harmless ? risksOf(call, advice.harmless) : byForm;
  const [risk] = risks;
  const write: NewWrite = {
    tool: call.name,
    risk,
    targets: { ...idsIn(call.given), ...idsRead(call.given, before) },
    organizations: await limitedOrganizations(call, before, refund, caller, request.signal),
    ...(refund && { refund }),
  };
  if (isAsked(risks)) {
    const preview = previewOf(call, risk, before, caller, advice);
    const decision = await decide(call, preview, write, confirm, caller, request);
    if ('result' in decision) return decision;
    write.confirmation = decision.confirmation;
  }
  const sent = beginAndSend(call, write, caller, request.signal);
  // Also when the client is gone, and nobody waits for the answer: what is counted must end, and what was sent be recorded.
  caller.keepGoing(sent);
  const { data, sentAt } = await sent;
  return { data, remark: remarkOn(call, data, sentAt) };
}

async function beginAndSend(call: PolarCall, write: NewWrite, caller: Caller, signal: AbortSignal) {
  const begun = await caller.ledger.begin(write);
  if (!begun.ok) throw notBegun(begun, call.name);
  const sentAt = Date.now();
  return { data: await send(call, write, begun, caller, signal), sentAt };
}

/** Its order is read before it, asked for or not: only that says the currency and the tax. */
const isRefund = ({ name }: PolarCall) => name === 'create_refund';

async function send(
  call: PolarCall,
  write: NewWrite,
  begun: Begun,
  caller: Caller,
  signal: AbortSignal,
): Promise<unknown> {
  const startedAt = Date.now();
  const end = (end: Omit<WriteEnd, 'durationMs'>) => {
    const durationMs = Date.now() - startedAt;
    logWrite({ ...caller, ...write, refund: end.refund ?? write.refund, outcome: end.outcome, durationMs });
    return caller.ledger.finish(begun, { ...end, durationMs });
  };
  let data: unknown;
  try {
    data = await sendCall(call, caller, { signal });
  } catch (error) {
    const isRefused = error instanceof CallError && error.code !== 'outcome_unknown';
    await end({ outcome: isRefused ? 'refused' : 'unknown' });
    throw isRefused ? error : unknown(error, call);
  }
  if (write.refund && isRefundFailed(data)) {
    await end({ outcome: 'failed' });
    return data;
  }
  const refund = write.refund && refunded(data);
  const created = createdBy(data, write.targets);
  const madeIn = ownerOf({ read: { tool: call.name, arguments: {} }, data });
  await end({
    outcome: 'done',
    ...(refund && { refund }),
    ...(created && { created }),
    ...(madeIn !== undefined && { madeIn }),
  });
  return data;
}

/** Nobody knows whether the change was made: with the read that tells. A mistake of ours is no answer either. */
function unknown(error: unknown, call: PolarCall): CallError {
  if (!(error instanceof CallError)) logError('change_failed', error);
  if (error instanceof CallError && error.settle) return error;
  const { message, status } = error instanceof CallError ? error : { message: UNHEARD, status: undefined };
  const settle = settlingRead(call);
  return new CallError('outcome_unknown', message, {
    ...(status !== undefined && { status }),
    ...(settle && { settle: { tool: settle.tool, arguments: settle.arguments } }),
    ...(call.tool.whenLost !== undefined && { whatToDo: call.tool.whenLost }),
  });
}

const UNHEARD = 'Something went wrong in this server after the change was sent: it is unknown whether it was made.';

/** The id of what was made, if it is new. */
function createdBy(data: unknown, targets: Record<string, string>): Record<string, string> | undefined {
  const { id } = (data ?? {}) as { id?: unknown };
  return typeof id === 'string' && !Object.values(targets).includes(id) ? { id } : undefined;
}

/** A write that has ended. */
interface EndedWrite {
  /** Undefined where there is one connection only. */
  connectionId: string | undefined;
  /** The person's id at Polar; undefined for the access token of an organization. */
  userId: string | undefined;
  environment: PolarEnvironment;
  tool: string;
  risk: WriteRisk;
  /** Ids of what it changed, by argument. What is no UUID isn't logged. */
  targets: Record<string, string>;
  /** The amount that went back, or may have, where the change is a refund. */
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

/** The ids among a call's arguments. A tax id is nobody's id at Polar. */
export function idsIn(given: Record<string, unknown>): Record<string, string> {
  const ids = Object.entries(given).filter(([name]) => /(^|_)id$/.test(name) && name !== 'tax_id');
  return Object.fromEntries(ids.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The id of the customer that a call names by an external id, which isn't kept; empty where they weren't read before it. */
export function idsRead(given: Record<string, unknown>, before: readonly Before[]): Record<string, string> {
  const customer = before.find(({ read }) => read.tool === 'get_customer' && !read.quiet)?.data as
    | { id?: unknown }
    | undefined;
  return typeof given.external_customer_id === 'string' && typeof customer?.id === 'string'
    ? { customer_id: customer.id }
    : {};
}
