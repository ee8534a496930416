import { insufficientScope, type OAuthResourceAuth } from '@cloudflare/workers-oauth-provider';
import type { CallToolRequest } from '@modelcontextprotocol/server';
import type { ToolName } from '../../generated/tools/index.gen.ts';
import { callToolFor, isPolarTool, type Policy } from '../policy/index.ts';

/**
 * 403 for a request that calls a tool which the grant doesn't allow, naming what to ask for, so that the client can step
 * up (MCP 2026-07-28, authorization; RFC 6750 section 3.1). What the grant has is named too: older clients ask for
 * exactly what is named, and would lose the rest.
 *
 * @param message what the request carries
 * @returns undefined when the request may go on
 */
export function scopeChallenge(message: unknown, auth: OAuthResourceAuth, policy: Policy): Response | undefined {
  const called = calledTools(message);
  const refused = called.map((name) => ({ name, lacking: policy.refusal(name)?.lacking ?? [] }));
  const lacking = refused.flatMap((tool) => tool.lacking);
  const [first] = refused.filter((tool) => tool.lacking.length > 0);
  if (!first) return undefined;
  const description = `${first.name} needs ${first.lacking.join(' and ')}. Connect again and allow it.`;
  return insufficientScope(auth, [...auth.scope, ...lacking], description);
}

/** Polar's tools that a message calls. What isn't a request is left to the SDK. */
function calledTools(message: unknown): ToolName[] {
  const messages: unknown[] = Array.isArray(message) ? message : [message];
  return messages.flatMap((one) => {
    const { method, params } = (one ?? {}) as Partial<CallToolRequest>;
    return method === 'tools/call' ? calledBy(params?.name, params?.arguments?.name) : [];
  });
}

/** The tool itself, or the one that is called through ours. */
function calledBy(name: unknown, named: unknown): ToolName[] {
  const isOf = (text: unknown): text is ToolName => typeof text === 'string' && isPolarTool(text);
  if (isOf(name)) return [name];
  return isOf(named) && callToolFor(named) === name ? [named] : [];
}
