import type { Answer, AnswerKind, Operation, Tool } from '../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import type { PolarEnvironment } from '../../settings/polar.ts';
import type { WriteRisk } from '../config/index.ts';
import { CallError } from '../errors.ts';
import type { WriteLedger } from '../ledger/index.ts';
import { withTimeLimit } from '../lib/timers.ts';
import { currentPolarUse, log, type RecordCall } from '../observability/index.ts';
import {
  AnswerTooLarge,
  createPolarClient,
  isNotCsv,
  noAnswerError,
  type PolarRateLimit,
  readJson,
  refusalError,
  type TokenSource,
  tooLargeError,
  unreadableError,
} from '../polar/index.ts';
import type { Organization, Policy } from '../policy/index.ts';
import { callSizeOf } from './call-size.ts';
import { applyOrganization, applyOrganizationToItems } from './organization.ts';
import { polarFieldErrors } from './polar-field-errors.ts';
import { readArguments } from './read-arguments.ts';

/** For whom a call is made, how, and what it may do. */
export interface Caller {
  environment: PolarEnvironment;
  apiUrl: string;
  timeoutMs: number;
  tokens: TokenSource;
  /** Sends the requests to Polar. Default: the runtime's fetch. */
  fetch?: typeof fetch;
  /** The limit that Polar counts its requests for. */
  rateLimit: PolarRateLimit;
  policy: Policy;
  /** The connection's scopes; undefined when only Polar knows them. */
  scope: readonly string[] | undefined;
  /** Whether its token is a person's: an organization's own reaches that one alone. */
  isPersonToken: boolean;
  /** The person's id at Polar; undefined for the access token of an organization, and over stdio. */
  userId: string | undefined;
  /** The id of the one organization that it is for. */
  organization: string | undefined;
  /** Polar holds the calls to it by this; with a header, the token itself reaches others too. */
  heldBy: 'token' | 'header' | undefined;
  /** The organizations that the login reached then, as far as they are known. */
  organizations: readonly Organization[];
  /** The id of the connection to Polar that it comes by; undefined where there is one only. */
  connectionId: string | undefined;
  /** The risks that ask before anything is done. */
  confirm: ReadonlySet<WriteRisk>;
  /** Lets work that was begun go on to its end when the client is gone. */
  keepGoing(work: Promise<unknown>): void;
  /** Where each write is announced before it is sent. */
  ledger: WriteLedger;
  /** Hears of each tool call when it has ended. */
  recordCall: RecordCall;
}

/** Whether a call may reach things of several organizations: the access token of an organization reaches its own alone. */
export const reachesSeveralOrganizations = ({ isPersonToken, organization }: Caller) =>
  isPersonToken && organization === undefined;

/** A request of a client whose answer is being made. */
export interface ToolRequest {
  /** Ends the call: the client cancelled it, or went away. */
  signal: AbortSignal;
  /** Tells the client how far its call is, by a number that grows. Undefined when it didn't ask for that. */
  progress?: ((progress: number, message: string) => void) | undefined;
  /** Whether the client can put a question to the person (form elicitation). */
  asksPerson: boolean;
  /** The tool of this server's that calls the one that is called: it takes that one's arguments among its own. */
  via?: string;
  /** The person's answer to the question of an earlier round, and the state that came with it. */
  answer?: { agrees: boolean; state: string } | undefined;
}

/** The key of our one question among those that a client answers. */
export const CONFIRM_INPUT_KEY = 'confirm';

/** A call of one of Polar's tools whose arguments are right. */
export interface OperationCall {
  name: ToolName;
  tool: Tool;
  operation: Operation;
  params: Record<string, unknown>;
  body: unknown;
  /** Dot paths that `clear` takes out of an object as it is at Polar, because they can't be null. */
  dropped: readonly string[];
  /** As they were given. */
  given: Record<string, unknown>;
}

/** @throws CallError `invalid_arguments` */
export function parseCall(name: ToolName, given: Record<string, unknown>, caller: Caller): OperationCall {
  const tool: Tool = tools[name];
  const { organization, isPersonToken } = caller;
  const one = organization === undefined ? undefined : { organization, isPersonToken };
  const {
    operation,
    params,
    body: read,
    dropped,
  } = readArguments(tool, one ? applyOrganization(name, given, one) : given, callSizeOf(name).values);
  const body = one ? applyOrganizationToItems(name, read, one) : read;
  return { name, tool, operation, params, body, dropped, given };
}

/** The arguments of a call as they are sent. As given, a structure may be JSON text, padded as whoever wrote it likes. */
export function parsedArguments(call: OperationCall): Record<string, unknown> {
  const read = sentArguments(call);
  const names = Object.keys(call.given).filter((name) => Object.hasOwn(read, name));
  return Object.fromEntries(names.map((name) => [name, read[name]]));
}

/** All that a call sends, by argument: what `clear` empties and what the connection adds are among it. */
export function sentArguments({ params, body }: OperationCall): Record<string, unknown> {
  return { ...(body as object | undefined), ...params };
}

/** While a call waits for Polar. */
interface Waiting {
  /** Ends the call: the client went away. A change that was sent goes on to its answer. */
  signal: AbortSignal;
  /** Hears how many bytes of the answer have arrived so far. */
  onReceived?: ((bytes: number) => void) | undefined;
}

/**
 * Sends a call to Polar.
 *
 * @returns what Polar answered: CSV as text, JSON as data, undefined for an empty answer
 * @throws CallError for each refusal, and when there was no answer that can be read
 */
export async function sendCall(call: OperationCall, caller: Caller, { signal, onReceived }: Waiting): Promise<unknown> {
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
        // To break a change off undoes nothing: it would only leave unknown what became of it.
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
  // Only what is deleted, or still being made, has no body.
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

/** Whether JSON is an answer of its kind at all, and not what something between here and Polar said. */
function isOfKind(data: unknown, { kind }: AnswerKind): boolean {
  if (kind === 'csv') return false;
  if (kind === 'empty') return data !== undefined;
  if (kind === 'list' && Array.isArray(data)) return true;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
  return kind === 'one' || Array.isArray((data as { items?: unknown }).items);
}

async function answerTo(
  { name, tool }: OperationCall,
  client: AbortSignal,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CallError) throw error;
    const { name: reason } = error instanceof Error ? error : { name: typeof error };
    // It says nothing about Polar that a client hung up.
    if (!client.aborted) log('polar_no_answer', { tool: name, error: reason });
    const isRead = tool.risk === 'read';
    throw error instanceof AnswerTooLarge ? tooLargeError(isRead, error) : noAnswerError(error, isRead);
  }
}

/** The argument that may mean customers of several organizations. */
const EXTERNAL = 'external_customer_id';

/**
 * An error of a call, with the way on where Polar crashed because customers of several organizations have the same external id:
 * that call fails each time, and so does a read by that id that would settle what became of a change.
 */
export function adviseOnSharedExternalId(
  error: CallError,
  { operation, params, body }: OperationCall,
  caller: Caller,
): CallError {
  const isCrash = error.status === 500 && (error.code === 'polar_unavailable' || error.code === 'outcome_unknown');
  const inBody = (body as Record<string, unknown> | undefined)?.[EXTERNAL];
  const externalId = operation.by?.includes(EXTERNAL) ? params[EXTERNAL] : inBody;
  if (!isCrash || typeof externalId !== 'string' || !reachesSeveralOrganizations(caller)) return error;
  const find = { tool: 'list_customers', arguments: { query: externalId } };
  const said = `${error.message} It fails so where customers of several organizations have the same external id.`;
  const how = `Call list_customers with ${JSON.stringify(find.arguments)}, and give the \`customer_id\` of the one that is meant instead of \`${EXTERNAL}\``;
  return error.code === 'polar_unavailable'
    ? new CallError(error.code, said, { status: 500, whatToDo: `${how}.` })
    : new CallError(error.code, said, {
        status: 500,
        whatToDo: `${how}: to read whether the change was made, and to repeat the call only if it was not.`,
        settle: find,
      });
}
