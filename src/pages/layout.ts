import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { PolarEnvironment } from '../polar/environment.ts';
import style from './style.css';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/**
 * One page: no script, nothing from elsewhere. The policy has no form-action, because Chromium applies it to the
 * redirects after a form too, and they lead to Polar and to the client.
 * @param headers kept, and completed
 */
export async function page(status: number, title: string, body: Html, headers = new Headers()): Promise<Response> {
  const nonce = crypto.randomUUID();
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
  );
  headers.set('X-Frame-Options', 'DENY');
  headers.set('X-Content-Type-Options', 'nosniff');
  // Tells other sites nothing either. With no-referrer, Chromium says `Origin: null` when it sends a form.
  headers.set('Referrer-Policy', 'same-origin');
  headers.set('Cache-Control', 'no-store');
  const document = await html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${title}</title>
    <style nonce="${nonce}">${raw(style)}</style>
  </head>
  <body><main>${body}</main></body>
</html>`;
  return new Response(document, { status, headers });
}

/** Which of Polar's two worlds this is, in words, in colour and in shape. */
export function environmentBadge(environment: PolarEnvironment): Html {
  return environment === 'production'
    ? html`<p class="badge live"><strong>Live:</strong> real customers, real money</p>`
    : html`<p class="badge sandbox"><strong>Sandbox:</strong> test data, no real money</p>`;
}
