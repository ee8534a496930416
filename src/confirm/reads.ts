import type { Operation, Read, Tool } from '../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { CallError } from '../errors.ts';
import { type Caller, type OperationCall, parseCall, sendCall, sentArguments } from '../operations/index.ts';
import { furtherReads, type PlannedRead, type PriorRead } from './advice/index.ts';

/** Plans the reads before a change: whom it affects, and what is lost. It leaves out reads for which the call gives nothing. */
export function readsBefore(call: OperationCall): PlannedRead[] {
  const { tool, operation } = call;
  const reads = tool.before ?? (operation.target ? [operation.target] : []);
  return reads
    .map((read) => ({ read, given: argumentsOf(read, call) }))
    .filter(({ read, given }) => Object.keys(read.with).length === 0 || Object.keys(given).length > 0)
    .map(({ read, given }) => planRead(read, given));
}

/** The most rounds of reads. One round may lead to the next: a dispute to its order, and the order to a subscription. */
const MAX_ROUNDS = 4;

/**
 * Reads afresh what a change affects. Reads that don't depend on each other run at the same time. The person who decides
 * needs these reads, so they aren't limited to the tools that the client may call, but to what Polar lets this connection read.
 *
 * @param recent a read that was made for the call a moment ago, and needn't be made again
 * @throws CallError when Polar has no such thing, or doesn't answer: then nobody is asked, and nothing is changed. Only
 *   the catalog's shown reads must succeed. Where Polar fails for good at another, its answer is `unseen`.
 */
export async function readBefore(
  call: OperationCall,
  caller: Caller,
  signal: AbortSignal,
  recent?: PriorRead,
): Promise<PriorRead[]> {
  const before: PriorRead[] = [];
  const planned = new Set<string>();
  const first = readsBefore(call);
  const needed = new Set(first.filter(({ quiet }) => !quiet));
  let wanted = [...first, ...furtherReads(call, before)];
  for (let round = 0; round < MAX_ROUNDS && wanted.length > 0; round++) {
    for (const read of wanted) planned.add(keyOf(read));
    const readOrReuse = (read: PlannedRead) =>
      recent && keyOf(recent.read) === keyOf(read)
        ? { ...recent, read }
        : readOne(read, needed.has(read), caller, signal);
    before.push(...(await Promise.all(wanted.map(readOrReuse))));
    wanted = furtherReads(call, before).filter((read) => !planned.has(keyOf(read)));
  }
  return before;
}

/** Makes a read. @throws CallError as Polar refuses it, or fails */
export async function makeRead(read: PlannedRead, caller: Caller, signal: AbortSignal): Promise<PriorRead> {
  return { read, data: await sendCall(parseCall(read.tool, read.arguments, caller), caller, { signal }) };
}

/** @param isNeeded the change isn't made when this read fails */
async function readOne(read: PlannedRead, isNeeded: boolean, caller: Caller, signal: AbortSignal): Promise<PriorRead> {
  try {
    return await makeRead(read, caller, signal);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    if (error.code === 'insufficient_scope') return { read, data: undefined, unseen: 'forbidden' };
    const isMissing = error.code === 'not_found' && read.mayBeMissing;
    // The call's ids were checked before, so Polar named this one.
    if (isMissing || error.code === 'invalid_arguments') return { read, data: undefined, unseen: 'none' };
    if (!isNeeded && failsAgain(error)) return { read, data: undefined, unseen: 'failed' };
    throw error;
  }
}

/** Whether the same read would fail again: to insist on it would make the change impossible. */
const failsAgain = ({ code, status }: CallError) =>
  code === 'refused' || code === 'not_found' || (code === 'polar_unavailable' && status === 500);

/** The read of the thing that the path names; undefined if no tool reads it. */
export function targetRead(call: OperationCall): PlannedRead | undefined {
  const { target } = call.operation;
  return target && planRead(target, argumentsOf(target, call));
}

/** The read that tells whether a change was made; undefined if no tool does. */
export function settlingRead(call: OperationCall): PlannedRead | undefined {
  const { settledBy } = call.operation;
  return settledBy && planRead(settledBy, argumentsOf(settledBy, call));
}

/** Picks the arguments of the call that the read takes too. */
function argumentsOf({ with: pairs }: Read, call: OperationCall): Record<string, unknown> {
  const own = sentArguments(call);
  const values = Object.entries(pairs).map(([its, ours]) => [its, own[ours]] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== null));
}

function planRead({ tool, with: _, given, ...others }: Read, own: Record<string, unknown>): PlannedRead {
  return { ...others, tool: tool as ToolName, arguments: { ...own, ...given } };
}

/** Reads with the same key read the same. */
export const keyOf = (read: PlannedRead) => `${read.tool} ${JSON.stringify(read.arguments)}`;

/** The noun for what a tool reads: `order` for `get_order`, `customer` for `get_customer_state`. */
export const nounOf = (tool: ToolName) => tool.replace(/^(get|list)_|_state$/g, '');

/** The kind of answer that a read tool has. */
export function answerKindOf(name: ToolName): Operation['answer'] {
  const tool: Tool = tools[name];
  return tool.operations[0].answer;
}

/** The id of the organization that owns the thing that was read; undefined if the answer doesn't say. */
export function ownerOf({ read, data }: PriorRead): string | undefined {
  type Owned = { id?: string; organization_id?: string; product?: Owned | null; customer?: Owned | null };
  const { id, organization_id, product, customer } = (data ?? {}) as Owned;
  const isOrganization = read.tool === 'get_organization';
  return organization_id ?? product?.organization_id ?? customer?.organization_id ?? (isOrganization ? id : undefined);
}
