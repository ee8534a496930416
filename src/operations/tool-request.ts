import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  inputResponse,
  type ServerContext,
} from '@modelcontextprotocol/server';

/** A request of a client whose answer is being made. */
export interface Exchange {
  /** Ends the call: the client cancelled it, or went away. */
  signal: AbortSignal;
  /** Tells the client how far its call is, by a number that grows. Undefined when it didn't ask for that. */
  progress?: ((progress: number, message: string) => void) | undefined;
  /** Whether the client can put a question to the person (form elicitation). */
  asksPerson: boolean;
  /** The tool of this server's that calls the one that is called: it takes that one's arguments among its own. */
  via?: string;
  /** What the person said to the question of an earlier round, and what was given along with it. */
  answer?: { agrees: boolean; state: string } | undefined;
}

/** What comes with each request of a newer client; the SDK's type of it is empty. */
type Envelope = { [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities };

/** The key of our one question among those that a client answers. */
export const QUESTION = 'confirm';

/**
 * @param mcpReq what the SDK gives to a handler
 * @param declared what an older client said once that it can do; unknown over HTTP, where it said so to another isolate.
 *   A newer one says it with each request
 */
export function exchangeOf(
  { signal, notify, _meta, envelope, inputResponses, requestState }: ServerContext['mcpReq'],
  declared: ClientCapabilities | undefined,
): Exchange {
  const progressToken = _meta?.progressToken;
  const state = requestState();
  const said = inputResponse(inputResponses, QUESTION);
  return {
    signal,
    asksPerson: canAsk((envelope as Envelope | undefined)?.[CLIENT_CAPABILITIES_META_KEY] ?? declared),
    ...(said.kind === 'elicit' &&
      typeof state === 'string' && {
        answer: { agrees: said.action === 'accept' && said.content?.agree === true, state },
      }),
    ...(progressToken !== undefined && {
      progress: (progress: number, message: string) => {
        // It fails when the client is gone, and then the signal ends the call.
        notify({ method: 'notifications/progress', params: { progressToken, progress, message } }).catch(() => {});
      },
    }),
  };
}

/** Without a mode, it is by form. */
function canAsk(capabilities: ClientCapabilities | undefined): boolean {
  const elicitation = capabilities?.elicitation;
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}
