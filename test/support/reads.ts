import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import type { Operation, Tool } from '../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { MANY } from '../../simulator/index.ts';
import { callTool } from '../../src/mcp/call-tool.ts';
import { readArguments } from '../../src/operations/read-arguments.ts';
import { createPolarClient } from '../../src/polar/client.ts';
import { callerAt, quietly } from './caller.ts';

const TIMEOUT_MS = 30_000;

type Fields = Record<string, unknown>;

/** A result as a model reads it. */
export interface Shown extends Fields {
  items: Fields[];
  about: { not_shown?: string; left_out?: string; cut?: string; next?: { page: number; limit: number } };
}

/** The cost of an answer in o200k tokens, as Polar sends it and as it is shown. */
export interface Cost {
  tool: string;
  /** On the page, and how many of them are shown whole. */
  items: number;
  shown: number;
  full: number;
  byDefault: number;
}

/** The arguments without which some lists can't be asked for. */
const NEEDED: { [tool in ToolName]?: Fields } = {
  list_benefit_files: { benefit_id: MANY.downloads },
  list_benefit_holders: { benefit_id: MANY.benefit },
  list_payment_methods: { customer_id: MANY.customer },
};

/** Every tool that lists, with the arguments for its longest page. */
export const LISTS: readonly [ToolName, Fields][] = Object.entries<Tool>(tools).flatMap(([name, { operations }]) => {
  const [{ answer, params }] = operations as [Operation];
  if (answer.kind !== 'list') return [];
  const tool = name as ToolName;
  return [[tool, { ...NEEDED[tool], ...('limit' in params().shape && { limit: 100 }) }]] as [ToolName, Fields][];
});

const YEAR = { start_date: '2025-09-01', end_date: '2026-08-31', interval: 'day' };
/** Columns that an export has only when it is asked for them: with the others an answer is as long as it can be. */
const MORE = {
  orders:
    'email created_at product net_amount currency status invoice_number customer_name billing_name billing_reason',
  subscriptions:
    'email started_at product amount currency status current_period_start current_period_end customer_name',
};

/** The longest answers that aren't pages of things. */
export const LONG_READS: readonly [ToolName, Fields][] = [
  ['get_metrics', YEAR],
  ['get_metrics', { ...YEAR, metrics: ['revenue', 'orders', 'costs', 'checkouts'] }],
  ['export_metrics', YEAR],
  ['export_customers', {}],
  ['export_orders', { columns: MORE.orders.split(' ') }],
  ['export_subscriptions', { columns: MORE.subscriptions.split(' ') }],
];

/** Reads of a Polar that answers somewhere, by one who may read everything. */
export function readsAt(apiUrl: string, token: string) {
  const text = async (tool: ToolName, given: Fields): Promise<string> => {
    const result = await callTool(tool, given, callerAt(apiUrl, token, { timeoutMs: TIMEOUT_MS }), quietly());
    const [content] = result.content as { text: string }[];
    if (result.isError || !content) throw new Error(`${tool} ${JSON.stringify(given)} → ${content?.text}`);
    return content.text;
  };
  const shown = async (tool: ToolName, given: Fields) => JSON.parse(await text(tool, given)) as Shown;
  const full = async (tool: ToolName, given: Fields): Promise<string> => {
    const { operation, params, body } = readArguments(tools[tool], given);
    const polar = createPolarClient({
      apiUrl,
      tokens: { current: async () => token, afterRefusal: async () => token },
      deadline: Date.now() + TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return (await operation.call(polar, params, body)).data ?? '';
  };
  const cost = async (tool: ToolName, given: Fields): Promise<Cost> => {
    const [whole, result] = [await full(tool, given), await text(tool, given)];
    return {
      tool,
      items: itemsOf(whole),
      shown: itemsOf(result),
      full: countTokens(whole),
      byDefault: countTokens(result),
    };
  };
  return { text, shown, full, cost };
}

/** Counts the items of a page or list, the rows of a table, or the lines of CSV; one for anything else. */
function itemsOf(text: string): number {
  if (!/^[[{]/.test(text)) return text.trimEnd().split('\r\n').length - 1;
  const value = JSON.parse(text) as Fields | unknown[];
  const list = Array.isArray(value) ? value : (value.items ?? value.rows ?? value.periods);
  return Array.isArray(list) ? list.length : 1;
}
