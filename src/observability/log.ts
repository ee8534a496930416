import { currentRequestId, currentTrace } from './request-context.ts';

type Fields = Record<string, string | number | Record<string, string>>;

/** JSON leaves these characters as they are. Some end a line, or are commands to a terminal. */
const BEYOND_ASCII = /[\u007f-\uffff]/g;

let isWriting = false;

/**
 * Writes one line of JSON in ASCII for the operator, with the ids of the request and the trace. Fields are names and reasons
 * of ours: never a token, a code, a key, a URL with a query, or an upstream message, which may quote one.
 *
 * @param say writes the line, if it is no warning
 */
export function log(event: string, fields: Fields = {}, say: (line: string) => void = console.warn): void {
  const [requestId, trace] = [currentRequestId(), currentTrace()];
  const of = { ...(requestId !== undefined && { request_id: requestId }), ...(trace && { trace_id: trace.id }) };
  const line = JSON.stringify({ event, ...of, ...fields }).replaceAll(BEYOND_ASCII, escaped);
  try {
    isWriting = true;
    say(line);
  } finally {
    isWriting = false;
  }
}

/** Logs where an unexpected error arose. Its message is left out, because parsers quote their input in it. */
export function logError(event: string, error: unknown): void {
  const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: '' };
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  log(event, { name, at: frames.slice(0, 6).join('\n') });
}

let isOurs = false;

/**
 * Logs only where a library's warning comes from, without its text. The OAuth provider's warnings quote a client id, which may
 * hold a query, and a client's own document, which may hold anything. An isolate needs this once.
 */
export function hideLibraryWarnings(): void {
  if (isOurs) return;
  isOurs = true;
  const write = console.warn;
  console.warn = (...said) => (isWriting ? write(...said) : logError('library_warning', new Error()));
}

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
