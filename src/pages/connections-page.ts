import { html } from 'hono/html';
import type { Config } from '../config/index.ts';
import type { EndedGrant } from '../connection/index.ts';
import { KV_STALE_SECONDS, SESSION_SECONDS } from '../limits.ts';
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
      Polar tells this server who you are and which organizations are yours. It keeps none of that: you are logged out
      after ${SESSION_SECONDS / 60} minutes.
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
  const { app, since, until, organization, kind } = connection;
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
    <p>Each of these apps loses its access at once. To use one again, connect it again.</p>
    <form method="post" action="/connections/end">
      <button name="all" value="yes">End all ${count}</button>
    </form>
  </details>`;

function endedNote(ended: EndedByPerson): Html {
  return html`
    <div class="note done" role="status">
      <p><strong>${endedTitle(ended)}.</strong> In some places that takes up to ${KV_STALE_SECONDS} seconds.</p>
      ${ended.logins > 0 ? leftAtPolar : ''}
      ${ended.tokens > 0 ? leftToken : ''}
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
      An old sign-in of this app was used again after a newer one had replaced it. Somebody may have copied it; or the app
      lost an answer of this server, or was put back to an older state. Nobody can tell which, so all its access ended.
    </p>
    <p>
      If you use the app, connect it again. If you did nothing that explains it, or it happens again, see who else can read
      the app&rsquo;s files, and look at Polar for changes that you didn&rsquo;t make.
    </p>`,
  worn_out: html`
    <p>
      The app renewed its sign-in more often than this server takes. Connect it again; if that happens soon after, tell
      the app&rsquo;s makers.
    </p>`,
} satisfies Record<EndedByServer['reason'], Html>;

const leftAtPolar = html`
  <p>
    The access that Polar gave for it is deleted here, and the app itself never held it: nobody can use it. Polar wasn&rsquo;t
    told, because only the app could unlock what that takes. There, the token runs out within 10 days, and what could
    renew it is gone. To have it ended at Polar before, ask Polar&rsquo;s support.
  </p>`;

const leftToken = html`
  <p>
    This server&rsquo;s copy of the organization access token is deleted. The token itself still works: end it in the
    organization&rsquo;s settings at Polar.
  </p>`;

function endedTitle({ app, logins, tokens }: EndedByPerson): string {
  if (app !== undefined) return `${app} is disconnected`;
  return logins + tokens === 1 ? 'One app is disconnected' : `${logins + tokens} connections have ended`;
}

const missingOrganizations = html`
  <p class="quiet">
    Polar didn&rsquo;t list all your organizations. Connections that use an organization access token may be missing here; such
    a token can be ended in the organization&rsquo;s settings at Polar.
  </p>`;

/** Shows UTC, because without scripts the page can't know the person's time zone. */
function time(ms: number, style: Intl.DateTimeFormatOptions): Html {
  const date = new Date(ms);
  const text = new Intl.DateTimeFormat('en-GB', { ...style, timeZone: 'UTC' }).format(date);
  return html`<time datetime="${date.toISOString()}">${text}</time>`;
}
