import { AsyncLocalStorage } from 'node:async_hooks';
import { withTimeLimit } from '../lib/timers.ts';
import { log } from '../observability/index.ts';
import { keptDocument } from './kept-documents.ts';

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

const TOO_MANY_REQUESTS = 429;

/** Why a document could not be read. `unavailable`: the host said that it can't answer now, by its status. */
export type DocumentProblem = 'unavailable' | 'status' | 'type' | 'size' | 'timeout' | 'unreachable';

/** A client's document that could not be read. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument';
  constructor(
    readonly host: string,
    readonly problem: DocumentProblem,
    /** The status of the host's answer, if there was one. */
    readonly status: number | undefined,
  ) {
    super(`${host}: ${problem}`);
  }

  /** Whether it says nothing about the client: its host may answer again in a moment. */
  get passes(): boolean {
    return ['unavailable', 'timeout', 'unreachable'].includes(this.problem);
  }
}

/** Holds the documents that one request to this server needed, and how fetching them ended. */
export interface DocumentsOfRequest {
  kv: KVNamespace;
  /** The texts of those that were read from their hosts, by URL. */
  read: Map<string, string>;
  /** The last one that could not be read, and that this server didn't have either. */
  unreadable?: UnreadableDocument;
}

const requests = new AsyncLocalStorage<DocumentsOfRequest>();

/** Runs the work of one request. Without this, no document is kept or found again. */
export const runWithDocuments = <T>(documents: DocumentsOfRequest, work: () => T): T => requests.run(documents, work);

/** The document that the current request could not read. The provider's own errors don't say why. */
export const unreadableDocument = (): UnreadableDocument | undefined => requests.getStore()?.unreadable;

let isStrict = false;

/**
 * Restricts the provider's requests for a client's metadata document and for the keys that the document points to. They follow no
 * redirect (draft-ietf-oauth-client-id-metadata-document-00 section 4): through an open redirect at a trusted host, a stranger's
 * document would count as published by that host. Where a host can't be reached, the last good document stands in for a day.
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
  const url = new URL(input instanceof Request ? input.url : input);
  const documents = requests.getStore();
  try {
    const document = await readDocument(send, url, init);
    documents?.read.set(url.href, await document.clone().text());
    return document;
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    const { host, problem, passes } = error;
    const kept = passes && documents ? await keptDocument(documents.kv, url.href) : undefined;
    if (kept !== undefined) {
      log('client_document_kept', { host, reason: problem });
      return new Response(kept, { headers: { 'Content-Type': 'application/json' } });
    }
    log('client_document_refused', { host, reason: problem });
    if (documents) documents.unreadable = error;
    throw error;
  }
}

/** @throws UnreadableDocument */
async function readDocument(send: typeof fetch, url: URL, init: RequestInit): Promise<Response> {
  let problem: DocumentProblem = 'unreachable';
  let status: number | undefined;
  try {
    return await withTimeLimit(DOCUMENT_TIMEOUT_MS, init.signal ?? undefined, async (signal) => {
      signal.addEventListener('abort', () => {
        problem = 'timeout';
      });
      const response = await send(url, { ...init, redirect: 'manual', signal });
      status = response.status;
      const read = documentProblem(response) ?? (await readBytes(response, signal));
      if (typeof read !== 'string') return new Response(read, { headers: passedHeaders(response) });
      problem = read;
      if (!response.bodyUsed) await response.body?.cancel();
      throw new Error(`refused by its ${read}`);
    });
  } catch {
    throw new UnreadableDocument(url.host, problem, status);
  }
}

function documentProblem({ status, headers }: Response): DocumentProblem | undefined {
  if (status >= 500 || status === TOO_MANY_REQUESTS) return 'unavailable';
  if (status !== 200) return 'status';
  return JSON_TYPE.test(headers.get('Content-Type') ?? '') ? undefined : 'type';
}

async function readBytes({ body }: Response, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | DocumentProblem> {
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
