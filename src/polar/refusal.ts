import { polarVersion } from '../../generated/scopes.gen.ts';
import type { Answer } from '../../generated/tool.gen.ts';
import { CallError, type ErrorCode, type ErrorDetails, type FieldError, formatPath } from '../errors.ts';
import { retryAfterSeconds } from './retry.ts';

const NOT_FOUND = "There is nothing with this id, or this connection can't see it. Look it up with the list tool.";

/** What Polar's JSON errors hold: `error` is a class name, `detail` a sentence or a list of fields. */
interface PolarError {
  error?: unknown;
  detail?: unknown;
  error_description?: unknown;
}

/**
 * Polar's refusal as an error for the caller. 429 is empty, 500 is plain text, and a removed version of the API is a 404
 * without `error`.
 *
 * @param isRead a read that failed has changed nothing, so it may be tried again
 */
export function refusal({ error, response }: Answer, isRead: boolean): CallError {
  const { status, headers } = response;
  const body: PolarError = typeof error === 'object' && error !== null ? error : {};
  const said = sentence(body);
  const refuse = (code: ErrorCode, message: string, details: ErrorDetails = {}) =>
    new CallError(code, message, { status, ...details });
  const later = (code: ErrorCode, message: string) => {
    const retryAfter = retryAfterSeconds(headers);
    return refuse(code, message, {
      retryable: true,
      ...(retryAfter !== undefined && { retryAfterSeconds: retryAfter }),
    });
  };

  switch (status) {
    case 401:
      // Also after its token was renewed, or the connection would have ended.
      return later(
        'polar_unavailable',
        'Polar did not accept a token that it just gave. Nothing was changed; try again in a minute.',
      );
    case 403:
      return body.error === 'insufficient_scope'
        ? refuse(
            'insufficient_scope',
            'This connection is not allowed to do that at Polar. Connect again and allow it; if it uses an organization access token, that token needs the permission.',
          )
        : refuse('refused', said ?? 'Polar refused this: not allowed.');
    case 404:
      return body.error === undefined
        ? refuse(
            'misconfigured',
            `Polar no longer serves version ${polarVersion} of its API. Whoever runs this server must update it.`,
          )
        : refuse('not_found', `${NOT_FOUND}${said && said !== 'Not found' ? ` Polar says: ${said}` : ''}`);
    case 422:
      return refuse('invalid_arguments', 'Polar did not accept these arguments.', { fields: fieldErrors(body) });
    case 429:
      return later('rate_limited', 'Too many requests to Polar. Wait, then try again.');
  }
  if (status >= 500) {
    return isRead
      ? later('polar_unavailable', `Polar failed (${status}). Nothing was changed; try again later.`)
      : outcomeUnknown(`Polar failed (${status})`, { status });
  }
  if (status >= 400) return refuse('refused', said ?? `Polar refused this (${status}).`);
  // A redirect: only a wrong POLAR_API_URL leads to one.
  return refuse('misconfigured', `Polar answered ${status}. Whoever runs this server must check POLAR_API_URL.`);
}

/** There was no answer, or none that could be read. */
export function noAnswer(error: unknown, isRead: boolean): CallError {
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  const what = timedOut ? 'Polar did not answer in time' : 'The connection to Polar failed';
  if (!isRead) return outcomeUnknown(what);
  return new CallError(timedOut ? 'timeout' : 'polar_unavailable', `${what}. Nothing was changed; try again.`, {
    retryable: true,
  });
}

function outcomeUnknown(what: string, details?: ErrorDetails): CallError {
  const advice =
    'It is unknown whether the change was made: read the resource first, and repeat the call only if it was not.';
  return new CallError('outcome_unknown', `${what}. ${advice}`, details);
}

function sentence(body: PolarError): string | undefined {
  const said = body.detail ?? body.error_description;
  return typeof said === 'string' ? said : undefined;
}

/** `[{loc: ["body", "prices", 0, "price_amount"], msg}]` → `prices[0].price_amount: msg`. */
function fieldErrors({ detail }: PolarError): FieldError[] {
  if (typeof detail === 'string') return [{ path: '', message: detail }];
  if (!Array.isArray(detail)) return [];
  return detail.flatMap((entry: { loc?: unknown; msg?: unknown } | null) => {
    if (typeof entry?.msg !== 'string') return [];
    const [, ...path] = Array.isArray(entry.loc) ? entry.loc : [];
    return [{ path: formatPath(path), message: entry.msg }];
  });
}
