import { RETRY_AFTER_DEFAULT_SECONDS } from '../limits.ts';
import { currentRequestId } from '../telemetry/scope.ts';

/**
 * 503 for a token endpoint that failed. With this error clients keep their tokens and try again; after `server_error`,
 * or one that isn't OAuth's, the SDK's would send the person to log in once more.
 */
export const tokenEndpointUnavailable = () =>
  Response.json(
    {
      error: 'temporarily_unavailable',
      error_description: 'This server failed. Try again in a moment.',
      request_id: currentRequestId(),
    },
    { status: 503, headers: { 'Retry-After': String(RETRY_AFTER_DEFAULT_SECONDS) } },
  );
