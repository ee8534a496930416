import type { Config, WriteRisk } from '../config/index.ts';
import { type AnyToolName, admitsAnyone } from '../policy/index.ts';
import type { OfferedTools } from './offer.ts';

// The texts that the page, its markdown and llms.txt share.

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
  ['get_metrics', 'tell how the business does'],
  ['update_product', 'change products and prices'],
  ['update_subscription', 'change and cancel subscriptions'],
  ['create_refund', 'give refunds'],
] satisfies [AnyToolName, string][];

/** Names only tools that this server's configuration leaves. */
export function about({ tools }: OfferedTools): string {
  const left = new Set(tools.map(({ name }) => name));
  const wordsOf = (all: [AnyToolName, string][]) => all.filter(([name]) => left.has(name)).map(([, words]) => words);
  const found = wordsOf(READ_EXAMPLES);
  const able = [
    ...(found.length > 0 ? [`look up ${new Intl.ListFormat('en-GB').format(found)}`] : []),
    ...wordsOf(CHANGE_EXAMPLES),
  ];
  const can =
    able.length > 0 ? `the app can ${new Intl.ListFormat('en').format(able)}` : 'the app can use the tools below';
  return `This is an MCP server for Polar. Connect it to the AI app that you use, and ${can}, as far as you let it.`;
}

export const ENVIRONMENTS = {
  production: 'Live: real customers, real money.',
  sandbox: 'Sandbox: test data, no real money.',
} as const;

export const steps = (offered: OfferedTools) => [
  'Add the address to your app, as below.',
  `A page of this server asks how much the app may ${offered.policy?.canChange ? 'do: only read, or also change, for each area' : 'see'}.`,
  'Polar asks you to log in and to confirm.',
];

export const NOT_POLARS = 'Not made or endorsed by Polar.';

export const NO_TOOLS = 'Whoever runs this server has switched every tool off. Ask them.';

/** Says whether anyone may connect, but not who may. */
export const audience = ({ allowed }: Config) =>
  admitsAnyone(allowed)
    ? 'Anyone with an account at Polar may connect here, each to their own.'
    : 'Whoever runs this server chose who may connect here.';

/** Continues a sentence after "what". The gravest risk comes first. */
const CONFIRMED: Readonly<Record<WriteRisk, string>> = {
  money: 'moves money',
  irreversible: 'can’t be undone',
  exposes: 'gives others access, data or goods',
  write: 'changes anything else',
};
const RISKY = Object.keys(CONFIRMED) as WriteRisk[];

/** Says which changes this server asks about before it makes them. */
export function safety({ writes }: Config, { policy }: OfferedTools): string {
  if (!policy?.canChange) return 'On this server no app can change anything.';
  const inWords = (risks: readonly WriteRisk[]) =>
    new Intl.ListFormat('en', { type: 'disjunction' }).format(risks.map((risk) => CONFIRMED[risk]));
  const asked = RISKY.filter((risk) => writes.confirm.has(risk));
  if (asked.length === 0) return 'On this server nothing asks again before it is done: what an app may do, it does.';
  const left = RISKY.filter((risk) => risk !== 'write' && !writes.confirm.has(risk));
  const unasked = left.length > 0 ? ` On this server, what ${inWords(left)} is done at once.` : '';
  return `What ${inWords(asked)} isn’t done by the first call: you see what would happen, and agree or not.${unasked}`;
}

/** `3 tools`, `1 tool`. */
export const toolCount = (count: number) => (count === 1 ? '1 tool' : `${count} tools`);

export const NO_FIT = 'No tool fits.';
export const TRY_OTHER_WORDS = 'Try other words, such as “refund”, “cancel a subscription” or “license key”.';
export const UNKNOWN_FILTER =
  'There is no such toolset, or no such kind of tool, on this server. That part was ignored.';
