import { insufficientScope, type OAuthResourceAuth } from '@cloudflare/workers-oauth-provider';
import { readRequestBody } from '@modelcontextprotocol/server';
import type { ToolName } from '../../generated/tools/index.gen.ts';
import { MAX_MCP_BODY_BYTES } from '../limits.ts';
import { callerOf, isPolarTool, type Policy } from './policy.ts';

/**
 * 403 for a request that calls a tool which the grant doesn't allow, naming what to ask for, so that the client can step
 * up (MCP 2026-07-28, authorization; RFC 6750 section 3.1). What the grant has is named too: older clients ask for
 * exactly what is named, and would lose the rest.
 *
 * @param request stays readable
 * @returns undefined when the request may go on
 */
export async function scopeChallenge(
  request: Request,
  auth: OAuthResourceAuth,
  policy: Policy,
): Promise<Response | undefined> {
  const called = await calledTools(request);
  const refused = called.map((name) => ({ name, lacking: policy.refusal(name)?.lacking ?? [] }));
  const lacking = refused.flatMap((tool) => tool.lacking);
  const [first] = refused.filter((tool) => tool.lacking.length > 0);
  if (!first) return undefined;
  const description = `${first.name} needs ${first.lacking.join(' and ')}. Connect again and allow it.`;
  return insufficientScope(auth, [...auth.scope, ...lacking], description);
}

/** Polar's tools that a request calls. What isn't a request is left to the SDK, which says what is wrong with it. */
async function calledTools(request: Request): Promise<ToolName[]> {
  if (request.method !== 'POST') return [];
  try {
    const body = await readRequestBody(request.clone(), MAX_MCP_BODY_BYTES);
    const parsed: unknown = body.tooLarge ? undefined : JSON.parse(body.text);
    const messages = Array.isArray(parsed) ? parsed : [parsed];
    return messages
      .filter((message) => message?.method === 'tools/call')
      .flatMap(({ params }) => calledBy(params?.name, params?.arguments?.name));
  } catch {
    return [];
  }
}

/** The tool itself, or the one that is called through ours. */
function calledBy(name: unknown, named: unknown): ToolName[] {
  const isOf = (text: unknown): text is ToolName => typeof text === 'string' && isPolarTool(text);
  if (isOf(name)) return [name];
  return isOf(named) && callerOf(named) === name ? [named] : [];
}
