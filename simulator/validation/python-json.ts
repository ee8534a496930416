/** The place and the reason of a refusal by Python's `json`. Places are counted in characters from 0. */
export class JsonFault extends Error {
  readonly reason: string;
  readonly at: number;

  constructor(reason: string, at: number) {
    super(`${reason} at ${at}`);
    this.reason = reason;
    this.at = at;
  }
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Python takes the last three, which JSON doesn't have. */
const WORDS: [string, unknown][] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];
const ESCAPES: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * Parses as Python does, which differs from JavaScript in what it says of a fault, and in taking `NaN`.
 *
 * @see https://docs.python.org/3/library/json.html#json.JSONDecodeError
 */
export function parsePythonJson(text: string): unknown {
  const parser = new Parser(text);
  const value = parser.value();
  parser.space();
  if (parser.at < text.length) throw new JsonFault('Extra data', parser.at);
  return value;
}

class Parser {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
    this.space();
  }

  space(): void {
    this.#match(SPACE);
  }

  value(): unknown {
    const next = this.#text[this.at];
    if (next === '{') return this.#object();
    if (next === '[') return this.#array();
    if (next === '"') return this.#string();
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    const number = this.#match(NUMBER);
    if (number === undefined) throw new JsonFault('Expecting value', this.at);
    return Number(number);
  }

  #object(): unknown {
    const entries: [string, unknown][] = [];
    this.at += 1;
    this.space();
    if (this.#skip('}')) return {};
    for (;;) {
      if (this.#text[this.at] !== '"') {
        throw new JsonFault('Expecting property name enclosed in double quotes', this.at);
      }
      const name = this.#string();
      this.space();
      if (!this.#skip(':')) throw new JsonFault("Expecting ':' delimiter", this.at);
      this.space();
      entries.push([name, this.value()]);
      this.space();
      if (this.#skip('}')) return Object.fromEntries(entries);
      this.#comma('}', 'object');
    }
  }

  #array(): unknown[] {
    const items: unknown[] = [];
    this.at += 1;
    this.space();
    if (this.#skip(']')) return items;
    for (;;) {
      items.push(this.value());
      this.space();
      if (this.#skip(']')) return items;
      this.#comma(']', 'array');
    }
  }

  #comma(end: string, kind: string): void {
    const comma = this.at;
    if (!this.#skip(',')) throw new JsonFault("Expecting ',' delimiter", comma);
    this.space();
    if (this.#text[this.at] === end) throw new JsonFault(`Illegal trailing comma before end of ${kind}`, comma);
  }

  #string(): string {
    const start = this.at;
    this.at += 1;
    let result = '';
    for (;;) {
      const character = this.#text[this.at];
      if (character === undefined) throw new JsonFault('Unterminated string starting at', start);
      if (character < ' ') throw new JsonFault('Invalid control character at', this.at);
      this.at += 1;
      if (character === '"') return result;
      result += character === '\\' ? this.#escape() : character;
    }
  }

  #escape(): string {
    const character = this.#text[this.at] ?? '';
    if (character === 'u') {
      const digits = /^[0-9a-f]{4}/i.exec(this.#text.slice(this.at + 1))?.[0];
      if (digits === undefined) throw new JsonFault('Invalid \\uXXXX escape', this.at);
      this.at += 5;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const escaped = ESCAPES[character];
    if (escaped === undefined) throw new JsonFault('Invalid \\escape: ', this.at - 1);
    this.at += 1;
    return escaped;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  #skip(character: string): boolean {
    if (this.#text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }
}
