import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { type Config, type Env, readConfig } from '../../config.ts';
import { PAGE_CACHE_SECONDS } from '../../limits.ts';
import { page } from '../layout.ts';
import { introduction } from './html.ts';
import style from './landing.css';
import { landingMarkdown, llmsText } from './markdown.ts';
import { readQuery } from './query.ts';
import { findTools, offeredOf } from './tools.ts';
import { toolsSection } from './tools-html.ts';
import { TITLE } from './words.ts';

type Request = Context<{ Bindings: Env }>;

/** What this server is, how to connect to it, and its tools: as HTML, or as markdown for who prefers that. */
export function startPage(c: Request): Promise<Response> {
  const wanted = accepts(c, { header: 'Accept', supports: ['text/html', 'text/markdown'], default: 'text/html' });
  return wanted === 'text/markdown' ? startPageAsMarkdown(c) : asHtml(c);
}

async function asHtml({ req, env }: Request): Promise<Response> {
  const config = readConfig(env);
  const offered = offeredOf(config);
  const query = readQuery(new URL(req.url), offered);
  const tools = await toolsSection(offered, query, await findTools(offered, query));
  return page(200, TITLE, [await introductionOf(config), tools], freshFor(), { style, frame: 'wide' });
}

/** The same address for all, whatever they accept, so that a text can link to it. */
export async function startPageAsMarkdown({ req, env }: Request): Promise<Response> {
  const config = readConfig(env);
  const offered = offeredOf(config);
  const query = readQuery(new URL(req.url), offered);
  const text = landingMarkdown(config, offered, query, await findTools(offered, query));
  return new Response(text, { headers: freshFor('text/markdown; charset=utf-8') });
}

/** https://llmstxt.org */
export function llms({ env }: Request): Response {
  const config = readConfig(env);
  return new Response(llmsText(config, offeredOf(config)), { headers: freshFor('text/plain; charset=utf-8') });
}

/** The same for everybody: it holds nothing of a person, and a nonce that only lets our stylesheet in. */
function freshFor(type?: string): Headers {
  const headers = new Headers({ 'Cache-Control': `public, max-age=${PAGE_CACHE_SECONDS}`, Vary: 'Accept' });
  if (type !== undefined) headers.set('Content-Type', type);
  return headers;
}

let last: { config: Config; introduction: Awaited<ReturnType<typeof introduction>> } | undefined;

/** Made once for a configuration. */
async function introductionOf(config: Config) {
  if (last?.config !== config) last = { config, introduction: await introduction(config, offeredOf(config)) };
  return last.introduction;
}
