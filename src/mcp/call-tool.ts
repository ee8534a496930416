import {
  type CallToolRequest,
  type CallToolResult,
  CLIENT_INFO_META_KEY,
  type Implementation,
  type InputRequiredResult,
  inputResponse,
  isInputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
  UrlElicitationRequiredError,
} from '@modelcontextprotocol/server';
import { CallError, type ErrorCode } from '../errors.ts';
import { MAX_ARGUMENT_NAME_CHARACTERS } from '../limits.ts';
import { type CallOutcome, type EndedCall, logError, readTrace, runInCall } from '../observability/index.ts';
import {
  type Caller,
  CONFIRM_INPUT_KEY,
  callSizeOf,
  precheckArguments,
  type QuestionOutcome,
  type ToolRequest,
} from '../operations/index.ts';
import { isPolarTool, isTool, riskOf } from '../policy/index.ts';
import { CONFIRM_CHANGE, confirmChange } from './confirm-change.ts';
import { errorResult } from './error-result.ts';
import { refusedCallError } from './more-access.ts';
import { callOwnTool } from './own-tools.ts';
import { callPolarTool } from './polar-tool.ts';
import { didYouMeanTool } from './tool-names.ts';

type Result = CallToolResult | InputRequiredResult;

/**
 * Answers tools/call, within the call's trace and under its request id, and notes how it ended.
 *
 * @param mcpReq the request, as the SDK gives it to a handler
 * @param abilities of the client
 * @throws ProtocolError -32602 when there is no such tool, or when this request can't use it whatever the person allows
 */
export function answerToolCall(
  { name, arguments: given = {} }: CallToolRequest['params'],
  caller: Caller,
  mcpReq: ServerContext['mcpReq'],
  client: Pick<ToolRequest, 'abilities' | 'takesQuestions'>,
): Promise<Result> {
  return runInCall(readTrace(mcpReq._meta), async (polar) => {
    const startedAt = Date.now();
    const note = (outcome: CallOutcome) =>
      caller.recordCall({
        ...calledTool(name, given),
        outcome,
        environment: caller.environment,
        protocol: mcpReq.envelope ? 'modern' : 'legacy',
        durationMs: Date.now() - startedAt,
        polar,
      });
    try {
      const result = await callTool(name, given, caller, toolRequestOf(mcpReq, client));
      note(outcomeOf(result));
      return result;
    } catch (error) {
      if (error instanceof UrlElicitationRequiredError) note('asked');
      else note(error instanceof ProtocolError ? 'unusable' : 'internal');
      throw error;
    }
  });
}

/**
 * Calls one tool, for a request that may or may not use it. Whatever goes wrong in the call becomes a result with `isError`.
 *
 * @throws ProtocolError -32602 when there is no such tool, or when this request can't use it whatever the person allows
 */
export async function callTool(
  name: string,
  given: Record<string, unknown>,
  caller: Caller,
  request: ToolRequest,
): Promise<Result> {
  if (name === CONFIRM_CHANGE) return confirmChange(given, caller, request);
  if (!isTool(name))
    throw invalidParams(`Unknown tool: ${name.slice(0, MAX_ARGUMENT_NAME_CHARACTERS)}.${didYouMeanTool(name)}`);
  const refusal = caller.policy.refusal(name);
  // Where permissions lack for every change, the refusal of the named change says which of them would be enough.
  const isForNamed = name === 'call_write_tool' && refusal?.by === undefined;
  if (refusal && !isForNamed) {
    const error = await refusedCallError(name, refusal, caller, request);
    if (refusal.lacking.length > 0) return errorResult(error);
    throw invalidParams(`${error.message} ${error.whatToDo}`);
  }
  try {
    // This comes before anything reads an argument, also `fields` and `confirm`.
    precheckArguments(given, callSizeOf(name).values);
    return await (isPolarTool(name)
      ? callPolarTool(name, given, caller, request)
      : callOwnTool(name, given, caller, request));
  } catch (error) {
    // Older clients hear by the protocol's own error that a person decides on a page.
    if (error instanceof UrlElicitationRequiredError) throw error;
    if (!(error instanceof CallError)) logError('tool_call_failed', error);
    return errorResult(error);
  }
}

const invalidParams = (message: string) => new ProtocolError(ProtocolErrorCode.InvalidParams, message);

/** The envelope of each request of a newer client. The SDK's type of it is empty. */
type Envelope = {
  [CLIENT_INFO_META_KEY]?: Implementation;
};

function toolRequestOf(
  { signal, notify, _meta, envelope, inputResponses, requestState }: ServerContext['mcpReq'],
  client: Pick<ToolRequest, 'abilities' | 'takesQuestions'>,
): ToolRequest {
  const progressToken = _meta?.progressToken;
  const state = requestState();
  const said = inputResponse(inputResponses, CONFIRM_INPUT_KEY);
  const about = envelope as Envelope | undefined;
  const appName: unknown = about?.[CLIENT_INFO_META_KEY]?.name;
  return {
    signal,
    ...client,
    ...(typeof appName === 'string' && { appName }),
    ...(said.kind === 'elicit' &&
      typeof state === 'string' && { answer: { said: outcomeOfQuestion(said.action, said.content?.agree), state } }),
    ...(progressToken !== undefined && {
      progress: (progress: number, message: string) => {
        // Sending fails when the client is gone, and then the signal ends the call.
        notify({ method: 'notifications/progress', params: { progressToken, progress, message } }).catch(() => {});
      },
    }),
  };
}

/**
 * Reads the answer to a question (MCP, elicitation). Only an accepted form whose box was checked is a yes.
 *
 * @param agree the form's only field, as the client sent it
 */
function outcomeOfQuestion(action: string, agree: unknown): QuestionOutcome {
  if (action === 'decline') return 'refused';
  if (action !== 'accept') return 'unanswered';
  if (typeof agree !== 'boolean') return 'left_open';
  return agree ? 'agreed' : 'refused';
}

/** Describes a call by names of this server alone, because a client may send any text as a name. */
function calledTool(name: string, { name: inner }: Record<string, unknown>): Pick<EndedCall, 'tool' | 'via' | 'risk'> {
  const isVia = name === 'call_read_tool' || name === 'call_write_tool';
  const called = isVia && typeof inner === 'string' && isTool(inner) ? inner : name;
  const via = called === name ? undefined : name;
  if (isTool(called)) return { tool: called, via, risk: riskOf(called) };
  // It makes the change that waited.
  if (called === CONFIRM_CHANGE) return { tool: called, via, risk: riskOf('call_write_tool') };
  return { tool: 'unknown', via, risk: 'read' };
}

/** The fields of a result that tell how a call ended. A change that asks has a token for the model, or an id. */
interface Told {
  error?: { code: ErrorCode };
  would?: unknown;
  confirm?: unknown;
  id?: unknown;
}

function outcomeOf(result: Result): CallOutcome {
  if (isInputRequiredResult(result)) return 'asked';
  const told = (result.structuredContent ?? {}) as Told;
  if (result.isError) return told.error?.code ?? 'internal';
  return told.would !== undefined && (told.confirm ?? told.id) !== undefined ? 'asked' : 'ok';
}
