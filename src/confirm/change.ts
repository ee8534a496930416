import type { CallToolResult, InputRequiredResult } from '@modelcontextprotocol/server';
import type { ChangeRisks, Tool } from '../../generated/tool.gen.ts';
import type { WriteRisk } from '../config/index.ts';
import { CallError } from '../errors.ts';
import type { BegunWrite, NewWrite, WriteEnd } from '../ledger/index.ts';
import { logError } from '../observability/index.ts';
import { type Caller, type PolarCall, parsedArguments, sendCall, type ToolRequest } from '../operations/index.ts';
import { adviceOn, type PriorRead } from './advice/index.ts';
import { ledgerRefusalError, requireConfirmation } from './confirmation.ts';
import { limitedOrganizations } from './limited-organizations.ts';
import { createdId, customerIdRead, isRefundFailed, logWrite, refundedAmount, remarkOn, targetIds } from './outcome.ts';
import { previewOf } from './preview.ts';
import { ownerOf, readBefore, settlingRead } from './reads.ts';

/** Polar's answer to a change that was made, or what asks for a yes to it. */
export type ChangeResult =
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
  known?: PriorRead,
): Promise<ChangeResult> {
  const argumentRisks = risksOf(call);
  const isAsked = (risks: readonly WriteRisk[]) => risks.some((one) => caller.confirm.has(one));
  const isJudged = isAsked(argumentRisks) || isRefund(call);
  const before = isJudged ? await readBefore(call, caller, request.signal, known) : [];
  const advice = isJudged ? adviceOn(call, before) : {};
  const { refund } = advice;
  const risks = advice.harmless ? risksOf(call, advice.harmless) : argumentRisks;
  const [risk] = risks;
  const write: NewWrite = {
    tool: call.name,
    risk,
    targets: { ...targetIds(call.given), ...customerIdRead(call.given, before) },
    organizations: await limitedOrganizations(call, before, refund, caller, request.signal),
    ...(refund && { refund }),
  };
  if (isAsked(risks)) {
    const preview = previewOf(call, risk, before, caller, advice);
    const decision = await requireConfirmation(call, preview, write, confirm, caller, request);
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
  if (!begun.ok) throw ledgerRefusalError(begun, call.name);
  const sentAt = Date.now();
  return { data: await send(call, write, begun, caller, signal), sentAt };
}

/** Its order is read before it, asked for or not: only that says the currency and the tax. */
const isRefund = ({ name }: PolarCall) => name === 'create_refund';

async function send(
  call: PolarCall,
  write: NewWrite,
  begun: BegunWrite,
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
    throw isRefused ? error : outcomeUnknown(error, call);
  }
  if (write.refund && isRefundFailed(data)) {
    await end({ outcome: 'failed' });
    return data;
  }
  const refund = write.refund && refundedAmount(data);
  const created = createdId(data, write.targets);
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
function outcomeUnknown(error: unknown, call: PolarCall): CallError {
  if (!(error instanceof CallError)) logError('change_failed', error);
  if (error instanceof CallError && error.settle) return error;
  const { message, status } = error instanceof CallError ? error : { message: FAILED_AFTER_SENDING, status: undefined };
  const settle = settlingRead(call);
  return new CallError('outcome_unknown', message, {
    ...(status !== undefined && { status }),
    ...(settle && { settle: { tool: settle.tool, arguments: settle.arguments } }),
    ...(call.tool.whenLost !== undefined && { whatToDo: call.tool.whenLost }),
  });
}

const FAILED_AFTER_SENDING =
  'Something went wrong in this server after the change was sent: it is unknown whether it was made.';

/** How grave each is: of several, a record and a preview name the gravest. A risk without a place here is a type error. */
const GRAVITY: Readonly<Record<WriteRisk, number>> = { write: 0, exposes: 1, irreversible: 2, money: 3 };

/**
 * The risks of what a call gives, the highest first: some arguments do what can be taken back, and some hide what can't.
 * One of which the catalog says nothing has the risk of the tool.
 *
 * @param harmless the arguments of which is known that nobody gets anything by their values
 */
export function risksOf(call: PolarCall, harmless: readonly string[] = []): [WriteRisk, ...WriteRisk[]] {
  const { tool, params } = call;
  const risk = riskOfChange(tool.risk);
  // An argument that says which thing is meant has no risk of its own.
  const given = Object.entries(parsedArguments(call)).filter(
    ([name]) => name === 'clear' || !Object.hasOwn(params, name),
  );
  const found = given.flatMap(([name, value]) => {
    const risks = risksOfArgument(name, value, tool.risks ?? {}, risk);
    return harmless.includes(name) ? risks.map((one) => (one === 'exposes' ? 'write' : one)) : risks;
  });
  return gravestFirst(found.length === 0 ? [risk] : found);
}

function gravestFirst(risks: readonly WriteRisk[]): [WriteRisk, ...WriteRisk[]] {
  const [highest = 'write', ...others] = [...new Set(risks)].sort((a, b) => GRAVITY[b] - GRAVITY[a]);
  return [highest, ...others];
}

/** @param otherwise the risk of what the catalog doesn't name */
function risksOfArgument(
  name: string,
  value: unknown,
  risks: NonNullable<Tool['risks']>,
  otherwise: WriteRisk,
): readonly WriteRisk[] {
  const own = Object.hasOwn(risks, name) ? risks[name] : undefined;
  if (own === undefined) return [otherwise];
  if (!isByValue(own)) return [own].flat();
  const values = Array.isArray(value) && value.length > 0 ? value.map(String) : [String(value)];
  return values.flatMap((one) => (Object.hasOwn(own, one) ? own[one] : undefined) ?? otherwise);
}

const isByValue = (
  own: ChangeRisks | Readonly<Record<string, ChangeRisks>>,
): own is Readonly<Record<string, ChangeRisks>> => typeof own === 'object' && !Array.isArray(own);

/** A tool that only reads makes no change, whatever it is called with. */
const riskOfChange = (risk: Tool['risk']): WriteRisk => (risk === 'read' ? 'write' : risk);
