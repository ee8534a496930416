import type { Operation, Read, Tool } from '../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { CallError } from '../errors.ts';
import { type Caller, type PolarCall, parseCall, sendCall, sentArguments } from '../operations/index.ts';
import { furtherReads, type PlannedRead, type PriorRead } from './advice/index.ts';

/** Lists the reads before a change: whom it affects, and what is lost. A read for which the call gives nothing is left out. */
export function readsBefore(call: PolarCall): PlannedRead[] {
  const { tool, operation } = call;
  const reads = tool.before ?? (operation.target ? [operation.target] : []);
  return reads
    .map((read) => ({ read, given: argumentsOf(read, call) }))
    .filter(({ read, given }) => Object.keys(read.with).length === 0 || Object.keys(given).length > 0)
    .map(({ read, given }) => planRead(read, given));
}

/** The most rounds of reads: one may lead to the next, as a dispute to its order and that to a subscription. */
const MAX_ROUNDS = 4;

/**
 * Reads afresh what a change affects, all at a time that doesn't depend on another. This is for the person who decides, so
 * it isn't limited to the tools that the client may call; it is limited to what Polar lets this connection read.
 *
 * @param known what was read for the call a moment ago, and needn't be read again
 * @throws CallError when Polar has no such thing, or doesn't answer: then nothing is asked, and nothing changed. Reads beside
 *   the catalog's, and quiet ones, at which Polar fails each time, don't throw: they are told as not seen.
 */
export async function readBefore(
  call: PolarCall,
  caller: Caller,
  signal: AbortSignal,
  known?: PriorRead,
): Promise<PriorRead[]> {
  const before: PriorRead[] = [];
  const planned = new Set<string>();
  const first = readsBefore(call);
  const shown = new Set(first.filter(({ quiet }) => !quiet));
  let wanted = [...first, ...furtherReads(call, before)];
  for (let round = 0; round < MAX_ROUNDS && wanted.length > 0; round++) {
    for (const read of wanted) planned.add(keyOf(read));
    const readOrKnown = (read: PlannedRead) =>
      known && keyOf(known.read) === keyOf(read) ? { ...known, read } : readOne(read, shown.has(read), caller, signal);
    before.push(...(await Promise.all(wanted.map(readOrKnown))));
    wanted = furtherReads(call, before).filter((read) => !planned.has(keyOf(read)));
  }
  return before;
}

/** @param isNeeded a change isn't made without it; what else fails at Polar is not seen */
async function readOne(read: PlannedRead, isNeeded: boolean, caller: Caller, signal: AbortSignal): Promise<PriorRead> {
  try {
    return { read, data: await sendCall(parseCall(read.tool, read.arguments, caller), caller, { signal }) };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    if (error.code === 'insufficient_scope') return { read, data: undefined, unseen: 'forbidden' };
    const isNothing = error.code === 'not_found' && read.mayBeMissing;
    // The given ids were checked before, so it is one that Polar named.
    if (isNothing || error.code === 'invalid_arguments') return { read, data: undefined, unseen: 'none' };
    if (!isNeeded && failsAgain(error)) return { read, data: undefined, unseen: 'failed' };
    throw error;
  }
}

/** Whether the same read fails again, so that waiting for it would make the change impossible. */
const failsAgain = ({ code, status }: CallError) =>
  code === 'refused' || code === 'not_found' || (code === 'polar_unavailable' && status === 500);

/** The read of what the path names; undefined where no tool does. */
export function targetRead(call: PolarCall): PlannedRead | undefined {
  const { target } = call.operation;
  return target && planRead(target, argumentsOf(target, call));
}

/** The read that tells whether a change was made; undefined where no tool does. */
export function settlingRead(call: PolarCall): PlannedRead | undefined {
  const { settledBy } = call.operation;
  return settledBy && planRead(settledBy, argumentsOf(settledBy, call));
}

/** Picks the call's arguments that the read takes too. */
function argumentsOf({ with: pairs }: Read, call: PolarCall): Record<string, unknown> {
  const own = sentArguments(call);
  const values = Object.entries(pairs).map(([its, ours]) => [its, own[ours]] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== null));
}

function planRead({ tool, given, fields, changes, quiet }: Read, own: Record<string, unknown>): PlannedRead {
  return {
    tool: tool as ToolName,
    arguments: { ...own, ...given },
    ...(fields && { fields }),
    ...(changes && { changes }),
    ...(quiet && { quiet }),
  };
}

/** Two reads with the same key read the same. */
export const keyOf = (read: PlannedRead) => `${read.tool} ${JSON.stringify(read.arguments)}`;

/** How a person calls what a tool reads: `get_order` reads an order, `get_customer_state` a customer. */
export const nounOf = (tool: ToolName) => tool.replace(/^(get|list)_|_state$/g, '');

/** The kind of answer that a read tool has. */
export function answerKindOf(name: ToolName): Operation['answer'] {
  const tool: Tool = tools[name];
  return tool.operations[0].answer;
}

/** The id of the organization that what was read belongs to, as far as Polar says. */
export function ownerOf({ read, data }: PriorRead): string | undefined {
  type Owned = { id?: string; organization_id?: string; product?: Owned | null; customer?: Owned | null };
  const { id, organization_id, product, customer } = (data ?? {}) as Owned;
  const isOrganization = read.tool === 'get_organization';
  return organization_id ?? product?.organization_id ?? customer?.organization_id ?? (isOrganization ? id : undefined);
}
