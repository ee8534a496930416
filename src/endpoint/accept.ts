/**
 * Whether a client reads event streams: it names their type. Whoever names neither type gets JSON, which every client
 * reads (RFC 9110 section 12.5.1).
 */
export function acceptsEvents(headers: Headers): boolean {
  const types = (headers.get('Accept') ?? '').toLowerCase().split(',');
  return types.some((type) => type.split(';')[0]?.trim() === 'text/event-stream');
}

const BOTH = ['application/json', 'text/event-stream'];

/**
 * A request that the SDK doesn't refuse for its Accept. In the revisions before 2026-07-28 it answers 406 unless both types are
 * named, in small letters.
 */
export function acceptingBoth(request: Request): Request {
  const accept = request.headers.get('Accept') ?? '';
  if (request.method !== 'POST' || BOTH.every((type) => accept.includes(type))) return request;
  const headers = new Headers(request.headers);
  headers.set('Accept', BOTH.join(', '));
  // The body has been read.
  return new Request(request, { headers, body: '' });
}

/**
 * Makes JSON of an event stream, for a client that doesn't read those. Notifications, as of progress, are left out.
 *
 * @param isBatch whether the request was a batch, whose answer is a list (MCP 2025-03-26)
 */
export async function eventsToJson(answer: Response, isBatch: boolean): Promise<Response> {
  if (!answer.headers.get('Content-Type')?.startsWith('text/event-stream')) return answer;
  const lines = (await answer.text()).split('\n').filter((line) => line.startsWith('data: {'));
  const responses = lines.map((line) => line.slice('data: '.length)).filter((json) => !('method' in JSON.parse(json)));
  const body = isBatch ? `[${responses.join()}]` : responses.join();
  return new Response(body, { status: answer.status, headers: { 'Content-Type': 'application/json' } });
}
