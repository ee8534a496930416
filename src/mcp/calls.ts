import type { CallToolRequest, ClientCapabilities, ServerContext } from '@modelcontextprotocol/server';
import { callTool } from './call.ts';
import type { Caller } from './caller.ts';
import { exchangeOf } from './exchange.ts';
import { observed } from './observed.ts';

/** Answers tools/call; telemetry hears how it ended. */
export const answerCall = (
  { name, arguments: given = {} }: CallToolRequest['params'],
  caller: Caller,
  mcpReq: ServerContext['mcpReq'],
  declared: ClientCapabilities | undefined,
) => observed(name, given, caller, mcpReq, () => callTool(name, given, caller, exchangeOf(mcpReq, declared)));
