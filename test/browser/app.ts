import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { House } from '../e2e/house.ts';

const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** A client's side of a login in a browser: it sends people there, and takes them back. */
export interface App {
  /** The origin of a site that isn't the server's. */
  origin: string;
  /** Registers under a name, for this site or another. Asks for everything when `scope` is left out. */
  authorizeUrl(house: House, name: string, scope?: string, redirectUri?: string): Promise<string>;
  close(): void;
}

/**
 * Starts an app with a page on which people land. A page at any other path frames the address that its query names as
 * `url`.
 */
export async function openApp(): Promise<App> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://app');
    response.setHeader('Content-Type', 'text/html');
    if (pathname === '/callback') return response.end('The client has it.');
    const framed = searchParams.get('url')?.replaceAll('&', '&amp;');
    return response.end(`<h1>Some site</h1><iframe src="${framed}" width="600" height="600"></iframe>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    async authorizeUrl(house, name, scope, redirectUri = `${origin}/callback`) {
      const registered = await fetch(`${house.url}/oauth/register`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ client_name: name, redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' }),
      });
      const { client_id } = (await registered.json()) as { client_id: string };
      const url = new URL(`${house.url}/oauth/authorize`);
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id,
        redirect_uri: redirectUri,
        state: 'xyz',
        resource: house.mcpUrl,
        code_challenge: CHALLENGE,
        code_challenge_method: 'S256',
        ...(scope !== undefined && { scope }),
      }).toString();
      return url.href;
    },
    close: () => server.close(),
  };
}
