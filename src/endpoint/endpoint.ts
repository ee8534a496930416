import type { OAuthResourceAuth } from '@cloudflare/workers-oauth-provider';
import { type AuthInfo, createMcpHandler, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import type { Config } from '../config/index.ts';
import { connectionLedger, type GrantProps, polarTokenSource } from '../connection/index.ts';
import { isOverLimit } from '../http/index.ts';
import { CLIENT_CHECK_MS, RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';
import { type Asked, createServer } from '../mcp/index.ts';
import { callRecorder, log } from '../observability/index.ts';
import { type Caller, OF_ONE_ORGANIZATION, organizationOf } from '../operations/index.ts';
import {
  AddressError,
  createPolicy,
  isTokenOwner,
  restrictionOfAddress,
  restrictionOfHeaders,
} from '../policy/index.ts';
import { withTools } from './list-text.ts';
import { methodsOf, type Received, readMessage } from './message.ts';
import { scopeChallenge } from './scope-challenge.ts';

const PATHS = ['/mcp', '/mcp/', '/mcp/readonly'];

export interface McpContext {
  env: Env;
  config: Config;
  props: GrantProps;
  auth: OAuthResourceAuth;
  /** Keeps the Worker from being stopped before something has ended. */
  waitUntil(work: Promise<unknown>): void;
}

export const handleMcp = createEndpoint(createServer);

/**
 * What answers authenticated requests to /mcp, in whichever revision of the protocol they speak.
 *
 * @param serverFor makes the server of one request
 */
export function createEndpoint(serverFor: (caller: Caller, asked: Asked) => Server) {
  // The SDK passes `extra` on to the factory and to nobody else.
  const factory = ({ authInfo }: { authInfo?: AuthInfo }) => {
    const { caller, asked } = (authInfo as unknown as { extra: { caller: Caller; asked: Asked } }).extra;
    return serverFor(caller, asked);
  };
  const handler = createMcpHandler(factory, {
    legacy: 'stateless',
    keepAliveMs: CLIENT_CHECK_MS,
    // Requests that are no requests, mostly. What a tool throws is logged in dispatch.ts.
    onerror: (error) => log('mcp_error', { error: error.name }),
  });

  return async (request: Request, context: McpContext): Promise<Response> => {
    const limits = readLimits(request, context);
    if (limits instanceof Response) return limits;
    const received = await readMessage(request);
    if ('reason' in received) return refusal(received.status, ProtocolErrorCode.InvalidRequest, received.reason);
    if (!received.release) return answer(received, context, limits);
    const { release, waitUntil } = releaseAfterWork(context, received.release);
    try {
      return whenSent(await answer(received, { ...context, waitUntil }, limits), release);
    } catch (error) {
      release();
      throw error;
    }
  };

  async function answer({ message, request }: Received, context: McpContext, limits: Limits): Promise<Response> {
    const { env, config, props, auth } = context;
    const challenge = scopeChallenge(message, auth, limits.policy);
    if (challenge) return challenge;
    const isPersons = !isTokenOwner(props.userId);
    const caller: Caller = {
      environment: config.polarEnvironment,
      apiUrl: config.polarApiUrl,
      timeoutMs: config.polarTimeoutMs,
      tokens: polarTokenSource(env, config, props, auth),
      limit: {
        countedFor: isPersons ? config.polarClientId : props.userId,
        environment: config.polarEnvironment,
        connection: props.connectionId,
        isOverShare: () => isOverLimit(env, 'RATE_LIMIT_POLAR', props.connectionId),
      },
      scope: auth.scope,
      isPersons,
      userId: isPersons ? props.userId : undefined,
      organizations: props.organizations ?? [],
      connectionId: props.connectionId,
      confirm: config.writes.confirm,
      ledger: connectionLedger(env, config, props.connectionId),
      recordCall: callRecorder(config.telemetry, env.ANALYTICS, console.log),
      keepGoing: (work) => context.waitUntil(work.catch(() => {})),
      ...limits,
    };
    const methods = methodsOf(message);
    const listIsText = methods.has('tools/list') && !Array.isArray(message);
    const answerTo = (asked: Asked) => {
      const authInfo = {
        token: auth.token,
        clientId: auth.clientId ?? '',
        scopes: auth.scope,
        extra: { caller, asked },
      };
      return handler.fetch(request, { authInfo, parsedBody: message });
    };
    const sent = await answerTo({ methods, listIsText });
    if (!listIsText) return sent;
    const complete = await withTools(sent, caller);
    if (complete) return complete;
    // Slower, and right whatever the SDK writes.
    log('list_not_prepared');
    return answerTo({ methods });
  }
}

/**
 * A change that was sent goes on when its client is gone, and holds its message. So the room for the message is given back when
 * all such work has ended.
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

/** Calls `then` when an answer has been sent whole, or nobody reads it. A call of older revisions ends with its stream. */
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

/** What is left of the account for one request. */
type Limits = Pick<Caller, 'policy' | 'organization' | 'heldBy'>;

/** A mistake in the address or a header is refused whatever is asked: an empty list would look like an empty account. */
function readLimits(request: Request, { config, props, auth }: McpContext): Limits | Response {
  try {
    const url = new URL(request.url);
    if (!PATHS.includes(url.pathname))
      throw new AddressError(`There is nothing at ${url.pathname}. Write /mcp, or /mcp/readonly.`, 404);
    const organization = organizationOf(url, props);
    const isOfOne = isTokenOwner(props.userId) || (props.heldBy !== undefined && organization !== undefined);
    const restrictions = [
      config.restriction,
      ...(isOfOne ? [OF_ONE_ORGANIZATION] : []),
      restrictionOfAddress(url),
      restrictionOfHeaders(request.headers),
    ];
    return {
      policy: createPolicy(restrictions, auth.scope),
      organization,
      heldBy: props.heldBy,
    };
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return refusal(error.status, ProtocolErrorCode.InvalidParams, error.message);
  }
}

/** Before it is known which request it is for. */
function refusal(status: number, code: ProtocolErrorCode, message: string): Response {
  const headers = status === 503 ? { 'Retry-After': String(RETRY_AFTER_DEFAULT_SECONDS) } : {};
  return Response.json({ jsonrpc: '2.0', id: null, error: { code, message } }, { status, headers });
}
