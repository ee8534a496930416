import {
  type CallToolResult,
  type InputRequiredResult,
  isInputRequiredResult,
  ProtocolError,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { ErrorCode } from '../errors.ts';
import { type EndedCall, inCall, type Outcome, readTrace } from '../observability/index.ts';
import type { Caller } from '../operations/index.ts';
import { isTool, riskOf } from '../policy/index.ts';

type Result = CallToolResult | InputRequiredResult;

/**
 * Makes a call within its trace and under its request id, and notes how it ended.
 *
 * @param call makes it; what it throws is thrown on
 */
export function observed(
  name: string,
  given: Record<string, unknown>,
  { environment, noteCall }: Caller,
  { _meta, envelope }: ServerContext['mcpReq'],
  call: () => Promise<Result>,
): Promise<Result> {
  return inCall(readTrace(_meta), async (polar) => {
    const startedAt = Date.now();
    const note = (outcome: Outcome) =>
      noteCall({
        ...calledTool(name, given),
        outcome,
        environment,
        protocol: envelope ? 'modern' : 'legacy',
        durationMs: Date.now() - startedAt,
        polar,
      });
    try {
      const result = await call();
      note(outcomeOf(result));
      return result;
    } catch (error) {
      note(error instanceof ProtocolError ? 'unusable' : 'internal');
      throw error;
    }
  });
}

/** What a call is about, by our own names: what a client writes may be any text. */
function calledTool(name: string, { name: inner }: Record<string, unknown>): Pick<EndedCall, 'tool' | 'via' | 'risk'> {
  const isVia = name === 'call_read_tool' || name === 'call_write_tool';
  const called = isVia && typeof inner === 'string' && isTool(inner) ? inner : name;
  return {
    tool: isTool(called) ? called : 'unknown',
    via: called === name ? undefined : name,
    risk: isTool(called) ? riskOf(called) : 'read',
  };
}

function outcomeOf(result: Result): Outcome {
  if (isInputRequiredResult(result)) return 'asked';
  const told = (result.structuredContent ?? {}) as { error?: { code: ErrorCode }; would?: unknown; confirm?: unknown };
  if (result.isError) return told.error?.code ?? 'internal';
  return told.would !== undefined && told.confirm !== undefined ? 'asked' : 'ok';
}
