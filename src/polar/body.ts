import Papa from 'papaparse';
import { sizeOfJson } from '../lib/json.ts';
import { withoutEndZeros } from '../lib/money.ts';
import { type Place, Room } from '../lib/read-budget.ts';

/**
 * How large an answer of Polar's may be. The largest pages, of 100 things, have half a megabyte, and an export of a shop
 * with 40,000 orders fits. As data it takes five times as much, and all of it must fit into the 128 MB of an isolate.
 */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/**
 * How much of Polar's answers an isolate reads at once: large ones wait for their turn. In memory, text may take twice its
 * bytes, beside the data of the one that is being looked through.
 */
export const ANSWERS_ROOM_BYTES = 8 * 1024 * 1024;

/** An answer that small waits for nobody, nor does the beginning of a larger one: a thousand of them are 16 MB. */
export const SMALL_ANSWER_BYTES = 16 * 1024;

/** How much room is asked for at once for an answer that doesn't say how large it is: most pages of 100 things fit. */
export const ANSWER_SHARE_BYTES = 1024 * 1024;

/** How many values an answer in JSON may hold. One takes up to 370 bytes as data and as what is shown of it. */
export const MAX_ANSWER_VALUES = 200_000;
/** How many cells one in CSV may, each line counted as one more. An export of 40,000 orders has 640,000, of 13 bytes each. */
export const MAX_ANSWER_CELLS = 700_000;

/** Polar's answer is larger than MAX_ANSWER_BYTES, of which the rest was not read, or holds too much. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';

  /**
   * @param status Polar's
   * @param excess completes "Polar's answer …"
   */
  constructor(
    readonly status: number,
    readonly excess = `is larger than ${MAX_ANSWER_BYTES / 1024 / 1024} MiB`,
  ) {
    super('The answer is too large');
  }
}

/** How an answer is read. */
export interface Reading {
  /** Whether it may wait until others are read. The answer to a change is small, and must be known when it was made. */
  mayWait: boolean;
  /** When it must have been read, in milliseconds since 1970. */
  deadline: number;
  /** Ends a wait: of reading itself it is fetch's. */
  signal: AbortSignal;
  /** Hears how many bytes have arrived so far. */
  onReceived?: ((bytes: number) => void) | undefined;
  /** Default: what all answers of this isolate share. */
  room?: Room;
}

/** By default, workerd gives 4 kB at a time, which takes a third more of its time. */
const FIRST_READ_BYTES = 4 * 1024;
const READ_BYTES = 64 * 1024;

const answersRoom = new Room(ANSWERS_ROOM_BYTES);

/**
 * An answer whose text and JSON are read within the limits: one that is too large is refused and not read further, and
 * large ones wait for their turn with their bodies left where they are.
 *
 * @returns the response itself. Its text rejects with AnswerTooLarge, but for a refusal of Polar's, of which only the words
 *   are lost; and with the signal's reason when the wait was too long
 */
export function bounded(response: Response, reading: Reading): Response {
  const text = () => readText(response, reading);
  return Object.assign(response, { text, json: async () => JSON.parse(await text()) });
}

async function readText(response: Response, reading: Reading): Promise<string> {
  const { body, status } = response;
  const length = lengthOf(response.headers);
  if (body === null) return '';
  if (length !== undefined && length <= SMALL_ANSWER_BYTES && !reading.onReceived) {
    return Response.prototype.text.call(response);
  }
  const reader = body.getReader({ mode: 'byob' });
  const share = new Share(reading);
  try {
    if (length !== undefined && length > MAX_ANSWER_BYTES) throw new AnswerTooLarge(status);
    // One more: the end is read too.
    if (length !== undefined) await share.growTo(length + 1);
    const text = await collect(reader, share, status, reading.onReceived);
    const excess = excessOf(text);
    if (excess !== undefined) throw new AnswerTooLarge(status, excess);
    return text;
  } catch (error) {
    await reader.cancel().catch(() => {});
    if (error instanceof AnswerTooLarge && !response.ok) return '';
    throw error;
  } finally {
    share.giveBack();
  }
}

/** Says that a text holds more than may be made of it. A comma within a cell counts as if it ended one. */
function excessOf(text: string): string | undefined {
  // Each value has a character at least, so most answers aren't looked through.
  if (text.length <= MAX_ANSWER_VALUES) return undefined;
  const isJson = /^\s*[[{]/.test(text);
  const [count, most, things] = isJson
    ? [sizeOfJson(text).values, MAX_ANSWER_VALUES, 'values']
    : [cellsIn(text), MAX_ANSWER_CELLS, 'cells'];
  return count > most ? `holds more than ${most} ${things}` : undefined;
}

function cellsIn(csv: string): number {
  let cells = 1;
  for (let i = 0; i < csv.length; i++) {
    const code = csv.charCodeAt(i);
    if (code === COMMA) cells++;
    else if (code === NEWLINE || code === RETURN) cells += 2;
  }
  return cells;
}

const [COMMA, NEWLINE, RETURN] = [0x2c, 0x0a, 0x0d];

/** Bytes become text as they come, so that there is one copy of them. */
async function collect(
  reader: ReadableStreamBYOBReader,
  share: Share,
  status: number,
  onReceived: Reading['onReceived'],
): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let received = 0;
  let buffer: ArrayBufferLike | undefined;
  for (;;) {
    if (received === share.bytes) {
      buffer = undefined;
      await share.growTo(received + ANSWER_SHARE_BYTES);
    }
    // As much at once as there is already: a thousand bodies that begin, or stall there, hold little.
    const size = Math.min(Math.max(received, FIRST_READ_BYTES), READ_BYTES);
    if (buffer === undefined || buffer.byteLength < size) buffer = new ArrayBuffer(size);
    const free = Math.min(buffer.byteLength, share.bytes - received);
    const { done, value } = await reader.read(new Uint8Array(buffer, 0, free));
    if (done) return text + decoder.decode();
    received += value.byteLength;
    if (received > MAX_ANSWER_BYTES) throw new AnswerTooLarge(status);
    onReceived?.(received);
    text += decoder.decode(value, { stream: true });
    buffer = value.buffer;
  }
}

/** What one answer may hold: of its own what a small one needs, and all else of the room. */
class Share {
  bytes = SMALL_ANSWER_BYTES;
  #place: Place | undefined;

  constructor(private readonly reading: Reading) {}

  /** @throws the signal's reason */
  async growTo(bytes: number): Promise<void> {
    if (bytes <= this.bytes) return;
    const { room = answersRoom, deadline, mayWait, signal } = this.reading;
    this.#place ??= room.enter(deadline);
    if (mayWait) await this.#place.waitFor(bytes - this.bytes, signal);
    else this.#place.take(bytes - this.bytes);
    this.bytes = bytes;
  }

  giveBack(): void {
    this.#place?.leave();
  }
}

/** Of the body as it is read: what is compressed has another. */
function lengthOf(headers: Headers): number | undefined {
  const length = Number(headers.get('Content-Length') ?? Number.NaN);
  return Number.isSafeInteger(length) && !headers.has('Content-Encoding') ? length : undefined;
}

/**
 * A number, hardly in a string, that may be more than a double holds: 16 characters of digits, or an exponent of three that
 * ends where a number does, as UUIDs have parts like 1e345. They are two, and one counts in two parts, as V8 is quickest so.
 */
const LONG_DIGITS = /(?:^|[[:,\s])-?\d[\d.]{3}[\d.]{12}/;
const LONG_EXPONENT = /\d[eE][+-]?\d{3,}(?![^,\]}\s])/;
/** In valid JSON, digits stand in strings and in numbers alone. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/**
 * `JSON.parse` that changes no number: a whole number beyond 2^53-1, as an id of 64 bits in metadata, and a decimal of
 * which a double would not keep the value, come as strings of the same characters.
 *
 * @returns undefined for empty text, which is no JSON
 * @throws {SyntaxError} as JSON.parse
 */
export function readJson(text: string): unknown {
  if (text === '') return undefined;
  // Also where there are long numbers: what is read below must be known to be JSON.
  const value: unknown = JSON.parse(text);
  const mayLose = LONG_DIGITS.test(text) || LONG_EXPONENT.test(text);
  return mayLose ? JSON.parse(text.replace(STRING_OR_NUMBER, keepDigits)) : value;
}

function keepDigits(token: string): string {
  return token.startsWith('"') || isKept(token) ? token : `"${token}"`;
}

function isKept(token: string): boolean {
  const value = Number(token);
  if (/^-?\d+$/.test(token)) return Number.isSafeInteger(value);
  return normalForm(String(value)) === normalForm(token);
}

/** The value of a decimal, written in one way: its digits without zeros around them, and where the point is. */
function normalForm(decimal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(decimal) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = withoutEndZeros(digits);
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

/** Whether a text can't be a table: its first line would be names of columns, and is a page or JSON. */
export const isNoCsv = (text: string) => /^\uFEFF?\s*[<{[]/.test(text);

export interface Table {
  columns: string[];
  rows: string[][];
}

/**
 * Reads CSV (RFC 4180) with a line of column names. Rows keep the cells they have, fewer or more than there are columns.
 *
 * @param text with or without a byte order mark, and with any line ends, which are those behind the names
 * @returns no columns for an empty text
 */
export function readCsv(text: string): Table {
  const lines = text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '');
  if (lines === '') return { columns: [], rows: [] };
  // Both named, because they would be guessed from what is in the cells, where strangers write.
  const [newline] = (/\r\n|\n|\r/.exec(lines) ?? []) as ['\r\n' | '\n' | '\r'] | [];
  const [columns = [], ...rows] = Papa.parse<string[]>(lines, { delimiter: ',', ...(newline && { newline }) }).data;
  return { columns, rows };
}
