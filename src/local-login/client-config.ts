import type { StdioConfig } from '../config/index.ts';
import type { PolarClientConfig } from '../polar-oauth/index.ts';

/**
 * The configuration of a login's own client at Polar.
 *
 * @param baseUrl the origin of the redirect URI; only a login has one
 */
export const clientConfig = (
  { polarApiUrl, polarAuthorizeUrl, polarTimeoutMs }: StdioConfig,
  { id, secret }: { id: string; secret: string },
  baseUrl = '',
): PolarClientConfig => ({
  polarApiUrl,
  polarAuthorizeUrl,
  polarTimeoutMs,
  polarClientId: id,
  polarClientSecret: secret,
  baseUrl,
});
