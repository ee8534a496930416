import { sizeOfJson } from '../lib/json.ts';
import { type BudgetReader, ReadBudget } from '../lib/read-budget.ts';
import { withTimeLimit } from '../lib/timers.ts';
import { MAX_ARGUMENT_DEPTH } from '../limits.ts';
import { CALL_SIZE, isLargeTool, LARGE_CALL_SIZE, LARGE_TOOLS } from '../operations/index.ts';
import { isPolarTool } from '../policy/index.ts';

/**
 * Older revisions have batches, and the limit by connection counts a batch as one call. No known client sends batches.
 */
const MAX_BATCH_MESSAGES = 10;

/** A request to the endpoint, read. */
export interface Received {
  /** A JSON-RPC message, a list of messages, or any other JSON; undefined if the body isn't JSON. */
  message: unknown;
  request: Request;
  /** Gives back the bytes that a large message takes, once nothing needs it. */
  release?: () => void;
}

/** A request that is not served, and why. */
interface RefusedMessage {
  status: 400 | 413 | 503;
  reason: string;
}

/** The arguments of the largest call, and the values around them. */
const MAX_MESSAGE_VALUES = LARGE_CALL_SIZE.values + 1000;
/** The deepest arguments, and the levels around them: a batch, a message, its params, and a call within a call. */
const MAX_MESSAGE_DEPTH = MAX_ARGUMENT_DEPTH + 10;

/**
 * A message up to this size doesn't count against the budget: a thousand of them are 16 MB. Nearly all are below one
 * kilobyte.
 */
const SMALL_MESSAGE_BYTES = 16 * 1024;
/**
 * How many bytes of larger messages an isolate holds at once. A message becomes objects and a request to Polar, which
 * take up to eight times its size while its call lasts.
 */
const MESSAGES_BUDGET_BYTES = 4 * 1024 * 1024;
/** How long a larger message may wait for its turn, and then again how long it may take to arrive. */
const MAX_WAIT_MS = 10_000;
/**
 * The longest call: several reads before a change, and a token refresh. After that, its bytes are free even if it never
 * ended.
 */
const MAX_KEPT_MS = 120_000;

const messagesBudget = new ReadBudget(MESSAGES_BUDGET_BYTES);

/**
 * Reads the body once. Its headers, and then the tools that it calls, limit its size. Its values are counted before it
 * is parsed, and nothing keeps its text.
 *
 * @param budget the budget that large messages share. Default: this isolate's
 */
export async function readMessage(
  request: Request,
  budget: ReadBudget = messagesBudget,
): Promise<Received | RefusedMessage> {
  if (request.method !== 'POST') return { message: undefined, request };
  let reader: BudgetReader | undefined;
  const hold = async (bytes: number) => {
    const mine = budget.enter(Date.now() + MAX_KEPT_MS);
    reader = mine;
    await withTimeLimit(MAX_WAIT_MS, request.signal, (signal) => mine.waitFor(bytes, signal));
  };
  try {
    const most = maxBytesByHeaders(request.headers);
    const body = await readBody(request, most, hold);
    const read = body === undefined ? tooLarge(most) : parse(body, request);
    if ('message' in read) return { ...read, ...(reader && { release: reader.leave }) };
    reader?.leave();
    return read;
  } catch (error) {
    reader?.leave();
    if (error instanceof Error && error.name === 'TimeoutError') return { status: 503, reason: BUSY };
    // A body that can't be read to its end is no JSON.
    return { message: undefined, request };
  }
}

/**
 * How many bytes of a request are read at most. Since revision 2026-07-28, headers name the method and the tool. A
 * request without them, or one that calls a tool through `call_write_tool`, may be a large call.
 */
function maxBytesByHeaders(headers: Headers): number {
  const method = headers.get('Mcp-Method') ?? 'tools/call';
  const name = headers.get('Mcp-Name') ?? '';
  return method === 'tools/call' && (isLargeTool(name) || !isPolarTool(name)) ? LARGE_CALL_SIZE.bytes : CALL_SIZE.bytes;
}

/** How many bytes a parsed message may have, by the tools that it calls. */
function maxBytesOfMessage(message: unknown): number {
  const called = [message].flat().map((one) => {
    const { method, params } = (one ?? {}) as { method?: unknown; params?: Params | null };
    if (method !== 'tools/call') return undefined;
    return params?.name === 'call_write_tool' ? params.arguments?.name : params?.name;
  });
  return called.some(isLargeTool) ? LARGE_CALL_SIZE.bytes : CALL_SIZE.bytes;
}

interface Params {
  name?: unknown;
  arguments?: { name?: unknown } | null;
}

function tooLarge(most: number): RefusedMessage {
  const others =
    most === LARGE_CALL_SIZE.bytes ? '' : ` Only ${LARGE_TOOLS.join(', ')} take up to ${LARGE_CALL_SIZE.bytes}.`;
  return { status: 413, reason: `This request holds at most ${most} bytes. Send it in parts.${others}` };
}

const BUSY = 'Too many large requests are being served. Try again in a moment; smaller ones are served at once.';

function parse({ text, bytes }: Body, request: Request): Omit<Received, 'release'> | RefusedMessage {
  const { values, depth } = sizeOfJson(text);
  if (values > MAX_MESSAGE_VALUES)
    return { status: 413, reason: `A request holds at most ${MAX_MESSAGE_VALUES} values. Send it in parts.` };
  if (depth > MAX_MESSAGE_DEPTH)
    return { status: 400, reason: `What a request holds is nested at most ${MAX_MESSAGE_DEPTH} deep.` };
  const message = parseJson(text);
  if (message === undefined) return { message, request };
  if (Array.isArray(message) && message.length > MAX_BATCH_MESSAGES)
    return { status: 400, reason: `A batch holds at most ${MAX_BATCH_MESSAGES} messages.` };
  const most = maxBytesOfMessage(message);
  return bytes <= most ? { message, request } : tooLarge(most);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Body {
  text: string;
  bytes: number;
}

/**
 * Reads a body of at most `most` bytes.
 *
 * @param hold waits until so many bytes are free, before they are read
 * @returns undefined for a body of more than `most` bytes, which is not read further
 * @throws DOMException TimeoutError when no bytes become free, or the body doesn't arrive
 */
async function readBody(
  request: Request,
  most: number,
  hold: (bytes: number) => Promise<void>,
): Promise<Body | undefined> {
  const { body, headers } = request;
  if (body === null) return { text: '', bytes: 0 };
  const length = Number(headers.get('Content-Length') ?? Number.NaN);
  if (length > most) return undefined;
  // The runtime's own `text()` takes a fraction of the time that reading by parts takes.
  if (length <= SMALL_MESSAGE_BYTES) return { text: await request.text(), bytes: length };
  if (length > 0) {
    await hold(length);
    return { text: await inTime(request.text(), Date.now() + MAX_WAIT_MS), bytes: length };
  }
  const reader = body.getReader();
  try {
    return await collect(reader, most, hold);
  } finally {
    reader.releaseLock();
  }
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  most: number,
  hold: (bytes: number) => Promise<void>,
): Promise<Body | undefined> {
  const decoder = new TextDecoder();
  let [text, bytes, until] = ['', 0, Number.POSITIVE_INFINITY];
  for (;;) {
    const { done, value } = await (until === Number.POSITIVE_INFINITY ? reader.read() : inTime(reader.read(), until));
    if (done) return { text: text + decoder.decode(), bytes };
    bytes += value.byteLength;
    if (bytes > most) return undefined;
    if (bytes > SMALL_MESSAGE_BYTES && until === Number.POSITIVE_INFINITY) {
      await hold(most);
      until = Date.now() + MAX_WAIT_MS;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** @throws DOMException TimeoutError */
const inTime = <T>(work: Promise<T>, until: number): Promise<T> =>
  withTimeLimit(Math.max(0, until - Date.now()), undefined, (signal) => {
    const { promise, reject } = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => reject(signal.reason));
    return Promise.race([work, promise]);
  });

/** The methods of the requests in a message. */
export function methodsOf(message: unknown): ReadonlySet<string> {
  const methods = [message].flat().map((one) => (one as { method?: unknown } | null | undefined)?.method);
  return new Set(methods.filter((method) => typeof method === 'string'));
}
