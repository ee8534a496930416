import type { CallToolResult, InputRequiredResult } from '@modelcontextprotocol/server';
import QuickLRU from 'quick-lru';
import type { Tool } from '../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import {
  argumentsOfChange,
  assertNoConfirm,
  isUnpaid,
  makeChange,
  prepareChange,
  toldAlready,
} from '../confirm/index.ts';
import { CallError, invalidArguments } from '../errors.ts';
import {
  argumentNames,
  type Caller,
  metricSlugs,
  type OperationCall,
  parseCall,
  reachesSeveralOrganizations,
  sendCall,
  type ToolRequest,
} from '../operations/index.ts';
import {
  chooseFields,
  doneResult,
  type FieldSelection,
  isFieldNamed,
  listResult,
  oneResult,
  type ResultOptions,
  unitsOf,
  withLocalPeriods,
} from '../results/index.ts';
import { withViewMeta } from '../views/index.ts';
import { noSuchCustomer, withCustomerOfEmail } from './customer-email.ts';
import { completeCustomerState } from './customer-state.ts';
import { exportResult, periodsOf } from './export-result.ts';

/** How often a client hears that more of an answer has arrived. */
export const PROGRESS_INTERVAL_MS = 500;

/** How long Polar may take to begin its answer before a client that wants progress hears of it. Most answers begin earlier. */
export const PROGRESS_WAIT_MS = 1500;

/**
 * One call of one of Polar's tools, which the policy allows, from its arguments to its result.
 *
 * When the client goes away, Polar is asked no longer. A change that was sent goes on to its answer all the same, so that the
 * record says what became of it, and its limits are right.
 *
 * @throws CallError
 */
export async function callPolarTool(
  name: ToolName,
  given: Record<string, unknown>,
  caller: Caller,
  request: ToolRequest,
): Promise<CallToolResult | InputRequiredResult> {
  return withViewMeta(await resultOfCall(name, given, caller, request), name, given, caller, request);
}

async function resultOfCall(
  name: ToolName,
  given: Record<string, unknown>,
  caller: Caller,
  request: ToolRequest,
): Promise<CallToolResult | InputRequiredResult> {
  const progress = request.progress && startProgress(request.progress);
  try {
    const { fields, ...others } = given;
    const { confirm, ...its } = others;
    const isRead = tools[name].risk === 'read';
    if (!isRead) assertNoConfirm(confirm, caller);
    const told = await toldAlready(name, its, caller, request);
    if ('result' in told) return told.result;
    const change = isRead ? undefined : await argumentsOfChange(name, its, confirm, caller);
    const own = await withCustomerOfEmail(name, change?.given ?? others, caller, request.signal);
    if (own === undefined) {
      await assertReachable(caller, request.signal);
      throw noSuchCustomer();
    }
    const call = parseCall(name, own, caller);
    const choice = choose(call, fields, caller);
    if (!change) {
      const data = await sendCall(call, caller, { signal: request.signal, onReceived: progress?.received });
      if (isEmptyList(data)) await assertReachable(caller, request.signal);
      if (call.operation.answer.kind === 'csv') return await exportResult(call, data as string, caller, request);
      const complete = COMPLETIONS[name];
      return resultOf(call, complete ? await complete(data, choice, caller, request.signal) : data, choice, caller);
    }
    const { call: complete, kept, recent } = await prepareChange(call, caller, request.signal);
    const { isRepeated } = change;
    const asking = { confirm, isRepeated, asked: { tool: name, arguments: its }, waiting: told.waiting };
    const made = await makeChange(complete, asking, caller, request, recent);
    if ('result' in made) return made.result;
    return resultOf(complete, made.data, choice, caller, { remark: made.remark, kept });
  } finally {
    progress?.end();
  }
}

/** How many connections an isolate remembers as reachable: more than it serves at a time. */
const MAX_KNOWN_REACHABLE = 2000;

/** How long a reachable organization counts as reachable before an empty list makes this server ask again. */
const REACHABLE_KNOWN_MS = 5 * 60 * 1000;

/** The connections whose organization was reachable a while ago. QuickLRU keeps up to twice its `maxSize`. */
const knownReachable = new QuickLRU<string, true>({ maxSize: MAX_KNOWN_REACHABLE / 2, maxAge: REACHABLE_KNOWN_MS });

/** Whether an answer is an empty list, or a table with nothing but the names of its columns. */
export function isEmptyList(data: unknown): boolean {
  if (typeof data === 'string') return !/[\r\n]\s*\S/.test(data);
  const { items = data } = (data ?? {}) as { items?: unknown };
  return Array.isArray(items) && items.length === 0;
}

/**
 * Makes sure that an empty list means an empty account. Polar also sends empty lists for an organization that the person left, or
 * that lost its access to the API.
 *
 * @throws CallError `refused` when Polar says that there is no such organization for this token
 */
export async function assertReachable(caller: Caller, signal: AbortSignal): Promise<void> {
  const key = `${caller.connectionId} ${caller.organization}`;
  if (knownReachable.has(key)) return;
  const reachability = await reachabilityOf(caller, signal);
  if (reachability === 'there') knownReachable.set(key, true);
  if (reachability !== 'gone') return;
  throw new CallError('refused', goneMessage(caller), {
    whatToDo: 'Tell the person to look at Polar, and to connect again for an organization that they can use.',
  });
}

/** Whether a connection still reaches an organization; `unknown` where Polar doesn't answer, or not to this token. */
export async function reachabilityOf(caller: Caller, signal: AbortSignal): Promise<'there' | 'gone' | 'unknown'> {
  const { organization } = caller;
  try {
    const call =
      organization === undefined
        ? parseCall('list_organizations', { limit: 1 }, caller)
        : parseCall('get_organization', { organization_id: organization }, caller);
    return isEmptyList(await sendCall(call, caller, { signal })) ? 'gone' : 'there';
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return error.code === 'not_found' ? 'gone' : 'unknown';
  }
}

/** Says what it means that a connection is `gone`. */
export const goneMessage = ({ organization }: Caller) =>
  organization === undefined
    ? 'This connection reaches no organization any more: the person left them all, or Polar took their access away.'
    : `The organization ${organization} of this connection can't be reached any more: the person left it, it was deleted, or it lost its access to Polar's API. It isn't empty.`;

/** Answers that need more of Polar before a person can read them. */
const COMPLETIONS: { [tool in ToolName]?: typeof completeCustomerState } = {
  get_customer_state: completeCustomerState,
  // Polar refuses a slug that it doesn't know, and has no list of them.
  get_metrics_limits: async (limits) => ({ ...(limits as object), metrics: metricSlugs() }),
};

/** Removes the refundable amounts, which Polar also computes for an order that nobody paid. */
function withoutRefundable(order: unknown): unknown {
  const { refundable_amount, refundable_tax_amount, ...others } = order as Record<string, unknown>;
  return isUnpaid(others.status) ? others : order;
}

/** @throws CallError `invalid_arguments` */
function choose({ operation }: OperationCall, fields: unknown, caller: Caller): FieldSelection {
  const { answer } = operation;
  if ('resource' in answer)
    return chooseFields(fields, answer.kind, answer.resource, reachesSeveralOrganizations(caller));
  if (fields === undefined || fields === null) return { chosen: true, isNamed: false, paths: [] };
  const choosing = ['columns', 'metrics'].find((name) => Object.hasOwn(operation.params().shape, name));
  const instead = answer.kind === 'csv' && choosing !== undefined ? `, but perhaps \`${choosing}\`` : '';
  throw invalidArguments([{ path: 'fields', message: `This tool has no choice of fields${instead}` }]);
}

function resultOf(
  call: OperationCall,
  data: unknown,
  choice: FieldSelection,
  caller: Caller,
  { remark, kept }: Pick<ResultOptions, 'remark' | 'kept'> = {},
): CallToolResult {
  const { tool, operation, params } = call;
  const { answer } = operation;
  if (!('resource' in answer) || data === undefined) {
    return doneResult(tool.done ?? `${tool.title}: done. Polar sent no further details.`, params);
  }
  const { series } = tool;
  const asked: ResultOptions = {
    resource: answer.resource,
    choice,
    reveals: tool.reveals ?? [],
    more: tool.risk === 'read' ? { isRead: true } : { isRead: false, readWith: readerOf(answer.resource, caller) },
    argumentNames: argumentNames(operation),
    ...(series && { series: series.in }),
    remark,
    nextStep: tool.nextStep,
    kept,
    ...(reachesSeveralOrganizations(caller) && { organizations: caller.organizations }),
  };
  if (answer.kind === 'list') return listResult(data, params, asked);
  if (series?.isLocal) {
    const local = withLocalPeriods(data, series.in, periodsOf(params));
    return series.areMetrics ? metricsResult(local as Metrics, asked) : oneResult(local, asked);
  }
  return oneResult(
    answer.resource === 'Order' && !isFieldNamed('refundable_amount', choice) ? withoutRefundable(data) : data,
    asked,
  );
}

interface Metrics {
  /** Says of each figure what it is. */
  metrics?: unknown;
}

/** Makes a result of figures, with their units in place of what Polar says of each. */
function metricsResult({ metrics, ...figures }: Metrics, options: ResultOptions): CallToolResult {
  const shown = options.choice.isNamed ? { ...figures, metrics } : figures;
  return oneResult(shown, { ...options, units: unitsOf(metrics) });
}

/** The tool that reads one thing of a kind, if this connection may call one. */
function readerOf(resource: string, { policy }: Caller): string | undefined {
  const reader = Object.entries<Tool>(tools).find(
    ([, { risk, operations }]) =>
      risk === 'read' && operations.some(({ answer }) => answer.kind === 'one' && answer.resource === resource),
  );
  return reader && !policy.refusal(reader[0] as ToolName) ? reader[0] : undefined;
}

/** Tells a client of the progress of its call. */
export interface Progress {
  /** @param bytes of the answer that have arrived so far */
  received(bytes: number): void;
  /** The call is over, and nothing more is said. */
  end(): void;
}

/** Tells the client once if Polar is slow to begin its answer, and then regularly how much of it has arrived. */
export function startProgress(tell: NonNullable<ToolRequest['progress']>): Progress {
  const waiting = setTimeout(() => tell(0, 'Waiting for Polar'), PROGRESS_WAIT_MS);
  let nextAt = Date.now() + PROGRESS_INTERVAL_MS;
  return {
    received(bytes) {
      clearTimeout(waiting);
      const now = Date.now();
      if (now < nextAt) return;
      nextAt = now + PROGRESS_INTERVAL_MS;
      tell(bytes, `Received ${sizeOf(bytes)} from Polar`);
    },
    end: () => clearTimeout(waiting),
  };
}

const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
