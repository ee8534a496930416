import type { ConsentDescription } from '@cloudflare/workers-oauth-provider';
import { html } from 'hono/html';
import type { PolarEnvironment } from '../../settings/polar.ts';
import { type AccessLevel, allowsChanges, type ScopeOffers, type ToolsetOffer, toolsetField } from '../policy/index.ts';
import { environmentBadge, type Html, htmlPage } from './layout.ts';

export interface Consent {
  /** Any of its texts may come from the client. html`` escapes them. */
  client: ConsentDescription;
  /** The form sends it back. It works once, in this browser. */
  handle: string;
  environment: PolarEnvironment;
  offers: ScopeOffers;
  /** The client named no scopes, so it doesn't ask for changes in particular. */
  asksForAll: boolean;
  allowPastedTokens: boolean;
  /** What allows no changes: the operator, or the address that the client was given. */
  readOnlyBy: 'server' | 'address' | undefined;
  /** The operator allows only certain organizations, so each connection is for one. */
  isOneOnly: boolean;
}

/**
 * Asks whether a client may use the person's Polar account, and how much of it.
 *
 * @param headers bind the form to the browser
 */
export function consentPage(consent: Consent, headers: Headers): Promise<Response> {
  const { client, handle, environment, allowPastedTokens, isOneOnly } = consent;
  const hosts = hostsOf(client);
  // The provider gives the client's id for a client without a name.
  const chosen = client.clientName === client.clientId ? undefined : client.clientName;
  const name = appName(chosen, hosts.publisher ?? hosts.target);
  const body = html`
    ${environmentBadge(environment)}
    <h1>Let <bdi>${name}</bdi> use your Polar account?</h1>
    <dl>
      <dt>App</dt>
      <dd>${appOrigin(name, hosts, chosen)}</dd>
      <dt>Access is sent to</dt>
      <dd><strong>${hosts.target}</strong></dd>
    </dl>
    ${client.redirectIsLoopback ? loopbackNote(hosts) : differenceWarning(hosts)}
    <form class="stacked" method="post" action="/oauth/authorize">
      <input type="hidden" name="handle" value="${handle}">
      ${levels(consent)}
      ${organizationChoice(isOneOnly)}
      <p class="quiet">Next, Polar asks you to log in and to confirm.</p>
      <div class="buttons">
        <button class="main" name="decision" value="approve">Continue to Polar</button>
        <button name="decision" value="deny" formnovalidate>Cancel</button>
      </div>
      ${allowPastedTokens ? tokenField : ''}
    </form>`;
  return htmlPage(200, `Let ${name} use your Polar account?`, body, headers, { frame: 'asking' });
}

interface Hosts {
  /** The host of the client's metadata document, if it has one. */
  publisher: string | undefined;
  /** The host of the redirect URI. */
  target: string;
}

/** Shows an unusual port, because it may belong to somebody else. On the person's own computer, any port is usual. */
function hostsOf({ clientId, clientDomain, redirectUri, redirectHost, redirectIsLoopback }: ConsentDescription): Hosts {
  return {
    publisher: clientDomain && new URL(clientId).host,
    target: (!redirectIsLoopback && URL.parse(redirectUri)?.host) || redirectHost,
  };
}

function appOrigin(name: string, { publisher }: Hosts, chosen: string | undefined): Html {
  if (publisher) return html`<bdi>${name}</bdi>, published by <strong>${publisher}</strong>`;
  if (!isVisibleName(chosen)) return html`<span class="quiet">It gave no name.</span>`;
  return html`<bdi>${name}</bdi> <span class="quiet">(the app chose this name; nobody has checked it)</span>`;
}

/** Says where access goes, without alarm: it is so for each app that runs on the person's own computer. */
const loopbackNote = ({ publisher }: Hosts) => html`
  <p class="note" role="note">
    Access goes to <strong>a program on your own computer</strong>.
    ${publisher ? html`Any program there can say that it is the app of ${publisher}.` : ''}
    Continue if you started this there just now.
  </p>`;

/** Warns that the metadata document and the redirect URI are on different hosts: nothing shows that both have one owner. */
function differenceWarning({ publisher, target }: Hosts): Html | string {
  if (publisher === undefined || publisher === target) return '';
  return html`
    <p class="note warning" role="note">
      <strong>These are two different sites.</strong>
      ${publisher} says what the app is, and access goes to ${target}.
      Continue only if you know that they belong together.
    </p>`;
}

const ALLOWS_NO_CHANGES = {
  server: 'This server allows no app to change anything.',
  address: 'The address that the app was given, /mcp/readonly, allows it to change nothing.',
};

function levels({ offers, asksForAll, readOnlyBy }: Consent): Html {
  const canChange = allowsChanges(offers.write);
  return html`
    <fieldset>
      <legend>What may it do?</legend>
      ${readOnlyBy ? html`<p class="quiet">${ALLOWS_NO_CHANGES[readOnlyBy]}</p>` : ''}
      ${
        offers.read.length > 0
          ? level('read', 'Only read', 'It can look things up, and change nothing.', { isDefault: true })
          : ''
      }
      ${
        canChange
          ? level(
              'write',
              'Read and change',
              html`<span class="danger">This can include refunds, cancellations and deletions.</span>${asksForAll ? '' : ' The app asks for this.'}`,
            )
          : ''
      }
      ${level('choose', 'Choose for each area', 'What you don’t open stays closed to it.')}
      <ul class="areas" role="list" aria-label="Areas">${offers.toolsets.map(area)}</ul>
      ${permissionList(offers.write)}
    </fieldset>`;
}

function level(value: AccessLevel, title: string, description: string | Html, { isDefault = false } = {}): Html {
  return html`
    <label class="choice">
      <input type="radio" name="access" value="${value}" required ${isDefault ? 'checked' : ''}>
      <span><strong>${title}</strong><br><span class="quiet">${description}</span></span>
    </label>`;
}

/** Polar itself enforces this choice, by the token that it gives. */
const organizationChoice = (isOneOnly: boolean) =>
  isOneOnly
    ? html`
  <p>
    <strong>It gets one organization</strong>, and Polar asks which. This server is for certain organizations alone, as
    whoever runs it chose.
  </p>
  <input type="hidden" name="organization" value="one">`
    : html`
  <fieldset>
    <legend>In which organizations?</legend>
    <label class="choice">
      <input type="radio" name="organization" value="one" required checked>
      <span><strong>One organization</strong><br><span class="quiet">Polar asks which. The app can&rsquo;t reach any other.</span></span>
    </label>
    <label class="choice">
      <input type="radio" name="organization" value="all" required>
      <span><strong>All that I have</strong><br><span class="quiet">The app says each time which one it means.</span></span>
    </label>
  </fieldset>`;

function area({ name, title, description, read, write }: ToolsetOffer): Html {
  const field = toolsetField(name);
  return html`
    <li>
      <label for="${field}">${title}</label>
      <select id="${field}" name="${field}" aria-describedby="${field}.about">
        <option value="">No access</option>
        ${read.length > 0 ? html`<option value="read">Only read</option>` : ''}
        ${write.length > 0 ? html`<option value="write">Read and change</option>` : ''}
      </select>
      <p class="quiet" id="${field}.about">${description}</p>
    </li>`;
}

const tokenField = html`
  <details class="instead">
    <summary>Use an organization access token instead</summary>
    <p>Made in your organization&rsquo;s settings at Polar. It opens that organization alone, as far as both its own permissions and your choice above go.</p>
    <label for="token">Organization access token</label>
    <input type="password" id="token" name="token" autocomplete="off" spellcheck="false" placeholder="polar_oat_&hellip;"
      aria-describedby="token.about">
    <p class="quiet" id="token.about">It is stored encrypted, used for this app alone, and never shown again.</p>
    <button name="decision" value="token">Connect with this token</button>
  </details>`;

/** Lists the scopes, folded up. */
export function permissionList(scopes: readonly string[]): Html {
  return html`
    <details>
      <summary>${scopes.length === 1 ? '1 permission by name' : `All ${scopes.length} permissions by name`}</summary>
      <ul>${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul>
    </details>`;
}

/** A client chooses its own name. Longer ones push the facts off the consent page. */
const MAX_CLIENT_NAME_CHARACTERS = 80;

/** No script puts more marks on a letter. More of them would be drawn over the lines around the name. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * A visible character: a letter, a digit, punctuation or a symbol. Marks need another character, and unassigned or private code
 * points have no certain look. The characters that are taken out are drawn empty.
 */
const VISIBLE = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{13441}\u{13442}\u{1d159}]]/v;

/** Whether the name that an app chose for itself shows anything. */
const isVisibleName = (chosen: string | undefined) => VISIBLE.test(chosen ?? '');

/**
 * Names an app on a page: by the name that it chose for itself, cut and on one line, or else by its host. Characters that change
 * the direction of writing are taken out, because a page's title has no markup to contain them.
 *
 * @param host the host of the app's metadata document or, without one, of its redirect URI
 */
export function appName(chosen: string | undefined, host: string): string {
  const name = (chosen ?? '')
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(PILED_MARKS, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...(isVisibleName(name) ? name : host)];
  if (characters.length <= MAX_CLIENT_NAME_CHARACTERS) return characters.join('');
  return `${characters.slice(0, MAX_CLIENT_NAME_CHARACTERS).join('')}…`;
}
