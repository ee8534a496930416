import { type AuthRequest, authorizationErrorRedirect } from '@cloudflare/workers-oauth-provider';
import { REFUSAL_SHOWN_SECONDS } from '../../limits.ts';
import { log, logError } from '../../observability/index.ts';
import { type ErrorText, errorPage, notAdmittedText, polarFailurePage } from '../../pages/index.ts';
import { PolarFailure, type PolarFailureReason } from '../../polar/index.ts';
import { NotAdmitted } from '../../policy/index.ts';

/** Polar dropped every scope that the person gave: its client at Polar has none of them. */
export class NothingGranted extends Error {
  override readonly name = 'NothingGranted';
}

/** The page has an id in it, for whoever runs this server: the person needs time to copy it. */
const NOT_ADMITTED_SHOWN_SECONDS = 60;

const AROUND = { outcome: 'Nothing was stored.', again: 'go back to your app and connect again' };

/** Says what went wrong after Polar, to the person and then to the client, which waits. */
export function failedPage(error: unknown, asked: AuthRequest, headers: Headers): Promise<Response> {
  if (error instanceof NothingGranted) return nothingGrantedPage(asked, headers);
  if (error instanceof NotAdmitted) return notAdmittedPage(error, asked, headers);
  if (!(error instanceof PolarFailure)) return crashedPage(error, asked, headers);
  log('login_failed_at_polar', error.logFields);
  const { code, words } = toldClient(error.reason);
  const back = authorizationErrorRedirect(asked, code, words);
  leadBack(headers, back);
  return polarFailurePage(error, { ...AROUND, headers, back });
}

/** The same where nobody knows which client waits. */
export function strandedPage(failure: PolarFailure): Promise<Response> {
  log('login_failed_at_polar', failure.logFields);
  return polarFailurePage(failure, { ...AROUND, headers: new Headers() });
}

/** The person said no at Polar. */
export function declinedPage(asked: AuthRequest, headers: Headers): Promise<Response> {
  log('login_refused_at_polar');
  const text = {
    title: 'Polar was not connected',
    what: 'You declined at Polar, so the app got no access. Nothing was stored.',
    todo: 'If you want to connect after all, start again in your app.',
  };
  return thenToClient(403, text, authorizationErrorRedirect(asked, 'access_denied', 'Polar ended the login'), headers);
}

/** RFC 6749 section 4.1.2.1: what will pass, and what won't by itself. */
function toldClient(reason: PolarFailureReason): { code: 'temporarily_unavailable' | 'server_error'; words: string } {
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

function notAdmittedPage(error: NotAdmitted, asked: AuthRequest, headers: Headers): Promise<Response> {
  log('login_not_admitted', { reason: error.refusal });
  const back = authorizationErrorRedirect(
    asked,
    'access_denied',
    'This server is not for this account or organization',
  );
  return thenToClient(403, notAdmittedText(error), back, headers, NOT_ADMITTED_SHOWN_SECONDS);
}

function crashedPage(error: unknown, asked: AuthRequest, headers: Headers): Promise<Response> {
  logError('crash', error);
  const text = {
    title: 'Something went wrong here',
    what: 'This server failed; it wasn’t your doing. Nothing was stored.',
    todo: 'Go back to your app and connect again in a minute.',
  };
  return thenToClient(500, text, authorizationErrorRedirect(asked, 'server_error', 'This server failed'), headers);
}

function nothingGrantedPage(asked: AuthRequest, headers: Headers): Promise<Response> {
  log('login_without_scopes');
  const text = {
    title: 'Polar granted nothing',
    what: 'The login worked, but Polar gave none of the access that was asked for. Nothing was stored.',
    todo: 'Tell whoever runs this server to check the scopes of its OAuth client at Polar.',
  };
  return thenToClient(502, text, authorizationErrorRedirect(asked, 'server_error', 'Polar granted nothing'), headers);
}

/** Tells the person, and after a moment the client, which waits for an answer (RFC 6749 section 4.1.2.1). */
function thenToClient(
  status: number,
  text: ErrorText,
  back: string,
  headers: Headers,
  seconds?: number,
): Promise<Response> {
  leadBack(headers, back, seconds);
  return errorPage(status, { ...text, back }, headers);
}

const leadBack = (headers: Headers, back: string, seconds = REFUSAL_SHOWN_SECONDS) =>
  headers.set('Refresh', `${seconds}; url=${back}`);
