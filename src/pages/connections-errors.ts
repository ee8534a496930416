import { html } from 'hono/html';
import { SESSION_SECONDS, STATE_TTL_SECONDS } from '../limits.ts';
import type { PolarOAuthError } from '../oauth/polar-oauth.ts';
import { errorPage } from './error.ts';

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

export function refusedLoginPage(byPerson: boolean, headers: Headers): Promise<Response> {
  const text = byPerson
    ? {
        title: 'You are not logged in',
        what: 'You declined at Polar, so this server doesn’t know who you are. Nothing was stored or changed.',
        todo: logInAgain,
      }
    : {
        title: 'Polar ended the login',
        what: 'Polar did not allow it to go on. Nothing was stored or changed.',
        todo: html`${logInAgain}. If it stays so, tell whoever runs this server.`,
      };
  return errorPage(403, text, headers);
}

export function polarFailedPage({ reason, retryAfterSeconds }: PolarOAuthError, headers: Headers): Promise<Response> {
  switch (reason) {
    case 'misconfigured': {
      const text = {
        title: 'Polar doesn’t accept this server',
        what: 'The login could not be finished, because this server isn’t registered properly at Polar.',
        todo: 'Tell whoever runs this server to check POLAR_CLIENT_ID, POLAR_CLIENT_SECRET, and that its client at Polar has the scope openid.',
      };
      return errorPage(502, text, headers);
    }
    case 'ended': {
      const text = { title: 'This login expired', what: 'Polar no longer accepts it.', todo: logInAgain };
      return errorPage(400, text, headers);
    }
    case 'timeout':
    case 'unavailable': {
      headers.set('Retry-After', String(retryAfterSeconds));
      const text = {
        title: 'Polar isn’t answering',
        what: 'You are logged in at Polar, but Polar didn’t tell this server who you are. Nothing was stored or changed.',
        todo: html`Wait a minute, then ${html`<a href="/connections">log in again</a>`}.`,
      };
      return errorPage(503, text, headers);
    }
  }
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
