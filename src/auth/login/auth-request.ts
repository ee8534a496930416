import { AuthorizationError, type AuthRequest, type OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import { withKnownResource } from '../../http/index.ts';
import { log } from '../../observability/index.ts';
import { errorPage } from '../../pages/index.ts';
import { isUsableRedirectUri } from '../redirect-uri.ts';

/**
 * Reads a client's authorization request as RFC 6749 means it: a parameter without a value is left out (section 3.1), and without
 * a redirect URI it is the client's only one that counts (section 3.1.2.3). The provider refuses both.
 *
 * @returns a page instead, if the redirect URI can't be used
 * @throws AuthorizationError, CimdFetchError
 */
export async function readAuthRequest(
  request: Request,
  oauth: OAuthHelpers,
  { baseUrl }: Config,
): Promise<AuthRequest | Response> {
  const url = new URL(request.url);
  // The router takes a slash at the end, and the provider takes no other spelling of its own endpoint.
  url.pathname = '/oauth/authorize';
  const { searchParams } = url;
  for (const [name, value] of [...searchParams]) if (value === '') searchParams.delete(name, value);
  const clientId = searchParams.get('client_id');
  const named = searchParams.get('redirect_uri');
  if (named === null && clientId !== null) {
    const [only, ...others] = (await oauth.lookupClient(clientId))?.redirectUris ?? [];
    if (only !== undefined && others.length === 0) searchParams.set('redirect_uri', only);
  }
  try {
    return await oauth.parseAuthRequest(withKnownResource(new Request(url, request), baseUrl));
  } catch (error) {
    if (!(error instanceof AuthorizationError) || error.redirectTo !== undefined || clientId === null) throw error;
    // Of a client that is known, only the redirect URI leaves the provider without an address for the error.
    if (!(await oauth.lookupClient(clientId))) throw error;
    return redirectUriPage(searchParams.get('redirect_uri'));
  }
}

/** Says what is wrong with a redirect URI. Anybody can send one, so the page repeats only its scheme or its host. */
function redirectUriPage(uri: string | null): Promise<Response> {
  const { reason, what, todo } = redirectUriProblem(uri);
  log('login_refused', { refused: 'app', code: 'invalid_request', reason });
  return errorPage(400, {
    title: 'This app’s return address can’t be used',
    what: `${what} Nothing was stored.`,
    todo,
  });
}

const UPDATE_APP =
  'Update the app and connect again. If it stays so, tell the app’s makers that it needs a return address with https, or with http on localhost.';

function redirectUriProblem(uri: string | null): { reason: string; what: string; todo: string } {
  if (uri === null) {
    return {
      reason: 'redirect_uri_missing',
      what: 'The app didn’t say where its access is to be sent, and it registered more than one address here.',
      todo: 'Tell the app’s makers that it must name its redirect_uri.',
    };
  }
  if (isUsableRedirectUri(uri)) {
    return {
      reason: 'redirect_uri_unregistered',
      what: `The app asks for its access to be sent to ${new URL(uri).host}, to an address that it didn’t register here.`,
      todo: 'In your app, remove this connection and add it again. If you started nothing there just now, close this page.',
    };
  }
  return { reason: 'redirect_uri_unusable', what: unusable(uri), todo: UPDATE_APP };
}

function unusable(uri: string): string {
  const [, scheme] = /^([a-z][a-z\d+.-]{0,40}):/i.exec(uri) ?? [];
  switch (scheme?.toLowerCase()) {
    case undefined:
    case 'https':
      return 'The app asks for its access to be sent to an address that this server can’t use.';
    case 'http':
      return 'The app asks for its access to be sent to an address with http, and others could read it on its way.';
    default:
      return `The app asks for its access to be sent to an address of the kind ${scheme}:…, which any program on a computer can claim for itself. This server sends access only to addresses with https, or with http to your own computer.`;
  }
}
