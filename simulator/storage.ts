import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Item } from './document.ts';
import type { Store } from './store.ts';

/**
 * The store for files behind Polar, as far as an upload needs it: signed addresses, parts, and their joining. Polar signs with boto3
 * (`server/polar/integrations/aws/s3/service.py`); the refusals are those of Amazon S3 for an upload that was begun with SHA-256 as its
 * checksum, by name. They are assumed from S3's documentation and from reports of its users.
 */

/** The path of every object: the bucket's name comes first. */
const BUCKET = '/polar-s3/';
/** Longer keys are refused. Source: S3's user guide, "Naming Amazon S3 objects". */
const MAX_KEY_BYTES = 1024;
/** Every part but the last has at least 5 MiB. */
const MIN_PART_BYTES = 5 * 1024 * 1024;
const URL_SECONDS = 3600;
const ALGORITHM = 'AWS4-HMAC-SHA256';
/** Not a secret: everybody who signs and checks is in this process. */
const SIGNING_KEY = 'simulated';
const CHECKSUM_HEADER = 'x-amz-checksum-sha256';
const ALGORITHM_HEADER = 'x-amz-sdk-checksum-algorithm';

interface StoredPart {
  etag: string;
  size: number;
  md5: Buffer;
  /** SHA-256 in base64. */
  checksum: string;
}

interface Upload {
  key: string;
  parts: Map<number, StoredPart>;
  /** The joined object, once there is one. */
  object?: StoredObject;
}

/** An object that was joined of parts. */
export interface StoredObject {
  etag: string;
  size: number;
  /** The parts that it was joined of. S3 answers the same joining again. */
  of: string;
}

/** S3 refused. Polar passes none of this on: it crashes. */
export class StorageRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

const uploads = new WeakMap<Store, Map<string, Upload>>();

function uploadsOf(store: Store): Map<string, Upload> {
  const known = uploads.get(store) ?? new Map<string, Upload>();
  uploads.set(store, known);
  return known;
}

/**
 * Begins an upload.
 *
 * @returns its id
 * @throws StorageRefusal
 */
export function beginUpload(store: Store, key: string, seed: string): string {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new StorageRefusal(400, 'KeyTooLongError');
  const id = createHash('sha256').update(`upload ${seed}`).digest('base64url').repeat(2);
  uploadsOf(store).set(id, { key, parts: new Map() });
  return id;
}

/** An upload that was completed before: its whole content was one part. */
export function keepUpload(store: Store, key: string, id: string, content: Buffer): void {
  const part = storedPart(content);
  uploadsOf(store).set(id, { key, parts: new Map([[1, part]]) });
  joinParts(store, key, id, [{ number: 1, checksum_etag: part.etag, checksum_sha256_base64: part.checksum }]);
}

function storedPart(bytes: Buffer): StoredPart {
  const md5 = createHash('md5').update(bytes).digest();
  const checksum = createHash('sha256').update(bytes).digest('base64');
  return { etag: `"${md5.toString('hex')}"`, size: bytes.length, md5, checksum };
}

/** The headers that a part is signed with, and that must come with its bytes. */
export function signedHeaders(checksum: unknown): Record<string, string> {
  if (typeof checksum !== 'string' || checksum === '') return {};
  return { [CHECKSUM_HEADER]: checksum, [ALGORITHM_HEADER]: 'SHA256' };
}

/** The address to which one part is put. */
export function partUrl(origin: string, key: string, uploadId: string, part: Item, now: string): string {
  const url = new URL(`${origin}${BUCKET}${key.split('/').map(encodeURIComponent).join('/')}`);
  const headers = signedHeaders(part.checksum_sha256_base64);
  const query = {
    uploadId,
    partNumber: String(part.number),
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': `SIMULATED/${compact(now).slice(0, 8)}/us-east-2/s3/aws4_request`,
    'X-Amz-Date': compact(now),
    'X-Amz-Expires': String(URL_SECONDS),
    'X-Amz-SignedHeaders': ['host', ...Object.keys(headers)].join(';'),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  url.searchParams.set('X-Amz-Signature', signatureOf(url, headers));
  return url.href;
}

/** The instant at which an address made now expires. */
export const expiryOf = (now: string) => new Date(Date.parse(now) + URL_SECONDS * 1000).toISOString();

/** `20261129T173206Z` */
const compact = (instant: string) => instant.replace(/[-:]|\.\d+/g, '');

function signatureOf(url: URL, headers: Record<string, string>): string {
  const query = [...url.searchParams].filter(([name]) => name !== 'X-Amz-Signature');
  const text = JSON.stringify([url.pathname, query.sort(), Object.entries(headers).sort()]);
  return createHmac('sha256', SIGNING_KEY).update(text).digest('hex');
}

/**
 * Answers a request to the store for files.
 *
 * @returns undefined for a path of another kind
 */
export async function answerStorage(store: Store, request: Request, url: URL): Promise<Response | undefined> {
  if (!url.pathname.startsWith(BUCKET)) return undefined;
  try {
    if (request.method !== 'PUT') throw new StorageRefusal(405, 'MethodNotAllowed');
    const bytes = Buffer.from(await request.arrayBuffer());
    const etag = putPart(store, url, request.headers, bytes);
    return new Response(null, { status: 200, headers: { etag } });
  } catch (error) {
    if (!(error instanceof StorageRefusal)) throw error;
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${error.code}</Code></Error>`;
    return new Response(body, { status: error.status, headers: { 'content-type': 'application/xml' } });
  }
}

function putPart(store: Store, url: URL, headers: Headers, bytes: Buffer): string {
  checkSignature(url, headers, store.now());
  const upload = uploadsOf(store).get(url.searchParams.get('uploadId') ?? '');
  const key = decodeURIComponent(url.pathname.slice(BUCKET.length));
  if (!upload || upload.key !== key || upload.object) throw new StorageRefusal(404, 'NoSuchUpload');
  const number = Number(url.searchParams.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) throw new StorageRefusal(400, 'InvalidArgument');
  const given = headers.get(CHECKSUM_HEADER);
  // The upload was begun with SHA-256: a part without is refused ("Checksum Type mismatch occurred").
  if (given === null) throw new StorageRefusal(400, 'InvalidRequest');
  const part = storedPart(bytes);
  if (given !== part.checksum) throw new StorageRefusal(400, 'BadDigest');
  upload.parts.set(number, part);
  return part.etag;
}

function checkSignature(url: URL, headers: Headers, now: string): void {
  const names = (url.searchParams.get('X-Amz-SignedHeaders') ?? '').split(';').filter((name) => name !== 'host');
  const values = Object.fromEntries(names.map((name) => [name, headers.get(name) ?? '']));
  const given = Buffer.from(url.searchParams.get('X-Amz-Signature') ?? '');
  const right = Buffer.from(signatureOf(url, values));
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    throw new StorageRefusal(403, 'SignatureDoesNotMatch');
  }
  const signedAt = (url.searchParams.get('X-Amz-Date') ?? '').replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  const seconds = Number(url.searchParams.get('X-Amz-Expires'));
  if (!(Date.parse(now) <= Date.parse(signedAt) + seconds * 1000)) throw new StorageRefusal(403, 'AccessDenied');
}

/**
 * Joins the parts of an upload. The same joining may be asked for again.
 *
 * @param parts what Polar was told: number, tag and checksum of each
 * @throws StorageRefusal
 */
export function joinParts(store: Store, key: unknown, uploadId: unknown, parts: readonly Item[]): StoredObject {
  const upload = uploadsOf(store).get(String(uploadId));
  if (!upload || upload.key !== key) throw new StorageRefusal(404, 'NoSuchUpload');
  const of = JSON.stringify(parts.map(({ number, checksum_etag }) => [number, bare(checksum_etag)]));
  if (upload.object?.of === of) return upload.object;
  if (upload.object) throw new StorageRefusal(404, 'NoSuchUpload');
  if (parts.length === 0) throw new StorageRefusal(400, 'MalformedXML');
  const joined = parts.map((part, i) => {
    if (i > 0 && Number(part.number) <= Number(parts[i - 1]?.number)) throw new StorageRefusal(400, 'InvalidPartOrder');
    const stored = upload.parts.get(Number(part.number));
    if (!stored || bare(stored.etag) !== bare(part.checksum_etag)) throw new StorageRefusal(400, 'InvalidPart');
    // "The complete request must include the checksum for each part."
    if (typeof part.checksum_sha256_base64 !== 'string') throw new StorageRefusal(400, 'InvalidRequest');
    if (part.checksum_sha256_base64 !== stored.checksum) throw new StorageRefusal(400, 'InvalidPart');
    if (i < parts.length - 1 && stored.size < MIN_PART_BYTES) throw new StorageRefusal(400, 'EntityTooSmall');
    return stored;
  });
  const md5 = createHash('md5')
    .update(Buffer.concat(joined.map((part) => part.md5)))
    .digest('hex');
  const size = joined.reduce((sum, part) => sum + part.size, 0);
  upload.object = { etag: `"${md5}-${joined.length}"`, size, of };
  return upload.object;
}

/** A tag without its quotes: S3 takes it both ways. */
const bare = (tag: unknown) =>
  String(tag)
    .trim()
    .replace(/^"(.*)"$/, '$1');
