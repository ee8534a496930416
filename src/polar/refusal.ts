import { polarVersion, scopes } from '../../generated/scopes.gen.ts';
import type { Answer } from '../../generated/tool.gen.ts';
import { CallError, type ErrorCode, type ErrorDetails, type FieldError } from '../errors.ts';
import { RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';
import type { AnswerTooLarge } from './body.ts';
import { isInvalidToken } from './client.ts';
import { refusalMeaning } from './refusal-meanings.ts';
import { retryAfterSeconds } from './retry.ts';

/** Polar's JSON errors: `error` is a class name, `detail` a sentence or a list of fields. */
interface PolarError {
  error?: unknown;
  detail?: unknown;
  error_description?: unknown;
}

/** Sentences for refusals of calls that Polar understood, by status. */
const REFUSED: Record<number, string> = {
  404: 'Polar refused this: something that it needs is not there.',
  402: 'Polar refused this: a payment failed, or is missing.',
  403: 'Polar refused this: it is not allowed.',
  409: 'Polar refused this: it does not go with how things stand now.',
  410: 'Polar refused this: what it is about is gone or over.',
  412: 'Polar refused this: something else has to be there or done first.',
  422: 'Polar refused this: something else has to be there or done first.',
  500: 'Polar refused this; nothing was changed.',
};

/** The call that Polar refused. */
export interface RefusedCall {
  /** The operation's id in Polar's document. */
  operation: string;
  /** A read that failed has changed nothing, so it may be tried again. */
  isRead: boolean;
  /** Says of the details of a 422 which arguments they are about, and what is wrong with them. */
  fieldErrors(details: readonly unknown[]): FieldError[];
}

/**
 * Turns Polar's refusal into an error for the caller. 429 is empty, and a removed version of the API is a 404 without `error`.
 * A 500 in plain text is a crash; one that names its class and reason is a refusal like any other.
 */
export function refusalError({ error, response }: Answer, { operation, isRead, fieldErrors }: RefusedCall): CallError {
  const { status, headers } = response;
  const body: PolarError = typeof error === 'object' && error !== null ? error : {};
  const refuse = (code: ErrorCode, message: string, details?: ErrorDetails) =>
    new CallError(code, message, { status, ...inItsWords(body), ...details });

  // A proxy that gave up waiting (408) doesn't know the outcome either.
  if ((status >= 500 && !isDeliberate(status, body)) || status === 408) {
    if (!isRead) return outcomeUnknown(`Polar failed (${status})`, status);
    const failed = `Polar failed (${status}); nothing was changed.`;
    return status === 500
      ? later('polar_unavailable', failed, response, CRASHED)
      : later('polar_unavailable', failed, response);
  }
  const meaning =
    typeof body.error === 'string' &&
    refusalMeaning({ operation, error: body.error, says: inItsWords(body).polarSays ?? '' });
  if (meaning) return refuse(meaning.code, meaning.message, { whatToDo: meaning.whatToDo });
  // Only a wrong POLAR_API_URL leads to a redirect. The token is not sent after it.
  if (status < 400) {
    return new CallError('misconfigured', `Polar answered with a redirect (${status}), which was not followed.`, {
      status,
      whatToDo: 'Whoever runs this server must check POLAR_API_URL: until then, it stays so.',
    });
  }
  switch (status) {
    case 401:
      if (isInvalidToken(response)) return freshTokenRefusedError();
      if (body.error !== undefined && body.error !== 'Unauthorized') break;
      return refuse('refused', 'Polar does not take this call from a connection of this kind; nothing was changed.', {
        whatToDo: 'Do without it, and tell the person: the connection itself is good.',
      });
    case 404:
      // Polar's answers name its version and the error's class. Without both, no route of this version has the path.
      if (body.error === undefined && !headers.has('Polar-Version')) {
        return new CallError('misconfigured', `Polar no longer serves version ${polarVersion} of its API.`, {
          status,
          whatToDo: 'Whoever runs this server must update it, or check POLAR_API_URL: until then, it stays so.',
        });
      }
      if (!isOfId(body)) break;
      return refuse('not_found', "There is nothing with this id, or this connection can't see it.");
    case 411:
      return new CallError('internal', 'Polar did not take the form in which this server sends the call (411).', {
        status,
      });
    case 413:
      return refuse('invalid_arguments', 'These arguments are more than Polar takes; nothing was changed.', {
        whatToDo: 'Send less at once.',
      });
    case 422:
      if (typeof body.detail === 'string' && !isOfArguments(body)) break;
      return refuse('invalid_arguments', 'Polar did not accept these arguments; nothing was changed.', {
        fields: Array.isArray(body.detail) ? fieldErrors(body.detail) : [],
      });
    case 429:
      return later('rate_limited', 'Too many requests to Polar; nothing was changed.', response);
  }
  if (body.error === 'insufficient_scope') {
    const lacking = lackingScopes(headers);
    const what = lacking.length > 0 ? `: it lacks the permission ${lacking.join(' or ')}` : '';
    return refuse('insufficient_scope', `Polar does not let this connection do that${what}.`, {
      whatToDo:
        'Ask the person to connect again and to allow it. An organization access token gets its permissions when it is made.',
    });
  }
  if (body.error === 'InvalidRequestedOrganization' || body.error === 'RequestedOrganizationNotAccessible') {
    return refuse('refused', "This connection can't use the organization that it is for; nothing was changed.", {
      whatToDo:
        'Ask the person to connect again and choose one, or to correct the organization in the address of this server.',
    });
  }
  return refuse('refused', REFUSED[status] ?? `Polar refused this (${status}).`);
}

/** Polar gave a token and does not accept it, once: it may only be late. */
export const freshTokenRefusedError = () =>
  new CallError('polar_unavailable', 'Polar did not accept a token that it just gave; nothing was changed.', {
    status: 401,
    retryable: true,
    whatToDo: 'Make the same call again in a minute.',
  });

/**
 * There was no answer, or it broke off.
 *
 * @param error what fetch threw, or reading the body
 * @param isRead a read may be tried again; a change may have happened, unless it certainly never left
 */
export function noAnswerError(error: unknown, isRead: boolean): CallError {
  if (wasNotSent(error)) {
    return new CallError('polar_unavailable', 'Polar could not be reached; nothing was sent.', {
      retryable: true,
      whatToDo: `Make the same call again in a moment. ${IF_IT_STAYS_SO}`,
    });
  }
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  const what = timedOut ? 'Polar did not answer in time' : 'The connection to Polar failed';
  if (!isRead) return outcomeUnknown(what);
  return new CallError(timedOut ? 'timeout' : 'polar_unavailable', `${what}; nothing was changed.`, {
    retryable: true,
  });
}

/**
 * Polar's answer reports success and can't be read, which is no outage.
 *
 * @param status Polar's
 */
export function unreadableError(isRead: boolean, status: number): CallError {
  const what = `This server could not use Polar's answer (${status})`;
  if (!isRead) return outcomeUnknown(what, status);
  return new CallError('not_understood', `${what}; nothing was changed.`, {
    status,
    retryable: true,
    whatToDo:
      'Make the same call once more. If it stays so, whoever runs this server must update it, or check POLAR_API_URL.',
  });
}

/**
 * Polar's answer reports success and exceeds the limits of reading.
 *
 * @param isRead whether nothing was changed
 */
export function tooLargeError(isRead: boolean, { status, excess }: AnswerTooLarge): CallError {
  const what = `Polar's answer (${status}) ${excess} and was not read`;
  if (!isRead) {
    return new CallError('outcome_unknown', `${what}. It says that the change was made.`, { status });
  }
  return new CallError('invalid_arguments', `${what}; nothing was changed.`, {
    status,
    whatToDo: 'Ask for less: a smaller `limit`, a shorter time, or narrower filters.',
  });
}

const IF_IT_STAYS_SO = 'If it stays so, whoever runs this server must check POLAR_API_URL.';

/** The caller must look before it repeats the call. */
function outcomeUnknown(what: string, status?: number): CallError {
  return new CallError('outcome_unknown', `${what}: it is unknown whether the change was made.`, {
    ...(status !== undefined && { status }),
  });
}

/** A crash of Polar's may be temporary, or caused by this very call: then it comes each time. */
const CRASHED =
  'Make the same call once more. If Polar fails again, ask for less or for something else: another filter, a shorter time, a smaller `limit`, one thing by its id. Otherwise tell the person that Polar fails at this; it is not for them to mend.';

/** The same call will work later. */
function later(code: ErrorCode, message: string, { status, headers }: Response, whatToDo?: string): CallError {
  const asked = retryAfterSeconds(headers) ?? (status === 429 ? RETRY_AFTER_DEFAULT_SECONDS : undefined);
  return new CallError(code, message, {
    status,
    retryable: true,
    ...(asked === undefined ? whatToDo && { whatToDo } : { retryAfterSeconds: Math.max(1, asked) }),
  });
}

/** Node's codes for no host, no connection or no valid certificate. workerd has none. */
const BEFORE_SENDING = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function wasNotSent(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : {};
  return cause instanceof Error && 'code' in cause && BEFORE_SENDING.has(String(cause.code));
}

/** An error of Polar's own code names its class, and has 500 where the class has no status of its own. */
const isDeliberate = (status: number, { error, detail }: PolarError) =>
  status === 500 && typeof error === 'string' && /^[A-Z][A-Za-z]+$/.test(error) && typeof detail === 'string';

/** Whether a 404 means that the id names nothing, and not that something else is missing. */
const isOfId = ({ error, detail }: PolarError) =>
  error === undefined ||
  (error === 'ResourceNotFound' && (typeof detail !== 'string' || /^([\w ]+ )?not found\.?$/i.test(detail)));

/** Whether a 422 is about what was sent, rather than about how things stand. */
const isOfArguments = ({ error }: PolarError) => typeof error !== 'string' || error.endsWith('ValidationError');

function inItsWords({ detail, error_description }: PolarError): Pick<ErrorDetails, 'polarSays'> {
  const said = detail ?? error_description;
  return typeof said === 'string' && said.toLowerCase() !== 'not found' ? { polarSays: said } : {};
}

/** The scopes of which any is enough (RFC 6750 section 3), without names that are no scopes of Polar's. */
function lackingScopes(headers: Headers): string[] {
  const [, named = ''] = /\bscope="([^"]*)"/.exec(headers.get('WWW-Authenticate') ?? '') ?? [];
  const known = new Set<string>(scopes);
  return named.split(' ').filter((scope) => known.has(scope));
}
