/** How long the answer asks to wait, in seconds or until a date (RFC 9110 section 10.2.3); undefined when it doesn't. */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const text = headers.get('Retry-After')?.trim() ?? '';
  // Of what starts otherwise, runtimes read dates in their own ways.
  const isDate = /^[A-Z][a-z]{2,8}, /.test(text);
  const seconds = isDate ? Math.ceil((Date.parse(text) - Date.now()) / 1000) : Number(/^\d+$/.test(text) ? text : NaN);
  return Number.isSafeInteger(seconds) ? Math.max(0, seconds) : undefined;
}
