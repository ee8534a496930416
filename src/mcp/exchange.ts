import { type ClientCapabilities, inputResponse, type ServerContext } from '@modelcontextprotocol/server';

/** A request of a client whose answer is being made. */
export interface Exchange {
  /** Ends the call: the client cancelled it, or went away. */
  signal: AbortSignal;
  /** Tells the client how far its call is, by a number that grows. Undefined when it didn't ask for that. */
  progress?: ((progress: number, message: string) => void) | undefined;
  /** Whether the client can put a question to the person (form elicitation). */
  asksPerson: boolean;
  /** What the person said to the question of an earlier round, and what was given along with it. */
  answer?: { agrees: boolean; state: string } | undefined;
}

/** The key of our one question among those that a client answers. */
export const QUESTION = 'confirm';

/**
 * @param mcpReq what the SDK gives to a handler
 * @param capabilities what the client said that it can do; unknown of older clients over HTTP, which say it once, to
 *   another isolate
 */
export function exchangeOf(
  { signal, notify, _meta, inputResponses, requestState }: ServerContext['mcpReq'],
  capabilities: ClientCapabilities | undefined,
): Exchange {
  const progressToken = _meta?.progressToken;
  const state = requestState();
  const said = inputResponse(inputResponses, QUESTION);
  return {
    signal,
    asksPerson: canAsk(capabilities),
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
