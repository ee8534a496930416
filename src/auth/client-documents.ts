import { withTimeLimit } from '../lib/timers.ts';
import { log } from '../observability/index.ts';

/** The limit for the whole request with its body: a person waits for the page. */
const DOCUMENT_TIMEOUT_MS = 5000;

/** The provider reads at most 5 KiB of a client's metadata, and 64 KiB of its keys. */
const MAX_DOCUMENT_BYTES = 64 * 1024;

/** The provider sends this User-Agent with each of its requests. Nothing else in this Worker sends it. */
const PROVIDER_USER_AGENT = /^workers-oauth-provider\//;

/** `application/json`, or `application/<name>+json`, as the draft requires. */
const JSON_TYPE = /^application\/(?:json|[\w.-]+\+json)(?:$|[\s;])/i;

/** The provider derives from these headers how long it may cache the document. */
const PASSED_HEADERS = ['Content-Type', 'Cache-Control', 'ETag', 'Last-Modified'];

type Refusal = 'status' | 'type' | 'size' | 'timeout' | 'unreachable';

let isStrict = false;

/**
 * Restricts the provider's requests for a client's metadata document and for the keys that the document points to. They follow no
 * redirect (draft-ietf-oauth-client-id-metadata-document-00 section 4): through an open redirect at a trusted host, a stranger's
 * document would count as published by that host.
 *
 * The provider calls the global `fetch` and has no option for another. So this replaces it once per isolate. All other requests
 * pass unchanged.
 */
export function fetchClientDocumentsStrictly(): void {
  if (isStrict) return;
  isStrict = true;
  const send = globalThis.fetch;
  globalThis.fetch = (input, init) => (isFromProvider(init) ? fetchDocument(send, input, init) : send(input, init));
}

function isFromProvider(init: RequestInit | undefined): init is RequestInit {
  const headers = init?.headers as Record<string, string> | undefined;
  return PROVIDER_USER_AGENT.test(headers?.['User-Agent'] ?? '');
}

async function fetchDocument(send: typeof fetch, input: RequestInfo | URL, init: RequestInit): Promise<Response> {
  let refusal: Refusal = 'unreachable';
  try {
    return await withTimeLimit(DOCUMENT_TIMEOUT_MS, init.signal ?? undefined, async (signal) => {
      signal.addEventListener('abort', () => {
        refusal = 'timeout';
      });
      const response = await send(input, { ...init, redirect: 'manual', signal });
      const read = documentRefusal(response) ?? (await readBytes(response, signal));
      if (typeof read !== 'string') return new Response(read, { headers: passedHeaders(response) });
      refusal = read;
      if (!response.bodyUsed) await response.body?.cancel();
      throw new Error(`refused by its ${read}`);
    });
  } catch (error) {
    const { host } = new URL(input instanceof Request ? input.url : input);
    log('client_document_refused', { host, reason: refusal });
    throw error;
  }
}

function documentRefusal({ status, headers }: Response): Refusal | undefined {
  if (status !== 200) return 'status';
  return JSON_TYPE.test(headers.get('Content-Type') ?? '') ? undefined : 'type';
}

async function readBytes({ body }: Response, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | Refusal> {
  const bytes = new Uint8Array(MAX_DOCUMENT_BYTES);
  let length = 0;
  const reader = body?.getReader();
  // An endless body may ignore the request's signal, so the signal cancels the reader too.
  signal.addEventListener('abort', () => void reader?.cancel().catch(() => {}));
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    signal.throwIfAborted();
    if (done || !value) return bytes.slice(0, length);
    if (length + value.length > bytes.length) {
      await reader?.cancel();
      return 'size';
    }
    bytes.set(value, length);
    length += value.length;
  }
}

function passedHeaders({ headers }: Response): Headers {
  const kept = PASSED_HEADERS.map((name) => [name, headers.get(name)] as const);
  return new Headers(kept.filter((entry): entry is [string, string] => entry[1] !== null));
}
