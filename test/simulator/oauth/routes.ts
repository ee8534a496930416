import { Hono } from 'hono';
import { bearerOf, invalidToken, requireScope } from '../access.ts';
import { oauthError } from '../problems.ts';
import { type AuthorizeContext, checkAuthorize, decideAuthorize, showAuthorize } from './authorize.ts';
import { authenticateClient } from './client-auth.ts';
import { register } from './registration.ts';
import { type IdTokenSigner, ISSUER, SIGNING_ALGORITHM } from './signing.ts';
import type { OAuthState } from './state.ts';
import { token } from './token.ts';

export interface OAuthContext {
  state(): OAuthState;
  signer: IdTokenSigner;
  knownScopes: string[];
  organizationName(id: string): string;
}

/** Polar's OAuth 2 server: the browser's page and the endpoints under `/v1/oauth2`. */
export function oauthRoutes(context: OAuthContext): Hono {
  const app = new Hono();
  const { signer, knownScopes, organizationName } = context;
  const forPage = (): AuthorizeContext => ({ state: context.state(), knownScopes, organizationName });

  app.get('/oauth2/authorize', (c) => showAuthorize(forPage(), new URL(c.req.url)));
  app.post('/oauth2/authorize', async (c) =>
    decideAuthorize(forPage(), new URL(c.req.url), new URLSearchParams(await c.req.text())),
  );

  app.get('/v1/oauth2/authorize', (c) => checkAuthorize(forPage(), new URL(c.req.url)));

  app.post('/v1/oauth2/register', (c) => register(context.state(), knownScopes, c.req.raw));

  app.post('/v1/oauth2/token', async (c) => {
    const form = await readForm(c.req.raw);
    const client = authenticateClient(context.state(), c.req.raw.headers, form);
    return token(context.state(), signer, client, form);
  });

  app.post('/v1/oauth2/revoke', async (c) => {
    const form = await readForm(c.req.raw);
    const client = authenticateClient(context.state(), c.req.raw.headers, form);
    context.state().revoke(form.get('token') ?? '', client.id);
    return c.json({});
  });

  app.post('/v1/oauth2/introspect', async (c) => {
    const form = await readForm(c.req.raw);
    const client = authenticateClient(context.state(), c.req.raw.headers, form);
    return c.json(introspect(context.state(), form.get('token') ?? '', client.id));
  });

  app.on(['GET', 'POST'], '/v1/oauth2/userinfo', (c) => c.json(userinfo(context.state(), c.req.raw.headers)));

  app.get('/.well-known/jwks.json', async (c) => c.json(await signer.jwks()));
  app.get('/.well-known/openid-configuration', (c) => c.json(discovery(new URL(c.req.url).origin, knownScopes)));
  return app;
}

async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw oauthError(400, 'invalid_request', 'The body must be application/x-www-form-urlencoded.');
  }
  return new URLSearchParams(await request.text());
}

/** RFC 7662; a client may only look at its own tokens. */
function introspect(state: OAuthState, value: string, clientId: string): object {
  const owner = state.ownerOf(value);
  if (owner?.kind !== 'user' || owner.grant.clientId !== clientId) return { active: false };
  const { grant } = owner;
  return {
    active: true,
    client_id: clientId,
    token_type: 'access_token',
    scope: grant.scopes.join(' '),
    sub_type: grant.organizationId === undefined ? 'user' : 'organization',
    sub: grant.organizationId ?? grant.userId,
    aud: clientId,
    iss: ISSUER,
    iat: Math.floor(owner.issuedAt / 1000),
    exp: Math.floor(owner.expiresAt / 1000),
  };
}

/** The only place where a client learns who logged in. */
function userinfo(state: OAuthState, headers: Headers): object {
  const owner = state.ownerOf(bearerOf(headers) ?? '');
  if (owner?.kind !== 'user') throw invalidToken();
  const { userId, organizationId, scopes } = owner.grant;
  requireScope({ kind: 'user', rateKey: '', scopes, organizations: new Set() }, ['openid']);
  const user = state.users.find((entry) => entry.id === userId);
  if (organizationId !== undefined || !user) return { sub: organizationId ?? userId };
  return {
    sub: user.id,
    ...(scopes.includes('email') && { email: user.email, email_verified: true }),
    ...(scopes.includes('profile') && { name: user.name, preferred_username: user.name }),
  };
}

function discovery(origin: string, scopes: string[]): object {
  return {
    issuer: ISSUER,
    authorization_endpoint: `${origin}/oauth2/authorize`,
    token_endpoint: `${origin}/v1/oauth2/token`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    userinfo_endpoint: `${origin}/v1/oauth2/userinfo`,
    registration_endpoint: `${origin}/v1/oauth2/register`,
    introspection_endpoint: `${origin}/v1/oauth2/introspect`,
    revocation_endpoint: `${origin}/v1/oauth2/revoke`,
    scopes_supported: scopes,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    code_challenge_methods_supported: ['S256', 'plain'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [SIGNING_ALGORITHM],
    claims_supported: ['sub', 'email', 'email_verified', 'name'],
  };
}
