import { html } from 'hono/html';
import type { PolarFailure, PolarFailureReason } from '../polar/index.ts';
import { type ErrorText, errorPage } from './error.ts';
import type { Html } from './layout.ts';

interface Around {
  /** The outcome of what the person did: "Nothing was stored." */
  outcome: string;
  /** How the person goes on, as the end of a sentence: "go back to your app and connect again". */
  again: string | Html;
  headers: Headers;
  /** Where the client waits. */
  back?: string;
}

/** Says why Polar's part of a login failed, whose matter it is, and what to do. */
export function polarFailurePage({ reason, retryAfterSeconds }: PolarFailure, around: Around): Promise<Response> {
  const { outcome, again, headers, back } = around;
  const { status, title, what, todo } = textOf(reason, again);
  if (status === 503) headers.set('Retry-After', String(retryAfterSeconds));
  return errorPage(status, { title, what: `${what} ${outcome}`, todo, ...(back !== undefined && { back }) }, headers);
}

function textOf(reason: PolarFailureReason, again: string | Html): ErrorText & { status: number } {
  switch (reason) {
    case 'ended':
      return {
        status: 400,
        title: 'This login expired',
        what: 'Polar no longer accepts it.',
        todo: html`To go on, ${again}.`,
      };
    case 'account_refused':
      return {
        status: 403,
        title: 'Polar refuses this account',
        what: 'Polar let you log in, and then accepted nothing from your account.',
        todo: html`See at Polar what is wrong with it, then ${again}.`,
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
        todo: html`Wait a minute, then ${again}.`,
      };
    case 'timeout':
    case 'unavailable':
      return {
        status: 503,
        title: 'Polar isn’t answering',
        what: 'Polar failed, or could not be reached, before the login was finished.',
        todo: html`Wait a minute, then ${again}.`,
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
