import { html } from 'hono/html';
import type { Config } from '../config/index.ts';
import type { EndedGrant } from '../connection/index.ts';
import { KV_STALE_SECONDS, MCP_ACCESS_TOKEN_TTL_SECONDS, SESSION_SECONDS } from '../limits.ts';
import type { Organization } from '../policy/index.ts';
import { accessTerms, type ConnectionAccess, connectAgainOffer } from './connection-access.ts';
import { environmentBadge, type Html, htmlPage } from './layout.ts';

export type NamedOrganization = Pick<Organization, 'id' | 'name'>;

/** A person who has logged in at Polar. The browser keeps it in a sealed cookie. */
export interface Session {
  /** The person's id at Polar. */
  userId: string;
  organizations: NamedOrganization[];
  /** False if Polar didn't list them, or listed more than fit in the cookie. */
  hasAllOrganizations: boolean;
  /** In milliseconds since 1970. */
  endsAt: number;
}

/** Connections that the person just ended. The page confirms it, and doesn't list them, though KV may still have them. */
export interface EndedByPerson {
  grantIds: string[];
  /** The app's name, if the person ended only one connection. */
  app?: string;
  /** The number of connections of each kind that the last form ended. */
  logins: number;
  tokens: number;
}

/** A client's grant, as the page shows it. The names come from the client and from Polar, so they must be escaped. */
export interface ListedConnection extends ConnectionAccess {
  grantId: string;
  /** The provider's user id of the grant: the person, or an organization of theirs. */
  owner: string;
  /** Undefined if the client's registration is gone. */
  app: App | undefined;
  redirectHost: string;
  redirectIsLoopback: boolean;
  /** In milliseconds since 1970. */
  since: number;
  /**
   * When the client last got tokens, in milliseconds since 1970. It may have used them for MCP_ACCESS_TOKEN_TTL_SECONDS. Undefined
   * if that can't be told.
   */
  renewed: number | undefined;
  /** When an unused grant ends, in milliseconds since 1970. Undefined until the client has its tokens. */
  until: number | undefined;
  organization: string | undefined;
  kind: 'login' | 'token';
}

/** A grant that this server ended by itself, as the page shows it. The names must be escaped. */
export interface EndedByServer
  extends Pick<ListedConnection, 'app' | 'redirectHost' | 'redirectIsLoopback' | 'organization'> {
  reason: EndedGrant['reason'];
  /** In milliseconds since 1970. */
  at: number;
}

export interface App {
  name: string;
  /** The host of the client's metadata document, if it has one. */
  domain?: string;
}

const TITLE = 'Your connections';

/** The page for a person who isn't logged in. */
export function connectionsLoginPage({ polarEnvironment }: Config): Promise<Response> {
  const body = html`
    ${environmentBadge(polarEnvironment)}
    <h1>${TITLE}</h1>
    <p>See which apps can use your Polar account through this server, and end their access.</p>
    <p class="quiet">
      Polar tells this server who you are and which organizations are yours. You are logged out after
      ${SESSION_SECONDS / 60} minutes, and nothing of that is kept.
    </p>
    <form method="post" action="/connections/login">
      <button class="main">Log in at Polar</button>
    </form>`;
  return htmlPage(200, TITLE, body);
}

export interface Connections {
  config: Config;
  session: Session;
  connections: ListedConnection[];
  /** The person has more connections than the page lists. */
  hasMore: boolean;
  ended: EndedByPerson | undefined;
  /** The connections that this server ended by itself, newest first. */
  endedByServer: EndedByServer[];
}

/** Lists the connections that the person can end. */
export function connectionsPage(shown: Connections): Promise<Response> {
  const { config, session, connections, hasMore, ended, endedByServer } = shown;
  const body = html`
    ${environmentBadge(config.polarEnvironment)}
    <h1>${TITLE}</h1>
    ${ended ? endedNote(ended) : ''}
    ${
      connections.length === 0
        ? html`<p>No app can use your Polar account through this server.</p>`
        : html`
          <p>These apps can use your Polar account through this server.</p>
          <ul class="connections" role="list">${connections.map(connectionItem)}</ul>`
    }
    ${hasMore ? html`<p><strong>There are more.</strong> They are listed when some of these have ended.</p>` : ''}
    ${connections.length > 1 ? endAll(connections.length) : ''}
    ${endedByServer.length > 0 ? endedByServerList(endedByServer) : ''}
    ${session.hasAllOrganizations ? '' : missingOrganizations}
    <form class="session" method="post" action="/connections/logout">
      <span class="quiet">You are logged in until ${time(session.endsAt, { timeStyle: 'short' })} UTC.</span>
      <button class="plain">Log out</button>
    </form>`;
  return htmlPage(200, ended ? `${endedTitle(ended)} – ${TITLE}` : TITLE, body);
}

function connectionItem(connection: ListedConnection, index: number): Html {
  const { app, since, renewed, until, organization, kind } = connection;
  const names = `app-${index} since-${index}`;
  return html`
    <li>
      <h2 id="app-${index}">${app ? html`<bdi>${app.name}</bdi>` : 'An app whose registration is gone'}</h2>
      <dl>
        ${app?.domain ? html`<dt>Published by</dt><dd>${app.domain}</dd>` : ''}
        <dt>Access is sent to</dt>
        <dd>${target(connection)}</dd>
        ${organization ? html`<dt>Organization</dt><dd><bdi>${organization}</bdi></dd>` : ''}
        ${kind === 'token' ? html`<dt>How it was connected</dt><dd>With an organization access token</dd>` : ''}
        <dt>Connected</dt>
        <dd id="since-${index}">${time(since, { dateStyle: 'medium', timeStyle: 'short' })} UTC</dd>
        ${renewed === undefined ? '' : html`<dt>Last used</dt><dd>${lastUse(renewed)}</dd>`}
        <dt>Ends</dt>
        <dd>${until ? html`${time(until, { dateStyle: 'medium' })}, unless the app is used before` : 'In a few minutes: the app didn’t finish connecting'}</dd>
        ${accessTerms(connection)}
      </dl>
      ${connectAgainOffer(connection, `end-form-${index}`, names)}
      <form method="post" action="/connections/end" id="end-form-${index}">
        <input type="hidden" name="owner" value="${connection.owner}">
        <input type="hidden" name="grant" value="${connection.grantId}">
        <button id="end-${index}" aria-labelledby="end-${index} ${names}">End this connection</button>
      </form>
    </li>`;
}

const target = ({ redirectHost, redirectIsLoopback }: Pick<ListedConnection, 'redirectHost' | 'redirectIsLoopback'>) =>
  redirectIsLoopback ? `${redirectHost} (a program on the computer where you connected it)` : redirectHost;

const endAll = (count: number) => html`
  <details class="all">
    <summary>End all ${count} connections</summary>
    <p>These apps lose their access. To use one again, connect it again.</p>
    <form method="post" action="/connections/end">
      <button name="all" value="yes">End all ${count}</button>
    </form>
  </details>`;

function endedNote(ended: EndedByPerson): Html {
  return html`
    <div class="note done" role="status">
      <p>
        <strong>${endedTitle(ended)}</strong>, everywhere within ${KV_STALE_SECONDS} seconds.
        ${ended.tokens > 0 ? leftToken : leftLogin}
      </p>
    </div>`;
}

const endedByServerList = (ended: EndedByServer[]) => html`
  <h2>Ended by this server</h2>
  <ul class="connections" role="list">${ended.map(endedItem)}</ul>`;

function endedItem(connection: EndedByServer): Html {
  const { app, organization, reason, at } = connection;
  return html`
    <li>
      <h3>${app ? html`<bdi>${app.name}</bdi>` : 'An app whose registration is gone'}</h3>
      <dl>
        <dt>Access was sent to</dt>
        <dd>${target(connection)}</dd>
        ${organization ? html`<dt>Organization</dt><dd><bdi>${organization}</bdi></dd>` : ''}
        <dt>Ended</dt>
        <dd>${time(at, { dateStyle: 'medium', timeStyle: 'short' })} UTC</dd>
      </dl>
      ${WHY_ENDED[reason]}
    </li>`;
}

const WHY_ENDED = {
  reused: html`
    <p>
      An old sign-in of this app was used again. The app may have missed an answer or gone back to an older state, or
      somebody has copied it.
    </p>
    <p>
      Connect the app again if you use it. If nothing explains it, see who else can read the app&rsquo;s files, and look at
      Polar for changes that you didn&rsquo;t make.
    </p>`,
  worn_out: html`
    <p>
      The app renewed its sign-in too often. Connect it again; if it happens again soon, tell the app&rsquo;s makers.
    </p>`,
} satisfies Record<EndedByServer['reason'], Html>;

/** Polar isn't told, because only the app could unlock what that takes. */
const leftLogin = 'At Polar the access runs out by itself within 10 days; nobody can use it until then.';

const leftToken = html`
  An organization access token itself still works: end it in the organization&rsquo;s settings at Polar.`;

function endedTitle({ app, logins, tokens }: EndedByPerson): string {
  if (app !== undefined) return `${app} is disconnected`;
  return logins + tokens === 1 ? 'One app is disconnected' : `${logins + tokens} connections have ended`;
}

const missingOrganizations = html`
  <p class="quiet">
    Polar didn&rsquo;t list all your organizations. Connections that use an organization access token may be missing here; such
    a token can be ended in the organization&rsquo;s settings at Polar.
  </p>`;

/** Says from when tokens were renewed on which day they were last used, or on which of two. */
function lastUse(renewed: number): Html {
  const latest = Math.min(Date.now(), renewed + MCP_ACCESS_TOKEN_TTL_SECONDS * 1000);
  const isOneDay = dayOf(renewed) === dayOf(latest);
  return html`${time(renewed, { dateStyle: 'medium' })}${isOneDay ? '' : html` or ${time(latest, { dateStyle: 'medium' })}`}`;
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Shows UTC, because without scripts the page can't know the person's time zone. */
function time(ms: number, style: Intl.DateTimeFormatOptions): Html {
  const date = new Date(ms);
  const text = new Intl.DateTimeFormat('en-GB', { ...style, timeZone: 'UTC' }).format(date);
  return html`<time datetime="${date.toISOString()}">${text}</time>`;
}
