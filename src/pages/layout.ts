import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import sharedStyle from '../../dist/styles/style.css';
import type { PolarEnvironment } from '../../settings/polar.ts';
import { iconLinks, inlineMark } from './icons.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

interface PageLook {
  /** `asking` has no links away from an open question. `wide` has no card, but columns. */
  frame?: 'card' | 'asking' | 'wide';
  /** CSS of this page alone, after the shared stylesheet. */
  style?: string;
  /** A script that the page also works without. The policy allows it by its hash, and no other. */
  script?: string;
  /** What a search or a chat shows of a link to the page. */
  preview?: { description: string; image: string };
}

/**
 * Renders one page, without anything from another host. The policy has no form-action, because Chromium
 * applies it also to the redirects after a form, which lead to Polar and to the client.
 *
 * @param headers are kept and completed
 */
export async function htmlPage(
  status: number,
  title: string,
  body: Html | Html[],
  headers = new Headers(),
  { frame = 'card', style = '', script, preview }: PageLook = {},
): Promise<Response> {
  const nonce = crypto.randomUUID();
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'nonce-${nonce}';${script ? ` script-src '${await hashOf(script)}';` : ''} img-src 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
  headers.set('X-Frame-Options', 'DENY');
  headers.set('X-Content-Type-Options', 'nosniff');
  // Other sites get no Referer. With no-referrer, Chromium would send `Origin: null` with a form.
  headers.set('Referrer-Policy', 'same-origin');
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  const document = await html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta name="theme-color" content="#f3f5f8" media="(prefers-color-scheme: light)">
    <meta name="theme-color" content="#0e1116" media="(prefers-color-scheme: dark)">
    <title>${title}</title>
    ${preview ? previewTags(title, preview) : ''}
    ${iconLinks}
    <style nonce="${nonce}">${raw(sharedStyle + style)}</style>
  </head>
  <body class="${frame}">
    ${siteHeader(frame)}
    <main>${body}</main>
    ${frame === 'asking' ? '' : siteFooter}
    ${script ? html`<script>${raw(script)}</script>` : ''}
  </body>
</html>`;
  return new Response(document, { status, headers });
}

/** The hash of a script, as a Content-Security-Policy names it (CSP 3 section 2.3.1). */
async function hashOf(script: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

const previewTags = (title: string, { description, image }: NonNullable<PageLook['preview']>) => html`
    <meta name="description" content="${description}">
    <meta name="twitter:card" content="summary">
    <meta property="og:type" content="website">
    <meta property="og:title" content="${title}">
    <meta property="og:description" content="${description}">
    <meta property="og:image" content="${image}">`;

function siteHeader(frame: PageLook['frame']): Html {
  const name = html`${raw(inlineMark)}Polar MCP server`;
  return html`
    <header class="site">
      ${frame === 'asking' ? html`<span class="name">${name}</span>` : html`<a class="name" href="/">${name}</a>`}
      ${frame === 'wide' ? siteNavigation : ''}
    </header>`;
}

const siteNavigation = html`
  <nav aria-label="Page">
    <a href="#connect">Connect</a>
    <a href="#tools">Tools</a>
    <a href="/connections">Your connections</a>
  </nav>`;

const siteFooter = html`
  <footer class="site">
    <a href="/">How to connect</a>
    <a href="/connections">Your connections</a>
    <span>Not made or endorsed by <a href="https://polar.sh">Polar</a></span>
  </footer>`;

/** Shows Polar's environment in words, in colour and in shape. */
export function environmentBadge(environment: PolarEnvironment): Html {
  return environment === 'production'
    ? html`<p class="badge live"><strong>Live:</strong> real customers, real money</p>`
    : html`<p class="badge sandbox"><strong>Sandbox:</strong> test data, no real money</p>`;
}
