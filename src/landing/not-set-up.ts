import { html } from 'hono/html';
import style from '../../dist/styles/landing.css';
import { repository } from '../../package.json';
import type { ConfigError } from '../config/index.ts';
import { htmlPage, requestLine } from '../pages/index.ts';
import { COPY_SCRIPT } from './copy-script.ts';
import { snippet } from './html.ts';

/** How an operator mends a configuration. */
export interface Remedy {
  /** A sentence that the command follows. */
  how: string;
  command: string;
}

/**
 * Chooses the command that stores missing secrets, or deploys corrected variables. An operator pastes it into a shell, and a request
 * names any host: one with other characters than a host name's is left out.
 */
export function remedyOf({ missing, wrong }: ConfigError, url: string, environment = ''): Remedy {
  const { host } = new URL(url);
  const address = /^[\w.:-]+$/.test(host) ? host : '<its address>';
  const name = environment === 'production' ? environment : 'sandbox';
  return missing.length > 0 || wrong.some((line) => line.startsWith('BASE_URL '))
    ? {
        how: 'In a clone of its repository, this registers it at Polar and stores its secrets at Cloudflare:',
        command: `npm ci && npm run setup -- --environment ${name} --base-url https://${address} --deploy`,
      }
    : {
        how: 'Correct wrangler.toml in a clone of its repository, then deploy it:',
        command: `npm ci && npm run deploy -- ${name}`,
      };
}

/** Stands in place of each page while secrets are missing or variables are wrong. It has no link to a page that would fail too. */
export function notSetUpPage({ missing, wrong }: ConfigError, { how, command }: Remedy): Promise<Response> {
  const title = missing.length > 0 ? 'This server isn’t set up yet' : 'This server has a wrong setting';
  const docs = `${repository.url.slice('git+'.length, -'.git'.length)}/blob/HEAD/docs/deploy.md`;
  const body = html`
    <h1>${title}</h1>
    <p>No app can connect to it until whoever runs it mends that.</p>
    <h2>If you run it</h2>
    ${wrong.length > 0 ? html`<ul>${wrong.map((line) => html`<li>${line}</li>`)}</ul>` : ''}
    <p>${how}</p>
    ${snippet({ text: command }, 'the command')}
    ${docs.includes('YOUR-ACCOUNT') ? '' : html`<p><a href="${docs}">What it asks and does</a></p>`}
    ${requestLine()}`;
  return htmlPage(500, title, body, undefined, { style, frame: 'asking', script: COPY_SCRIPT });
}
