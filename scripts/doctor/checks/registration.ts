import * as z from 'zod';
import { describeAnswer, jsonOf } from '../ask.ts';
import { findingsOf, type Outcome } from '../finding.ts';
import { sentence, whereLogsAre } from '../remedies.ts';
import type { Endpoints } from './metadata.ts';

const { ok, warning, failure } = findingsOf('registration');

export const CLIENT_NAME = 'polar-mcp doctor';
/** The redirect URI of the registration. Nothing listens there, and nobody is sent there. */
export const REDIRECT_URI = 'http://127.0.0.1:9/doctor';

/** The OAuth provider keeps a registration for this long: src/auth/provider.ts leaves its default. */
export const REGISTRATION_DAYS = 90;

/** The registered client, and the endpoints of its server. */
export type Registered = Endpoints & { clientId: string };

const registered = z.object({ client_id: z.string().min(1) });

/** Registers a client as apps do. A client can't take a registration back, but it expires. */
export async function checkRegistration(visit: Endpoints): Promise<Outcome<Registered>> {
  const body = JSON.stringify({
    client_name: CLIENT_NAME,
    redirect_uris: [REDIRECT_URI],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  });
  const answer = await visit.ask(visit.register, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  if (answer.status === 429)
    return { findings: [warning('Too many registrations from this network in a minute', 'Try again in a minute.')] };
  const { data } = registered.safeParse(jsonOf(answer));
  if (answer.status !== 201 || !data) {
    const fix = `Apps can't connect so. ${answer.status >= 500 ? 'Is the KV namespace OAUTH_KV bound in wrangler.toml? ' : ''}${sentence(whereLogsAre(visit))}`;
    return { findings: [failure(`Registering a client answered ${describeAnswer(answer)}, and not 201`, fix)] };
  }
  const found = `"${CLIENT_NAME}" is registered, and goes by itself after ${REGISTRATION_DAYS} days`;
  return { findings: [ok(found)], learnt: { ...visit, clientId: data.client_id } };
}
