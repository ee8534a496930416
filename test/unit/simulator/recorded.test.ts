import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_ORGANIZATION_TOKEN, SEED, type Simulator, startSimulator } from '../../../simulator/index.ts';
import recorded from '../../../simulator/recorded/oauth.json' with { type: 'json' };
import { authorizeUrl, decide, login, pkceOf, send } from '../../support/simulator-client.ts';

/*
 * Exchanges with a real Polar server of 2026-08-22, seen on 2026-11-29, in the order in which they were made. Names, ids
 * and secrets are invented. Left out are the deletion of a registration and a POST to userinfo, whose methods the
 * recorder lost, and what differs from another exchange in nothing that the simulator reads.
 */
interface Exchange {
  name: string;
  method: string;
  path: string;
  query?: string;
  /** The browser's, with a session at Polar: here the page's address. */
  isLoggedIn?: boolean;
  sends?: string;
  version?: string;
  authorization?: string;
  /** A form as it is sent, or JSON; other text is meant to be broken. */
  body?: unknown;
  answer: { status: number; headers?: Record<string, string>; body?: unknown };
}

const CONTENT_TYPES: Record<string, string> = {
  form: 'application/x-www-form-urlencoded',
  json: 'application/json',
};
/** Told in the answer to a request that names none. */
const DEFAULT_VERSION = '2026-04';
const VERIFIER = 'v'.repeat(50);
/** The authorization requests behind the recorded codes. */
const LOGINS: Record<string, Record<string, string>> = {
  polar_ac_53: { scope: 'openid profile email products:read' },
  polar_ac_60: { scope: 'openid profile email products:read', nonce: 'abc' },
  polar_ac_63: { scope: 'products:read' },
};
/** The fields that differ from run to run, or from shop to shop. */
const VARYING = new Set([
  'access_token',
  'at_hash',
  'auth_time',
  'client_id',
  'client_id_issued_at',
  'client_secret',
  'created_at',
  'email',
  'email_verified',
  'exp',
  'iat',
  'n',
  'refresh_token',
  'registration_access_token',
  'scope_display_names',
  'scopes',
  'sub',
]);
const exchanges = recorded as Exchange[];

let simulator: Simulator;
/** Recorded values by what the simulator has in their place. */
const ours = new Map<string, string>();
const answers = new Map<string, { status: number; headers: Headers; body: unknown }>();

beforeAll(async () => {
  simulator = await startSimulator();
  ours.set('{{api}}', simulator.url).set('{{page}}', simulator.url);
  ours.set('{{organization}}', SEED.organization).set('{{other organization}}', SEED.otherOrganization);
  ours.set('{{organization token}}', DEFAULT_ORGANIZATION_TOKEN.token);
  ours.set("{{person's token}}", (await login(simulator)).access_token);
  for (const exchange of exchanges) {
    await logInFor(exchange);
    const response = await replay(translated(exchange));
    const text = await response.text();
    const body: unknown = text === '' ? undefined : parsed(text);
    learn(exchange.answer.body, body);
    answers.set(exchange.name, { status: response.status, headers: response.headers, body });
  }
});
afterAll(() => simulator.close());

/** Puts the simulator's own values in the place of the recorded ones. The longest first: one may begin another. */
function translated<T>(value: T): T {
  let text = JSON.stringify(value);
  for (const name of [...ours.keys()].sort((a, b) => b.length - a.length)) {
    text = text.replaceAll(name, ours.get(name) ?? '');
  }
  return JSON.parse(text) as T;
}

/** Notes the ids and secrets that an answer gives, beside those of the recording. */
function learn(theirs: unknown, given: unknown): void {
  if (!isObject(theirs) || !isObject(given)) return;
  for (const [name, value] of Object.entries(theirs)) {
    const own = given[name];
    const isName = typeof value === 'string' && /^polar_(ci|cs|crt|at_u|rt_u)_\d+$/.test(value);
    if (isName && typeof own === 'string') ours.set(value, own);
  }
}

/** The recorded codes came from a browser: a login gives one of our own. */
async function logInFor({ body }: Exchange): Promise<void> {
  const code = new URLSearchParams(typeof body === 'string' ? body : '').get('code') ?? '';
  const asked = ours.has(code) ? undefined : LOGINS[code];
  if (!asked) return;
  const query = { ...asked, client_id: ours.get('polar_ci_15'), ...pkceOf(VERIFIER) };
  const url = await decide(authorizeUrl(simulator, query), 'allow');
  ours.set(code, url.searchParams.get('code') ?? '');
}

function replay(exchange: Exchange): Promise<Response> {
  const { method, path, query, isLoggedIn, sends, version, authorization, body } = exchange;
  const url = new URL(isLoggedIn ? path.replace('/v1/', '/') : path, simulator.url);
  url.search = query ?? '';
  const [scheme, credentials = ''] = authorization?.split(' ') ?? [];
  const headers = {
    ...(sends !== undefined && { 'content-type': CONTENT_TYPES[sends] ?? sends }),
    ...(version !== undefined && { 'polar-version': version }),
    ...(scheme !== undefined && {
      authorization: `${scheme} ${scheme === 'Basic' ? btoa(credentials) : credentials}`,
    }),
  };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return send(url.href, { method, headers, ...(method !== 'GET' && { body: text ?? '' }) });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Replaces values that vary by their kinds, and sorts scopes. */
function comparable(value: unknown, key = ''): unknown {
  if (VARYING.has(key)) return typeof value;
  if (typeof value === 'string' && (key === 'scope' || key === 'www-authenticate')) return sortedScopes(value);
  if (key === 'id_token' && typeof value === 'string') {
    const [header, claims] = value.split('.').map((part) => parsed(Buffer.from(part, 'base64url').toString()));
    return comparable({ header, claims });
  }
  if (key === 'scopes_supported' && Array.isArray(value)) return [...value].sort();
  if (Array.isArray(value)) return value.map((entry) => comparable(entry));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, comparable(entry, name)]));
}

/** Polar names any of several scopes in no certain order. */
function sortedScopes(text: string): string {
  return text.replace(/(?<=^|scope=")[\w: ]+(?=$|")/, (scopes) => scopes.split(' ').sort().join(' '));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('as Polar was seen to answer', () => {
  test.each(exchanges.map((exchange) => [exchange.name, exchange] as const))('%s', (name, exchange) => {
    const given = answers.get(name);
    const { status, headers = {}, body } = translated(exchange.answer);
    expect(given?.status).toBe(status);
    const own = Object.fromEntries(Object.keys(headers).map((header) => [header, given?.headers.get(header)]));
    expect(comparable(own)).toEqual(comparable(headers));
    // The page's origin has no versions.
    const version = exchange.isLoggedIn ? null : (exchange.version ?? DEFAULT_VERSION);
    expect(given?.headers.get('polar-version')).toBe(version);
    // The recording has no body where it was cut, as for the page.
    if (body !== undefined) expect(comparable(given?.body)).toEqual(comparable(body));
  });
});
