import {
  type CallToolResult,
  type InputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import { didYouMean } from '../lib/did-you-mean.ts';
import { MAX_ARGUMENT_NAME_CHARACTERS } from '../limits.ts';
import { type Caller, checkShape, type Exchange, sizeFor } from '../operations/index.ts';
import { isPolarTool, isTool, notAllowed, TOOL_NAMES } from '../policy/index.ts';
import { failure } from './error-result.ts';
import { callOwnTool } from './own-tools.ts';
import { callPolarTool } from './polar-tool.ts';

/**
 * One call, of whichever tool it names.
 *
 * @throws ProtocolError -32602 when there is no such tool, or when this request can't use it whatever the person allows
 */
export async function callTool(
  name: string,
  given: Record<string, unknown>,
  caller: Caller,
  exchange: Exchange,
): Promise<CallToolResult | InputRequiredResult> {
  if (!isTool(name))
    throw unusable(`Unknown tool: ${name.slice(0, MAX_ARGUMENT_NAME_CHARACTERS)}.${didYouMean(name, TOOL_NAMES)}`);
  const refusal = caller.policy.refusal(name);
  if (refusal && refusal.lacking.length > 0) return failure(notAllowed(name, refusal));
  if (refusal) throw unusable(notAllowed(name, refusal).message);
  try {
    // Before anything looks at an argument, `fields` and `confirm` among them.
    checkShape(given, sizeFor(name).values);
  } catch (error) {
    return failure(error);
  }
  return isPolarTool(name) ? callPolarTool(name, given, caller, exchange) : callOwnTool(name, given, caller, exchange);
}

const unusable = (message: string) => new ProtocolError(ProtocolErrorCode.InvalidParams, message);
