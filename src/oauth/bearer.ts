import { canBeToken } from './parameters.ts';

const SCHEME = /^bearer +/i;

/**
 * A request whose token can't be one of this server, with another in its place that isn't one either: the provider makes
 * a key of KV of what it is given, and one that is too long would be a failure of ours instead of a 401.
 */
export function withPossibleBearer(request: Request): Request {
  const authorization = request.headers.get('Authorization') ?? '';
  if (!SCHEME.test(authorization) || canBeToken(authorization.replace(SCHEME, ''))) return request;
  const headers = new Headers(request.headers);
  headers.set('Authorization', 'Bearer none');
  return new Request(request, { headers });
}
