import { html } from 'hono/html';
import { currentRequestId } from '../observability/index.ts';
import { type Html, page } from './layout.ts';

/** What went wrong, for the person who sees it. Escaped; still, no upstream's words. */
export interface ErrorText {
  title: string;
  what: string;
  /** What to do about it. */
  todo: string | Html;
  detail?: string;
  /** Where the client waits. Validated before: it becomes a link. */
  back?: string;
  /** The same where nobody has checked whose it is: the person is told where the link leads. */
  elsewhere?: { url: string; host: string };
}

export function errorPage(
  status: number,
  { title, what, todo, detail, back, elsewhere }: ErrorText,
  headers?: Headers,
): Promise<Response> {
  const body = html`
    <h1>${title}</h1>
    <p>${what}</p>
    <p><strong>${todo}</strong></p>
    ${back ? html`<p><a href="${back}">Back to your app</a>, or wait a moment.</p>` : ''}
    ${elsewhere ? wayElsewhere(elsewhere) : ''}
    ${detail ? html`<p class="quiet">${detail}</p>` : ''}
    ${status >= 500 ? requestLine() : ''}`;
  return page(status, title, body, headers);
}

const wayElsewhere = ({ url, host }: { url: string; host: string }) => html`
  <p>
    The app’s own site can be told. That is <strong>${host}</strong>, and this server doesn’t know whose it is. Go there
    only if you came from there.
  </p>
  <p><a class="button" href="${url}">Go on to ${host}</a></p>`;

/** For the operator: every mistake in the configuration. */
export function misconfiguredPage(lines: string[]): Promise<Response> {
  const body = html`
    <h1>This server isn’t set up yet</h1>
    <p>Whoever runs it has to correct this:</p>
    <ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>
    ${requestLine()}`;
  return page(500, 'This server isn’t set up yet', body);
}

/** By which whoever runs this server finds what it is about in the log. */
const requestLine = () => html`<p class="quiet">Request id: ${currentRequestId()}</p>`;
