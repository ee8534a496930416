import * as z from 'zod';
import { isUrl } from '../settings/urls.ts';

/**
 * The addresses that Polar's API publishes. The login page and the API have different origins, so neither can be
 * derived from the other.
 */
export interface Discovery {
  /** The page that people log in on. */
  authorizeUrl: string;
  /** The origin of the API that gives the tokens. */
  tokenOrigin: string;
}

/** The address of that document (OpenID Connect Discovery section 4). */
export const discoveryUrl = (origin: string) => `${origin}/.well-known/openid-configuration`;

const address = z.string().refine((text) => isUrl(text) && new URL(text).hash === '');
const document = z.object({ authorization_endpoint: address, token_endpoint: address });

/**
 * @param json the document
 * @returns undefined if it isn't such a document
 */
export function readDiscovery(json: unknown): Discovery | undefined {
  const { data } = document.safeParse(json);
  if (!data) return undefined;
  return {
    authorizeUrl: new URL(data.authorization_endpoint).href,
    tokenOrigin: new URL(data.token_endpoint).origin,
  };
}
