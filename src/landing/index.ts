import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import style from '../../dist/styles/landing.css';
import { LOGO_PATH } from '../../settings/urls.ts';
import { type Config, readConfig } from '../config/index.ts';
import { type Html, htmlPage } from '../pages/index.ts';
import { COPY_SCRIPT } from './copy-script.ts';
import { introduction, toolsSection } from './html.ts';
import { landingMarkdown, llmsText } from './markdown.ts';
import { about, findTools, isFiltered, NO_QUERY, offeredTools, readQuery, TITLE } from './offer.ts';

export { notSetUpPage, remedyOf } from './not-set-up.ts';

/** A new deployment's page reaches every browser within this time. */
const PAGE_CACHE_SECONDS = 5 * 60;

type Request = Context<{ Bindings: Env }>;

/** Presents this server, how to connect to it, and its tools, as HTML or as markdown by the Accept header. */
export function startPage(c: Request): Response | Promise<Response> {
  const wanted = accepts(c, { header: 'Accept', supports: ['text/html', 'text/markdown'], default: 'text/html' });
  return wanted === 'text/markdown' ? startPageAsMarkdown(c) : asHtml(c);
}

async function asHtml({ req, env }: Request): Promise<Response> {
  const config = readConfig(env);
  const offered = offeredTools(config);
  const query = readQuery(new URL(req.url), offered);
  const { intro, everyTool } = await partsOf(config);
  const isAsked = isFiltered(query) || query.hasUnknown;
  const tools = isAsked ? toolsSection(offered, query, findTools(offered, query)) : everyTool;
  const preview = { description: about(offered), image: config.baseUrl + LOGO_PATH };
  return htmlPage(200, TITLE, [intro, tools], freshFor(), { style, frame: 'wide', script: COPY_SCRIPT, preview });
}

/** This address gives markdown whatever the client accepts, so that a text can link to it. */
export function startPageAsMarkdown({ req, env }: Request): Response {
  const config = readConfig(env);
  const offered = offeredTools(config);
  const query = readQuery(new URL(req.url), offered);
  const text = landingMarkdown(config, offered, query, findTools(offered, query));
  return new Response(text, { headers: freshFor('text/markdown; charset=utf-8') });
}

/** https://llmstxt.org */
export function llmsTxt({ env }: Request): Response {
  const config = readConfig(env);
  return new Response(llmsText(config, offeredTools(config)), { headers: freshFor('text/plain; charset=utf-8') });
}

/** The headers of a cacheable answer. No shared cache may keep it, because each answer has its own request id. */
function freshFor(type?: string): Headers {
  const headers = new Headers({ 'Cache-Control': `private, max-age=${PAGE_CACHE_SECONDS}`, Vary: 'Accept' });
  if (type !== undefined) headers.set('Content-Type', type);
  return headers;
}

interface Parts {
  intro: Html;
  everyTool: Html;
}

let last: { config: Config; parts: Parts } | undefined;

/** Renders the fixed parts once for a configuration. */
async function partsOf(config: Config): Promise<Parts> {
  if (last?.config === config) return last.parts;
  const offered = offeredTools(config);
  const parts = {
    intro: await introduction(config, offered),
    everyTool: await toolsSection(offered, NO_QUERY, []),
  };
  last = { config, parts };
  return parts;
}
