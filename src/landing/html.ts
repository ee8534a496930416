import { html } from 'hono/html';
import type { Config } from '../config/index.ts';
import { environmentBadge, type Html } from '../pages/index.ts';
import { type Address, addresses } from './addresses.ts';
import { type Guide, guides } from './clients.ts';
import type { Offered } from './tools.ts';
import { about, audience, CLAIM, safety, steps } from './words.ts';

/** What is the same for everybody, however they look through the tools: made once for a configuration. */
export function introduction(config: Config, offered: Offered): Html {
  const { mcpUrl, polarEnvironment } = config;
  const all = guides(config);
  return html`
    <section class="hero">
      <div>
        ${environmentBadge(polarEnvironment)}
        <h1>${CLAIM}</h1>
        <p class="lead">${about(offered)}</p>
        <p class="quiet">${safety(config, offered)}</p>
        <p class="quiet">${audience(config)}</p>
      </div>
      <div class="panel">
        <h2 id="address">Its address</h2>
        ${snippet({ text: mcpUrl })}
        <ol class="steps">${steps(offered).map((step) => html`<li>${step}</li>`)}</ol>
        <p><a href="/connections">See which apps can use your account, and end their access</a></p>
      </div>
    </section>
    <section aria-labelledby="connect">
      <h2 id="connect">Connect your app</h2>
      <p class="quiet">The app then opens the login: a page of this server, and Polar’s. A click on a snippet selects all of it.</p>
      <nav aria-label="Apps">
        <ul class="jumps" role="list">${all.map(({ id, app }) => html`<li><a href="#${id}">${app}</a></li>`)}</ul>
      </nav>
      <ul class="apps" role="list">${all.map(guideItem)}</ul>
    </section>
    ${addressesSection(addresses(config, offered))}`;
}

function guideItem({ id, app, button, steps, snippet: copied, byHand }: Guide): Html {
  return html`
    <li class="panel" id="${id}">
      <h3>${app}</h3>
      ${button ? html`<p><a class="button" href="${button.href}">${button.label}</a></p>` : ''}
      ${copied ? snippet(copied) : ''}
      ${steps.map((step) => html`<p class="quiet">${step}</p>`)}
      ${
        byHand
          ? html`
            <details>
              <summary>By hand<span class="hidden"> in ${app}</span></summary>
              ${byHand.how === undefined ? '' : html`<p class="quiet">${byHand.how}</p>`}
              ${snippet(byHand)}
            </details>`
          : ''
      }
    </li>`;
}

function snippet({ where, text }: { where?: string; text: string }): Html {
  return html`
    <figure class="snippet">
      ${where === undefined ? '' : html`<figcaption>${where}</figcaption>`}
      <pre><code>${text}</code></pre>
    </figure>`;
}

function addressesSection(all: readonly Address[]): Html | '' {
  if (all.length === 0) return '';
  return html`
    <section aria-labelledby="addresses">
      <h2 id="addresses">Show less, or allow less</h2>
      <p class="quiet">
        Every tool in the list costs the app’s model some of its attention. The address says which are listed, and which
        can be called; parts add up, as in <code>/mcp/readonly?toolsets=all</code>. Write it wherever the plain one stands.
      </p>
      <ul class="addresses" role="list">
        ${all.map(
          ({ url, what, listed, callable }) => html`
            <li>
              <code>${url}</code>
              <span>${what}</span>
              <span class="quiet">${listed} listed, ${callable} can be called</span>
            </li>`,
        )}
      </ul>
    </section>`;
}
