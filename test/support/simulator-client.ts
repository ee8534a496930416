import { createHash, randomBytes } from 'node:crypto';
import { DEFAULT_CLIENT, type Simulator } from '../../simulator/index.ts';

export const REDIRECT = 'http://localhost:8787/oauth/callback';
const TIMEOUT_MS = 5000;

export const CLIENT = { client_id: DEFAULT_CLIENT.id, client_secret: DEFAULT_CLIENT.secret };

export interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  scope: string;
  id_token?: string;
}

/** A request that always ends, and never follows a redirect. */
export function send(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
}

/** By a field's name its value, or the values of a field that comes again and again. */
export type Form = Record<string, string | string[]>;

export function postForm(url: string, form: Form, headers: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams();
  for (const [name, values] of Object.entries(form)) for (const value of [values].flat()) body.append(name, value);
  return send(url, { method: 'POST', body, headers });
}

/** A value of `undefined` leaves a parameter out. */
type Query = Record<string, string | undefined>;

export function authorizeUrl(simulator: Simulator, query: Query = {}): string {
  const values = {
    client_id: DEFAULT_CLIENT.id,
    redirect_uri: REDIRECT,
    response_type: 'code',
    state: 'state-1',
    prompt: 'consent',
    ...query,
  };
  const url = new URL(`${simulator.url}/oauth2/authorize`);
  for (const [name, value] of Object.entries(values)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

/** Presses a button of the consent page; gives the address that the browser is sent to. */
export async function decide(url: string, action: 'allow' | 'deny', fields: Form = {}): Promise<URL> {
  const response = await postForm(url, { action, ...fields });
  return new URL(response.headers.get('location') ?? 'missing:');
}

export function pkce() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: pkceOf(verifier).code_challenge };
}

/** The parameters of an authorization request that belong to a verifier. */
export function pkceOf(verifier: string) {
  const code_challenge = createHash('sha256').update(verifier).digest('base64url');
  return { code_challenge, code_challenge_method: 'S256' };
}

export async function codeFor(simulator: Simulator, query: Query = {}, fields: Form = {}): Promise<string> {
  const url = await decide(authorizeUrl(simulator, query), 'allow', fields);
  return url.searchParams.get('code') ?? '';
}

export function exchange(simulator: Simulator, form: Record<string, string>): Promise<Response> {
  return postForm(`${simulator.url}/v1/oauth2/token`, {
    grant_type: 'authorization_code',
    redirect_uri: REDIRECT,
    ...CLIENT,
    ...form,
  });
}

export function refresh(simulator: Simulator, refresh_token: string): Promise<Response> {
  return postForm(`${simulator.url}/v1/oauth2/token`, { grant_type: 'refresh_token', refresh_token, ...CLIENT });
}

/** A person's tokens, for every scope unless `scope` says less. */
export async function login(simulator: Simulator, query: Query = {}, fields: Form = {}): Promise<Tokens> {
  const response = await exchange(simulator, { code: await codeFor(simulator, query, fields) });
  if (response.status !== 200) throw new Error(`login failed with ${response.status}: ${await response.text()}`);
  return (await response.json()) as Tokens;
}

export interface ApiAnswer {
  status: number;
  // Answers are read freely by the tests.
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the case is about
  body: any;
  headers: Headers;
}

/** Calls the API as JSON; `token` is left out for an anonymous call. */
export async function api(
  simulator: Simulator,
  token: string | undefined,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<ApiAnswer> {
  const response = await send(simulator.url + path, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: parse(text), headers: response.headers };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
