import { insufficientScope, type OAuthResourceAuth } from '@cloudflare/workers-oauth-provider';
import { readRequestBody } from '@modelcontextprotocol/server';
import type { Tool } from '../../generated/tool.gen.ts';
import { tools } from '../../generated/tools/index.gen.ts';
import { MAX_MCP_BODY_BYTES } from '../limits.ts';
import type { Surface } from './surface.ts';

/** The least that `granted` lacks for a tool; empty when it may be called. */
export function lackingScopes(tool: Tool, granted: readonly string[]): string[] {
  const unmet = tool.scopes.filter((anyOf) => !anyOf.some((scope) => granted.includes(scope)));
  return unmet.flatMap(([least]) => least ?? []);
}

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
  surface: Surface,
): Promise<Response | undefined> {
  const called = (await calledTools(request)).filter(surface.isCallable);
  const refused = called.map((name) => ({ name, lacking: lackingScopes(tools[name], auth.scope) }));
  const lacking = refused.flatMap((tool) => tool.lacking);
  const [first] = refused.filter((tool) => tool.lacking.length > 0);
  if (!first) return undefined;
  const description = `${first.name} needs ${first.lacking.join(' and ')}. Connect again and allow it.`;
  return insufficientScope(auth, [...auth.scope, ...lacking], description);
}

/** The tools that a request names. What isn't a request is left to the SDK, which says what is wrong with it. */
async function calledTools(request: Request): Promise<string[]> {
  if (request.method !== 'POST') return [];
  try {
    const body = await readRequestBody(request.clone(), MAX_MCP_BODY_BYTES);
    const parsed: unknown = body.tooLarge ? undefined : JSON.parse(body.text);
    const messages = Array.isArray(parsed) ? parsed : [parsed];
    return messages
      .filter((message) => message?.method === 'tools/call')
      .map((message) => message.params?.name)
      .filter((name) => typeof name === 'string');
  } catch {
    return [];
  }
}
