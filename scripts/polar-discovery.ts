import * as z from 'zod';
import { isUrl } from '../settings/urls.ts';

/** Polar's API says here where things are. Page and API are at different origins, so neither tells the other. */
export interface Discovery {
  /** The page that people log in on. */
  authorizeUrl: string;
  /** The origin of the API that gives the tokens. */
  tokenOrigin: string;
}

/** Where Polar's API says it (OpenID Connect Discovery section 4). */
export const discoveryUrl = (origin: string) => `${origin}/.well-known/openid-configuration`;

const address = z.string().refine((text) => isUrl(text) && new URL(text).hash === '');
const document = z.object({ authorization_endpoint: address, token_endpoint: address });

/** @param json the document; undefined comes of what isn't one */
export function readDiscovery(json: unknown): Discovery | undefined {
  const { data } = document.safeParse(json);
  if (!data) return undefined;
  return {
    authorizeUrl: new URL(data.authorization_endpoint).href,
    tokenOrigin: new URL(data.token_endpoint).origin,
  };
}
