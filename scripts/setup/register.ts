import * as z from 'zod';
import { scopes } from '../../generated/scopes.gen.ts';
import { LOGO_PATH } from '../../settings/urls.ts';
import { refusalWords } from '../refusal-words.ts';
import { askPolar, type PolarAnswer } from './polar-request.ts';

/** An OAuth client at Polar. */
export interface Client {
  id: string;
  secret: string;
}

/** A client that was registered just now. */
export interface RegisteredClient extends Client {
  /** The registration's address and token, to take it back (RFC 7592). */
  registrationToken: string | undefined;
}

/** Every scope that this server may ask for at a login. Polar silently drops scopes that aren't registered. */
const SCOPE = ['openid', ...scopes].join(' ');
/** The method by which the Worker authenticates. Polar accepts only the registered one. */
const AUTH_METHOD = 'client_secret_post';

const registration = z.object({
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  registration_access_token: z.string().optional(),
});
const refusal = z.object({ error: z.string() });

/**
 * Registers a client at Polar (RFC 7591), which anybody may do.
 *
 * The set-up keeps the client and drops the registration's token: that would be one more secret to lose, and a new
 * address ends all connections anyway, so a new client costs nothing more.
 *
 * @param apiUrl the origin of Polar's API
 * @param name the name that people read on Polar's page
 * @param baseUrl the server's own origin: Polar's page shows its mark, and links to it. Without one, there is only the name
 * @throws Error with one line that says what to do
 */
export async function registerClient(
  apiUrl: string,
  name: string,
  redirectUri: string,
  baseUrl?: string,
): Promise<RegisteredClient> {
  const response = await askPolar(`${apiUrl}/v1/oauth2/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: name,
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: AUTH_METHOD,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: SCOPE,
      ...(baseUrl !== undefined && { client_uri: `${baseUrl}/`, logo_uri: baseUrl + LOGO_PATH }),
    }),
  });
  const { success, data } = registration.safeParse(response.status === 201 ? response.json : undefined);
  if (!success) throw new Error(`${whyNot(response, apiUrl)}. Nothing was written`);
  return { id: data.client_id, secret: data.client_secret, registrationToken: data.registration_access_token };
}

/**
 * Takes a registration back, if Polar gave a token for it.
 *
 * @throws Error with one line when Polar doesn't take it back
 */
export async function unregisterClient(apiUrl: string, { id, registrationToken }: RegisteredClient): Promise<void> {
  if (registrationToken === undefined) return;
  const headers = { authorization: `Bearer ${registrationToken}` };
  const { status } = await askPolar(`${apiUrl}/v1/oauth2/register/${id}`, { method: 'DELETE', headers });
  if (status !== 204) throw new Error(`${apiUrl} answered ${status} when the client ${id} was to be removed`);
}

/**
 * Whether Polar accepts this id with this secret. The request asks about a token that doesn't exist (RFC 7662).
 *
 * @returns undefined if it can't be known, as without a network
 */
export async function isKnownAtPolar(apiUrl: string, { id, secret }: Client): Promise<boolean | undefined> {
  const body = new URLSearchParams({ token: 'none', client_id: id, client_secret: secret });
  const answer = await askPolar(`${apiUrl}/v1/oauth2/introspect`, { method: 'POST', body }).catch(() => undefined);
  if (answer?.status === 200) return true;
  return refusal.safeParse(answer?.json).data?.error === 'invalid_client' ? false : undefined;
}

function whyNot({ status, json, retryAfter }: PolarAnswer, apiUrl: string): string {
  if (status === 429) {
    const when = /^\d{1,5}$/.test(retryAfter ?? '') ? `in ${retryAfter} s` : 'in a few minutes';
    return `${apiUrl} takes no more registrations for now: try again ${when}`;
  }
  const words = status < 500 ? refusalWords(json) : undefined;
  return words
    ? `${apiUrl} refused to register a client: ${words}`
    : `${apiUrl} answered ${status} with no registration: is that Polar's API?`;
}
