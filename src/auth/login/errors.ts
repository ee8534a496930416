import {
  AuthorizationError,
  type AuthRequest,
  authorizationErrorRedirect,
  CimdFetchError,
} from '@cloudflare/workers-oauth-provider';
import { isLoopback } from '../../../settings/urls.ts';
import { malformedParameter } from '../../http/index.ts';
import { RETRY_AFTER_DEFAULT_SECONDS, STATE_TTL_SECONDS } from '../../limits.ts';
import { log, logError } from '../../observability/index.ts';
import { backToApp, errorPage, notAdmittedText, polarFailurePage } from '../../pages/index.ts';
import { PolarFailure, type PolarFailureReason } from '../../polar/index.ts';
import { NotAdmitted } from '../../policy/index.ts';
import { type UnreadableDocument, unreadableDocument } from '../client-documents.ts';

/** How long a failed login is shown before the browser goes on to the client: long enough to read four sentences. */
const REFUSAL_SHOWN_SECONDS = 10;

/** The sender of a request to a step of the login: the client's app, or another page of the login. */
export type RequestSource = 'app' | 'page';

/**
 * Runs one step of a login. A failure goes back to the client only if the library has verified its redirect URI (RFC 6749
 * section 4.1.2.1). Otherwise a page shows it.
 *
 * @throws any error that isn't the library's
 */
export async function loginStep(source: RequestSource, step: () => Promise<Response>): Promise<Response> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof AuthorizationError) {
      if (!error.redirectTo) return refusedPage(source, error);
      return source === 'app' ? refuseAuthRequest(error.code, error.redirectTo) : redirect(error.redirectTo);
    }
    if (error instanceof CimdFetchError) return unreadableAppPage(new URL(error.metadataUrl).host);
    throw error;
  }
}

/** @throws AuthorizationError when a parameter of a login's address is malformed */
export function checkParameters(request: Request): void {
  const name = malformedParameter(new URL(request.url).searchParams);
  if (!name) return;
  throw new AuthorizationError('invalid_request', { description: `${name} is too long, or holds what it can’t hold` });
}

/**
 * Refuses a client's authorization request before anybody has agreed to anything. Anybody can register a client, so an automatic
 * redirect to its redirect URI would make this server an open redirector (RFC 9700 section 4.11.2). Instead, a page shows the
 * URI's host, and the person decides whether to follow the link. A program on their own computer gets the error at once.
 *
 * @param code of RFC 6749 section 4.1.2.1
 * @param back the client's redirect URI with the error
 */
async function refuseAuthRequest(code: string, back: string): Promise<Response> {
  log('login_refused', { refused: 'request', code });
  const { host, hostname } = new URL(back);
  if (isLoopback(hostname)) return redirect(back);
  return errorPage(400, {
    title: 'This app can’t be connected',
    what: `${reasonOf(code)} Nothing was stored.`,
    todo: 'Close this page, and tell the app’s makers.',
    unverifiedClient: { url: back, host },
  });
}

function reasonOf(code: string): string {
  switch (code) {
    case 'invalid_target':
      return 'It asks for access to another server than this.';
    case 'unsupported_response_type':
    case 'unauthorized_client':
      return 'It asks for a kind of login that it can’t have here.';
    default:
      return 'Its request is incomplete or wrong.';
  }
}

/** The error for a page of a login that was used in place of another. */
export const wrongLoginStep = () =>
  new AuthorizationError('invalid_request', { description: 'This belongs to another page of the login' });

/** Makes a redirect that no cache stores. `headers` may hold cookies to set. */
export function redirect(location: string, headers = new Headers(), status: 302 | 303 = 302): Response {
  headers.set('Location', location);
  headers.set('Cache-Control', 'no-store');
  headers.set('Referrer-Policy', 'no-referrer');
  return new Response(null, { status, headers });
}

function refusedPage(source: RequestSource, { code, description }: AuthorizationError): Promise<Response> {
  log('login_refused', { refused: source, code });
  if (source === 'app') {
    return errorPage(400, {
      title: 'This server doesn’t know your app',
      what: 'Its registration here has run out, or it sent a wrong request. Nothing was stored.',
      todo: 'In your app, remove this connection and add it again.',
      detail: description,
    });
  }
  return errorPage(400, {
    title: 'This login can’t go on',
    what: `Each of its pages works once, in one browser, for ${STATE_TTL_SECONDS / 60} minutes. Nothing was stored.`,
    todo: 'Go back to your app and connect again.',
    detail: description,
  });
}

/** @param host of the client's metadata document */
function unreadableAppPage(host: string): Promise<Response> {
  const unreadable = unreadableDocument();
  log('login_refused', { reason: 'metadata_resolution_failed' });
  const title = 'This app could not be verified';
  const what = `The app says that ${host} describes it. ${documentProblemText(unreadable)} Nothing was stored.`;
  if (!unreadable?.passes) {
    return errorPage(400, { title, what, todo: `Tell the app’s makers, or whoever runs ${host}.` });
  }
  const headers = new Headers({ 'Retry-After': String(RETRY_AFTER_DEFAULT_SECONDS) });
  const todo = `Connect again in a minute. If it stays so, ask whoever runs this server whether it can reach ${host}.`;
  return errorPage(503, { title, what, todo }, headers);
}

/** Without a problem of reading it, the document itself is wrong. */
function documentProblemText(unreadable: UnreadableDocument | undefined): string {
  switch (unreadable?.problem) {
    case 'unreachable':
      return 'This server could not reach it.';
    case 'timeout':
      return 'It did not answer in time.';
    case 'unavailable':
      return `It answered that it can’t do that now (${unreadable.status}).`;
    case 'status':
      return `It has no such description at the address that the app gave (${unreadable.status}).`;
    case 'type':
      return 'What it sends isn’t marked as JSON.';
    case 'size':
      return 'What it sends is too large for a description.';
    case undefined:
      return 'What it sends is no valid description of the app.';
  }
}

/** Polar granted none of the scopes that the person approved: its client at Polar has none of them. */
export class NoScopesGranted extends Error {
  override readonly name = 'NothingGranted';
}

/** The page shows an id for the operator, so the person needs time to copy it. */
const NOT_ADMITTED_SHOWN_SECONDS = 60;

const FAILURE_WORDS = { outcome: 'Nothing was stored.', again: 'go back to your app and connect again' };

/** The error that a client gets (RFC 6749 section 4.1.2.1). */
interface ClientError {
  code: 'access_denied' | 'server_error' | 'temporarily_unavailable';
  description: string;
}

/** Shows why a login failed after the person came back from Polar. Then the waiting client gets the error. */
export function loginFailedPage(error: unknown, authRequest: AuthRequest, headers: Headers): Promise<Response> {
  if (error instanceof PolarFailure) {
    log('login_failed_at_polar', error.logFields);
    const { code, description } = errorForClient(error.reason);
    const button = redirectLater(authRequest, headers, code, description);
    return polarFailurePage(error, { ...FAILURE_WORDS, headers, button });
  }
  if (error instanceof NotAdmitted) {
    log('login_not_admitted', { reason: error.refusal });
    const description = 'This server is not for this account or organization';
    const button = redirectLater(authRequest, headers, 'access_denied', description, NOT_ADMITTED_SHOWN_SECONDS);
    return errorPage(403, { ...notAdmittedText(error), button }, headers);
  }
  if (error instanceof NoScopesGranted) {
    log('login_without_scopes');
    const text = {
      title: 'Polar granted nothing',
      what: 'The login worked, but Polar gave none of the access that was asked for. Nothing was stored.',
      todo: 'Tell whoever runs this server to check the scopes of its OAuth client at Polar.',
      button: redirectLater(authRequest, headers, 'server_error', 'Polar granted nothing'),
    };
    return errorPage(502, text, headers);
  }
  logError('crash', error);
  const text = {
    title: 'Something went wrong here',
    what: 'This server failed; it wasn’t your doing. Nothing was stored.',
    todo: 'Go back to your app and connect again in a minute.',
    button: redirectLater(authRequest, headers, 'server_error', 'This server failed'),
  };
  return errorPage(500, text, headers);
}

/** Shows a refusal of Polar's that has no state, so that nobody knows which client waits. */
export function statelessRefusalPage(failure: PolarFailure): Promise<Response> {
  log('login_failed_at_polar', failure.logFields);
  return polarFailurePage(failure, { ...FAILURE_WORDS, headers: new Headers() });
}

/** The person declined at Polar. */
export function loginDeclinedPage(authRequest: AuthRequest, headers: Headers): Promise<Response> {
  log('login_refused_at_polar');
  const text = {
    title: 'Polar was not connected',
    what: 'You declined at Polar, so the app got no access. Nothing was stored.',
    todo: 'If you want to connect after all, start again in your app.',
    button: redirectLater(authRequest, headers, 'access_denied', 'Polar ended the login'),
  };
  return errorPage(403, text, headers);
}

/** `temporarily_unavailable` stands for failures that pass by themselves. */
function errorForClient(reason: PolarFailureReason): ClientError {
  switch (reason) {
    case 'limited':
      return {
        code: 'temporarily_unavailable',
        description: 'Polar takes no more requests for now. Try again in a minute',
      };
    case 'timeout':
    case 'unavailable':
      return { code: 'temporarily_unavailable', description: 'Polar is not answering. Try again in a minute' };
    case 'ended':
      return { code: 'server_error', description: 'The login at Polar expired. Try again' };
    case 'account_refused':
      return { code: 'server_error', description: 'Polar refuses this account' };
    case 'misconfigured':
      return { code: 'server_error', description: 'Polar does not accept this server, which its operator must mend' };
    case 'not_understood':
      return {
        code: 'server_error',
        description: 'This server could not use the answer of Polar, and must be updated',
      };
  }
}

/**
 * Sends the browser on to the client, which waits for an answer, when the person has had time to read the page.
 *
 * @returns the button that leads there at once
 */
function redirectLater(
  authRequest: AuthRequest,
  headers: Headers,
  code: ClientError['code'],
  description: string,
  seconds = REFUSAL_SHOWN_SECONDS,
): ReturnType<typeof backToApp> {
  const back = authorizationErrorRedirect(authRequest, code, description);
  headers.set('Refresh', `${seconds}; url=${back}`);
  return backToApp(back);
}
