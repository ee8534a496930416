import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Answer, Tool } from '../../generated/tool.gen.ts';
import { CallError } from '../errors.ts';
import { log, logError } from '../log.ts';
import { createPolar, type TokenSource } from '../polar/client.ts';
import { noAnswer, refusal } from '../polar/refusal.ts';
import { readArguments } from './arguments.ts';
import { pinItems, pinOrganization } from './organization.ts';
import { failure, success } from './results.ts';
import { lackingScopes } from './scopes.ts';

/** For whom a call is made, and how. */
export interface Caller {
  apiUrl: string;
  timeoutMs: number;
  tokens: TokenSource;
  /** What this connection may do. */
  scope: readonly string[];
  /** The id of the one organization that it is for. */
  organization?: string | undefined;
}

/**
 * One tool call, from its arguments to its result. Never throws: whatever goes wrong becomes a result with `isError`.
 *
 * @param signal ends the call when the client goes away
 */
export async function callTool(
  name: string,
  tool: Tool,
  given: Record<string, unknown>,
  caller: Caller,
  signal: AbortSignal,
): Promise<CallToolResult> {
  try {
    const lacking = lackingScopes(tool, caller.scope);
    if (lacking.length > 0) {
      throw new CallError(
        'insufficient_scope',
        `This connection lacks the permission ${lacking.join(' and ')}. Connect again and allow it. If it is still missing then, whoever runs this server must add it to the OAuth client at Polar.`,
      );
    }
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
    });
    const answer = await send(name, tool, () => operation.call(polar, params, body));
    if (!answer.response.ok) throw refusal(answer, tool.risk === 'read');
    return success(answer.data, name);
  } catch (error) {
    if (!(error instanceof CallError)) logError('tool_call_failed', error);
    return failure(error);
  }
}

async function send(name: string, tool: Tool, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof CallError) throw error;
    log('polar_no_answer', { tool: name, error: error instanceof Error ? error.name : typeof error });
    throw noAnswer(error, tool.risk === 'read');
  }
}
