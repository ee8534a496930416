import createClient from 'openapi-fetch';
import type { paths } from '../../generated/polar.gen.ts';
import { polarVersion } from '../../generated/scopes.gen.ts';
import type { Polar } from '../../generated/tool.gen.ts';
import { CallError, invalidArguments } from '../errors.ts';
import { sleep } from '../lib/timers.ts';
import { RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';
import { currentPolarUse, currentTrace } from '../observability/index.ts';
import { withReadLimits } from './body.ts';
import { assertWithinShare, type PolarRateLimit, retryAfterSeconds, throttled } from './throttle.ts';

/** The most replacements of a call's token after a 401: one because it expired, and one because the next was too new. */
export const MAX_TOKEN_REPLACEMENTS = 2;

/** Gives a call its token, and another when Polar refuses it. They throw CallError. */
export interface TokenSource {
  current(): Promise<string>;
  /**
   * Left out where there is no other token: the call's answer is then Polar's refusal.
   *
   * @param refused the token that Polar no longer accepts
   * @param isReplacement whether it replaced another that Polar refused a moment ago
   */
  afterRefusal?(refused: string, isReplacement: boolean): Promise<string>;
  /** Polar refused a token that it had just given, and again a moment later. Throws an error that says what that means. */
  freshRefused?(refused: string): Promise<never>;
}

export interface PolarOptions {
  /** The origin of Polar's API. */
  apiUrl: string;
  tokens: TokenSource;
  /** Sends each request. Default: the runtime's. */
  fetch?: typeof fetch | undefined;
  /** The id of the organization to which Polar narrows what a person's token reaches. */
  organization?: string | undefined;
  /** When the call must have its answer, in milliseconds since 1970. */
  deadline: number;
  /** Ends the call, because the caller went away or the deadline has come. */
  signal: AbortSignal;
  /** Aborts a request that was sent, and its answer. Default: `signal`. */
  sentSignal?: AbortSignal;
  /** Gets the number of bytes of the answer that have arrived so far. */
  onReceived?: ((bytes: number) => void) | undefined;
  /** Polar's rate limit that the call counts for, and the operation's id. Without it, the call is not throttled. */
  throttle?: { rateLimit: PolarRateLimit; operation: string };
}

/**
 * Polar's API for one call. A token that Polar refuses is replaced. Reads are sent again while there is time; a write
 * only when Polar has not begun it. Neither is sent while Polar refuses such requests, nor over the connection's share.
 *
 * @throws from each call: the errors of `tokens`, or fetch's own when there was no answer
 */
export function createPolarClient(options: PolarOptions): Polar {
  const { apiUrl, tokens, organization, deadline, signal, onReceived, throttle } = options;
  const { sentSignal = signal, fetch: fetchPolar = fetch } = options;
  const atOnce = (_: string, ask: () => Promise<Response>) => ask();
  const send = async (request: Request, body: string | undefined, through: typeof atOnce): Promise<Response> => {
    const first = await tokens.current();
    let [token, before] = [first, ''];
    for (let repairs = 0; ; repairs++) {
      const response = await through(token, () =>
        attempt(request, body, token, { signal, sentSignal, fetch: fetchPolar }),
      );
      if (!isInvalidToken(response) || !tokens.afterRefusal) return response;
      const isLast = repairs === MAX_TOKEN_REPLACEMENTS;
      const isRefusedAgain = token === before && tokens.freshRefused !== undefined;
      if (isLast && !isRefusedAgain) return response;
      // Polar did nothing, so a write may be sent again too.
      await response.body?.cancel();
      if (isLast) await tokens.freshRefused?.(token);
      before = token;
      token = await tokens.afterRefusal(token, token !== first);
    }
  };
  return createClient<paths>({
    baseUrl: apiUrl,
    fetch: async (request) => {
      if (organization !== undefined) request.headers.set('Polar-Organization', organization);
      // Polar answers 411 to a body without a length, so it goes out as a string: never a stream, never missing.
      const body = request.method === 'GET' || request.method === 'DELETE' ? undefined : await request.text();
      const isRead = request.method === 'GET';
      const call = { isRead, deadline, signal };
      if (throttle) await assertWithinShare(throttle.rateLimit);
      const through = throttle
        ? throttled(throttle.rateLimit, { operation: throttle.operation, deadline, signal })
        : atOnce;
      const response = await retry(() => send(request, body, through), call);
      return withReadLimits(response, { mayWait: isRead, deadline, signal: sentSignal, onReceived });
    },
    querySerializer: serializeQuery,
    pathSerializer: serializePath,
  });
}

/** The most attempts of a request, and the wait before the second; the third waits twice as long. */
const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 200;

interface RetryOptions {
  isRead: boolean;
  /** In milliseconds since 1970. */
  deadline: number;
  signal: AbortSignal;
}

/**
 * Sends a request again while the wait fits before the deadline. A 429 is always safe to repeat, because Polar did nothing.
 * A read is also repeated without an answer, or after a temporary failure; a write may have happened then. A write waits for
 * at most half of its time, and keeps the rest to be done.
 *
 * @throws what `send` throws the last time
 */
export async function retry(
  send: () => Promise<Response>,
  { isRead, deadline, signal }: RetryOptions,
): Promise<Response> {
  // A write keeps time for itself, because its outcome is unknown if the deadline cuts it off.
  const latest = isRead ? deadline : (Date.now() + deadline) / 2;
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === MAX_ATTEMPTS;
    let wait = RETRY_DELAY_MS * attempt;
    try {
      const response = await send();
      if (isLast || !isTemporary(response.status, isRead)) return response;
      wait = Math.max(wait, retryDelaySeconds(response) * 1000);
      if (Date.now() + wait >= latest) return response;
      await response.body?.cancel();
    } catch (error) {
      const isOver = isLast || signal.aborted || Date.now() + wait >= latest;
      if (isOver || !isRead || error instanceof CallError) throw error;
    }
    await sleep(wait, signal);
  }
}

/** Whether the same request may be sent again, and may then work. Polar counts requests before it does anything. */
function isTemporary(status: number, isRead: boolean): boolean {
  return status === 429 || (isRead && (status === 502 || status === 503 || status === 504));
}

/** The wait that a temporary refusal asks for, or a default after a 429. */
function retryDelaySeconds({ status, headers }: Response): number {
  return retryAfterSeconds(headers) ?? (status === 429 ? RETRY_AFTER_DEFAULT_SECONDS : 0);
}

/**
 * Whether Polar no longer accepts the token (RFC 6750 section 3.1). Any other 401 refuses only this call, as when only a person
 * may make it.
 */
export const isInvalidToken = ({ status, headers }: Response) =>
  status === 401 && /\berror="invalid_token"/.test(headers.get('WWW-Authenticate') ?? '');

interface Sending {
  signal: AbortSignal;
  sentSignal: AbortSignal;
  fetch: typeof fetch;
}

async function attempt(
  request: Request,
  body: string | undefined,
  token: string,
  { signal, sentSignal, fetch: fetchPolar }: Sending,
): Promise<Response> {
  if (signal.aborted) {
    throw new CallError('timeout', 'The call ended before it was sent to Polar; nothing was changed.', {
      retryable: true,
      whatToDo: 'Make the same call again.',
    });
  }
  const headers = new Headers(request.headers);
  headers.set('Authorization', `Bearer ${token}`);
  headers.set('Polar-Version', polarVersion);
  for (const [name, value] of Object.entries(currentTrace()?.headers ?? {})) headers.set(name, value);
  // A redirect would carry the token elsewhere.
  const response = await fetchPolar(request.url, {
    method: request.method,
    headers,
    signal: sentSignal,
    redirect: 'manual',
    ...(body !== undefined && { body }),
  });
  currentPolarUse()?.countResponse(response.status);
  return response;
}

/**
 * Fills the parameters into a path of Polar's document. Each stays one segment: Polar unescapes a path before it looks for a
 * route, and URL parsers remove `.` and `..`, so escaping alone wouldn't keep them from leading elsewhere. The tools' schemas
 * refuse such texts with better words; this catches the rest.
 *
 * @throws CallError `invalid_arguments`
 */
export function serializePath(template: string, parameters: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (typeof value !== 'string' || !isSegment(value)) {
      throw invalidArguments([{ path: name, message: 'Expected text that is one part of a path' }]);
    }
    return encodeURIComponent(value);
  });
}

const isSegment = (text: string) => text.isWellFormed() && !/^\.{0,2}$|[/\\\p{Cc}]/u.test(text);

/**
 * A query string as Polar reads it: lists repeat their key, objects are `deepObject` (`metadata[plan]=pro`), and a list
 * inside an object repeats its key too. What is null or undefined is left out.
 */
export function serializeQuery(query: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) append(search, key, value);
  return search.toString();
}

function append(search: URLSearchParams, key: string, value: unknown): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value) append(search, key, item);
  } else if (typeof value === 'object') {
    for (const [name, item] of Object.entries(value)) append(search, `${key}[${name}]`, item);
  } else {
    search.append(key, String(value));
  }
}
