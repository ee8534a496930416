import { createExecutionContext } from 'cloudflare:test';
import worker from '../../../src/index.ts';
import { currentMcpRequest, mcpRequest } from '../../support/mcp-request.ts';
import { BASE_URL } from '../auth/browser.ts';
import { env } from '../auth/calls.ts';
import type { ClientTokens } from '../auth/login.ts';

export interface Asking {
  /** The part of the address after /mcp. */
  address?: string;
  headers?: Record<string, string>;
  /** Variables of the Worker. */
  vars?: Record<string, string>;
}

/** A request to the MCP endpoint: its status, and the message in its answer. */
export async function ask(
  { access_token }: ClientTokens,
  method: string,
  params: object = {},
  { address = '', headers = {}, vars = {} }: Asking = {},
) {
  const init = mcpRequest(access_token, method, params);
  const request = new Request<unknown, IncomingRequestCfProperties>(`${BASE_URL}/mcp${address}`, {
    ...init,
    headers: { ...init.headers, ...headers },
  });
  const answer = await worker.fetch(request, { ...env, ...vars }, createExecutionContext());
  const text = await answer.text();
  return {
    status: answer.status,
    challenge: answer.headers.get('WWW-Authenticate') ?? '',
    message: readMessage(text),
  };
}

/** The message in the text of an answer. */
export const readMessage = (text: string) => JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text);

/** The result of a tool, whose structured content the tests read. */
export async function callTool(tokens: ClientTokens, name: string, args: object = {}, asking: Asking = {}) {
  const { message } = await ask(tokens, 'tools/call', { name, arguments: args }, asking);
  return message.result;
}

/** A request of a client of 2026-07-28 that can ask the person: `params` may hold their answer. */
export async function callToolAsking(
  { access_token }: ClientTokens,
  params: { name: string; [param: string]: unknown },
  capabilities: object = { elicitation: {} },
  more: object = {},
  { address = '', headers = {}, vars = {} }: Asking = {},
) {
  const _meta = { 'io.modelcontextprotocol/clientCapabilities': capabilities, ...more };
  const init = currentMcpRequest(access_token, 'tools/call', { ...params, _meta });
  const request = new Request<unknown, IncomingRequestCfProperties>(`${BASE_URL}/mcp${address}`, {
    ...init,
    headers: { ...init.headers, ...headers },
  });
  const answer = await worker.fetch(request, { ...env, ...vars }, createExecutionContext());
  return readMessage(await answer.text()).result;
}

export async function listTools(tokens: ClientTokens, asking: Asking = {}): Promise<string[]> {
  const { message } = await ask(tokens, 'tools/list', {}, asking);
  return message.result.tools.map(({ name }: { name: string }) => name);
}
