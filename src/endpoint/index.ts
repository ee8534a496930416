import type { OAuthResourceAuth } from '@cloudflare/workers-oauth-provider';
import { type AuthInfo, createMcpHandler, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import QuickLRU from 'quick-lru';
// `npm ci` makes it of views/.
import view from '../../dist/views/view.html';
import type { Config } from '../config/index.ts';
import { confirmUrl, connectionLedger, exportShelf, type GrantProps, polarTokenSource } from '../connection/index.ts';
import { isOverLimit } from '../http/index.ts';
import { jsonRpcRefusal } from '../lib/json-rpc.ts';
import { RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';
import { type CreateServerOptions, createServer, formProblem, type ListCaller, listedTools } from '../mcp/index.ts';
import { callRecorder, log, logError } from '../observability/index.ts';
import type { Caller, ClientAbilities } from '../operations/index.ts';
import { serverIcons } from '../pages/index.ts';
import { AddressError, type AppIdentity, isTokenOwner } from '../policy/index.ts';
import { acceptingBoth, acceptsEvents, eventsToJson } from './accept.ts';
import { declaredAbilities, withSessionId } from './declared-abilities.ts';
import { methodsOf, type Received, readMessage } from './message.ts';
import { accessOf, type RequestAccess } from './request-access.ts';
import { scopeChallenge } from './scope-challenge.ts';

/**
 * How many prepared lists of tools an isolate keeps, each 25 to 140 kB. A connection with other permissions, or another
 * address, needs another list.
 */
const MAX_KEPT_LISTS = 30;

/**
 * How often the server writes to a streamed answer while Polar works. The runtime ends a call, and its request to
 * Polar, when it learns that the client is gone. It learns of a closed connection only when it writes, perhaps at the
 * second write, so within 2 s.
 */
const CLIENT_CHECK_MS = 750;

export interface McpContext {
  env: Env;
  config: Config;
  props: GrantProps;
  auth: OAuthResourceAuth;
  /** Keeps the Worker running until `work` has ended. */
  waitUntil(work: Promise<unknown>): void;
}

export const handleMcp = createEndpoint(createServer);

/**
 * Answers authenticated requests to /mcp, in whichever revision of the protocol they speak.
 *
 * @param serverFor makes the server of one request
 */
export function createEndpoint(serverFor: (caller: Caller, options: CreateServerOptions) => Server) {
  // The SDK passes `extra` on to the factory and to nobody else.
  const factory = ({ authInfo }: { authInfo?: AuthInfo }) => {
    const { caller, options } = (authInfo as unknown as { extra: { caller: Caller; options: CreateServerOptions } })
      .extra;
    return serverFor(caller, options);
  };
  const handler = createMcpHandler(factory, {
    legacy: 'stateless',
    keepAliveMs: CLIENT_CHECK_MS,
    // These are mostly malformed requests. Errors of tools are logged where they are caught.
    onerror: (error) => log('mcp_error', { error: error.name }),
  });

  return async (request: Request, context: McpContext): Promise<Response> => {
    let access: RequestAccess;
    try {
      access = accessOf(request, context);
    } catch (error) {
      if (error instanceof AddressError) return refusal(error.status, ProtocolErrorCode.InvalidParams, error.message);
      throw error;
    }
    const received = await readMessage(request);
    if ('reason' in received) return refusal(received.status, ProtocolErrorCode.InvalidRequest, received.reason);
    const problem = request.method === 'POST' ? formProblem(received.message) : undefined;
    if (problem) {
      received.release?.();
      log('mcp_error', { error: 'FormProblem' });
      return jsonRpcRefusal(400, problem.code, problem.message, {}, problem.id);
    }
    if (!received.release) return answer(received, context, access);
    const { release, waitUntil } = releaseAfterWork(context, received.release);
    try {
      return whenSent(await answer(received, { ...context, waitUntil }, access), release);
    } catch (error) {
      release();
      throw error;
    }
  };

  async function answer({ message, request }: Received, context: McpContext, access: RequestAccess): Promise<Response> {
    const { auth } = context;
    const challenge = await scopeChallenge(message, context, access.policy);
    if (challenge) return challenge;
    const caller = callerOf(context, access);
    const methods = methodsOf(message);
    const omitTools = methods.has('tools/list') && !Array.isArray(message);
    const accepting = acceptingBoth(request);
    const answerTo = async (options: CreateServerOptions) => {
      const authInfo = {
        token: auth.token,
        clientId: auth.clientId ?? '',
        scopes: auth.scope,
        extra: { caller, options },
      };
      const response = await handler.fetch(accepting, { authInfo, parsedBody: message });
      // A subscription has no other answer than its stream, which stays open.
      const isStream = acceptsEvents(request.headers) || methods.has('subscriptions/listen');
      return isStream ? response : eventsToJson(response, Array.isArray(message));
    };
    const { baseUrl } = context.config;
    const site = { websiteUrl: `${baseUrl}/`, icons: serverIcons(baseUrl) };
    const abilities = declaredAbilities(request, message);
    const sent = await answerTo({ methods, omitTools, abilities, view, site });
    if (!omitTools) return withSessionId(sent, message);
    const complete = await fillInTools(sent, caller, abilities);
    if (complete) return complete;
    // This is slower, but right whatever the SDK writes.
    log('list_not_prepared');
    return answerTo({ methods, abilities, view, site });
  }
}

function callerOf({ env, config, props, auth, waitUntil }: McpContext, access: RequestAccess): Caller {
  const isPersonToken = !isTokenOwner(props.userId);
  return {
    environment: config.polarEnvironment,
    apiUrl: config.polarApiUrl,
    timeoutMs: config.polarTimeoutMs,
    tokens: polarTokenSource(env, config, props, auth),
    rateLimit: {
      bucket: isPersonToken ? config.polarClientId : props.userId,
      environment: config.polarEnvironment,
      connection: props.connectionId,
      isOverShare: () => isOverLimit(env, 'RATE_LIMIT_POLAR', props.connectionId),
    },
    scope: auth.scope,
    isPersonToken,
    userId: isPersonToken ? props.userId : undefined,
    organizations: props.organizations ?? [],
    connectionId: props.connectionId,
    confirm: config.writes.confirm,
    confirmBy: config.writes.confirmBy,
    ledger: connectionLedger(env, config, props),
    exports: exportShelf(env, config, props),
    // Of a pasted token that can't read its organization, nobody knows who may decide.
    ...((isPersonToken || access.organization !== undefined) && {
      askInBrowser: ({ secret }) => confirmUrl(config, { connectionId: props.connectionId, secret }),
    }),
    recordCall: callRecorder(config.telemetry, env.ANALYTICS, console.log),
    app: () => appOf(env, auth.clientId),
    keepGoing: (work) => waitUntil(work.catch(() => {})),
    ...access,
  };
}

/** Reads the app's registration. The id of an app that publishes its metadata tells enough: no foreign host is asked. */
async function appOf(env: Env, clientId: string | undefined): Promise<AppIdentity> {
  if (clientId === undefined || URL.canParse(clientId)) return { clientId };
  try {
    return { clientId, clientName: (await env.OAUTH_PROVIDER.lookupClient(clientId))?.clientName };
  } catch (error) {
    // The general sentence does as well.
    logError('app_not_read', error);
    return { clientId };
  }
}

/**
 * A change that was sent continues when its client is gone, and keeps its message in memory. So the message's bytes are
 * released when all such work has ended.
 */
function releaseAfterWork(context: Pick<McpContext, 'waitUntil'>, release: () => void) {
  const going: Promise<unknown>[] = [];
  return {
    waitUntil: (work: Promise<unknown>) => {
      going.push(work);
      context.waitUntil(work);
    },
    release: () => context.waitUntil(Promise.allSettled(going).then(release)),
  };
}

/**
 * Calls `then` when an answer has been sent completely, or nobody reads it any more. In older revisions, a call ends
 * with its stream.
 */
function whenSent(answer: Response, then: () => void): Response {
  const { body } = answer;
  if (body === null || !answer.headers.get('Content-Type')?.startsWith('text/event-stream')) {
    then();
    return answer;
  }
  const reader = body.getReader();
  const stream = new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        then();
        controller.close();
      } catch (error) {
        then();
        controller.error(error);
      }
    },
    cancel(reason) {
      then();
      return reader.cancel(reason);
    },
  });
  return new Response(stream, answer);
}

function refusal(status: number, code: ProtocolErrorCode, message: string): Response {
  const headers = status === 503 ? { 'Retry-After': String(RETRY_AFTER_DEFAULT_SECONDS) } : {};
  return jsonRpcRefusal(status, code, message, headers);
}

/** The prepared lists, by what distinguishes them. QuickLRU keeps up to twice its `maxSize`. */
const preparedLists = new QuickLRU<string, Uint8Array>({ maxSize: MAX_KEPT_LISTS / 2 });

const encoder = new TextEncoder();

/** The tools that a client sees, as JSON in UTF-8. An isolate makes each list once, or seldom. */
function toolsAsJson(caller: ListCaller, abilities: ClientAbilities): Uint8Array {
  const { policy, organization, confirm, confirmBy } = caller;
  const key = `${organization !== undefined} ${abilities.views} ${[...confirm].join()} ${confirmBy} ${policy.key}`;
  const known = preparedLists.get(key);
  if (known !== undefined) return known;
  const json = encoder.encode(JSON.stringify(listedTools(caller, abilities)));
  preparedLists.set(key, json);
  return json;
}

/** The SDK writes this for an empty list. Texts in JSON escape their quotes, so it can't stand anywhere else. */
const NO_TOOLS = '"tools":[]';
/** The SDK writes this when it refuses a request. */
const REFUSED = '"error":{';

/**
 * Puts the tools into the SDK's answer to tools/list, whether it is JSON or an event stream. The SDK would check and
 * serialize them as objects for each request, which costs several times as much as the rest of the request.
 *
 * @returns undefined if the answer has no place for them, because the SDK writes its list in another form
 */
export async function fillInTools(
  answer: Response,
  caller: ListCaller,
  abilities: ClientAbilities,
): Promise<Response | undefined> {
  const text = await answer.text();
  const at = text.indexOf(NO_TOOLS);
  if (at < 0) return text.includes(REFUSED) || !answer.ok ? new Response(text, answer) : undefined;
  const before = encoder.encode(`${text.slice(0, at)}"tools":`);
  const after = encoder.encode(text.slice(at + NO_TOOLS.length));
  return new Response(joined([before, toolsAsJson(caller, abilities), after]), answer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
