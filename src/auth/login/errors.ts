import {
  AuthorizationError,
  type AuthRequest,
  authorizationErrorRedirect,
  CimdFetchError,
} from '@cloudflare/workers-oauth-provider';
import { isLoopback } from '../../../settings/urls.ts';
import { malformedParameter } from '../../http/index.ts';
import { STATE_TTL_SECONDS } from '../../limits.ts';
import { log, logError } from '../../observability/index.ts';
import { type ErrorText, errorPage, notAdmittedText, polarFailurePage } from '../../pages/index.ts';
import { PolarFailure, type PolarFailureReason } from '../../polar/index.ts';
import { NotAdmitted } from '../../policy/index.ts';

/** How long a failed login is shown before the browser goes on to the client: long enough to read four sentences. */
const REFUSAL_SHOWN_SECONDS = 10;

/** A refusal without a redirect is about the app that sent the person, or about the page that they came from. */
export type RequestSource = 'app' | 'page';

/**
 * Runs one step of a login. A failure goes back to the client only when the library says that its redirect URI is
 * its own (RFC 6749 section 4.1.2.1); otherwise it is shown here. What nobody expected is thrown on.
 */
export async function loginStep(source: RequestSource, step: () => Promise<Response>): Promise<Response> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof AuthorizationError) {
      if (!error.redirectTo) return refusedPage(source, error);
      return source === 'app' ? refuseAuthRequest(error.code, error.redirectTo) : redirect(error.redirectTo);
    }
    if (error instanceof CimdFetchError) return unreadableAppPage(error);
    throw error;
  }
}

/** @throws AuthorizationError when a login's address holds what none of its parameters can be */
export function checkParameters(request: Request): void {
  const name = malformedParameter(new URL(request.url).searchParams);
  if (!name) return;
  throw new AuthorizationError('invalid_request', { description: `${name} is too long, or holds what it can’t hold` });
}

/**
 * Answers a client's request for authorization that can't be granted, before anybody has agreed to anything. Whoever likes can
 * register a client, so to send a browser on to its redirect URI by itself would make this an open redirector (RFC 9700 section
 * 4.11.2): a page says where the way leads, and the person goes it or doesn't. A program on their own computer hears at once.
 *
 * @param back the client's redirect URI with the error
 */
export async function refuseAuthRequest(code: string, back: string): Promise<Response> {
  log('login_refused', { refused: 'request', code });
  const { host, hostname } = new URL(back);
  if (isLoopback(hostname)) return redirect(back);
  return errorPage(400, {
    title: 'This app can’t be connected',
    what: `${reasonOf(code)} Nothing was stored.`,
    todo: 'Close this page, or tell the app’s makers.',
    elsewhere: { url: back, host },
  });
}

function reasonOf(code: string): string {
  switch (code) {
    case 'invalid_scope':
      return 'It asks for none of the permissions that there are here.';
    case 'invalid_target':
      return 'It asks for access to another server than this.';
    case 'unsupported_response_type':
    case 'unauthorized_client':
      return 'It asks for a kind of login that it can’t have here.';
    default:
      return 'Its request is incomplete or wrong.';
  }
}

/** A page of a login was used in the place of another. */
export const wrongLoginStep = () =>
  new AuthorizationError('invalid_request', { description: 'This belongs to another page of the login' });

/** A redirect that no cache keeps. `headers` may hold the cookies to set. */
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

function unreadableAppPage({ reason }: CimdFetchError): Promise<Response> {
  log('login_refused', { reason });
  return errorPage(400, {
    title: 'This app could not be verified',
    what: 'The app points to a description of itself that could not be read. Nothing was stored.',
    todo: 'Try again in a minute. If it stays so, tell the app’s makers.',
  });
}

/** Polar dropped every scope that the person gave: its client at Polar has none of them. */
export class NoScopesGranted extends Error {
  override readonly name = 'NothingGranted';
}

/** The page has an id in it, for whoever runs this server: the person needs time to copy it. */
const NOT_ADMITTED_SHOWN_SECONDS = 60;

const FAILURE_WORDS = { outcome: 'Nothing was stored.', again: 'go back to your app and connect again' };

/** Says what went wrong after Polar, to the person and then to the client, which waits. */
export function loginFailedPage(error: unknown, authRequest: AuthRequest, headers: Headers): Promise<Response> {
  if (error instanceof NoScopesGranted) return noScopesGrantedPage(authRequest, headers);
  if (error instanceof NotAdmitted) return loginNotAdmittedPage(error, authRequest, headers);
  if (!(error instanceof PolarFailure)) return loginCrashedPage(error, authRequest, headers);
  log('login_failed_at_polar', error.logFields);
  const { code, words } = errorForClient(error.reason);
  const back = authorizationErrorRedirect(authRequest, code, words);
  redirectAfter(headers, back);
  return polarFailurePage(error, { ...FAILURE_WORDS, headers, back });
}

/** The same where nobody knows which client waits. */
export function statelessRefusalPage(failure: PolarFailure): Promise<Response> {
  log('login_failed_at_polar', failure.logFields);
  return polarFailurePage(failure, { ...FAILURE_WORDS, headers: new Headers() });
}

/** The person said no at Polar. */
export function loginDeclinedPage(authRequest: AuthRequest, headers: Headers): Promise<Response> {
  log('login_refused_at_polar');
  const text = {
    title: 'Polar was not connected',
    what: 'You declined at Polar, so the app got no access. Nothing was stored.',
    todo: 'If you want to connect after all, start again in your app.',
  };
  return errorPageThenClient(
    403,
    text,
    authorizationErrorRedirect(authRequest, 'access_denied', 'Polar ended the login'),
    headers,
  );
}

/** RFC 6749 section 4.1.2.1: what will pass, and what won't by itself. */
function errorForClient(reason: PolarFailureReason): {
  code: 'temporarily_unavailable' | 'server_error';
  words: string;
} {
  switch (reason) {
    case 'limited':
      return { code: 'temporarily_unavailable', words: 'Polar takes no more requests for now. Try again in a minute' };
    case 'timeout':
    case 'unavailable':
      return { code: 'temporarily_unavailable', words: 'Polar is not answering. Try again in a minute' };
    case 'ended':
      return { code: 'server_error', words: 'The login at Polar expired. Try again' };
    case 'account_refused':
      return { code: 'server_error', words: 'Polar refuses this account' };
    case 'misconfigured':
      return { code: 'server_error', words: 'Polar does not accept this server, which its operator must mend' };
    case 'not_understood':
      return { code: 'server_error', words: 'This server could not use the answer of Polar, and must be updated' };
  }
}

function loginNotAdmittedPage(error: NotAdmitted, authRequest: AuthRequest, headers: Headers): Promise<Response> {
  log('login_not_admitted', { reason: error.refusal });
  const back = authorizationErrorRedirect(
    authRequest,
    'access_denied',
    'This server is not for this account or organization',
  );
  return errorPageThenClient(403, notAdmittedText(error), back, headers, NOT_ADMITTED_SHOWN_SECONDS);
}

function loginCrashedPage(error: unknown, authRequest: AuthRequest, headers: Headers): Promise<Response> {
  logError('crash', error);
  const text = {
    title: 'Something went wrong here',
    what: 'This server failed; it wasn’t your doing. Nothing was stored.',
    todo: 'Go back to your app and connect again in a minute.',
  };
  return errorPageThenClient(
    500,
    text,
    authorizationErrorRedirect(authRequest, 'server_error', 'This server failed'),
    headers,
  );
}

function noScopesGrantedPage(authRequest: AuthRequest, headers: Headers): Promise<Response> {
  log('login_without_scopes');
  const text = {
    title: 'Polar granted nothing',
    what: 'The login worked, but Polar gave none of the access that was asked for. Nothing was stored.',
    todo: 'Tell whoever runs this server to check the scopes of its OAuth client at Polar.',
  };
  return errorPageThenClient(
    502,
    text,
    authorizationErrorRedirect(authRequest, 'server_error', 'Polar granted nothing'),
    headers,
  );
}

/** Tells the person, and after a moment the client, which waits for an answer (RFC 6749 section 4.1.2.1). */
function errorPageThenClient(
  status: number,
  text: ErrorText,
  back: string,
  headers: Headers,
  seconds?: number,
): Promise<Response> {
  redirectAfter(headers, back, seconds);
  return errorPage(status, { ...text, back }, headers);
}

const redirectAfter = (headers: Headers, back: string, seconds = REFUSAL_SHOWN_SECONDS) =>
  headers.set('Refresh', `${seconds}; url=${back}`);
