import { html } from 'hono/html';
import style from '../../dist/styles/approval.css';
import type { PolarEnvironment } from '../../settings/polar.ts';
import type { Preview } from '../confirm/index.ts';
import { isJsonObject } from '../lib/json.ts';
import { factList, moment } from './facts.ts';
import { environmentBadge, type Html, htmlPage } from './layout.ts';

const ASKED = 'A change waits for your yes';

/** The page's address, without a query, for its forms. */
interface Forms {
  /** Where the forms go. */
  action: string;
}

interface LoginAsked extends Forms {
  environment: PolarEnvironment;
  /** In milliseconds since 1970. */
  until: number;
}

/** The page for a person who isn't logged in. Whoever has the link sees it, so it says nothing of the change. */
export function approvalLoginPage({ environment, until, action }: LoginAsked): Promise<Response> {
  const body = html`
    ${environmentBadge(environment)}
    <h1>${ASKED}</h1>
    <p>
      An app that you connected to your Polar account wants to change something there. Log in at Polar to see what it is, and
      to decide.
    </p>
    <p class="quiet">
      It must be the account with which you connected the app. Polar asks you for what this one change needs, and this
      server gives that back as soon as you have decided. You can decide until ${moment(until, { timeStyle: 'short' })}.
    </p>
    <form method="post" action="${action}">
      <button class="main" name="decision" value="login">Log in at Polar</button>
    </form>`;
  return htmlPage(200, ASKED, body, new Headers(), { frame: 'asking' });
}

export interface ApprovalAsked extends Forms {
  preview: Preview;
  /** The preview's first line, as a question. */
  question: string;
  /** The name of the app that asks, if it is known. */
  app?: string | undefined;
  /** In milliseconds since 1970. */
  until: number;
  /** Seals what the page shows, and works once. */
  shown: string;
  /** What the page showed before has changed. */
  isChanged: boolean;
}

/** Shows what a change would do, read a moment ago, and asks for the decision. */
export function approvalPage(asked: ApprovalAsked): Promise<Response> {
  const { preview, question, app, until, action, shown, isChanged } = asked;
  const { environment, consequence, names = {}, now, besides, not_seen: notSeen, left_out: leftOut } = preview;
  const things = { ...now, ...besides };
  const given = argumentsToShow(preview, things);
  const isBrief = sizeOf(given) <= MAX_BRIEF_FACTS;
  const askedFor = html`
    <section>
      <h2>What was asked for: ${preview.title}</h2>
      ${factList(given, { names, isPolars: false })}
    </section>`;
  const body = html`
    ${environmentBadge(environment)}
    ${isChanged ? changedNote : ''}
    <h1><bdi>${question}</bdi></h1>
    <p class="consequence"><strong>${consequence}</strong></p>
    <div class="facts">
      <dl class="brief">
        ${term('Who gets what', preview.exposes)}
        ${term('Amount', preview.amount)}
        ${term('With tax, at most', preview.with_tax_at_most)}
        ${term('Organization', preview.organization)}
        ${term('Asked by', app)}
        ${term('Not seen', notSeen)}
        ${term('Left out here', leftOut?.join('; '))}
        ${Object.entries(things).map(([noun, thing]) => term(`${inWords(noun)} now`, countIn(thing)))}
      </dl>
      ${isBrief && sizeOf(given) > 0 ? askedFor : ''}
      ${isBrief ? '' : html`<p>What was asked for is long: <a href="#details">read it below</a> before you decide.</p>`}
    </div>
    <form method="post" action="${action}" id="decision">
      <input type="hidden" name="shown" value="${shown}">
      <button class="main" name="decision" value="approve">Approve</button>
      <button name="decision" value="decline">Don&rsquo;t</button>
    </form>
    <p class="quiet">You can decide until ${moment(until, { timeStyle: 'short' })}. Nothing happens until you do.</p>
    <div class="facts" id="details">
      ${isBrief ? '' : askedFor}
      ${Object.entries(things).map(
        ([noun, thing]) => html`
          <section>
            <h2>The ${noun.replaceAll('_', ' ')} at Polar now</h2>
            ${factList(thing, { names, isPolars: true })}
          </section>`,
      )}
    </div>
    <p><a href="#decision">Back to the decision</a></p>`;
  return htmlPage(200, question, body, new Headers(), { frame: 'asking', style });
}

const changedNote = html`
  <p class="note warning" role="alert">
    <strong>Something changed since you looked.</strong> Nothing was done. Below is how it stands now: please decide again.
  </p>`;

/** So many values of a call stand above the buttons, which a small screen shows with them. */
const MAX_BRIEF_FACTS = 6;

/** A text counts for a value each time that it has this many characters. */
const BRIEF_CHARACTERS = 100;

/**
 * The arguments, but for what the page says elsewhere: the amount, which stands in words above, and the ids of the things that it
 * shows.
 */
function argumentsToShow({ arguments: given, amount }: Preview, things: Readonly<Record<string, unknown>>): unknown {
  if (!isJsonObject(given)) return given;
  const ids = new Set(Object.values(things).flatMap((thing) => (isJsonObject(thing) ? [thing.id] : [])));
  const isSaid = ([name, value]: [string, unknown]) =>
    (name === 'amount' && amount !== undefined) || (typeof value === 'string' && ids.has(value));
  return Object.fromEntries(Object.entries(given).filter((argument) => !isSaid(argument)));
}

/** How many values there are in a value, however deep. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return Math.max(1, Math.ceil(value.length / BRIEF_CHARACTERS));
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, inner) => sum + sizeOf(inner), 0);
}

/** How many things a list has, in words; undefined for one thing. */
function countIn(thing: unknown): string | undefined {
  const count = Array.isArray(thing) ? thing.length : isJsonObject(thing) ? thing.total_count : undefined;
  return typeof count === 'number' ? String(count) : undefined;
}

const inWords = (noun: string) => noun.slice(0, 1).toUpperCase() + noun.slice(1).replaceAll('_', ' ');

const term = (name: string, value: string | undefined): Html | '' =>
  value === undefined || value === '' ? '' : html`<dt>${name}</dt><dd><bdi>${value}</bdi></dd>`;

/** What became of a change. `started`: it is being made. `unknown`: nobody can say. */
export type ApprovalEnd = 'started' | 'made' | 'declined' | 'refused' | 'unknown';

export interface ApprovalOutcome {
  environment: PolarEnvironment;
  /** The page's own address, to look again. */
  page: string;
  /** Who got how much, in one line; else the change's title, as `Create refund`. */
  change: string;
  /** By id, the names of the things that the page showed. */
  names?: Readonly<Record<string, string>> | undefined;
  end: ApprovalEnd;
  /** What happened, in sentences of this server. */
  said?: readonly string[] | undefined;
  /** Polar's own words. */
  polarSays?: string | undefined;
  /** The main facts of what was made. */
  facts?: Readonly<Record<string, unknown>> | undefined;
  /** It was decided before this request, in another tab or by another way. */
  isBefore?: boolean;
}

const HEADINGS: Readonly<Record<ApprovalEnd, string>> = {
  started: 'It is being made',
  made: 'Done',
  declined: 'Not done, as you decided',
  refused: 'Not done',
  unknown: 'It isn\u2019t known whether it was done',
};

const CLOSE = html`
  <p><strong>You can close this page.</strong> Tell your app that you have decided: then it looks up what became of the change.</p>`;

/** Says what became of a change. */
export function approvalOutcomePage(outcome: ApprovalOutcome): Promise<Response> {
  const { environment, page, change, names = {}, end, said = [], polarSays, facts = {}, isBefore = false } = outcome;
  const body = html`
    ${environmentBadge(environment)}
    <h1>${HEADINGS[end]}</h1>
    <p><strong><bdi>${change}</bdi></strong>${isBefore ? html` <span class="quiet">(decided before)</span>` : ''}</p>
    ${said.map((sentence) => html`<p>${sentence}</p>`)}
    ${polarSays === undefined ? '' : html`<p>Polar says: <q><bdi>${polarSays}</bdi></q></p>`}
    ${Object.keys(facts).length === 0 ? '' : html`<div class="facts">${factList(facts, { names, isPolars: true })}</div>`}
    ${end === 'started' ? html`<p><a class="button" href="${page}">Look again</a></p>` : CLOSE}`;
  return htmlPage(200, HEADINGS[end], body, new Headers(), { frame: 'asking', style });
}

/** Says why a change can't be shown or made now. It waits on. */
export function approvalTroublePage({
  environment,
  change,
  page,
  said = [],
  polarSays,
}: Omit<ApprovalOutcome, 'end' | 'facts' | 'names' | 'isBefore'>): Promise<Response> {
  const title = 'That didn\u2019t work just now';
  const body = html`
    ${environmentBadge(environment)}
    <h1>${title}</h1>
    <p><strong><bdi>${change}</bdi></strong></p>
    <p>Nothing was changed, and it still waits for you.</p>
    ${said.map((sentence) => html`<p>${sentence}</p>`)}
    ${polarSays === undefined ? '' : html`<p>Polar says: <q><bdi>${polarSays}</bdi></q></p>`}
    <p><a class="button" href="${page}">Try again</a></p>`;
  return htmlPage(503, title, body, new Headers(), { frame: 'asking' });
}
