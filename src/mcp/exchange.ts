import type { ServerContext } from '@modelcontextprotocol/server';

/** A request of a client whose answer is being made. */
export interface Exchange {
  /** Ends the call: the client cancelled it, or went away. */
  signal: AbortSignal;
  /** Tells the client how far its call is, by a number that grows. Undefined when it didn't ask for that. */
  progress?: ((progress: number, message: string) => void) | undefined;
}

/** @param mcpReq what the SDK gives to a handler */
export function exchangeOf({ signal, notify, _meta }: ServerContext['mcpReq']): Exchange {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return { signal };
  return {
    signal,
    progress: (progress, message) => {
      // It fails when the client is gone, and then the signal ends the call.
      notify({ method: 'notifications/progress', params: { progressToken, progress, message } }).catch(() => {});
    },
  };
}
