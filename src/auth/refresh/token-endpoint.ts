import type { Config } from '../../config/index.ts';
import { RETRY_AFTER_DEFAULT_SECONDS } from '../../limits.ts';
import { currentRequestId } from '../../observability/index.ts';

export const tokenEndpoint = ({ baseUrl }: Config) => new URL('/oauth/token', baseUrl);

/** As the provider compares them: a port or a scheme before this server is of no account. */
export function isForTokenEndpoint({ method, url }: Request, config: Config): boolean {
  const { hostname, pathname } = new URL(url);
  const endpoint = tokenEndpoint(config);
  return method === 'POST' && pathname === endpoint.pathname && hostname === endpoint.hostname;
}

/**
 * 503 for a token endpoint that failed. With this error clients keep their tokens and try again; after `server_error`,
 * or one that isn't OAuth's, the SDK's would send the person to log in once more.
 */
export const tokenEndpointUnavailable = (description = 'This server failed. Try again in a moment.') =>
  Response.json(
    {
      error: 'temporarily_unavailable',
      error_description: description,
      request_id: currentRequestId(),
    },
    { status: 503, headers: { 'Retry-After': String(RETRY_AFTER_DEFAULT_SECONDS) } },
  );

/** A refusal (RFC 6749 section 5.2). */
export const tokenEndpointRefusal = (error: 'invalid_grant' | 'invalid_client', description: string) =>
  Response.json(
    { error, error_description: description },
    { status: error === 'invalid_client' ? 401 : 400, headers: { 'Cache-Control': 'no-store' } },
  );
