import type { Risk } from '../../generated/tool.gen.ts';
import { toolsets } from '../../generated/toolsets.gen.ts';
import type { Config, WriteRisk } from '../config/index.ts';
import { MAX_SEARCH_CHARACTERS } from '../limits.ts';
import { rankTools, toolSummary } from '../mcp/index.ts';
import {
  AddressError,
  type AnyToolName,
  admitsAnyone,
  createPolicy,
  LISTED_TOOLS,
  type Policy,
  restrictionOfAddress,
  riskOf,
  toolsetOf,
} from '../policy/index.ts';

/** More tools than a search gives a model, because a person looks further down the page. */
export const MAX_PAGE_TOOLS = 12;

/** A person sees at a glance what doesn't fit, so the page leaves out more than a search does for a model. */
const FOR_PEOPLE = { always: 0, share: 0.6, score: 8 };

/** Says to a person what a tool does to the account. The least risk comes first. */
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

/** The tools that this server's configuration leaves to a person with all permissions at Polar. */
export interface OfferedTools {
  /** Undefined if no tool is left. */
  policy: Policy | undefined;
  tools: readonly OfferedTool[];
  /** Only toolsets with tools. */
  toolsets: readonly OfferedToolset[];
}

const DISCOVERY = {
  name: 'discovery',
  title: 'Find and call any tool',
  description: 'For a short list: find a tool that isn’t in it, and call it.',
};

let last: { config: Config; offered: OfferedTools } | undefined;

/** Computes the offer once for a configuration. */
export function offeredTools(config: Config): OfferedTools {
  if (last?.config !== config) last = { config, offered: offer(config) };
  return last.offered;
}

function offer({ restriction }: Config): OfferedTools {
  const policy = undefinedIfEmpty(() => createPolicy([restriction], undefined));
  if (!policy) return { policy, tools: [], toolsets: [] };
  const tools = LISTED_TOOLS.filter(({ name }) => !policy.refusal(name)).map(
    ({ name, title }): OfferedTool => ({ name, title, description: toolSummary(name) ?? '', risk: riskOf(name) }),
  );
  const all = [...toolsets, DISCOVERY].map(({ name, title, description }) => {
    return { name, title, description, tools: tools.filter((tool) => toolsetOf(tool.name) === name) };
  });
  return { policy, tools, toolsets: all.filter((toolset) => toolset.tools.length > 0) };
}

/** Returns undefined if the restrictions leave no tool. */
export function undefinedIfEmpty<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}

/** Finds the tools of a query. With words, the best come first, and no more than MAX_PAGE_TOOLS. */
export function findTools({ tools }: OfferedTools, { words, toolset, risk }: ToolQuery): readonly OfferedTool[] {
  const isAsked = (tool: OfferedTool) =>
    (toolset === undefined || toolsetOf(tool.name) === toolset) && (risk === undefined || tool.risk === risk);
  const asked = tools.filter(isAsked);
  if (words === '') return asked;
  const byName = new Map(asked.map((tool) => [tool.name, tool]));
  return rankTools(words, (name) => byName.has(name), MAX_PAGE_TOOLS, FOR_PEOPLE).flatMap(
    (name) => byName.get(name) ?? [],
  );
}

/** A person's query for tools, from the page's address. */
export interface ToolQuery {
  /** Empty without words. */
  words: string;
  toolset: string | undefined;
  risk: Risk | undefined;
  /** The address named an unknown toolset or kind of tool, which is ignored. */
  hasUnknown: boolean;
}

export const NO_QUERY: ToolQuery = { words: '', toolset: undefined, risk: undefined, hasUnknown: false };

/** Reads `?q=refund&toolset=refunds&kind=money`, where any text may stand. Of a repeated parameter, the first counts. */
export function readQuery({ searchParams }: URL, { toolsets }: OfferedTools): ToolQuery {
  const words = (searchParams.get('q') ?? '')
    .slice(0, MAX_SEARCH_CHARACTERS)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const [toolset, kind] = [searchParams.get('toolset') || undefined, searchParams.get('kind') || undefined];
  const isToolset = toolsets.some(({ name }) => name === toolset);
  const risk = kind !== undefined && Object.hasOwn(RISKS, kind) ? (kind as Risk) : undefined;
  return {
    words,
    toolset: isToolset ? toolset : undefined,
    risk,
    hasUnknown: (toolset !== undefined && !isToolset) || (kind !== undefined && risk === undefined),
  };
}

export const isFiltered = ({ words, toolset, risk }: ToolQuery) =>
  words !== '' || toolset !== undefined || risk !== undefined;

/** The address of the page with this query. */
export function queryHref({ words, toolset, risk }: Partial<ToolQuery>): string {
  const params = new URLSearchParams();
  if (words) params.set('q', words);
  if (toolset !== undefined) params.set('toolset', toolset);
  if (risk !== undefined) params.set('kind', risk);
  return params.size === 0 ? '/#tools' : `/?${params}#tools`;
}

/** An address of the endpoint, and the tools that it lists and allows. */
export interface Address {
  url: string;
  what: string;
  /** The number of tools that the app sees. */
  listed: number;
  /** The number of tools that the app can call. */
  callable: number;
}

/** Every connection has these toolsets, so they are no example of a choice. */
const NO_EXAMPLE = ['organization', 'discovery'];

/** The plain address, then addresses that show or allow less, as far as they differ on this server. */
export function addresses({ mcpUrl, restriction }: Config, { tools, toolsets }: OfferedTools): Address[] {
  const [first, second] = toolsets.map(({ name }) => name).filter((name) => !NO_EXAMPLE.includes(name));
  const left = tools.find(({ name }) => name === 'create_refund') ?? tools.find(({ risk }) => risk !== 'read');
  const ways: [string, string | false][] = [
    ['', 'The tools that merchants use most, and some that find and call the others.'],
    ['?toolsets=discovery', 'The shortest list: only tools that find and call the others.'],
    ['?toolsets=all', 'Every tool in one list.'],
    [`?toolsets=${first},${second}`, second !== undefined && 'Only these toolsets. Separate names with commas.'],
    ['/readonly', !restriction.readOnly && 'Nothing can be changed.'],
    [`?exclude=${left?.name}`, left !== undefined && 'Without this tool. Separate names with commas.'],
  ];
  return ways.flatMap(([more, what]) => {
    const url = mcpUrl + more;
    const policy =
      what && undefinedIfEmpty(() => createPolicy([restriction, restrictionOfAddress(new URL(url))], undefined));
    if (!policy) return [];
    const callable = LISTED_TOOLS.filter(({ name }) => !policy.refusal(name)).length;
    return [{ url, what, listed: policy.listed.length, callable }];
  });
}

// The page, its markdown and llms.txt share these texts.

export const TITLE = 'Polar MCP server';

export const CLAIM = 'Run your Polar account from your AI app';

/** Each tool with the objects that it looks up. */
const READ_EXAMPLES = [
  ['list_customers', 'customers'],
  ['list_orders', 'orders'],
  ['list_subscriptions', 'subscriptions'],
  ['list_products', 'products'],
] satisfies [AnyToolName, string][];
/** Each tool with the work that it does. */
const CHANGE_EXAMPLES = [
  ['update_product', 'change products and prices'],
  ['update_subscription', 'change or cancel subscriptions'],
  ['create_refund', 'give refunds'],
] satisfies [AnyToolName, string][];
/** Each tool with a question that it answers. */
const QUESTIONS = [
  ['list_subscriptions', 'Which customers cancelled last month, and why?'],
  ['get_metrics', 'How did revenue change since last month?'],
  ['create_refund', 'Refund the last order of ada@example.com.'],
  ['list_products', 'Which products do we sell, and at what prices?'],
] satisfies [AnyToolName, string][];
const MAX_QUESTIONS = 3;

const wordsOf = ({ tools }: OfferedTools, all: [AnyToolName, string][]) =>
  all.filter(([name]) => tools.some((tool) => tool.name === name)).map(([, words]) => words);

/** Questions for the app that this server's tools can answer. */
export const questionsToTry = (offered: OfferedTools) => wordsOf(offered, QUESTIONS).slice(0, MAX_QUESTIONS);

/** Names only tools that this server's configuration leaves. */
export function about(offered: OfferedTools): string {
  const inWords = (words: string[]) => new Intl.ListFormat('en-GB').format(words);
  const [found, done] = [wordsOf(offered, READ_EXAMPLES), wordsOf(offered, CHANGE_EXAMPLES)];
  return [
    'Connect this server to your AI app.',
    found.length > 0 ? `The app can then look up your ${inWords(found)}.` : '',
    done.length > 0 ? `If you let it, it can also ${inWords(done)}.` : '',
    found.length + done.length === 0 ? 'The app can then use the tools below.' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

export const ENVIRONMENTS = {
  production: 'Live: real customers, real money.',
  sandbox: 'Sandbox: test data, no real money.',
} as const;

export const steps = (offered: OfferedTools) => [
  'Add the address to your app.',
  `Choose what the app may ${offered.policy?.canChange ? 'read and change' : 'see'}.`,
  'Log in at Polar and confirm.',
];

export const NOT_POLARS = 'Not made or endorsed by Polar.';

export const NO_TOOLS = 'Whoever runs this server has switched every tool off. Ask them.';

/** Says whether anyone may connect, but not who may. */
export const audience = ({ allowed }: Config) =>
  admitsAnyone(allowed)
    ? 'Anyone with a Polar account can connect to it here.'
    : 'Whoever runs this server chose who may connect here.';

/** Continues a sentence after "what". The gravest risk comes first. */
const RISK_CLAUSES: Readonly<Record<WriteRisk, string>> = {
  money: 'moves money',
  irreversible: 'can’t be undone',
  exposes: 'gives others access, data or goods',
  write: 'changes anything else',
};
const RISKS_BY_GRAVITY = Object.keys(RISK_CLAUSES) as WriteRisk[];

/** Says which changes this server asks about before it makes them. */
export function safety({ writes }: Config, { policy }: OfferedTools): string {
  if (!policy?.canChange) return 'On this server, no app can change anything.';
  const inWords = (risks: readonly WriteRisk[]) =>
    new Intl.ListFormat('en', { type: 'disjunction' }).format(risks.map((risk) => RISK_CLAUSES[risk]));
  const asked = RISKS_BY_GRAVITY.filter((risk) => writes.confirm.has(risk));
  if (asked.length === 0) return 'This server doesn’t ask again: what an app may do, it does.';
  const left = RISKS_BY_GRAVITY.filter((risk) => risk !== 'write' && !writes.confirm.has(risk));
  const unasked = left.length > 0 ? ` On this server, what ${inWords(left)} is done at once.` : '';
  const agree = writes.confirmBy === 'person' ? ' Only you can agree, in your app or on a page of this server.' : '';
  return `Before an app does what ${inWords(asked)}, you see what would happen, and agree or not.${agree}${unasked}`;
}

/** `3 tools`, `1 tool`. */
export const toolCount = (count: number) => (count === 1 ? '1 tool' : `${count} tools`);

export const NO_FIT = 'No tool fits.';
export const TRY_OTHER_WORDS = 'Try other words, such as “refund”, “cancel a subscription” or “license key”.';
export const UNKNOWN_FILTER =
  'There is no such toolset, or no such kind of tool, on this server. That part was ignored.';
