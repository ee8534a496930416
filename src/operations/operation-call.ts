import type { Answer, AnswerKind, Operation, Tool } from '../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { CallError } from '../errors.ts';
import { withTimeLimit } from '../lib/timers.ts';
import { currentPolarUse, log } from '../observability/index.ts';
import {
  AnswerTooLarge,
  createPolarClient,
  isNotCsv,
  noAnswerError,
  readJson,
  refusalError,
  tooLargeError,
  unreadableError,
} from '../polar/index.ts';
import { type ArgumentNames, waysToAskForLess } from '../results/index.ts';
import { withOwnNames } from './argument-names.ts';
import { callSizeOf } from './call-size.ts';
import { type Caller, reachesSeveralOrganizations } from './caller.ts';
import { applyOrganization, applyOrganizationToItems } from './organization.ts';
import { polarFieldErrors } from './polar-field-errors.ts';
import { type OperationArguments, readArguments } from './read-arguments.ts';

/** A call of one of Polar's tools, with arguments that its schemas accepted. */
export interface OperationCall extends Readonly<OperationArguments> {
  name: ToolName;
  tool: Tool;
  /** The arguments as the client gave them, by their own names. */
  given: Record<string, unknown>;
}

/** @throws CallError `invalid_arguments` */
export function parseCall(name: ToolName, written: Record<string, unknown>, caller: Caller): OperationCall {
  const tool: Tool = tools[name];
  const given = withOwnNames(tool.aliases, written);
  const { organization, isPersonToken } = caller;
  const one = organization === undefined ? undefined : { organization, isPersonToken };
  const read = readArguments(tool, one ? applyOrganization(name, given, one) : given, callSizeOf(name).values);
  return { ...read, body: one ? applyOrganizationToItems(name, read.body, one) : read.body, name, tool, given };
}

/** The given arguments as they are sent. A client may give a structure as JSON text, and pad it as it likes. */
export function parsedArguments(call: OperationCall): Record<string, unknown> {
  const sent = sentArguments(call);
  const names = Object.keys(call.given).filter((name) => Object.hasOwn(sent, name));
  return Object.fromEntries(names.map((name) => [name, sent[name]]));
}

/** All arguments that a call sends, also those that `clear` sets to null and those that the connection adds. */
export function sentArguments({ params, body }: OperationCall): Record<string, unknown> {
  return { ...(body as object | undefined), ...params };
}

interface SendOptions {
  /** Ends the call: the client went away. A change that was sent goes on to its answer. */
  signal: AbortSignal;
  /** Gets the number of bytes of the answer that have arrived so far. */
  onReceived?: ((bytes: number) => void) | undefined;
}

/**
 * Sends a call to Polar.
 *
 * @returns what Polar answered: CSV as text, JSON as data, undefined for an empty answer
 * @throws CallError for each refusal, and when there was no answer that can be read
 */
export async function sendCall(
  call: OperationCall,
  caller: Caller,
  { signal, onReceived }: SendOptions,
): Promise<unknown> {
  const { tool, operation, params, body } = call;
  const isRead = tool.risk === 'read';
  const answer = await withTimeLimit(caller.timeoutMs, undefined, (inTime) =>
    withTimeLimit(caller.timeoutMs, signal, (limited) => {
      const polar = createPolarClient({
        apiUrl: caller.apiUrl,
        tokens: caller.tokens,
        fetch: caller.fetch,
        organization: caller.heldBy === 'header' ? caller.organization : undefined,
        deadline: Date.now() + caller.timeoutMs,
        signal: limited,
        // Aborting a change that was sent undoes nothing, and leaves its outcome unknown.
        sentSignal: isRead ? limited : inTime,
        onReceived,
        throttle: { rateLimit: caller.rateLimit, operation: operation.id },
      });
      const ask = () => answerTo(call, signal, () => operation.call(polar, params, body));
      return currentPolarUse()?.measure(ask) ?? ask();
    }),
  );
  if (!answer.response.ok) {
    const error = refusalError(answer, {
      operation: operation.id,
      isRead,
      less: lessOf(operation),
      fieldErrors: (details) =>
        polarFieldErrors(details, {
          operation,
          sent: sentArguments(call),
          isOneOrganization: caller.organization !== undefined,
        }),
    });
    throw adviseOnSharedExternalId(error, call, caller);
  }
  const { status } = answer.response;
  const text = answer.data ?? '';
  if (operation.answer.kind === 'csv' && !isNotCsv(text)) return text;
  const data = parse(text);
  // Polar sends no body after a deletion, or while it is still making something.
  if ((data === undefined || data === null) && status > 201) return undefined;
  if (data === NOT_JSON || !isOfKind(data, operation.answer)) throw unreadableError(isRead, status);
  return data;
}

const NOT_JSON = Symbol();

function parse(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return NOT_JSON;
  }
}

/** Whether JSON has the shape of such an answer: a proxy before Polar may have answered instead. */
function isOfKind(data: unknown, { kind }: AnswerKind): boolean {
  if (kind === 'csv') return false;
  if (kind === 'empty') return data !== undefined;
  if (kind === 'list' && Array.isArray(data)) return true;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
  return kind === 'one' || Array.isArray((data as { items?: unknown }).items);
}

async function answerTo(
  { name, tool, operation }: OperationCall,
  client: AbortSignal,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CallError) throw error;
    const { name: reason } = error instanceof Error ? error : { name: typeof error };
    // A client that hangs up says nothing about Polar.
    if (!client.aborted) log('polar_no_answer', { tool: name, error: reason });
    const isRead = tool.risk === 'read';
    throw error instanceof AnswerTooLarge
      ? tooLargeError(isRead, error, lessOf(operation))
      : noAnswerError(error, isRead);
  }
}

/** The arguments of an operation's path and query. */
export function argumentNames({ params }: Operation): ArgumentNames {
  const fields = Object.entries(params().shape);
  return {
    all: fields.map(([name]) => name),
    optional: fields.flatMap(([name, field]) => (isOptional(field) ? [name] : [])),
  };
}

const isOptional = (field: { _zod: { optin?: string | undefined } }) => field._zod.optin === 'optional';

/** Ways to ask an operation for less. */
const lessOf = (operation: Operation) => waysToAskForLess(argumentNames(operation));

/** Customers of several organizations may have the same value of this argument. */
const EXTERNAL_ID_ARGUMENT = 'external_customer_id';

/**
 * Adds advice to an error where Polar may have crashed because customers of several organizations have the same external id.
 * The same call fails each time, and so does a read by that id, which would show whether a change was made.
 */
export function adviseOnSharedExternalId(
  error: CallError,
  { operation, params, body }: OperationCall,
  caller: Caller,
): CallError {
  const isCrash = error.status === 500 && (error.code === 'polar_unavailable' || error.code === 'outcome_unknown');
  const inBody = (body as Record<string, unknown> | undefined)?.[EXTERNAL_ID_ARGUMENT];
  const externalId = operation.by?.includes(EXTERNAL_ID_ARGUMENT) ? params[EXTERNAL_ID_ARGUMENT] : inBody;
  if (!isCrash || typeof externalId !== 'string' || !reachesSeveralOrganizations(caller)) return error;
  const find = { tool: 'list_customers', arguments: { query: externalId } };
  const said = `${error.message} It fails so where customers of several organizations have the same external id.`;
  const how = `Call list_customers with ${JSON.stringify(find.arguments)}, and give the \`customer_id\` of the one that is meant instead of \`${EXTERNAL_ID_ARGUMENT}\``;
  return error.code === 'polar_unavailable'
    ? new CallError(error.code, said, { status: 500, whatToDo: `${how}.` })
    : new CallError(error.code, said, {
        status: 500,
        whatToDo: `${how}: to read whether the change was made, and to repeat the call only if it was not.`,
        settle: find,
      });
}
