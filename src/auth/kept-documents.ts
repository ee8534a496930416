import { KEPT_DOCUMENT_SECONDS, type KeptDocument, keptDocumentKey } from '../connection/index.ts';
import { sha256Hex } from '../lib/text.ts';
import { logError } from '../observability/index.ts';

/** A kept document is written again after this time, or when it changed: an app costs at most four writes a day. */
const KEPT_DOCUMENT_FRESH_MS = 6 * 3_600_000;

/** The provider's own cache of metadata documents, for those whose host allows it. */
const PROVIDER_CACHE = 'workers-oauth-provider:cimd:v1';

/**
 * Finds the last good document of a client, by its URL. Never throws.
 *
 * @returns undefined if there was none in the last KEPT_DOCUMENT_SECONDS
 */
export async function keptDocument(kv: KVNamespace, url: string): Promise<string | undefined> {
  try {
    return (await kv.get<KeptDocument>(await keyOf(url), 'json'))?.text;
  } catch (error) {
    logError('client_documents_failed', error);
    return undefined;
  }
}

/**
 * Keeps the documents with which a client got tokens, so its metadata and perhaps its keys: the provider has accepted them. A
 * stranger's document is never kept, because each token was a person's decision. Never throws.
 *
 * @param read the texts that were read in this request, by URL
 * @param clientId the URL of the client's metadata. The provider may have had that document in its cache
 */
export async function keepDocuments(
  kv: KVNamespace,
  read: ReadonlyMap<string, string>,
  clientId: string,
): Promise<void> {
  try {
    const cached = read.has(clientId) ? undefined : await cachedDocument(clientId);
    const documents = [...read, ...(cached === undefined ? [] : [[clientId, cached] as const])];
    await Promise.all(documents.map(([url, text]) => keep(kv, url, text)));
  } catch (error) {
    logError('client_documents_failed', error);
  }
}

async function keep(kv: KVNamespace, url: string, text: string): Promise<void> {
  const key = await keyOf(url);
  const kept = await kv.get<KeptDocument>(key, 'json');
  const now = Date.now();
  if (kept?.text === text && now - kept.at < KEPT_DOCUMENT_FRESH_MS) return;
  const document: KeptDocument = { text, at: now };
  await kv.put(key, JSON.stringify(document), { expirationTtl: KEPT_DOCUMENT_SECONDS });
}

async function cachedDocument(url: string): Promise<string | undefined> {
  const cache = await caches.open(PROVIDER_CACHE);
  return (await cache.match(url))?.text();
}

/** A URL may be longer than a KV key. */
const keyOf = async (url: string) => keptDocumentKey(await sha256Hex(url));
