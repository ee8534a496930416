import type { CallToolResult, InputRequiredResult } from '@modelcontextprotocol/server';
import type { ChangeRisks, Tool } from '../../generated/tool.gen.ts';
import type { ToolName } from '../../generated/tools/index.gen.ts';
import type { WriteRisk } from '../config/index.ts';
import { CallError } from '../errors.ts';
import type { BegunWrite, NewWrite, WaitingCall, WriteEnd } from '../ledger/index.ts';
import { logError } from '../observability/index.ts';
import {
  type Caller,
  type OperationCall,
  parseCall,
  parsedArguments,
  sendCall,
  type ToolRequest,
} from '../operations/index.ts';
import { type Advice, adviceOn, type PriorRead } from './advice/index.ts';
import { prepareChange } from './change-arguments.ts';
import { type Asking, requireConfirmation, shownFingerprint } from './confirmation.ts';
import { limitedOrganizations } from './limited-organizations.ts';
import { type Names, nameIds, namesOfRead } from './names.ts';
import {
  createdIds,
  customerTarget,
  isRefundFailed,
  logWrite,
  refundedAmount,
  remarkOn,
  targetIds,
} from './outcome.ts';
import { type BoundPreview, type Preview, previewOf } from './preview.ts';
import { ownerOf, readBefore, settlingRead } from './reads.ts';
import { ledgerRefusalError } from './refusals.ts';

/** Polar's answer to a change that was made, or the result that asks for a yes to it. */
export type ChangeResult =
  | {
      data: unknown;
      /** A sentence about a change that came to nothing, or only in part: see outcome.ts. */
      remark?: string | undefined;
    }
  | { result: CallToolResult | InputRequiredResult };

/**
 * Makes a change: asks first if a risk of it is in `CONFIRM`, counts it, sends it once, and records its outcome.
 *
 * @param asking the yes that the call brings, and whether it came alone
 * @param recent a read that was made for the call a moment ago
 * @throws CallError when nothing was changed; `outcome_unknown` when that is unknown, with the read that tells
 */
export async function makeChange(
  call: OperationCall,
  { isRepeated, ...asking }: Asking & { isRepeated: boolean },
  caller: Caller,
  request: ToolRequest,
  recent?: PriorRead,
): Promise<ChangeResult> {
  const argumentRisks = risksOf(call);
  // What a person approved was asked about, and its secret must be used up even if nothing asks any more.
  const isAsked = (risks: readonly WriteRisk[]) =>
    request.approval !== undefined || risks.some((one) => caller.confirm.has(one));
  const isJudged = isAsked(argumentRisks) || isRefund(call);
  const before = isJudged ? await readBefore(call, caller, request.signal, recent) : [];
  const judged = judge(call, before, isJudged);
  const { risks } = judged;
  const write = await writeOf(call, judged, caller, request.signal);
  if (isAsked(risks)) {
    const { shown, names } = show(call, judged, caller, request.signal);
    const decision = await requireConfirmation(call, shown, names, write, asking, caller, request);
    if ('result' in decision) return decision;
    write.confirmation = decision.confirmation;
  }
  const sent = beginAndSend(call, write, { caller, signal: request.signal, isRepeated });
  // The work goes on when the client is gone: a counted change must be settled, and a change that was sent must be recorded.
  caller.keepGoing(sent);
  const { data, sentAt } = await sent;
  return { data, remark: remarkOn(call, data, sentAt) };
}

/** What follows from what was read for a change. */
interface Judged {
  before: readonly PriorRead[];
  advice: Advice;
  risks: [WriteRisk, ...WriteRisk[]];
}

function judge(call: OperationCall, before: readonly PriorRead[], isJudged = true): Judged {
  const advice: Advice = isJudged ? adviceOn(call, before) : {};
  return { before, advice, risks: advice.changesNothing ? ['write'] : risksOf(call, advice.harmless) };
}

async function writeOf(
  call: OperationCall,
  { before, advice: { refund }, risks: [risk] }: Judged,
  caller: Caller,
  signal: AbortSignal,
): Promise<NewWrite> {
  return {
    tool: call.name,
    risk,
    targets: { ...targetIds(parsedArguments(call)), ...customerTarget(parsedArguments(call), before) },
    organizations: await limitedOrganizations(call, before, refund, caller, signal),
    ...(refund && { refund }),
  };
}

function show(call: OperationCall, { before, advice, risks: [risk] }: Judged, caller: Caller, signal: AbortSignal) {
  const shown: BoundPreview = previewOf(call, risk, before, caller, advice);
  const names = () => nameIds(call, { ...shown.preview.now, ...shown.preview.besides }, before, caller, signal);
  return { shown, names };
}

/** What a change that waits would do now, for the person who decides about it. */
export interface ShownChange {
  preview: Preview;
  /** Who sends it back with the yes proves that this was shown: see `Approval`. */
  fingerprint: string;
  /** By id, the names of all that was read for it, also of what the preview has no room for. */
  names: Names;
}

/**
 * Reads afresh what a change that waits for a person would do.
 *
 * @param caller who reads it: a page has tokens of its own
 * @throws CallError when the change must fail now, or no limit is left for it
 */
export async function showChange(
  { tool, arguments: given }: WaitingCall,
  caller: Caller,
  signal: AbortSignal,
): Promise<ShownChange> {
  const { call, recent } = await prepareChange(parseCall(tool as ToolName, given, caller), caller, signal);
  const before = await readBefore(call, caller, signal, recent);
  const judged = judge(call, before);
  const refusal = await caller.ledger.refusal(await writeOf(call, judged, caller, signal));
  if (refusal) throw ledgerRefusalError(refusal, call.name);
  const { shown, names } = show(call, judged, caller, signal);
  const named = await names();
  return {
    preview: { ...shown.preview, ...(Object.keys(named).length > 0 && { names: named }) },
    fingerprint: await shownFingerprint(call, shown),
    names: { ...namesOfRead(before, caller), ...named },
  };
}

async function beginAndSend(
  call: OperationCall,
  write: NewWrite,
  { caller, signal, isRepeated }: { caller: Caller; signal: AbortSignal; isRepeated: boolean },
) {
  const begun = await caller.ledger.begin(write);
  if (!begun.ok) throw ledgerRefusalError(begun, call.name, isRepeated);
  const sentAt = Date.now();
  return { data: await send(call, write, begun, caller, signal), sentAt };
}

/** Its order is read even if nobody is asked: only the order tells the currency and the tax. */
const isRefund = ({ name }: OperationCall) => name === 'create_refund';

async function send(
  call: OperationCall,
  write: NewWrite,
  begun: BegunWrite,
  caller: Caller,
  signal: AbortSignal,
): Promise<unknown> {
  const startedAt = Date.now();
  const finish = (end: Omit<WriteEnd, 'durationMs'>, code?: string) => {
    const durationMs = Date.now() - startedAt;
    logWrite({ ...caller, ...write, refund: end.refund ?? write.refund, outcome: end.outcome, code, durationMs });
    return caller.ledger.finish(begun, { ...end, durationMs });
  };
  let data: unknown;
  try {
    data = await sendCall(call, caller, { signal });
  } catch (error) {
    const isRefused = error instanceof CallError && error.code !== 'outcome_unknown';
    await (isRefused ? finish({ outcome: 'refused' }, error.code) : finish({ outcome: 'unknown' }));
    throw isRefused ? error : outcomeUnknown(error, call);
  }
  if (write.refund && isRefundFailed(data)) {
    await finish({ outcome: 'failed' });
    return data;
  }
  const refund = write.refund && refundedAmount(data);
  const created = createdIds(data, write.targets);
  const madeIn = ownerOf({ read: { tool: call.name, arguments: {} }, data });
  await finish({
    outcome: 'done',
    ...(refund && { refund }),
    ...(created && { created }),
    ...(madeIn !== undefined && { madeIn }),
  });
  return data;
}

/** The error for a change that may have been made, with the read that tells. After an error in this server, too, nobody knows. */
function outcomeUnknown(error: unknown, call: OperationCall): CallError {
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

/** How grave each risk is. Of several, the record and the preview name the gravest. */
const GRAVITY: Readonly<Record<WriteRisk, number>> = { write: 0, exposes: 1, irreversible: 2, money: 3 };

/**
 * The risks of the arguments that a call gives, the gravest first. An argument that the catalog doesn't name has the risk
 * of its tool.
 *
 * @param harmless the arguments whose values are known to give nobody anything
 */
export function risksOf(call: OperationCall, harmless: readonly string[] = []): [WriteRisk, ...WriteRisk[]] {
  const { tool, params } = call;
  const risk = riskOfChange(tool.risk);
  // A parameter only tells which thing is meant.
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

/** @param otherwise the risk of a value that the catalog doesn't name */
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

/** A call of a tool that only reads never gets here; the type wants an answer for it. */
const riskOfChange = (risk: Tool['risk']): WriteRisk => (risk === 'read' ? 'write' : risk);
