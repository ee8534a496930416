import type { FieldError } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../lib/json.ts';

/** The parts in which Polar's own client sends a file (`clients/apps/web/src/components/FileUpload/Upload.ts`). */
export const PART_BYTES = 10_000_000;

/** The most parts that this server chooses. Each costs some 400 tokens of an answer for its address and headers. */
const MAX_CHOSEN_PARTS = 16;
/** Larger parts have whole millions of bytes, so that a person can say their size. */
const PART_STEP_BYTES = 1_000_000;

/** Limits of Amazon S3, where Polar keeps files: a part, a part that isn't the last, and the UTF-8 of an object's key. */
const MAX_PART_BYTES = 5 * 1024 ** 3;
const MIN_PART_BYTES = 5 * 1024 ** 2;
const MAX_KEY_BYTES = 1024;
/** Before the name, a key has the service, the organization's id and the file's id, with a slash after each. */
const IDS_IN_KEY_BYTES = 2 * 36 + 3;

/** The room for the parts in an answer, and what each takes of it beside the name, which its address has percent-encoded. */
const ANSWER_CHARACTERS = 44_000;
const PART_CHARACTERS = 1200;

/** SHA-256 in base64. */
const CHECKSUM = /^[A-Za-z\d+/]{43}=$/;

/** One part of an upload: bytes of the file from `chunk_start` up to, and not including, `chunk_end`. */
export interface UploadPart {
  number: number;
  chunk_start: number;
  chunk_end: number;
}

/**
 * Cuts a file into the parts of its upload.
 *
 * @param size of the file, in bytes
 */
export function partsOf(size: number): UploadPart[] {
  const bytes = partSizeOf(size);
  return Array.from({ length: Math.ceil(size / bytes) }, (_, i) => ({
    number: i + 1,
    chunk_start: i * bytes,
    chunk_end: Math.min(size, (i + 1) * bytes),
  }));
}

function partSizeOf(size: number): number {
  if (size <= PART_BYTES * MAX_CHOSEN_PARTS) return PART_BYTES;
  return Math.ceil(size / MAX_CHOSEN_PARTS / PART_STEP_BYTES) * PART_STEP_BYTES;
}

const isSize = (size: unknown): size is number => Number.isSafeInteger(size) && (size as number) > 0;
/** The largest file whose parts the store takes, with their size a whole million of bytes. */
const largest = Math.floor(MAX_PART_BYTES / PART_STEP_BYTES) * PART_STEP_BYTES * MAX_CHOSEN_PARTS;

/**
 * Completes the body of an upload: its parts, from the size, and the one part's checksum, which is that of the file. A body whose size
 * can't be used gets no parts, because its size is what is wrong.
 */
export function withUploadParts(body: JsonObject): JsonObject {
  const { size, upload = {}, checksum_sha256_base64: whole } = body;
  if (!isJsonObject(upload)) return body;
  const { parts: given = [] } = upload;
  if (!Array.isArray(given)) return body;
  const planned = isSize(size) && size <= largest ? partsOf(size) : [];
  const isPlanned = given.length === 0 || given.length === planned.length;
  const ofFile = planned.length === 1 && isGiven(whole) ? { checksum_sha256_base64: whole } : {};
  const start = given.length === 0 ? planned.map(() => ofFile) : given;
  const parts = start.map((part: unknown, i) => {
    if (!isJsonObject(part)) return part;
    // Empty parts are refused below, with the right number of parts.
    const planOf = isPlanned ? planned[i] : { number: i + 1, chunk_start: 0, chunk_end: 0 };
    return { ...planOf, ...part };
  });
  return { ...body, upload: { ...upload, parts } };
}

/**
 * Finds what would make an upload dead: Polar begins it, and its store for files then refuses the bytes or their joining, for which
 * Polar crashes. Polar begins each upload with SHA-256, so each part needs its checksum.
 *
 * @param body complete, as `withUploadParts` makes it
 */
export function uploadProblems(body: JsonObject): FieldError[] {
  const { name, service, size, checksum_sha256_base64: whole } = body;
  if (typeof name !== 'string' || name === '') return [{ path: 'name', message: 'Expected a name for the file' }];
  const keyBytes = IDS_IN_KEY_BYTES + new TextEncoder().encode(`${service}${name}`).length;
  if (keyBytes > MAX_KEY_BYTES) {
    return [
      { path: 'name', message: `Expected a shorter name: it is ${keyBytes - MAX_KEY_BYTES} bytes of UTF-8 too long` },
    ];
  }
  if (!isSize(size)) return [{ path: 'size', message: 'Expected the number of bytes, at least 1' }];
  if (isGiven(whole) && !isChecksum(whole)) return [{ path: 'checksum_sha256_base64', message: NO_CHECKSUM }];
  const parts = ((body.upload as JsonObject | undefined)?.parts ?? []) as (UploadPart & JsonObject)[];
  return rangeProblem(parts, size, name) ?? checksumProblems(parts, size);
}

const NO_CHECKSUM = 'Expected a SHA-256 in base64: 44 characters, of which the last is =';
const isGiven = (value: unknown) => value !== undefined && value !== null;
const isChecksum = (value: unknown) => typeof value === 'string' && CHECKSUM.test(value);

/** Parts are numbered from 1 and cover the file without a gap. */
function rangeProblem(parts: readonly UploadPart[], size: number, name: string): FieldError[] | undefined {
  const problem = (message: string) => [{ path: 'upload.parts', message }];
  if (size > largest) return [{ path: 'size', message: `Expected at most ${largest} bytes` }];
  const most = Math.max(1, Math.floor(ANSWER_CHARACTERS / (PART_CHARACTERS + encodeURIComponent(name).length)));
  const planned = partsOf(size);
  if (parts.length > most) {
    return problem(
      `The addresses of at most ${most} parts fit into an answer, and these are ${parts.length}. ${planSaid(planned)}`,
    );
  }
  let end = 0;
  for (const [i, part] of parts.entries()) {
    const bytes = part.chunk_end - part.chunk_start;
    const isLast = i === parts.length - 1;
    const isRight = part.number === i + 1 && part.chunk_start === end && bytes > 0 && bytes <= MAX_PART_BYTES;
    if (!isRight || (!isLast && bytes < MIN_PART_BYTES))
      return problem(`Part ${i + 1} is not the next of the file. ${planSaid(planned)}`);
    end = part.chunk_end;
  }
  return end === size ? undefined : problem(`They don't cover the file's ${size} bytes. ${planSaid(planned)}`);
}

function planSaid(planned: readonly UploadPart[]): string {
  const [first, ...others] = planned;
  if (others.length === 0) return 'Leave `upload` out: this file is one part';
  const last = planned.at(-1) as UploadPart;
  return `This file has ${planned.length} parts of ${first?.chunk_end} bytes, the last of ${last.chunk_end - last.chunk_start}: give upload.parts with the checksum_sha256_base64 of each in order, and nothing else`;
}

function checksumProblems(parts: readonly JsonObject[], size: number): FieldError[] {
  const lacking = parts.findIndex(({ checksum_sha256_base64: checksum }) => !isGiven(checksum));
  if (lacking >= 0) {
    const message = 'Required: Polar’s store for files takes no bytes without it';
    if (parts.length === 1)
      return [{ path: 'checksum_sha256_base64', message: `${message}. The SHA-256 of the file, base64` }];
    return [{ path: 'upload.parts', message: `${message}. ${planSaid(partsOf(size))}` }];
  }
  return parts.flatMap(({ checksum_sha256_base64: checksum }, i) =>
    isChecksum(checksum) ? [] : [{ path: `upload.parts[${i}].checksum_sha256_base64`, message: NO_CHECKSUM }],
  );
}

/**
 * Finds what would make the joining of an upload's parts fail. The store wants each part's checksum again, because Polar begins each
 * upload with SHA-256.
 */
export function joiningProblems({ parts }: JsonObject): FieldError[] {
  const all = (parts ?? []) as (Pick<UploadPart, 'number'> & {
    checksum_etag: string;
    checksum_sha256_base64: unknown;
  })[];
  if (all.length === 0) return [{ path: 'parts', message: 'Expected each part of the upload, at least one' }];
  return all.flatMap(({ number, checksum_etag: etag, checksum_sha256_base64: checksum }, i) => {
    if (number < 1 || number <= (all[i - 1]?.number ?? 0)) {
      return [
        { path: `parts[${i}].number`, message: 'Expected the numbers of the parts, from 1, in order and each once' },
      ];
    }
    if (etag.trim() === '')
      return [{ path: `parts[${i}].checksum_etag`, message: 'Expected the ETag header of the answer to the PUT' }];
    if (isChecksum(checksum)) return [];
    return [
      {
        path: `parts[${i}].checksum_sha256_base64`,
        message: 'Expected the checksum with which start_file_upload announced this part',
      },
    ];
  });
}
