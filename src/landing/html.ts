import { html } from 'hono/html';
import type { Risk } from '../../generated/tool.gen.ts';
import type { Config } from '../config/index.ts';
import { MAX_SEARCH_CHARACTERS } from '../limits.ts';
import { environmentBadge, type Html } from '../pages/index.ts';
import { type ConnectGuide, connectGuides } from './clients.ts';
import {
  type Address,
  about,
  addresses,
  audience,
  CLAIM,
  isFiltered,
  MAX_PAGE_TOOLS,
  NO_FIT,
  NO_TOOLS,
  type OfferedTool,
  type OfferedTools,
  type OfferedToolset,
  queryHref,
  questionsToTry,
  RISKS,
  safety,
  steps,
  type ToolQuery,
  TRY_OTHER_WORDS,
  toolCount,
  UNKNOWN_FILTER,
} from './offer.ts';

/** The part of the page that doesn't depend on the query. It is made once for a configuration. */
export function introduction(config: Config, offered: OfferedTools): Html {
  const { mcpUrl, polarEnvironment } = config;
  const questions = questionsToTry(offered);
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
        <h2 id="address">Server address</h2>
        ${snippet({ text: mcpUrl }, 'the server address')}
        <ol class="steps">${steps(offered).map((step) => html`<li>${step}</li>`)}</ol>
        <p><a href="/connections">See which apps can use your account, and end their access</a></p>
      </div>
    </section>
    ${
      questions.length === 0
        ? ''
        : html`
    <section aria-labelledby="ask">
      <h2 id="ask">Try asking</h2>
      <ul class="asks" role="list">${questions.map((question) => html`<li class="panel">&ldquo;${question}&rdquo;</li>`)}</ul>
    </section>`
    }
    <section aria-labelledby="connect">
      <h2 id="connect">Connect your app</h2>
      <p class="quiet">Your app then opens the login in your browser.</p>
      <ul class="apps" role="list">${connectGuides(config).map(guideItem)}</ul>
    </section>
    ${addressList(addresses(config, offered))}`;
}

function guideItem({ id, app, button, steps = [], snippet: copied, byHand }: ConnectGuide): Html {
  return html`
    <li class="panel" id="${id}">
      <h3 data-initials="${initialsOf(app)}">${app}</h3>
      ${button ? html`<p><a class="button" href="${button.href}">${button.label}</a></p>` : ''}
      ${copied ? snippet(copied, `for ${app}`) : ''}
      ${steps.map((step) => html`<p class="quiet">${step}</p>`)}
      ${
        byHand
          ? html`
            <details>
              <summary>By hand<span class="hidden"> in ${app}</span></summary>
              ${byHand.how === undefined ? '' : html`<p class="quiet">${byHand.how}</p>`}
              ${snippet(byHand, `for ${app}`)}
            </details>`
          : ''
      }
    </li>`;
}

/** Stands for an app's logo: Claude Code is CC, Cursor is Cu. */
function initialsOf(app: string): string {
  const [first = '', second] = app.split(' ');
  return second === undefined ? first.slice(0, 2) : first.charAt(0) + second.charAt(0);
}

/** A flag of a command. A line that broke within it would show another command: `-- transport`. */
const FLAG = /(?<=\s)(--\w[\w-]*)/;

/** @param what names the text for people who don't see it: "the server address" */
export function snippet({ where, text }: { where?: string; text: string }, what: string): Html {
  return html`
    <figure class="snippet">
      ${where === undefined ? '' : html`<figcaption>${where}</figcaption>`}
      <pre tabindex="0" role="group" aria-label="${where === undefined ? what : `${where} ${what}`}"><code>${text
        .split(FLAG)
        .map((part, index) => (index % 2 === 0 ? part : html`<span>${part}</span>`))}</code></pre>
    </figure>`;
}

function addressList(all: readonly Address[]): Html | '' {
  if (all.length === 0) return '';
  return html`
    <section aria-labelledby="addresses">
      <h2 id="addresses">Show or allow fewer tools</h2>
      <p class="quiet">
        A short list of tools helps an app to choose well. Use one of these in place of the server address. Their parts add
        up: <code>/mcp/readonly?toolsets=all</code>.
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

/** All toolsets, or the tools that a query has found. */
export function toolsSection(offered: OfferedTools, query: ToolQuery, found: readonly OfferedTool[]): Html {
  const { tools, toolsets } = offered;
  if (tools.length === 0) {
    return html`<section aria-labelledby="tools"><h2 id="tools">No tools</h2><p>${NO_TOOLS}</p></section>`;
  }
  return html`
    ${icons}
    <section aria-labelledby="tools">
      <h2 id="tools">What an app can do</h2>
      <p class="quiet">${toolCount(tools.length)} in ${toolsets.length} toolsets.</p>
      ${searchForm(toolsets, query)}
      ${query.hasUnknown ? html`<p class="note warning" role="note">${UNKNOWN_FILTER}</p>` : ''}
      ${isFiltered(query) ? results(query, found) : toolsets.map(toolsetItem)}
    </section>`;
}

function searchForm(toolsets: readonly OfferedToolset[], { words, toolset, risk }: ToolQuery): Html {
  const options: [string, string][] = toolsets.map(({ name, title }) => [name, title]);
  return html`
    <form class="search" role="search" method="get" action="/#tools">
      <p class="words">
        <label for="q">What do you want to do?</label>
        <input type="search" id="q" name="q" value="${words}" maxlength="${MAX_SEARCH_CHARACTERS}"
          placeholder="give money back" autocomplete="off">
      </p>
      ${choice('toolset', 'Toolset', 'All toolsets', options, toolset)}
      ${choice('kind', 'What it does', 'Anything', Object.entries(RISKS), risk)}
      <button class="main">Find</button>
    </form>`;
}

function choice(name: string, label: string, all: string, options: [string, string][], chosen: string | undefined) {
  return html`
    <p>
      <label for="${name}">${label}</label>
      <select id="${name}" name="${name}">
        <option value="">${all}</option>
        ${options.map(
          ([value, text]) => html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${text}</option>`,
        )}
      </select>
    </p>`;
}

function results(query: ToolQuery, found: readonly OfferedTool[]): Html {
  const { words, toolset, risk } = query;
  const isNarrowed = words !== '' && (toolset !== undefined || risk !== undefined);
  const links = html`
    ${isNarrowed ? html`<a href="${queryHref({ words })}">Look among all tools</a> ` : ''}<a href="/#tools">Show every toolset</a>`;
  if (found.length === 0) {
    return html`
      <div class="note empty">
        <p><strong>${NO_FIT}</strong> ${TRY_OTHER_WORDS}</p>
        <p class="links">${links}</p>
      </div>`;
  }
  const best = words !== '' && found.length === MAX_PAGE_TOOLS ? `The ${found.length} tools that fit best` : undefined;
  return html`
    <div class="found">
      <h3>${best ?? `${toolCount(found.length)}${words === '' ? '' : ', the best first'}`}</h3>
      <p class="links">${links}</p>
    </div>
    ${toolList(found)}`;
}

function toolsetItem({ name, title, description, tools }: OfferedToolset): Html {
  return html`
    <details class="toolset">
      <summary>
        <strong>${title}</strong>
        <span class="quiet">${description}</span>
        <span class="count">${toolCount(tools.length)}</span>
      </summary>
      <p class="quiet">In an address: <code>${name}</code></p>
      ${toolList(tools)}
    </details>`;
}

const toolList = (tools: readonly OfferedTool[]) => html`
  <ul class="tools" role="list">
    ${tools.map(
      ({ name, title, description, risk }) => html`
        <li>
          <p class="tool"><strong>${title}</strong> ${riskMark(risk)}</p>
          <p><code>${name}</code></p>
          <p>${withCode(description)}</p>
        </li>`,
    )}
  </ul>`;

/** Shows a risk in words and in shape, beside the colour. */
const riskMark = (risk: Risk) =>
  html`<span class="risk ${risk}"><svg aria-hidden="true"><use href="#risk-${risk}"/></svg>${RISKS[risk]}</span>`;

/** Renders the parts in backticks as code. */
const withCode = (text: string) =>
  text.split('`').map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));

/** SVG paths in a square of 16. */
const RISK_ICONS: Readonly<Record<Risk, Html>> = {
  read: html`<path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8Z"/><circle cx="8" cy="8" r="1.9"/>`,
  write: html`<path d="m2.8 13.2.8-3.3 6.8-6.800a1.2 1.2 0 0 1 1.7 0l.8.8a1.2 1.2 0 0 1 0 1.700l-6.8 6.800Z"/>`,
  exposes: html`<path d="M6.500 2.800H3v10.400h10V9.500M9 2.800h4.200V7M13 3 7.500 8.500"/>`,
  irreversible: html`<path d="M8 2.2 14.4 13.400H1.600Z"/><path d="M8 6.400v3.200M8 11.300v.3"/>`,
  money: html`<circle cx="8" cy="8" r="6.3"/><path d="M10 6c-.4-.7-1.1-1-2-1-1.2 0-2 .6-2 1.500C6 8.6 10 7.3 10 9.500c0 .9-.8 1.5-2 1.5-.9 0-1.7-.4-2-1.100M8 3.900v8.2"/>`,
};

const icons = html`
  <svg class="icons" aria-hidden="true">
    ${Object.entries(RISK_ICONS).map(([risk, sign]) => html`<symbol id="risk-${risk}" viewBox="0 0 16 16">${sign}</symbol>`)}
  </svg>`;
