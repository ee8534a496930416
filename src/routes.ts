import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Hono } from 'hono/tiny';
import { version } from '../package.json';
import {
  beginConnectionsLogin,
  decideConsent,
  endConnections,
  finishAuthorization,
  finishChangeLogin,
  finishConnectionsLogin,
  isChangeLogin,
  isConnectionsLogin,
  logOut,
  showConnections,
  showConsent,
} from './auth/index.ts';
import { type Config, readConfig } from './config/index.ts';
import { decideChange, showChange } from './confirm-page.ts';
import { EXPORT_PATH, readExportOfLink } from './connection/index.ts';
import { acceptsHtml, isAtHost, requireOwnForm } from './http/index.ts';
import { llmsTxt, startPage, startPageAsMarkdown } from './landing/index.ts';
import { EXPORT_FILE_SECONDS } from './limits.ts';
import { errorPage, ICON_PATHS, iconResponse } from './pages/index.ts';
import { admitsAnyone } from './policy/index.ts';

/** The consent form holds a handle of 43 characters, a choice for each toolset, and perhaps a token. */
const MAX_FORM_BYTES = 16 * 1024;

const limitForm = bodyLimit({ maxSize: MAX_FORM_BYTES, onError: (c) => c.text('Too large', 413) });

/** The routes that need no token, except those that the OAuth provider answers itself. */
export const routes = new Hono<{ Bindings: Env }>()
  .use(requireOwnForm)
  .get('/', startPage)
  .get('/index.html.md', startPageAsMarkdown)
  .get('/llms.txt', llmsTxt)
  .on('GET', ICON_PATHS, (c) => iconResponse(c.req.path) ?? notFound(c.req.raw))
  .get('/health', (c) => health(c.req.raw, readConfig(c.env)))
  .get('/oauth/authorize', (c) => showConsent(c.req.raw, c.env, readConfig(c.env)))
  .post('/oauth/authorize', limitForm, (c) => decideConsent(c.req.raw, c.env, readConfig(c.env)))
  .get('/oauth/callback', (c) => {
    const work = finisherOf(c.req.raw)(c.req.raw, c.env, readConfig(c.env));
    // When the browser has gone, the tokens that Polar gave must still be stored or revoked.
    c.executionCtx.waitUntil(work.catch(() => {}));
    return work;
  })
  .get(EXPORT_PATH, (c) => downloadExport(c.req.raw, c.env, readConfig(c.env)))
  .get('/connections', (c) => showConnections(c.req.raw, c.env, readConfig(c.env)))
  .post('/connections/login', limitForm, (c) => beginConnectionsLogin(readConfig(c.env)))
  .post('/connections/end', limitForm, (c) => endConnections(c.req.raw, c.env, readConfig(c.env)))
  .get('/confirm/*', (c) => showChange(pageRequest(c)))
  .post('/confirm/*', limitForm, (c) => decideChange(pageRequest(c)))
  .post('/connections/logout', limitForm, (c) => logOut(readConfig(c.env)))
  .notFound((c) => notFound(c.req.raw))
  .onError((error) => {
    throw error;
  });

/** Polar knows one redirect URI. The state tells which kind of login comes back. */
function finisherOf(request: Request) {
  if (isConnectionsLogin(request)) return finishConnectionsLogin;
  return isChangeLogin(request) ? finishChangeLogin : finishAuthorization;
}

const pageRequest = (c: Context<{ Bindings: Env }>) => ({
  request: c.req.raw,
  env: c.env,
  config: readConfig(c.env),
  waitUntil: (work: Promise<unknown>) => c.executionCtx.waitUntil(work),
});

function health(request: Request, { baseUrl, polarEnvironment, allowed, writes }: Config): Response {
  const access = admitsAnyone(allowed) ? 'open' : 'limited';
  const confirms = { confirm: [...writes.confirm], confirm_by: writes.confirmBy };
  const status = { status: 'ok', environment: polarEnvironment, version, access, ...confirms };
  if (isAtHost(request.url, baseUrl)) return Response.json(status);
  return Response.json({ ...status, warning: `BASE_URL is ${baseUrl}: under this host only /health answers` });
}

/** Gives the file of an export to whoever has its link. All other links get one answer. */
async function downloadExport(request: Request, env: Env, config: Config): Promise<Response> {
  const file = await readExportOfLink(new URL(request.url), env, config);
  if (!file) {
    return errorPage(404, {
      title: 'This file isn’t here',
      what: `A link to an export works for ${EXPORT_FILE_SECONDS / 60} minutes, and only as a whole.`,
      todo: 'Ask your app for the export again.',
    });
  }
  return new Response(file.text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${file.name}"`,
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Robots-Tag': 'noindex',
    },
  });
}

function notFound(request: Request): Response | Promise<Response> {
  if (!acceptsHtml(request)) return Response.json({ error: 'not_found' }, { status: 404 });
  return errorPage(404, {
    title: 'There is nothing here',
    what: 'This address belongs to no page.',
  });
}
