import { createHash } from 'node:crypto';
import { oauthError } from '../problems.ts';
import { splitScope } from './scopes.ts';
import type { IdTokenSigner } from './signing.ts';
import type { Authorization, Client, IssuedPair, OAuthState } from './state.ts';

const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

/** The token endpoint's two grants, after the client has proved itself. */
export async function token(
  state: OAuthState,
  signer: IdTokenSigner,
  client: Client,
  form: URLSearchParams,
): Promise<Response> {
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return answer(await fromCode(state, signer, client, form));
    case 'refresh_token':
      return answer(fromRefreshToken(state, client, form));
    case null:
      throw oauthError(400, 'invalid_request', 'Missing "grant_type" in request.');
    default:
      throw oauthError(400, 'unsupported_grant_type', 'The grant type is not supported.');
  }
}

interface Tokens {
  issued: IssuedPair;
  idToken?: string;
}

async function fromCode(
  state: OAuthState,
  signer: IdTokenSigner,
  client: Client,
  form: URLSearchParams,
): Promise<Tokens> {
  const code = form.get('code') ?? '';
  const authorization = state.findCode(code);
  if (authorization?.clientId !== client.id) throw oauthError(400, 'invalid_grant', 'Invalid "code" in request.');
  if (form.get('redirect_uri') !== authorization.redirectUri) {
    throw oauthError(400, 'invalid_grant', 'Invalid "redirect_uri" in request.');
  }
  checkVerifier(client, authorization, form.get('code_verifier'));
  state.useCode(code);
  const { clientId, userId, organizationId, scopes, nonce } = authorization;
  const issued = state.issue(
    { clientId, userId, scopes, ...(organizationId !== undefined && { organizationId }) },
    'code',
  );
  if (!scopes.includes('openid')) return { issued };
  const sub = organizationId ?? userId;
  return { issued, idToken: await signer.sign({ sub, aud: clientId, ...(nonce !== undefined && { nonce }) }) };
}

/** RFC 7636 section 4.6. Optional for a client with a secret, but enforced once a challenge was sent. */
function checkVerifier(client: Client, authorization: Authorization, verifier: string | null): void {
  const { challenge } = authorization;
  if (!challenge && verifier === null) {
    if (client.authMethod === 'none') throw oauthError(400, 'invalid_request', 'Missing "code_verifier".');
    return;
  }
  if (verifier === null) throw oauthError(400, 'invalid_request', 'Missing "code_verifier".');
  if (!VERIFIER.test(verifier)) throw oauthError(400, 'invalid_request', 'Invalid "code_verifier".');
  const expected = challenge?.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  if (expected !== challenge?.value) throw oauthError(400, 'invalid_grant', 'Code challenge failed.');
}

/** Rotation without grace: the old pair is gone before the new one is sent. */
function fromRefreshToken(state: OAuthState, client: Client, form: URLSearchParams): Tokens {
  const refreshToken = form.get('refresh_token');
  if (refreshToken === null) throw oauthError(400, 'invalid_request', 'Missing "refresh_token" in request.');
  const known = state.peekRefreshToken(refreshToken);
  const asked = splitScope(form.get('scope'));
  if (known && !asked.every((scope) => known.scopes.includes(scope))) {
    throw oauthError(400, 'invalid_scope', 'The requested scope is invalid, unknown, or malformed.');
  }
  const grant = state.takeRefreshToken(refreshToken, client.id);
  if (!grant) throw oauthError(400, 'invalid_grant', 'Invalid "refresh_token" in request.');
  const { clientId, userId, organizationId, scopes } = grant;
  const kept = asked.length > 0 ? asked : scopes;
  return {
    issued: state.issue(
      { clientId, userId, scopes: kept, ...(organizationId !== undefined && { organizationId }) },
      'refresh',
    ),
  };
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
