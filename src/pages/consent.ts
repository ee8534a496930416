import type { ConsentDescription } from '@cloudflare/workers-oauth-provider';
import { html } from 'hono/html';
import { beyondReading } from '../../generated/scopes.gen.ts';
import type { PolarEnvironment } from '../config.ts';
import { MAX_CLIENT_NAME_CHARACTERS } from '../limits.ts';
import { environmentBadge, type Html, page } from './layout.ts';

export interface Consent {
  /** Everything in it may come from the client: html`` escapes it. */
  client: ConsentDescription;
  /** Goes back with the form; works once, in this browser. */
  handle: string;
  environment: PolarEnvironment;
}

/** Asks whether a client may use the person's Polar account. `headers` bind the form to the browser. */
export function consentPage({ client, handle, environment }: Consent, headers: Headers): Promise<Response> {
  const name = shorten(client.clientName);
  const body = html`
    ${environmentBadge(environment)}
    <h1>Let <bdi>${name}</bdi> use your Polar account?</h1>
    <dl>
      <dt>App</dt>
      <dd>${appOrigin(name, client.clientDomain)}</dd>
      <dt>Access is sent to</dt>
      <dd><strong>${client.redirectHost}</strong></dd>
      <dt>It may</dt>
      <dd>${access(client.scope)}</dd>
    </dl>
    ${client.redirectIsLoopback ? loopbackWarning : ''}
    <p class="quiet">Next, Polar asks you to log in and to confirm.</p>
    <form method="post" action="/oauth/authorize">
      <input type="hidden" name="handle" value="${handle}">
      <button class="main" name="decision" value="approve">Continue to Polar</button>
      <button name="decision" value="deny">Cancel</button>
    </form>`;
  return page(200, `Let ${name} use your Polar account?`, body, headers);
}

function appOrigin(name: string, domain: string | undefined): Html {
  return domain
    ? html`<bdi>${name}</bdi>, published by <strong>${domain}</strong>`
    : html`<bdi>${name}</bdi> <span class="quiet">(the app chose this name; nobody has checked it)</span>`;
}

const loopbackWarning = html`
  <p class="note sandbox" role="note">
    <strong>This goes to a program on your own computer.</strong>
    Continue only if you started this from that program just now.
  </p>`;

function access(scopes: string[]): Html {
  const writes = scopes.some((scope) => scope.endsWith(':write'));
  const beyond = scopes.flatMap((scope) => beyondReading[scope] ?? []);
  return html`
    ${
      writes
        ? html`<strong>Read and change</strong> data in your account, which can include refunds, cancellations and
            deletions.`
        : html`<strong>Only read</strong> data in your account.`
    }
    ${writes || beyond.length === 0 ? '' : html`Polar counts this as reading too: ${beyond.join(', ')}.`}
    <details>
      <summary>${scopes.length === 1 ? '1 permission' : `All ${scopes.length} permissions`}</summary>
      <ul>${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul>
    </details>`;
}

function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_CLIENT_NAME_CHARACTERS) return name;
  return `${characters.slice(0, MAX_CLIENT_NAME_CHARACTERS).join('')}…`;
}
