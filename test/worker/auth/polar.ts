import { env } from 'cloudflare:workers';
import { vi } from 'vitest';

/**
 * Fills in Polar's page as the person does. Returns the URL that Polar redirects to.
 *
 * @param userId the person; if left out, the first of the seeded people
 * @param organizations the person's choice; if left out, all of theirs, or their first where Polar asks for one
 */
export async function decideAtPolar(
  authorizeUrl: URL,
  decision: 'allow' | 'deny',
  userId?: string,
  organizations?: string[],
): Promise<URL> {
  const page = await (await fetch(authorizeUrl, { redirect: 'manual' })).text();
  const action = /<form[^>]* action="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const body = new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, value]));
  body.set('action', decision);
  if (userId !== undefined) body.set('user_id', userId);
  const radios = [...page.matchAll(/type="radio" name="organizations\.([^"]*)" value="([^"]*)"/g)];
  const first = radios.find(([, person]) => userId === undefined || person === userId)?.[2];
  for (const id of organizations ?? [first ?? []].flat()) body.append('organizations', id);
  const answer = await fetch(new URL(action, authorizeUrl), { method: 'POST', body, redirect: 'manual' });
  return new URL(answer.headers.get('Location') ?? '');
}

/** Answers a request to Polar. `forward` sends it to the simulator. */
export type Answer = (forward: () => Promise<Response>, path: string) => Response | Promise<Response>;

const real = globalThis.fetch;
const intercepted = new Map<string, { answer: Answer; bodies: string[] }>();

/**
 * Intercepts the Worker's requests to one path of Polar, until `letPolarBe`.
 *
 * @returns the bodies of the requests; it grows with each one
 */
export function interceptPolar(path: string, answer: Answer = (forward) => forward()): string[] {
  const bodies: string[] = [];
  intercepted.set(path, { answer, bodies });
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const interception = intercepted.get(url.pathname);
    if (!interception) return real(input, init);
    interception.bodies.push(String(init?.body ?? ''));
    return interception.answer(() => real(input, init), url.pathname);
  });
  return bodies;
}

/** The simulator's controls. The simulator's own module for them needs Node. */
export const simulator = {
  fault: (fault: object) => control('POST', 'faults', fault),
  clearFaults: () => control('DELETE', 'faults'),
  /** Resets the shop to its start. Logins stay. */
  resetShop: () => control('POST', 'reset?keep_logins=true'),
  expireTokens: () => control('POST', 'tokens/expire'),
  /** Sets what Polar does with the nonce, and with the header that names an organization. */
  setOAuth: (settings: object) => control('PUT', 'oauth', settings),
  /** Sets how many requests a minute Polar takes from a client, and from an address. */
  setRate: (requests: number) => control('PUT', 'rate', { requests }),
  setAddressRate: (requests: number) => control('PUT', 'address-rate', { requests }),
  leaveOrganization: (person: string, organization: string) =>
    control('DELETE', `people/${person}/organizations/${organization}`),
};

async function control(method: string, path: string, body: object = {}): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const init = method === 'DELETE' ? { method } : { method, headers, body: JSON.stringify(body) };
  const { ok } = await real(`${env.POLAR_API_URL}/__simulator/${path}`, init);
  if (!ok) throw new Error(`The simulator does not do ${path}`);
}

/** Makes the simulator fail on the network: it never answers, or cuts the connection before or after it acts. */
export function failing(kind: 'hang' | 'drop' | 'drop_after_commit'): Answer {
  return async (forward, path) => {
    await simulator.fault({ kind, match: { path } });
    return forward();
  };
}

/** Polar's answer to a token that it no longer accepts (RFC 6750 section 3.1). */
export const refusedToken = () =>
  Response.json(
    { error: 'invalid_token' },
    { status: 401, headers: { 'WWW-Authenticate': 'Bearer realm="polar", error="invalid_token"' } },
  );

/** Polar's answer when it limits requests: the body is empty, and the time is always the same. */
export const limited = () => new Response(null, { status: 429, headers: { 'Retry-After': '60' } });

interface ToPolar {
  method: string;
  path: string;
  operationId?: string;
  headers: string[];
  traceparent?: string;
  tracestate?: string;
}

/** Lists the requests that reached the simulator during `act`. */
export async function requestsDuring(act: () => Promise<unknown>): Promise<ToPolar[]> {
  const log = `${env.POLAR_API_URL}/__simulator/requests`;
  await real(log, { method: 'DELETE' });
  await act();
  return (await (await real(log)).json<{ requests: ToPolar[] }>()).requests;
}

export function letPolarBe(): void {
  intercepted.clear();
  vi.restoreAllMocks();
}

export const TOKEN_PATH = '/v1/oauth2/token';
export const USERINFO_PATH = '/v1/oauth2/userinfo';
export const ORGANIZATIONS_PATH = '/v1/organizations/';
export const REVOKE_PATH = '/v1/oauth2/revoke';
export const INTROSPECT_PATH = '/v1/oauth2/introspect';
