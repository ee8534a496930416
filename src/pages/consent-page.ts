import type { ConsentDescription } from '@cloudflare/workers-oauth-provider';
import { html } from 'hono/html';
import type { PolarEnvironment } from '../../settings/polar.ts';
import {
  type AccessLevel,
  allowsChanges,
  chosenOrganizations,
  OTHERS_FIELD,
  type ScopeOffers,
  type ToolsetOffer,
  toolsetField,
} from '../policy/index.ts';
import { requestLine } from './error-pages.ts';
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
  /** The form that the person sent last, if it couldn't be used. The page keeps its choices, and never its token. */
  refused?: { form: FormData; refusal: ConsentRefusal } | undefined;
}

/** Tells the person on the page itself why their form couldn't be used. */
export interface ConsentRefusal {
  status: number;
  title: string;
  /** Says what happened. */
  what: string;
  /** Says what to do. */
  todo: string | Html;
  /** The part of the form that has to be corrected. */
  part: 'access' | 'token';
}

/**
 * Asks whether a client may use the person's Polar account, and how much of it.
 *
 * @param headers bind the form to the browser
 */
export function consentPage(consent: Consent, headers: Headers): Promise<Response> {
  const { client, handle, environment, allowPastedTokens, isOneOnly, refused } = consent;
  const hosts = hostsOf(client);
  // The provider gives the client's id for a client without a name.
  const chosen = client.clientName === client.clientId ? undefined : client.clientName;
  const name = appName(chosen, hosts.publisher ?? hosts.target);
  const body = html`
    ${environmentBadge(environment)}
    ${refused ? refusalNote(refused.refusal) : ''}
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
      ${isOneOnly ? onlyOrganization : organizationChoice(refused?.form)}
      <p class="quiet">Next, Polar asks you to log in and to confirm.</p>
      <div class="buttons">
        <button class="main" name="decision" value="approve">Continue to Polar</button>
        <button name="decision" value="deny" formnovalidate>Cancel</button>
      </div>
      ${allowPastedTokens ? tokenField(refused?.refusal.part === 'token') : ''}
    </form>`;
  const question = `Let ${name} use your Polar account?`;
  const { status = 200, title = question } = refused?.refusal ?? {};
  return htmlPage(status, title, body, headers, { frame: 'asking' });
}

/** The focus starts on it, so that a screen reader reads it first, and the link leads to what has to be corrected. */
const refusalNote = ({ status, title, what, todo, part }: ConsentRefusal) => html`
  <div class="note warning" role="alert" tabindex="-1" autofocus>
    <strong><a href="#${part}">${title}</a></strong>
    <p>${what} ${todo}</p>
    ${status >= 500 ? requestLine() : ''}
  </div>`;

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
    Continue only if you started this there just now.
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

function levels({ offers, asksForAll, readOnlyBy, refused }: Consent): Html {
  const { read, write, toolsets } = offers;
  const isChosen = choiceIn(refused?.form, 'access', ['write', 'choose'], 'read');
  const level = (value: AccessLevel, title: string, description: string | Html) =>
    choice('access', value, isChosen(value), title, description);
  return html`
    <fieldset id="access">
      <legend>What may it do?</legend>
      ${asksForAll ? html`<input type="hidden" name="${ASKS_FIELD}" value="all">` : ''}
      ${readOnlyBy ? html`<p class="quiet">${ALLOWS_NO_CHANGES[readOnlyBy]}</p>` : ''}
      ${read.length > 0 ? level('read', 'Only read', 'It can look things up, and change nothing.') : ''}
      ${
        allowsChanges(write)
          ? level(
              'write',
              'Read and change',
              html`<span class="danger">This can include refunds, cancellations and deletions.</span>${asksForAll ? '' : ' The app asks for this.'}`,
            )
          : ''
      }
      ${level('choose', 'Choose for each area', 'What you don’t open stays closed to it.')}
      <ul class="areas" role="list" aria-label="Areas">${areas(toolsets, refused?.form)}</ul>
      ${permissionList(write)}
    </fieldset>`;
}

/** The form's field that says `all` when the client named no scopes: a page that is shown again has to know. */
export const ASKS_FIELD = 'asks';

/**
 * Whether a value is the one that a form chose.
 *
 * @param others the values that a form may choose instead of `usual`
 */
function choiceIn(form: FormData | undefined, name: string, others: readonly string[], usual: string) {
  const sent = String(form?.get(name));
  const chosen = others.includes(sent) ? sent : usual;
  return (value: string) => value === chosen;
}

const choice = (name: string, value: string, isChosen: boolean, title: string, description: string | Html) => html`
    <label class="choice">
      <input type="radio" name="${name}" value="${value}" required ${isChosen ? 'checked' : ''}>
      <span><strong>${title}</strong><br><span class="quiet">${description}</span></span>
    </label>`;

const onlyOrganization = html`
  <p>
    <strong>It gets one organization</strong>, and Polar asks which. This server is for certain organizations alone, as
    whoever runs it chose.
  </p>
  <input type="hidden" name="organization" value="one">`;

/** Polar itself enforces this choice, by the token that it gives. */
function organizationChoice(form: FormData | undefined): Html {
  const isAll = form !== undefined && chosenOrganizations(form) === 'all';
  return html`
  <fieldset>
    <legend>In which organizations?</legend>
    ${choice('organization', 'one', !isAll, 'One organization', 'Polar asks which. The app can’t reach any other.')}
    ${choice('organization', 'all', isAll, 'All that I have', 'The app says each time which one it means.')}
  </fieldset>`;
}

/** The scopes that can be chosen for an area. An empty list has no such choice. */
type AreaOffer = Pick<ToolsetOffer, 'title' | 'read' | 'write'> & { field: string; about: string };

/** A choice for each area and, above several, one for all that have none of their own. */
function areas(offered: readonly ToolsetOffer[], form: FormData | undefined): Html[] {
  const read = offered.flatMap((one) => one.read);
  const write = offered.flatMap((one) => one.write);
  const hasOthers = offered.length > 1;
  const each = offered.map(({ name, title, description, ...own }) => {
    const limit =
      hasOthers && read.length > 0 && own.read.length === 0
        ? ' The app doesn’t ask to read here.'
        : write.length > 0 && own.write.length === 0
          ? ' Here it can only read.'
          : '';
    return area({ field: toolsetField(name), title, about: description + limit, ...own }, hasOthers, form);
  });
  if (!hasOthers) return each;
  const danger = allowsChanges(write) ? 'Changes can include refunds, cancellations and deletions. ' : '';
  const about = `For each area below that is “Like all others”. ${danger}The app never gets more than it asked for.`;
  return [area({ field: OTHERS_FIELD, title: 'All other areas', about, read, write }, false, form), ...each];
}

function area({ field, title, about, read, write }: AreaOffer, hasOthers: boolean, form: FormData | undefined): Html {
  const options: (readonly [value: string, label: string])[] = [
    ...(hasOthers ? [['like', 'Like all others'] as const] : []),
    ['', 'No access'],
    ...(read.length > 0 ? [['read', 'Only read'] as const] : []),
    ...(write.length > 0 ? [['write', 'Read and change'] as const] : []),
  ];
  const values = options.map(([value]) => value);
  const isChosen = choiceIn(form, field, values, values[0] ?? '');
  return html`
    <li>
      <label for="${field}">${title}</label>
      <select id="${field}" name="${field}" aria-describedby="${field}.about">
        ${options.map(([value, label]) => html`<option value="${value}" ${isChosen(value) ? 'selected' : ''}>${label}</option>`)}
      </select>
      <p class="quiet" id="${field}.about">${about}</p>
    </li>`;
}

/** @param isRefused shows the field, because its token couldn't be used */
const tokenField = (isRefused: boolean) => html`
  <details class="instead" ${isRefused ? 'open' : ''}>
    <summary>Use an organization access token instead</summary>
    <p>Made in your organization&rsquo;s settings at Polar. It opens that organization alone, as far as both its own permissions and your choice above go.</p>
    <label for="token">Organization access token</label>
    <input type="password" id="token" name="token" autocomplete="off" spellcheck="false" placeholder="polar_oat_&hellip;"
      aria-describedby="token.about" aria-invalid="${isRefused}">
    <p class="quiet" id="token.about">It is stored encrypted, used for this app alone, and never shown again.</p>
    <button name="decision" value="token">Connect with this token</button>
  </details>`;

/** Lists the scopes, folded up. */
export function permissionList(scopes: readonly string[]): Html {
  return html`
    <details>
      <summary>${scopes.length} ${scopes.length === 1 ? 'permission' : 'permissions'} by name</summary>
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
