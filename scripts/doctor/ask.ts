/** The landing page is the longest answer there is. */
const MAX_BODY_CHARACTERS = 2_000_000;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** By this machine's clock, in ms since 1970. */
  receivedAt: number;
}

/** Why there is no answer. */
type Reason = 'name' | 'refused' | 'certificate' | 'tls' | 'timeout' | 'broken';

/** A request that got no answer. The message is a phrase: `No answer from <address> within 5 s`. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  readonly reason: Reason;

  constructor(reason: Reason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Sends one request and reads the answer. A redirect is an answer.
 *
 * @throws Unanswered
 */
export type Ask = (url: string | URL, init?: RequestInit) => Promise<Answer>;

/**
 * Makes an `Ask` with limits of time.
 *
 * @param timeoutMs the limit of each request
 * @param deadline ends all requests
 */
export function createAsk(timeoutMs: number, deadline: AbortSignal): Ask {
  return async (url, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('User-Agent', 'polar-mcp-doctor');
    const signal = AbortSignal.any([deadline, AbortSignal.timeout(timeoutMs)]);
    try {
      const response = await fetch(url, { ...init, headers, redirect: 'manual', signal });
      const receivedAt = Date.now();
      return { status: response.status, headers: response.headers, text: await textOf(response), receivedAt };
    } catch (error) {
      const within = deadline.aborted ? 'in the time for all checks' : `within ${timeoutMs / 1000} s`;
      throw unanswered(new URL(url), error, within);
    }
  };
}

async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > MAX_BODY_CHARACTERS) break;
  }
  return text;
}

function unanswered({ origin, pathname, host }: URL, error: unknown, within: string): Unanswered {
  const address = `${origin}${pathname}`;
  const code = codeOf(error);
  if (/^(ENOTFOUND|EAI_AGAIN|ENODATA)$/.test(code)) return new Unanswered('name', `There is no host ${host}`);
  if (code === 'ECONNREFUSED') return new Unanswered('refused', `Nothing listens at ${host}`);
  if (/CERT|UNABLE_TO/.test(code))
    return new Unanswered('certificate', `The certificate of ${host} isn't valid: ${code}`);
  if (/SSL|EPROTO/.test(code)) return new Unanswered('tls', `${host} doesn't speak TLS: ${code}`);
  if (/TIMEOUT|ETIMEDOUT|TimeoutError|AbortError/.test(code))
    return new Unanswered('timeout', `No answer from ${address} ${within}`);
  return new Unanswered('broken', `${address} broke the connection off${code ? `: ${code}` : ''}`);
}

/** The system's name for a failure, which `fetch` hides. If several addresses were tried, it is that of the first. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return error.name;
  const { cause } = error;
  if (cause instanceof AggregateError && !('code' in cause)) return codeOf(new Error('', { cause: cause.errors[0] }));
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

/** The JSON of an answer; undefined when it is none. */
export function jsonOf({ text }: Answer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Says in a few words what came: `404 with text/html`. */
export function describeAnswer({ status, headers }: Answer): string {
  const type = headers.get('Content-Type')?.split(';')[0];
  return type ? `${status} with ${type}` : `${status}`;
}

/** Whether an answer shows where in the code something failed. */
export const showsStack = ({ text }: Answer) => /\n\s+at .+:\d+:\d+/.test(text);
