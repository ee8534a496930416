import { insufficientScope, type OAuthResourceAuth } from '@cloudflare/workers-oauth-provider';
import type { CallToolRequest } from '@modelcontextprotocol/server';
import type { ToolName } from '../../generated/tools/index.gen.ts';
import { recordChallenge } from '../auth/index.ts';
import type { GrantProps } from '../connection/index.ts';
import { callToolFor, isPolarTool, type Policy } from '../policy/index.ts';

/** A call that lacks scopes: the tools, and what they need beside what the token has. */
interface LackingCall {
  tools: ToolName[];
  lacking: string[];
  description: string;
}

/**
 * Answers 403 to a request that calls a tool which the grant doesn't allow. The answer names the scopes to ask for, so
 * that the client can step up (MCP 2026-07-28, authorization; RFC 6750 section 3.1). Those that lack come first, because a
 * client may show only the start of the list. The grant's present scopes follow: older clients ask for exactly what is
 * named, and would lose the rest.
 *
 * A client that can't step up would only tell its user of a failed request. So where the challenge has brought nothing
 * before, the call goes on, and its result says in words what lacks.
 *
 * @param message the request's JSON
 * @returns undefined when the request may go on
 */
export async function scopeChallenge(
  message: unknown,
  { env, auth, props }: { env: Env; auth: OAuthResourceAuth; props: Pick<GrantProps, 'refusedScopes'> },
  policy: Policy,
): Promise<Response | undefined> {
  const call = lackingCall(message, policy);
  if (!call) return undefined;
  const { tools, lacking, description } = call;
  // The client has refreshed its token for these scopes, and its new token lacks them too.
  if (lacking.every((scope) => props.refusedScopes?.includes(scope))) return undefined;
  if (await recordChallenge(env, auth.token, { tools, lacking })) return undefined;
  return insufficientScope(auth, [...lacking, ...auth.scope], description);
}

function lackingCall(message: unknown, policy: Policy): LackingCall | undefined {
  const called = calledTools(message).map((name) => ({ name, lacking: policy.refusal(name)?.lacking ?? [] }));
  const refused = called.filter(({ lacking }) => lacking.length > 0);
  const [first] = refused;
  if (!first) return undefined;
  return {
    tools: refused.map(({ name }) => name),
    lacking: [...new Set(refused.flatMap(({ lacking }) => lacking))],
    description: `${first.name} needs ${first.lacking.join(' and ')}. Connect again and allow it.`,
  };
}

/** Lists Polar's tools that a message calls. The SDK refuses everything that isn't a request. */
function calledTools(message: unknown): ToolName[] {
  const messages: unknown[] = Array.isArray(message) ? message : [message];
  return messages.flatMap((one) => {
    const { method, params } = (one ?? {}) as Partial<CallToolRequest>;
    return method === 'tools/call' ? calledBy(params?.name, params?.arguments?.name) : [];
  });
}

/** The tool itself, or the one that `call_read_tool` or `call_write_tool` calls. */
function calledBy(name: unknown, named: unknown): ToolName[] {
  const isOf = (text: unknown): text is ToolName => typeof text === 'string' && isPolarTool(text);
  if (isOf(name)) return [name];
  return isOf(named) && callToolFor(named) === name ? [named] : [];
}
