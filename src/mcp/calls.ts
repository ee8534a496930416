import type { CallToolRequest, ClientCapabilities, ServerContext } from '@modelcontextprotocol/server';
import { type Caller, exchangeOf } from '../operations/index.ts';
import { callTool } from './call-tool.ts';
import { observed } from './observed.ts';

/** Answers tools/call; telemetry hears how it ended. */
export const answerCall = (
  { name, arguments: given = {} }: CallToolRequest['params'],
  caller: Caller,
  mcpReq: ServerContext['mcpReq'],
  declared: ClientCapabilities | undefined,
) => observed(name, given, caller, mcpReq, () => callTool(name, given, caller, exchangeOf(mcpReq, declared)));
