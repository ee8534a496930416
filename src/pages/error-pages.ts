import { html } from 'hono/html';
import { SESSION_SECONDS, STATE_TTL_SECONDS } from '../limits.ts';
import { currentRequestId } from '../observability/index.ts';
import type { PolarFailure, PolarFailureReason } from '../polar/index.ts';
import type { NotAdmitted } from '../policy/index.ts';
import { type Html, htmlPage } from './layout.ts';

/** Tells a person what went wrong. It is escaped, but must still not repeat an upstream's words. */
export interface ErrorText {
  title: string;
  /** Says what happened. */
  what: string;
  /** Says what to do. */
  todo?: string | Html;
  detail?: string;
  /** The one way on. By default it leads to the start page; null, on a page that is all there is, to nowhere. */
  button?: Button | null;
  /** A redirect URI that nobody has verified. The page says where the button leads. */
  unverifiedClient?: { url: string; host: string };
}

interface Button {
  href: string;
  label: string;
}

const START_PAGE: Button = { href: '/', label: 'See how to connect' };

/** Leads to the same page again. */
export const TRY_AGAIN: Button = { href: '', label: 'Try again' };

/** @param url the client's redirect URI, which the caller has validated. The browser goes there by itself after some seconds. */
export const backToApp = (url: string): Button => ({ href: url, label: 'Back to your app' });

export function errorPage(
  status: number,
  { title, what, todo, detail, unverifiedClient, button = START_PAGE }: ErrorText,
  headers?: Headers,
): Promise<Response> {
  const { href, label } = unverifiedClient
    ? { href: unverifiedClient.url, label: `Go on to ${unverifiedClient.host}` }
    : { ...button };
  const body = html`
    <h1>${title}</h1>
    <p>${what}</p>
    ${todo ? html`<p><strong>${todo}</strong></p>` : ''}
    ${
      unverifiedClient
        ? html`<p>Or tell the app&rsquo;s own site, <strong>${unverifiedClient.host}</strong>. This server doesn&rsquo;t know whose it is: go
            there only if you came from there.</p>`
        : ''
    }
    ${detail ? html`<p class="quiet">${detail}</p>` : ''}
    ${status >= 500 ? requestLine() : ''}
    ${label ? html`<p class="way"><a class="button" href="${href}">${label}</a></p>` : ''}`;
  return htmlPage(status, title, body, headers, { frame: button ? 'card' : 'asking' });
}

/** The operator finds the failure in the log by the request id. */
export const requestLine = () => html`<p class="quiet">Request id: ${currentRequestId()}</p>`;

/** Tells a person why they may not connect, and whom to ask. It names nobody who may. */
export function notAdmittedText({ refusal, identity }: NotAdmitted): ErrorText {
  const { userId, organization, organizations = [] } = identity;
  switch (refusal) {
    case 'user':
      return {
        title: 'This server isn’t for your account',
        what: 'Whoever runs it chose the people who may connect, and you aren’t among them. Nothing was stored.',
        todo: html`If you should be, give them your id at Polar: <code>${userId}</code>`,
      };
    case 'organization': {
      const name = organizations.find(({ id }) => id === organization)?.name ?? 'this one';
      return {
        title: 'This server isn’t for that organization',
        what: `Whoever runs it chose the organizations that may be connected, and ${name} isn’t among them. Nothing was stored.`,
        todo: html`Go back to your app, connect again and choose another. If it should be among them, give whoever runs this server its id at Polar: <code>${organization}</code>`,
      };
    }
    case 'organization_unknown':
      return {
        title: 'This server can’t tell which organization that is',
        what: 'Whoever runs it chose the organizations that may be connected, and Polar didn’t say the name of yours. Nothing was stored.',
        todo: 'Go back to your app and connect again in a minute. If it stays so, ask whoever runs this server to name the organization by its id.',
      };
    case 'many_organizations':
      return {
        title: 'This server is for one organization at a time',
        what: 'Whoever runs it chose the organizations that may be connected. A connection to all of yours would reach others too. Nothing was stored.',
        todo: 'Go back to your app, connect again and choose one organization.',
      };
  }
}

interface FailureContext {
  /** For example "Nothing was stored." */
  outcome: string;
  /** The end of a sentence, such as "go back to your app and connect again". */
  again: string;
  headers: Headers;
  button?: Button;
}

/** Says why Polar's part of a login failed, and what to do. */
export function polarFailurePage(
  { reason, retryAfterSeconds }: PolarFailure,
  around: FailureContext,
): Promise<Response> {
  const { outcome, again, headers, button } = around;
  const { status, title, what, todo } = textOf(reason, again);
  if (status === 503) headers.set('Retry-After', String(retryAfterSeconds));
  return errorPage(status, { title, what: `${what} ${outcome}`, todo, ...(button && { button }) }, headers);
}

function textOf(reason: PolarFailureReason, again: string): ErrorText & { status: number; todo: string } {
  switch (reason) {
    case 'ended':
      return {
        status: 400,
        title: 'This login expired',
        what: 'Polar no longer accepts it.',
        todo: `To go on, ${again}.`,
      };
    case 'account_refused':
      return {
        status: 403,
        title: 'Polar refuses this account',
        what: 'Polar let you log in, and then accepted nothing from your account.',
        todo: `See at Polar what is wrong with it, then ${again}.`,
      };
    case 'misconfigured':
      return {
        status: 502,
        title: 'Polar doesn’t accept this server',
        what: 'The login could not be finished, because this server isn’t registered properly at Polar.',
        todo: 'Tell whoever runs this server to check POLAR_CLIENT_ID, POLAR_CLIENT_SECRET, and that its client at Polar has the scopes openid and organizations:read.',
      };
    case 'limited':
      return {
        status: 503,
        title: 'Too many requests to Polar',
        what: 'Polar takes so many requests a minute from this server, for all who use it together, and they are used up.',
        todo: `Wait a minute, then ${again}.`,
      };
    case 'timeout':
    case 'unavailable':
      return {
        status: 503,
        title: 'Polar isn’t answering',
        what: 'Polar failed, or could not be reached, before the login was finished.',
        todo: `Wait a minute, then ${again}.`,
      };
    case 'not_understood':
      return {
        status: 502,
        title: 'This server doesn’t understand Polar',
        what: 'Polar answered, but in a form that this server can’t use. Polar isn’t down, and it wasn’t your doing.',
        todo: 'Tell whoever runs this server to update it, and give them the request id below.',
      };
  }
}

// The pages below belong to /connections, and lead back to it.

const LOG_IN_AGAIN: Button = { href: '/connections', label: 'Log in again' };

/** This browser doesn't wait for the state: it was used, has expired, or belongs to another browser. */
export function unknownStatePage(): Promise<Response> {
  return errorPage(400, {
    title: 'This login can’t go on',
    what: `It works once, in the browser where it began, for ${STATE_TTL_SECONDS / 60} minutes. Nothing was stored.`,
    button: LOG_IN_AGAIN,
  });
}

/** The person declined at Polar. */
export function declinedLoginPage(headers: Headers): Promise<Response> {
  const text = {
    title: 'You are not logged in',
    what: 'You declined at Polar, so this server doesn’t know who you are. Nothing was stored or changed.',
    button: LOG_IN_AGAIN,
  };
  return errorPage(403, text, headers);
}

export function connectionsLoginFailedPage(failure: PolarFailure, headers: Headers): Promise<Response> {
  const failed = { outcome: 'Nothing was stored or changed.', again: 'log in again' };
  return polarFailurePage(failure, { ...failed, headers, button: LOG_IN_AGAIN });
}

export function noSessionPage(): Promise<Response> {
  return errorPage(403, {
    title: 'Your login here is over',
    what: `For safety it lasts ${SESSION_SECONDS / 60} minutes. Nothing was ended.`,
    button: LOG_IN_AGAIN,
  });
}

/** An ended connection and somebody else's get the same answer, so that nobody learns which connections exist. */
export function unknownConnectionPage(): Promise<Response> {
  return errorPage(404, {
    title: 'There is no such connection',
    what: 'It has ended already, or it isn’t yours. Nothing was changed.',
    button: { href: '/connections', label: 'Back to your connections' },
  });
}

// The pages below belong to /confirm. The link is only in the app, or in the browser's history.

/**
 * There is nothing to decide. An unknown link, one whose time is over, a decided one and somebody else's get the same answer, so
 * that nobody learns which changes wait.
 */
export function nothingToDecidePage(headers?: Headers): Promise<Response> {
  const text = {
    title: 'There is nothing to decide here',
    what: 'This link is wrong or incomplete, its time is over, it was decided already, your app’s connection has ended, or it is for another person. Opening it changed nothing.',
    todo: 'Ask your app what became of the change, or have it ask you again.',
    // The server over stdio has this page, and no other.
    button: null,
  };
  return errorPage(404, text, headers);
}

/**
 * The operator has taken the tool of a change away since the app asked. It names neither the change nor its tool: nobody has logged in.
 *
 * @param reason as the policy gives it
 */
export function changeNotAllowedPage(reason: string): Promise<Response> {
  return errorPage(403, {
    title: 'This change isn’t allowed any more',
    what: `Whoever runs this server has changed what apps may do here since your app asked: ${reason}. So nobody can approve it, and nothing was changed.`,
    todo: 'If you still want it, ask whoever runs this server. Or make it yourself, in your dashboard at Polar.',
  });
}

/** This browser doesn't wait for the state of a login for a change. */
export function changeLoginUnknownPage(): Promise<Response> {
  return errorPage(400, {
    title: 'This login can’t go on',
    what: `It works once, in the browser where it began, for ${STATE_TTL_SECONDS / 60} minutes. Nothing was changed.`,
    todo: 'Open the link that your app gave you once more.',
  });
}

const backToChange = (page: string): Button => ({ href: page, label: 'Back to the change' });

/** @param page the address of the change's page */
export function changeLoginDeclinedPage(page: string, headers: Headers): Promise<Response> {
  const text = {
    title: 'You are not logged in',
    what: 'You declined at Polar, so this server can’t show you the change. Nothing was changed, and it still waits.',
    button: backToChange(page),
  };
  return errorPage(403, text, headers);
}

export function otherOrganizationPage(page: string, headers: Headers): Promise<Response> {
  const text = {
    title: 'That is another organization',
    what: 'The change is for the organization that you connected the app to, and you chose another one at Polar. Nothing was changed.',
    todo: 'Log in again, and choose that organization.',
    button: backToChange(page),
  };
  return errorPage(403, text, headers);
}

export function changeLoginFailedPage(failure: PolarFailure, page: string, headers: Headers): Promise<Response> {
  const failed = { outcome: 'Nothing was changed.', again: 'go back to the change and log in again' };
  return polarFailurePage(failure, { ...failed, headers, button: backToChange(page) });
}
