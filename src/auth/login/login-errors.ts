import { AuthorizationError, CimdFetchError } from '@cloudflare/workers-oauth-provider';
import { isLoopback } from '../../../settings/urls.ts';
import { unfitParameter } from '../../http/index.ts';
import { STATE_TTL_SECONDS } from '../../limits.ts';
import { log } from '../../observability/index.ts';
import { errorPage } from '../../pages/index.ts';

/** Whom a refusal without a redirect is about: the app that sent the person, or the page that they came from. */
export type Refused = 'app' | 'page';

/**
 * Runs one step of a login. A failure goes back to the client only when the library says that its redirect URI is
 * its own (RFC 6749 section 4.1.2.1); otherwise it is shown here. What nobody expected is thrown on.
 */
export async function loginStep(refused: Refused, step: () => Promise<Response>): Promise<Response> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof AuthorizationError) {
      if (!error.redirectTo) return refusedPage(refused, error);
      return refused === 'app' ? refuseRequest(error.code, error.redirectTo) : redirect(error.redirectTo);
    }
    if (error instanceof CimdFetchError) return unreadableAppPage(error);
    throw error;
  }
}

/** @throws AuthorizationError when a login's address holds what none of its parameters can be */
export function checkParameters(request: Request): void {
  const name = unfitParameter(new URL(request.url).searchParams);
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
export async function refuseRequest(code: string, back: string): Promise<Response> {
  log('login_refused', { refused: 'request', code });
  const { host, hostname } = new URL(back);
  if (isLoopback(hostname)) return redirect(back);
  return errorPage(400, {
    title: 'This app can’t be connected',
    what: `${wrongWith(code)} Nothing was stored.`,
    todo: 'Close this page, or tell the app’s makers.',
    elsewhere: { url: back, host },
  });
}

function wrongWith(code: string): string {
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
export const wrongStep = () =>
  new AuthorizationError('invalid_request', { description: 'This belongs to another page of the login' });

/** A redirect that no cache keeps. `headers` may hold the cookies to set. */
export function redirect(location: string, headers = new Headers(), status: 302 | 303 = 302): Response {
  headers.set('Location', location);
  headers.set('Cache-Control', 'no-store');
  headers.set('Referrer-Policy', 'no-referrer');
  return new Response(null, { status, headers });
}

function refusedPage(refused: Refused, { code, description }: AuthorizationError): Promise<Response> {
  log('login_refused', { refused, code });
  if (refused === 'app') {
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
