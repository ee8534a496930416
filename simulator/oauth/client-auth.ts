import { timingSafeEqual } from 'node:crypto';
import type { ClientAuthMethod } from '../options.ts';
import { oauthError } from '../problems.ts';
import type { Client, OAuthState } from './state.ts';

const WITH_SECRET: ClientAuthMethod[] = ['client_secret_basic', 'client_secret_post'];

/** The client behind a request to the token endpoint, RFC 6749 section 2.3. Only the registered method is accepted. */
export function authenticateAtToken(state: OAuthState, headers: Headers, form: URLSearchParams): Client {
  const methods: ClientAuthMethod[] = [...WITH_SECRET, 'none'];
  return authenticate(state, headers, form, methods, (client, method) => client.authMethod === method);
}

/** The client behind a revocation or an introspection: by its secret, whichever method it registered. */
export function authenticateBySecret(state: OAuthState, headers: Headers, form: URLSearchParams): Client {
  return authenticate(state, headers, form, WITH_SECRET, () => true);
}

function authenticate(
  state: OAuthState,
  headers: Headers,
  form: URLSearchParams,
  methods: ClientAuthMethod[],
  isAccepted: (client: Client, method: ClientAuthMethod) => boolean,
): Client {
  for (const method of methods) {
    const sent = credentialsOf(method, headers, form);
    if (!sent) continue;
    const client = state.clients.get(sent.id);
    // Assumed of HTTP Basic: its 401 was not seen.
    if (!client) throw unknownClient(method === 'client_secret_basic' ? 401 : 400);
    const isProven = method === 'none' || equal(sent.secret, client.secret);
    if (isProven && isAccepted(client, method)) return client;
  }
  const names = methods.map((method) => `'${method}'`).join(', ');
  throw oauthError(401, 'invalid_client', `The client cannot authenticate with methods: [${names}]`);
}

export function unknownClient(status: number) {
  return oauthError(status, 'invalid_client', 'The client does not exist on this server.');
}

function credentialsOf(
  method: ClientAuthMethod,
  headers: Headers,
  form: URLSearchParams,
): { id: string; secret: string } | undefined {
  if (method === 'client_secret_basic') {
    const basic = /^Basic (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
    const [id, secret] = Buffer.from(basic ?? '', 'base64')
      .toString()
      .split(':')
      .map(formDecode);
    return id && secret ? { id, secret } : undefined;
  }
  const id = form.get('client_id');
  const secret = form.get('client_secret') ?? '';
  // A secret that was sent rules out the method `none`.
  return id && (secret !== '') === (method === 'client_secret_post') ? { id, secret } : undefined;
}

function formDecode(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? '';
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
