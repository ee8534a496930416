/** The OAuth provider alone, as its documentation shows it. */
import { OAuthProvider } from '@cloudflare/workers-oauth-provider';

const ok = { fetch: async () => new Response('ok') };

export default new OAuthProvider({
  apiRoute: '/mcp',
  apiHandler: ok,
  defaultHandler: ok,
  authorizeEndpoint: '/oauth/authorize',
  tokenEndpoint: '/oauth/token',
  clientRegistrationEndpoint: '/oauth/register',
  resourceMetadata: { resource: 'http://localhost/mcp' },
});
