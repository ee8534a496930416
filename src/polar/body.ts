import { csvParseRows } from 'd3-dsv';
import { sizeOfJson } from '../lib/json.ts';
import { trimEndZeros } from '../lib/money.ts';
import { type BudgetReader, ReadBudget } from '../lib/read-budget.ts';

/**
 * The largest answer that is read. The largest pages, of 100 things, have half a megabyte, and an export of a shop
 * with 40,000 orders fits. As data it takes five times as much, and all of it must fit into the 128 MB of an isolate.
 */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/**
 * The most bytes of answers that an isolate reads at once. Large answers wait for their turn. In memory, text may take twice its
 * bytes, beside the data of the answer that is being processed.
 */
export const ANSWERS_BUDGET_BYTES = 8 * 1024 * 1024;

/** The part of each answer that the budget doesn't count, so small answers never wait. A thousand of them are 16 MB. */
export const SMALL_ANSWER_BYTES = 16 * 1024;

/** An answer without a length takes this much of the budget at a time. Most pages of 100 things fit. */
export const BUDGET_STEP_BYTES = 1024 * 1024;

/** The most values of an answer in JSON. One takes up to 370 bytes as data and in the result. */
export const MAX_ANSWER_VALUES = 200_000;
/** The most cells of an answer in CSV; each line counts as one more. An export of 40,000 orders has 640,000, of 13 bytes each. */
export const MAX_ANSWER_CELLS = 700_000;

/** Polar's answer has more bytes, values or cells than the limits. The rest of it was not read. */
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
export interface ReadOptions {
  /** Whether it may wait until others are read. The answer to a change may not: it says that the change was made. */
  mayWait: boolean;
  /** When it must have been read, in milliseconds since 1970. */
  deadline: number;
  /** Ends a wait. Reading itself ends by the signal given to fetch. */
  signal: AbortSignal;
  /** Gets the number of bytes that have arrived so far. */
  onReceived?: ((bytes: number) => void) | undefined;
  /** Default: the budget of this isolate. */
  budget?: ReadBudget;
}

/** By default, workerd reads 4 kB at a time, which takes a third more CPU. */
const FIRST_READ_BYTES = 4 * 1024;
const READ_BYTES = 64 * 1024;

const answersBudget = new ReadBudget(ANSWERS_BUDGET_BYTES);

/**
 * Makes a response read its text and JSON within the limits. It refuses an answer that is too large and reads no further.
 * A large answer waits for its turn before its body is read.
 *
 * @returns the response itself. Its text rejects with AnswerTooLarge, or with the signal's reason when the wait was too
 *   long. A refusal of Polar's that is too large has an empty text instead, because its status says enough
 */
export function withReadLimits(response: Response, reading: ReadOptions): Response {
  const text = () => readText(response, reading);
  return Object.assign(response, { text, json: async () => JSON.parse(await text()) });
}

async function readText(response: Response, reading: ReadOptions): Promise<string> {
  const { body, status } = response;
  const length = lengthOf(response.headers);
  if (body === null) return '';
  if (length !== undefined && length <= SMALL_ANSWER_BYTES && !reading.onReceived) {
    return Response.prototype.text.call(response);
  }
  const reader = body.getReader({ mode: 'byob' });
  const budgetShare = new BudgetShare(reading);
  try {
    if (length !== undefined && length > MAX_ANSWER_BYTES) throw new AnswerTooLarge(status);
    // One byte more, because reading the end needs a free byte.
    if (length !== undefined) await budgetShare.growTo(length + 1);
    const text = await collect(reader, budgetShare, status, reading.onReceived);
    const excess = excessOf(text);
    if (excess !== undefined) throw new AnswerTooLarge(status, excess);
    return text;
  } catch (error) {
    await reader.cancel().catch(() => {});
    if (error instanceof AnswerTooLarge && !response.ok) return '';
    throw error;
  } finally {
    budgetShare.giveBack();
  }
}

/** Describes how a text exceeds the limits; undefined within them. A comma within a cell counts as if it ended one. */
function excessOf(text: string): string | undefined {
  // Each value has at least one character, so most answers need no counting.
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

/** Decodes bytes as they arrive, so that memory holds one copy of them. */
async function collect(
  reader: ReadableStreamBYOBReader,
  budgetShare: BudgetShare,
  status: number,
  onReceived: ReadOptions['onReceived'],
): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let received = 0;
  let buffer: ArrayBufferLike | undefined;
  for (;;) {
    if (received === budgetShare.bytes) {
      buffer = undefined;
      await budgetShare.growTo(received + BUDGET_STEP_BYTES);
    }
    // Buffers grow with what has arrived, so that a thousand bodies that have just begun, or stall, hold little.
    const size = Math.min(Math.max(received, FIRST_READ_BYTES), READ_BYTES);
    if (buffer === undefined || buffer.byteLength < size) buffer = new ArrayBuffer(size);
    const free = Math.min(buffer.byteLength, budgetShare.bytes - received);
    const { done, value } = await reader.read(new Uint8Array(buffer, 0, free));
    if (done) return text + decoder.decode();
    received += value.byteLength;
    if (received > MAX_ANSWER_BYTES) throw new AnswerTooLarge(status);
    onReceived?.(received);
    text += decoder.decode(value, { stream: true });
    buffer = value.buffer;
  }
}

/** The bytes that one answer may hold: as many as a small one needs, and the rest out of the budget. */
class BudgetShare {
  bytes = SMALL_ANSWER_BYTES;
  #reader: BudgetReader | undefined;

  constructor(private readonly reading: ReadOptions) {}

  /** @throws the signal's reason */
  async growTo(bytes: number): Promise<void> {
    if (bytes <= this.bytes) return;
    const { budget = answersBudget, deadline, mayWait, signal } = this.reading;
    this.#reader ??= budget.enter(deadline);
    if (mayWait) await this.#reader.waitFor(bytes - this.bytes, signal);
    else this.#reader.take(bytes - this.bytes);
    this.bytes = bytes;
  }

  giveBack(): void {
    this.#reader?.leave();
  }
}

/** The length of the body as it is read. A compressed body doesn't say it. */
function lengthOf(headers: Headers): number | undefined {
  const length = Number(headers.get('Content-Length') ?? Number.NaN);
  return Number.isSafeInteger(length) && !headers.has('Content-Encoding') ? length : undefined;
}

/**
 * Numbers that a double may not hold: 16 characters of digits, or an exponent of three digits that ends where a number does,
 * because UUIDs have parts like 1e345. V8 is quickest with two patterns, and with a count in two parts.
 */
const LONG_DIGITS = /(?:^|[[:,\s])-?\d[\d.]{3}[\d.]{12}/;
const LONG_EXPONENT = /\d[eE][+-]?\d{3,}(?![^,\]}\s])/;
/** Valid JSON has digits in strings and numbers alone. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/**
 * Parses JSON without changing a number. A whole number beyond 2^53-1, as an id of 64 bits in metadata, becomes a string of
 * the same characters, and so does a decimal whose value a double would not keep.
 *
 * @returns undefined for empty text, which is no JSON
 * @throws {SyntaxError} as JSON.parse
 */
export function readJson(text: string): unknown {
  if (text === '') return undefined;
  // The replacement below is right for valid JSON alone, so this comes first.
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
  const significant = trimEndZeros(digits);
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

/** Whether a text can't be a table, because it begins as a page or JSON and not with names of columns. */
export const isNotCsv = (text: string) => /^\uFEFF?\s*[<{[]/.test(text);

export interface Table {
  columns: string[];
  rows: string[][];
}

/**
 * Reads CSV (RFC 4180) with a line of column names. Rows keep the cells they have, fewer or more than there are columns.
 *
 * @param text with or without a byte order mark
 * @returns no columns for an empty text
 */
export function readCsv(text: string): Table {
  const [columns = [], ...rows] = csvParseRows(text.replace(/^\uFEFF/, ''));
  return { columns, rows };
}
