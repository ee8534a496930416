import { currentRequestId, currentTrace } from './telemetry/scope.ts';

type Fields = Record<string, string | number | Record<string, string>>;

/**
 * One line of JSON for the operator. Fields are names and reasons of ours: never a token, a code, a key, a URL with
 * a query, or an upstream message, which may quote one. It says by itself which request it is of, and which trace.
 *
 * @param say where it goes, if it is no reason to look
 */
export function log(event: string, fields: Fields = {}, say: (line: string) => void = console.warn): void {
  const [requestId, trace] = [currentRequestId(), currentTrace()];
  const of = { ...(requestId !== undefined && { request_id: requestId }), ...(trace && { trace_id: trace.id }) };
  say(JSON.stringify({ event, ...of, ...fields }));
}

/** Logs where an unexpected error arose. Its message is left out: parsers quote their input in it. */
export function logError(event: string, error: unknown): void {
  const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: '' };
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  log(event, { name, at: frames.slice(0, 6).join('\n') });
}
