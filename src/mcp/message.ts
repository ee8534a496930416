import { readRequestBody } from '@modelcontextprotocol/server';
import { MAX_MCP_BODY_BYTES } from '../limits.ts';

/**
 * What a request to the endpoint carries: a message of JSON-RPC, or a list of them, or anything else.
 *
 * @param request stays readable
 * @returns undefined when it is no JSON, or too much: that is left to the SDK, which says what is wrong with it
 */
export async function readMessage(request: Request): Promise<unknown> {
  if (request.method !== 'POST') return undefined;
  try {
    const body = await readRequestBody(request.clone(), MAX_MCP_BODY_BYTES);
    return body.tooLarge ? undefined : JSON.parse(body.text);
  } catch {
    return undefined;
  }
}
