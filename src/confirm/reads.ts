import type { Operation, Read, Tool } from '../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { type PolarCall, sentArguments } from '../operations/index.ts';

/** A read that goes with a change, with its arguments. */
export interface GivenRead {
  tool: ToolName;
  arguments: Record<string, unknown>;
  /** Which fields of it a person is shown; undefined: those of a list. */
  fields?: readonly string[];
  /** Its answer may change until the person has agreed. */
  changes?: true;
  /** It is read to judge the call by, and not shown. */
  quiet?: true;
  /** That Polar has no such thing is an answer. */
  mayLack?: true;
}

/** A read that was made before a change. */
export interface Before {
  read: GivenRead;
  /** As Polar answers; undefined when there is none, this connection may not read it, or Polar fails at it. */
  data: unknown;
  /** Why there is no data. */
  unseen?: 'none' | 'forbidden' | 'failed';
}

/** Lists the reads before a change: whom it affects, and what is lost. A read for which the call gives nothing is left out. */
export function readsBefore(call: PolarCall): GivenRead[] {
  const { tool, operation } = call;
  const reads = tool.before ?? (operation.target ? [operation.target] : []);
  return reads
    .map((read) => ({ read, given: argumentsOf(read, call) }))
    .filter(({ read, given }) => Object.keys(read.with).length === 0 || Object.keys(given).length > 0)
    .map(({ read, given }) => giveTo(read, given));
}

/** The read of what the path names; undefined where no tool does. */
export function targetRead(call: PolarCall): GivenRead | undefined {
  const { target } = call.operation;
  return target && giveTo(target, argumentsOf(target, call));
}

/** The read that tells whether a change was made; undefined where no tool does. */
export function settlingRead(call: PolarCall): GivenRead | undefined {
  const { settledBy } = call.operation;
  return settledBy && giveTo(settledBy, argumentsOf(settledBy, call));
}

/** Picks the call's arguments that the read takes too. */
function argumentsOf({ with: pairs }: Read, call: PolarCall): Record<string, unknown> {
  const own = sentArguments(call);
  const values = Object.entries(pairs).map(([its, ours]) => [its, own[ours]] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== null));
}

function giveTo({ tool, given, fields, changes, quiet }: Read, own: Record<string, unknown>): GivenRead {
  return {
    tool: tool as ToolName,
    arguments: { ...own, ...given },
    ...(fields && { fields }),
    ...(changes && { changes }),
    ...(quiet && { quiet }),
  };
}

/** Two reads with the same key read the same. */
export const keyOf = (read: GivenRead) => `${read.tool} ${JSON.stringify(read.arguments)}`;

/** How a person calls what a tool reads: `get_order` reads an order, `get_customer_state` a customer. */
export const nounOf = (tool: ToolName) => tool.replace(/^(get|list)_|_state$/g, '');

/** The kind of answer that a read tool has. */
export function answerOf(name: ToolName): Operation['answer'] {
  const tool: Tool = tools[name];
  return tool.operations[0].answer;
}

/** The id of the organization that what was read belongs to, as far as Polar says. */
export function ownerOf({ read, data }: Before): string | undefined {
  type Owned = { id?: string; organization_id?: string; product?: Owned | null; customer?: Owned | null };
  const { id, organization_id, product, customer } = (data ?? {}) as Owned;
  const isOrganization = read.tool === 'get_organization';
  return organization_id ?? product?.organization_id ?? customer?.organization_id ?? (isOrganization ? id : undefined);
}
