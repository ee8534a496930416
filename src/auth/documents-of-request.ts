import type { Config } from '../config/index.ts';
import { assertionIssuer } from '../http/index.ts';
import { type DocumentsOfRequest, runWithDocuments } from './client-documents.ts';
import { keepDocuments } from './kept-documents.ts';
import { isForTokenEndpoint, tokenEndpointUnavailable } from './refresh/grant-request.ts';

const UNAUTHORIZED = 401;

/**
 * Answers a request that may need a client's document. When the token endpoint can't authenticate a client because the host of its
 * document is away, the answer is 503 and not the provider's `invalid_client`, after which clients forget their registration
 * and their tokens.
 *
 * @param answer asks the provider
 */
export async function withClientDocuments(
  request: Request,
  env: Env,
  context: Pick<ExecutionContext, 'waitUntil'>,
  config: Config,
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  const documents: DocumentsOfRequest = { kv: env.OAUTH_KV, read: new Map() };
  if (!isForTokenEndpoint(request, config)) return runWithDocuments(documents, answer);
  const clientId = await documentIdOf(request);
  const response = await runWithDocuments(documents, answer);
  const { unreadable } = documents;
  if (response.status === UNAUTHORIZED && unreadable?.passes) {
    return tokenEndpointUnavailable(
      `This app is described at ${unreadable.host}, which did not answer. Try again in a moment.`,
    );
  }
  if (clientId !== undefined && (await hasTokens(response))) {
    context.waitUntil(keepDocuments(env.OAUTH_KV, documents.read, clientId));
  }
  return response;
}

/** The client's id, if it is the URL of a metadata document. Such a client authenticates by an assertion, or not at all. */
async function documentIdOf(request: Request): Promise<string | undefined> {
  // Request.text() would log a warning about a form.
  const form = new URLSearchParams(new TextDecoder().decode(await request.clone().arrayBuffer()));
  const clientId = form.get('client_id') || assertionIssuer(form.get('client_assertion') ?? '');
  return clientId !== undefined && URL.canParse(clientId) ? clientId : undefined;
}

/** Whether an answer of the token endpoint gives tokens. To a revocation, it is 200 without any. */
async function hasTokens(response: Response): Promise<boolean> {
  return response.ok && (await response.clone().text()).includes('"access_token"');
}
