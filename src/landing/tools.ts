import type { Risk } from '../../generated/tool.gen.ts';
import { toolsets } from '../../generated/toolsets.gen.ts';
import type { Config } from '../config/index.ts';
import { MAX_PAGE_TOOLS } from '../limits.ts';
import { summary } from '../mcp/index.ts';
import {
  AddressError,
  type AnyToolName,
  createPolicy,
  LISTED,
  type Policy,
  riskOf,
  toolsetOf,
} from '../policy/index.ts';
import type { Query } from './query.ts';

/** What a tool does to the account, from the least, in words for a person. */
export const RISKS: Readonly<Record<Risk, string>> = {
  read: 'Reads',
  write: 'Changes',
  exposes: 'Gives to others',
  irreversible: 'Can’t be undone',
  money: 'Moves money',
};

export interface OfferedTool {
  name: AnyToolName;
  title: string;
  description: string;
  risk: Risk;
}

export interface OfferedToolset {
  name: string;
  title: string;
  description: string;
  tools: readonly OfferedTool[];
}

/** What is left of the tools on this server, for whoever may do everything at Polar. */
export interface Offered {
  /** Undefined when nothing is left. */
  policy: Policy | undefined;
  tools: readonly OfferedTool[];
  /** Those with tools. */
  toolsets: readonly OfferedToolset[];
}

const DISCOVERY = {
  name: 'discovery',
  title: 'Find and call any tool',
  description: 'For a short list: find a tool that isn’t in it, and call it.',
};

let last: { config: Config; offered: Offered } | undefined;

/** Made once for a configuration. */
export function offeredOf(config: Config): Offered {
  if (last?.config !== config) last = { config, offered: offer(config) };
  return last.offered;
}

function offer({ restriction }: Config): Offered {
  const policy = unlessEmpty(() => createPolicy([restriction], undefined));
  if (!policy) return { policy, tools: [], toolsets: [] };
  const tools = LISTED.filter(({ name }) => !policy.refusal(name)).map(
    ({ name, title }): OfferedTool => ({ name, title, description: summary(name) ?? '', risk: riskOf(name) }),
  );
  const all = [...toolsets, DISCOVERY].map(({ name, title, description }) => {
    return { name, title, description, tools: tools.filter((tool) => toolsetOf(tool.name) === name) };
  });
  return { policy, tools, toolsets: all.filter((toolset) => toolset.tools.length > 0) };
}

/** What `make` makes; undefined when restrictions leave no tool. */
export function unlessEmpty<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}

/** The tools that a query asks for: best first when it has words, and then no more than fit a page. */
export async function findTools({ tools }: Offered, { words, toolset, risk }: Query): Promise<readonly OfferedTool[]> {
  const isAsked = (tool: OfferedTool) =>
    (toolset === undefined || toolsetOf(tool.name) === toolset) && (risk === undefined || tool.risk === risk);
  const asked = tools.filter(isAsked);
  if (words === '') return asked;
  const byName = new Map(asked.map((tool) => [tool.name, tool]));
  // Imported late: most people don't search.
  const { rankTools } = await import('../mcp/discovery/search.ts');
  return rankTools(words, (name) => byName.has(name), MAX_PAGE_TOOLS).flatMap((name) => byName.get(name) ?? []);
}
