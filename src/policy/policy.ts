import { type OwnToolName, ownTools } from '../../generated/own-tools.gen.ts';
import type { Risk, Tool } from '../../generated/tool.gen.ts';
import { defaultTools, toolList } from '../../generated/tool-list.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import type { Restriction } from './restriction.ts';
import { AddressError } from './restriction.ts';

export type AnyToolName = ToolName | OwnToolName;

/** A tool as tools/list answers it. */
export interface ListedTool {
  name: AnyToolName;
  title: string;
  description: string;
  inputSchema: object;
  annotations: object;
  _meta?: object;
}

/** Why a tool can't be called. */
export interface ToolRefusal {
  /** Completes "It can't be called: …". */
  reason: string;
  /** The permissions that would be enough; empty where no permission helps. */
  lacking: string[];
  /** The party that takes the tool away, where one does. */
  by?: Restriction['by'];
}

/** Decides which tools a request may see and call, by the same function. */
export interface Policy {
  /** Equal for policies that decide alike. */
  readonly key: string;
  /** The tools that tools/list shows, in the catalog's order. */
  readonly listed: readonly ListedTool[];
  isListed(name: AnyToolName): boolean;
  /** Whether any tool can change something at Polar. */
  readonly canChange: boolean;
  /** Undefined when the tool can be called. */
  refusal(name: AnyToolName): ToolRefusal | undefined;
}

export const isPolarTool = (name: string): name is ToolName => Object.hasOwn(tools, name);
const isOwnTool = (name: string): name is OwnToolName => Object.hasOwn(ownTools, name);
export const isTool = (name: string): name is AnyToolName => isPolarTool(name) || isOwnTool(name);

const POLAR_TOOLS = toolList.map(({ name }) => name);
/** Every tool, in the catalog's order. */
export const LISTED_TOOLS: readonly ListedTool[] = [
  ...toolList,
  ...Object.values(ownTools).map(({ listed }) => listed),
];
export const TOOL_NAMES = LISTED_TOOLS.map(({ name }) => name);

const DEFAULT_TOOLS = new Set<string>(defaultTools);
const DEFAULT_TOOLSETS = ['default', 'discovery'];

/** A tool's risk to the account. Some of its arguments may be of less or more risk. */
export const riskOf = (name: AnyToolName): Risk => (isOwnTool(name) ? ownTools[name] : tools[name]).risk;

export const toolsetOf = (name: AnyToolName) => (isOwnTool(name) ? ownTools[name] : tools[name]).toolset;

/**
 * @param restrictions of this server, the address and the headers, in that order
 * @param granted the scopes of the connection; undefined when only Polar knows them
 * @throws AddressError when together they leave no tool at all: an empty list would look like an empty account
 */
export function createPolicy(restrictions: readonly Restriction[], granted: readonly string[] | undefined): Policy {
  const restricted = (name: AnyToolName) => restrictedBecause(name, restrictions);
  if (POLAR_TOOLS.every(restricted)) throw new AddressError(`No tool is left: ${describe(restrictions)}.`);
  const refusalOfPolarTool = (name: ToolName): ToolRefusal | undefined => {
    const byOthers = restricted(name);
    if (byOthers) return byOthers;
    const lacking = granted === undefined ? [] : lackingScopes(tools[name], granted);
    if (lacking.length === 0) return undefined;
    return { reason: `this connection lacks the permission ${lacking.join(' and ')}`, lacking };
  };
  const canChange = () => POLAR_TOOLS.some((name) => isChange(name) && !refusalOfPolarTool(name));
  const refusal = (name: AnyToolName): ToolRefusal | undefined => {
    if (isPolarTool(name)) return refusalOfPolarTool(name);
    const byOthers = restricted(name);
    if (byOthers) return byOthers;
    if (name !== 'call_write_tool' || canChange()) return undefined;
    return { reason: 'there is no change that this connection may make', lacking: [] };
  };
  // All restrictions decide which tools may be shown. The last one that names toolsets decides which of them are shown.
  const shownToolsets = restrictions.findLast(({ toolsets }) => toolsets.length > 0)?.toolsets ?? DEFAULT_TOOLSETS;
  const isListed = (name: AnyToolName) => isNamedBy(name, shownToolsets) && !refusal(name);
  return {
    get key() {
      return JSON.stringify([restrictions, granted]);
    },
    refusal,
    isListed,
    get canChange() {
      return canChange();
    },
    get listed() {
      return LISTED_TOOLS.filter(({ name }) => isListed(name));
    },
  };
}

/**
 * The policy with this key, for a connection with perhaps fewer scopes.
 *
 * @param granted as for createPolicy
 * @param today what this server takes away now, where that may be more than when the key was made
 * @throws AddressError as createPolicy does
 */
export function policyOfKey(key: string, granted: readonly string[] | undefined, today?: Restriction): Policy {
  const [restrictions] = JSON.parse(key) as [Restriction[]];
  return createPolicy(today ? [today, ...restrictions] : restrictions, granted);
}

/** The fewest scopes that `granted` lacks for a tool; none when it may be called. */
export function lackingScopes(tool: Tool, granted: readonly string[]): string[] {
  const unmet = tool.scopes.filter((anyOf) => !anyOf.some((scope) => granted.includes(scope)));
  return unmet.flatMap(([least]) => least ?? []);
}

/** Whether a call can change anything at Polar. */
export const isChange = (name: ToolName) => tools[name].risk !== 'read';

/** The tool of this server that calls a tool of Polar's by its name. */
export const callToolFor = (name: ToolName) => (isChange(name) ? 'call_write_tool' : 'call_read_tool');

/** The refusal by the first restriction that takes this tool away; undefined when none does. */
function restrictedBecause(name: AnyToolName, restrictions: readonly Restriction[]): ToolRefusal | undefined {
  for (const restriction of restrictions) {
    const reason = reasonOf(name, restriction);
    if (reason !== undefined) return { reason, lacking: [], by: restriction.by };
  }
  return undefined;
}

function reasonOf(name: AnyToolName, { by, readOnly, toolsets, exclude }: Restriction): string | undefined {
  const isOwn = isOwnTool(name);
  if (exclude.includes(name)) return `${by} leaves it out`;
  if (readOnly && (isOwn ? name === 'call_write_tool' : isChange(name))) return onlyReads(by);
  // This server's own tools reach nothing that Polar's tools don't.
  return !isOwn && !reaches(toolsets, name) ? onlyFor(by, toolsets) : undefined;
}

/** `discovery` lists few tools, which reach all others. */
function reaches(toolsets: readonly string[], name: ToolName): boolean {
  return toolsets.length === 0 || toolsets.includes('discovery') || isNamedBy(name, toolsets);
}

/**
 * Whether a list of these toolsets shows the tool. `all` needs no tools to find others. get_connection explains what is
 * missing, so it is in every list but that of `discovery`, whose tools reach it.
 */
function isNamedBy(name: AnyToolName, toolsets: readonly string[]): boolean {
  if (name === 'get_connection') return toolsets.some((toolset) => toolset !== 'discovery');
  const toolset = toolsetOf(name);
  return (
    toolsets.includes(toolset) ||
    (toolsets.includes('default') && DEFAULT_TOOLS.has(name)) ||
    (toolsets.includes('all') && toolset !== 'discovery')
  );
}

const onlyReads = (by: string) => `${by} allows reading alone`;
const onlyFor = (by: string, toolsets: readonly string[]) => `${by} is for the toolsets ${toolsets.join(', ')}`;

function describe(restrictions: readonly Restriction[]): string {
  const parts = restrictions.flatMap(({ by, readOnly, toolsets, exclude }) => [
    ...(readOnly ? [onlyReads(by)] : []),
    ...(toolsets.length > 0 ? [onlyFor(by, toolsets)] : []),
    ...(exclude.length > 0 ? [`${by} leaves out ${exclude.join(', ')}`] : []),
  ]);
  return parts.join('; ');
}

/** Says that a tool can't be called, and why. */
export const notAllowedMessage = (name: string, { reason }: ToolRefusal) => `${name} can't be called here: ${reason}.`;
