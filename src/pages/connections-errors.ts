import { html } from 'hono/html';
import { SESSION_SECONDS, STATE_TTL_SECONDS } from '../limits.ts';
import type { PolarFailure } from '../polar/index.ts';
import { errorPage } from './error.ts';
import { polarFailurePage } from './polar-failure.ts';

/** What goes wrong around /connections. Each page leads back to it. */

const logInAgain = html`<a href="/connections">Log in again</a>`;

/** The state is none that this browser waits for: used, too old, or another browser's. */
export function lostLoginPage(): Promise<Response> {
  return errorPage(400, {
    title: 'This login can’t go on',
    what: `It works once, in the browser where it began, for ${STATE_TTL_SECONDS / 60} minutes. Nothing was stored.`,
    todo: logInAgain,
  });
}

/** The person said no at Polar. */
export function declinedLoginPage(headers: Headers): Promise<Response> {
  const text = {
    title: 'You are not logged in',
    what: 'You declined at Polar, so this server doesn’t know who you are. Nothing was stored or changed.',
    todo: logInAgain,
  };
  return errorPage(403, text, headers);
}

export function polarFailedPage(failure: PolarFailure, headers: Headers): Promise<Response> {
  const again = html`<a href="/connections">log in again</a>`;
  return polarFailurePage(failure, { outcome: 'Nothing was stored or changed.', again, headers });
}

export function noSessionPage(): Promise<Response> {
  return errorPage(403, {
    title: 'Your login here is over',
    what: `For safety it lasts ${SESSION_SECONDS / 60} minutes. Nothing was ended.`,
    todo: logInAgain,
  });
}

/** One answer for what is gone and for what is somebody else's: nobody learns which connections exist. */
export function unknownConnectionPage(): Promise<Response> {
  return errorPage(404, {
    title: 'There is no such connection',
    what: 'It has ended already, or it isn’t yours. Nothing was changed.',
    todo: html`<a href="/connections">Back to your connections</a>`,
  });
}
