import { Hono } from 'hono';
import type { OAuthSettings } from '../options.ts';
import { oauthError, Problem } from '../problems.ts';
import { type AuthorizeContext, checkAuthorize, decideAuthorize, showAuthorize } from './authorize.ts';
import { authenticateBySecret } from './client-auth.ts';
import { readRegistration, register } from './registration.ts';
import { ISSUER, jwks, SIGNING_ALGORITHM } from './signing.ts';
import type { OAuthState } from './state.ts';
import { token } from './token.ts';
import { userinfo } from './userinfo.ts';

export interface OAuthContext {
  state(): OAuthState;
  settings: OAuthSettings;
  supportedScopes: string[];
  organizationName(id: string): string;
}

/** Polar's OAuth 2 server: the browser's page and the endpoints under `/v1/oauth2`. */
export function oauthRoutes(context: OAuthContext): Hono {
  const app = new Hono();
  const { settings, supportedScopes, organizationName } = context;
  const forPage = (): AuthorizeContext => ({ state: context.state(), supportedScopes, organizationName });

  app.get('/oauth2/authorize', (c) => showAuthorize(forPage(), new URL(c.req.url)));
  app.post('/oauth2/authorize', async (c) =>
    decideAuthorize(forPage(), new URL(c.req.url), new URLSearchParams(await c.req.text())),
  );

  app.get('/v1/oauth2/authorize', (c) => checkAuthorize(forPage(), new URL(c.req.url)));

  app.post('/v1/oauth2/register', (c) => register(context.state(), supportedScopes, c.req.raw));
  app.get('/v1/oauth2/register/:id', (c) => readRegistration(context.state(), c.req.param('id'), c.req.raw));
  app.delete('/v1/oauth2/register/:id', async (c) => {
    await readRegistration(context.state(), c.req.param('id'), c.req.raw);
    context.state().clients.delete(c.req.param('id'));
    return c.body(null, 204);
  });

  app.post('/v1/oauth2/token', async (c) =>
    token(context.state(), settings, c.req.raw.headers, await readForm(c.req.raw)),
  );

  app.post('/v1/oauth2/revoke', async (c) => {
    const form = await readForm(c.req.raw);
    const client = authenticateBySecret(context.state(), c.req.raw.headers, form);
    context.state().revoke(tokenIn(form), client.id);
    return c.json({});
  });

  app.post('/v1/oauth2/introspect', async (c) => {
    const form = await readForm(c.req.raw);
    const client = authenticateBySecret(context.state(), c.req.raw.headers, form);
    return c.json(introspect(context.state(), tokenIn(form), client.id));
  });

  app.on(['GET', 'POST'], '/v1/oauth2/userinfo', (c) => c.json(userinfo(context.state(), c.req.raw.headers)));

  app.get('/.well-known/jwks.json', async (c) => c.json(await jwks()));
  app.get('/.well-known/openid-configuration', (c) => c.json(discovery(new URL(c.req.url).origin, supportedScopes)));

  for (const name of ['token', 'revoke', 'introspect', 'register']) {
    app.all(`/v1/oauth2/${name}`, () => {
      throw new Problem(405, { detail: 'Method Not Allowed' }, { allow: 'POST' });
    });
  }
  return app;
}

/** A body in another form is to Polar as if it were empty. */
async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('content-type') ?? '';
  const text = await request.text();
  return new URLSearchParams(type.startsWith('application/x-www-form-urlencoded') ? text : '');
}

function tokenIn(form: URLSearchParams): string {
  const value = form.get('token');
  if (value === null) throw oauthError(400, 'invalid_request');
  return value;
}

/** RFC 7662, of either token of a pair; a client may only look at its own. */
function introspect(state: OAuthState, value: string, clientId: string): object {
  const pair = state.livePair(value);
  if (pair?.clientId !== clientId) return { active: false };
  return {
    active: true,
    client_id: clientId,
    token_type: 'Bearer',
    scope: pair.scopes.join(' '),
    sub_type: 'user',
    sub: pair.userId,
    organizations: pair.organizations,
    aud: clientId,
    iss: ISSUER,
    exp: Math.floor(pair.expiresAt / 1000),
    iat: Math.floor(pair.issuedAt / 1000),
  };
}

function discovery(origin: string, scopes: string[]): object {
  const bySecret = ['client_secret_basic', 'client_secret_post'];
  return {
    issuer: ISSUER,
    authorization_endpoint: `${origin}/oauth2/authorize`,
    token_endpoint: `${origin}/v1/oauth2/token`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    registration_endpoint: `${origin}/v1/oauth2/register`,
    scopes_supported: scopes,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['refresh_token', 'web', 'authorization_code'],
    token_endpoint_auth_methods_supported: [...bySecret, 'none'],
    service_documentation: 'https://polar.sh/docs',
    revocation_endpoint: `${origin}/v1/oauth2/revoke`,
    revocation_endpoint_auth_methods_supported: bySecret,
    introspection_endpoint: `${origin}/v1/oauth2/introspect`,
    introspection_endpoint_auth_methods_supported: bySecret,
    code_challenge_methods_supported: ['S256', 'plain'],
    userinfo_endpoint: `${origin}/v1/oauth2/userinfo`,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [SIGNING_ALGORITHM],
    claims_supported: ['sub', 'name', 'email', 'email_verified'],
  };
}
