import { createHash } from 'node:crypto';
import type { OAuthSettings } from '../options.ts';
import { oauthError } from '../problems.ts';
import { authenticateAtToken } from './client-auth.ts';
import { splitScope } from './scopes.ts';
import { signIdToken } from './signing.ts';
import type { Authorization, Client, IssuedPair, OAuthState } from './state.ts';
import { personOf } from './userinfo.ts';

const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

/** The token endpoint's two grants. The grant is judged before the client. */
export async function token(
  state: OAuthState,
  settings: OAuthSettings,
  headers: Headers,
  form: URLSearchParams,
): Promise<Response> {
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return answer(await fromCode(state, settings, authenticateAtToken(state, headers, form), form));
    case 'refresh_token':
      return answer({ issued: fromRefreshToken(state, authenticateAtToken(state, headers, form), form) });
    default:
      throw oauthError(400, 'unsupported_grant_type');
  }
}

interface Tokens {
  issued: IssuedPair;
  idToken?: string;
}

async function fromCode(
  state: OAuthState,
  settings: OAuthSettings,
  client: Client,
  form: URLSearchParams,
): Promise<Tokens> {
  const code = form.get('code');
  if (code === null) throw oauthError(400, 'invalid_request', "Missing 'code' in request.");
  const authorization = state.findCode(code);
  if (authorization?.clientId !== client.id) throw oauthError(400, 'invalid_grant', "Invalid 'code' in request.");
  if (form.get('redirect_uri') !== authorization.redirectUri) {
    throw oauthError(400, 'invalid_grant', "Invalid 'redirect_uri' in request.");
  }
  checkVerifier(client, authorization, form.get('code_verifier'));
  state.useCode(code);
  const { clientId, userId, organizations, scopes, nonce, authTime } = authorization;
  const issued = state.issue({ clientId, userId, organizations, scopes }, 'code');
  if (!scopes.includes('openid')) return { issued };
  const idToken = await signIdToken({
    clientId,
    authTime,
    nonce: settings.dropsNonce ? null : nonce,
    accessToken: issued.accessToken,
    person: personOf(state, userId, scopes),
  });
  return { issued, idToken };
}

/** RFC 7636 section 4.6. Optional for a client with a secret, but enforced once a challenge was sent. */
function checkVerifier(client: Client, authorization: Authorization, verifier: string | null): void {
  const { challenge } = authorization;
  if (!challenge && verifier === null && client.authMethod !== 'none') return;
  if (verifier === null) throw oauthError(400, 'invalid_request', "Missing 'code_verifier'");
  // Refused by RFC 9700 section 4.8; the words are not Polar's.
  if (!challenge) throw oauthError(400, 'invalid_request', "There was no 'code_challenge'.");
  if (!VERIFIER.test(verifier)) throw oauthError(400, 'invalid_request', "Invalid 'code_verifier'");
  const expected = challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  if (expected !== challenge.value) throw oauthError(400, 'invalid_grant', 'Code challenge failed.');
}

/** Rotation without grace: the old pair is gone before the new one is sent. Also for a person who is blocked. */
function fromRefreshToken(state: OAuthState, client: Client, form: URLSearchParams): IssuedPair {
  const refreshToken = form.get('refresh_token');
  if (refreshToken === null) throw oauthError(400, 'invalid_request', "Missing 'refresh_token' in request.");
  const known = state.peekRefreshToken(refreshToken);
  if (known?.clientId !== client.id) throw oauthError(400, 'invalid_grant');
  const asked = splitScope(form.get('scope'));
  if (!asked.every((scope) => known.scopes.includes(scope))) {
    throw oauthError(400, 'invalid_scope', 'The requested scope is invalid, unknown, or malformed.');
  }
  state.endRefreshToken(refreshToken);
  const { clientId, userId, organizations, scopes } = known;
  return state.issue({ clientId, userId, organizations, scopes: asked.length > 0 ? asked : scopes }, 'refresh');
}

function answer({ issued, idToken }: Tokens): Response {
  return Response.json(
    {
      token_type: 'Bearer',
      access_token: issued.accessToken,
      expires_in: issued.expiresIn,
      refresh_token: issued.refreshToken,
      scope: issued.scopes.join(' '),
      ...(idToken !== undefined && { id_token: idToken }),
    },
    { headers: { 'cache-control': 'no-store', pragma: 'no-cache' } },
  );
}
