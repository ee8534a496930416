/** An answer that is not a success. Any file throws it, and app.ts formats it. */
export class Problem extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`HTTP ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  /** The answer: an object as JSON, a string as plain text, nothing as an empty body. */
  response(): Response {
    if (this.body === undefined) return new Response(null, { status: this.status, headers: this.headers });
    if (typeof this.body === 'string') return new Response(this.body, { status: this.status, headers: this.headers });
    return Response.json(this.body, { status: this.status, headers: this.headers });
  }
}

/** One entry of a 422, as pydantic words it. */
export interface ValidationDetail {
  type: string;
  loc: (string | number)[];
  msg: string;
  input: unknown;
  ctx?: Record<string, unknown>;
  /** Pydantic's page on the refusal, where Polar passes it on. */
  url?: string;
}

/** The API's named errors: `{"error": "<ClassName>", "detail": "…"}`. */
export function apiError(status: number, error: string, detail: string): Problem {
  return new Problem(status, { error, detail });
}

export function notFound(): Problem {
  return apiError(404, 'ResourceNotFound', 'Not found');
}

export function invalid(detail: ValidationDetail[]): Problem {
  return new Problem(422, { error: 'RequestValidationError', detail });
}

/** A 422 that a business rule raises. Its class differs from that of a request with a wrong form. */
export function invalidValue(loc: (string | number)[], msg: string, input: unknown, type = 'value_error'): Problem {
  return refused([{ type, loc, msg, input }]);
}

/** A 422 of business rules, with all faults at once. */
export function refused(detail: ValidationDetail[], error = 'PolarRequestValidationError'): Problem {
  return new Problem(422, { error, detail });
}

/** A failure that Polar itself didn't foresee. */
export function crash(): Problem {
  return new Problem(500, 'Internal Server Error', { 'content-type': 'text/plain; charset=utf-8' });
}

/** No such route, or no such API version: neither has an `error` key. */
export function noRoute(): Problem {
  return new Problem(404, { detail: 'Not Found' });
}

/** OAuth's form, RFC 6749 section 5.2. Some of Polar's errors come without a description. */
export function oauthError(status: number, error: string, description?: string, state?: string | null): Problem {
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  if (status === 401) headers['www-authenticate'] = `Basic error="${error}", error_description="${description ?? ''}"`;
  const body = {
    error,
    ...(description !== undefined && { error_description: description }),
    // Polar leaves out an empty one as well.
    ...(state && { state }),
  };
  return new Problem(status, body, headers);
}
