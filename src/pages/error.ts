import { html } from 'hono/html';
import { currentRequestId } from '../telemetry/scope.ts';
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
}

export function errorPage(
  status: number,
  { title, what, todo, detail, back }: ErrorText,
  headers?: Headers,
): Promise<Response> {
  const body = html`
    <h1>${title}</h1>
    <p>${what}</p>
    <p><strong>${todo}</strong></p>
    ${back ? html`<p><a href="${back}">Back to your app</a>, or wait a moment.</p>` : ''}
    ${detail ? html`<p class="quiet">${detail}</p>` : ''}
    ${status >= 500 ? requestLine() : ''}`;
  return page(status, title, body, headers);
}

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
