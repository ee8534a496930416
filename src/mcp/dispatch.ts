import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Answer, Tool } from '../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { CallError } from '../errors.ts';
import { log, logError } from '../log.ts';
import { createPolar } from '../polar/client.ts';
import { noAnswer, refusal, unreadable } from '../polar/refusal.ts';
import { readArguments } from './arguments.ts';
import type { Caller } from './caller.ts';
import type { Exchange } from './exchange.ts';
import { failure } from './failure.ts';
import { pinItems, pinOrganization } from './organization.ts';
import { startProgress } from './progress.ts';
import { success } from './results.ts';

/**
 * One call of one of Polar's tools, which the policy allows, from its arguments to its result. Never throws: whatever
 * goes wrong becomes a result with `isError`.
 *
 * When the client goes away, what was asked of Polar is given up, changes too: nobody is left to hear of the outcome,
 * and without the client the runtime would end them anyway. A refresh of Polar's token goes on in its object.
 */
export async function callPolarTool(
  name: ToolName,
  given: Record<string, unknown>,
  caller: Caller,
  { signal, progress: tell }: Exchange,
): Promise<CallToolResult> {
  const tool: Tool = tools[name];
  const progress = tell && startProgress(tell);
  try {
    const { organization } = caller;
    const pinned = organization === undefined ? given : pinOrganization(name, given, organization);
    const { operation, params, body: read } = readArguments(tool, pinned);
    const body = organization === undefined ? read : pinItems(name, read, organization);
    const polar = createPolar({
      apiUrl: caller.apiUrl,
      tokens: caller.tokens,
      organization,
      deadline: Date.now() + caller.timeoutMs,
      signal: AbortSignal.any([signal, AbortSignal.timeout(caller.timeoutMs)]),
      onReceived: progress?.received,
    });
    const answer = await send(name, tool, signal, () => operation.call(polar, params, body));
    const { data, response } = answer;
    if (!response.ok) throw refusal(answer, tool.risk === 'read');
    // Only what is deleted, or still being made, has no body.
    if (data === undefined && response.status < 202) throw unreadable(tool.risk === 'read', response.status);
    return success(data, name);
  } catch (error) {
    if (!(error instanceof CallError)) logError('tool_call_failed', error);
    return failure(error);
  } finally {
    progress?.end();
  }
}

async function send(name: string, tool: Tool, client: AbortSignal, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof CallError) throw error;
    const { name: reason } = error instanceof Error ? error : { name: typeof error };
    // It says nothing about Polar that a client hung up.
    if (!client.aborted) log('polar_no_answer', { tool: name, error: reason });
    throw noAnswer(error, tool.risk === 'read');
  }
}
