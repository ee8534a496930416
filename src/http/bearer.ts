import { canBeToken } from './parameters.ts';

/** The bearer token of a request (RFC 6750 section 2.1), read as the OAuth provider reads it; undefined without one. */
export function bearerToken({ headers }: Request): string | undefined {
  return /^Bearer[\t ]+([^\s,]+)$/i.exec(headers.get('Authorization') ?? '')?.[1];
}

/**
 * A request whose token can't be one of this server, with another in its place that isn't one either: the provider makes
 * a key of KV of what it is given, and one that is too long would be a failure of ours instead of a 401.
 */
export function withPossibleBearer(request: Request): Request {
  const token = bearerToken(request);
  if (token === undefined || canBeToken(token)) return request;
  const headers = new Headers(request.headers);
  headers.set('Authorization', 'Bearer none');
  return new Request(request, { headers });
}
