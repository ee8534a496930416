import { timingSafeEqual } from 'node:crypto';
import type { ClientAuthMethod } from '../options.ts';
import { oauthError } from '../problems.ts';
import type { Client, OAuthState } from './state.ts';

interface Credentials {
  method: ClientAuthMethod;
  id: string;
  secret: string;
}

/** The client behind a request to a token endpoint, RFC 6749 section 2.3. Only the registered method is accepted. */
export function authenticateClient(state: OAuthState, headers: Headers, form: URLSearchParams): Client {
  const sent = credentialsOf(headers, form);
  const client = sent && state.clients.get(sent.id);
  if (!sent || !client || client.authMethod !== sent.method) throw refused();
  if (sent.method !== 'none' && !equal(sent.secret, client.secret)) throw refused();
  return client;
}

function credentialsOf(headers: Headers, form: URLSearchParams): Credentials | undefined {
  const basic = /^Basic (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (basic !== undefined) {
    const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':').map(formDecode);
    return { method: 'client_secret_basic', id, secret };
  }
  const id = form.get('client_id');
  if (id === null) return undefined;
  const secret = form.get('client_secret');
  return secret === null ? { method: 'none', id, secret: '' } : { method: 'client_secret_post', id, secret };
}

function formDecode(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? '';
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function refused() {
  return oauthError(401, 'invalid_client', 'Client authentication failed.');
}
