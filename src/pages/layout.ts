import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { PolarEnvironment } from '../config.ts';

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
  headers.set('Referrer-Policy', 'no-referrer');
  headers.set('Cache-Control', 'no-store');
  const document = await html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${title}</title>
    <style nonce="${nonce}">${raw(CSS)}</style>
  </head>
  <body><main>${body}</main></body>
</html>`;
  return new Response(document, { status, headers });
}

/** Which of Polar's two worlds this is, in words and in colour. */
export function environmentBadge(environment: PolarEnvironment): Html {
  return environment === 'production'
    ? html`<p class="badge live"><strong>Live</strong> real customers, real money</p>`
    : html`<p class="badge sandbox"><strong>Sandbox</strong> test data, no real money</p>`;
}

const CSS = `
:root {
  color-scheme: light dark;
  --text: light-dark(#16181d, #eceef2); --quiet: light-dark(#545b68, #a7afbd);
  --page: light-dark(#f4f5f7, #101216); --card: light-dark(#fff, #1a1d23); --line: light-dark(#d9dde3, #333944);
  --accent: light-dark(#0a52d6, #8ab4ff); --on-accent: light-dark(#fff, #0b1730);
  --live: light-dark(#a3160c, #ffb4ab); --live-page: light-dark(#fdeceb, #3b1613);
  --sandbox: light-dark(#6b4a00, #f5d48a); --sandbox-page: light-dark(#fdf3d8, #33280e);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, sans-serif; }
main {
  width: min(34rem, 100% - 1.5rem); margin: max(.75rem, 6vh) auto 2rem; padding: clamp(1.25rem, 5vw, 2.25rem);
  background: var(--card); border: 1px solid var(--line); border-radius: 1rem; overflow-wrap: anywhere;
}
h1 { margin: 0 0 .75rem; font-size: 1.45rem; line-height: 1.25; }
h2 { margin: 1.75rem 0 .25rem; font-size: 1rem; }
p { margin: .5rem 0; }
.quiet, dt { color: var(--quiet); }
.badge { display: inline-block; margin: 0 0 1rem; padding: .2rem .8rem; border-radius: 1rem; font-size: .9rem; }
.badge strong { margin-right: .35rem; }
.live { color: var(--live); background: var(--live-page); }
.sandbox { color: var(--sandbox); background: var(--sandbox-page); }
dl { margin: 1.25rem 0; }
dt { font-size: .85rem; }
dd { margin: 0 0 .9rem; }
.note { margin: 1rem 0; padding: .75rem 1rem; border-left: .25rem solid currentColor; border-radius: .25rem; }
summary { cursor: pointer; color: var(--quiet); }
details ul { margin: .5rem 0; padding-left: 1.25rem; columns: 12rem; font-size: .9rem; }
form { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
button {
  flex: 1 1 12rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .6rem;
  background: none; color: inherit; font: inherit; cursor: pointer;
}
button.main { border-color: var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
code { font-size: .95em; }
pre { margin: .5rem 0; padding: .75rem; background: var(--page); border-radius: .5rem; white-space: pre-wrap; }
a { color: var(--accent); }
`;
