import { encodeBase64, encodeBase64Url } from 'hono/utils/encode';

export type Kind =
  /** Polar's tokens, pasted tokens, and this server's secret at Polar. */
  | 'polar'
  /** The tokens that clients get. */
  | 'mcp'
  /** The secret of an MCP client. */
  | 'client'
  /** Keys, and PKCE verifiers. */
  | 'key'
  /** Authorization codes, Polar's and ours. */
  | 'code'
  /** States, and handles of forms. */
  | 'handle'
  | 'cookie'
  /** The cookie that binds a login to a browser. It is the name of the login's record, which only its handle opens. */
  | 'binding'
  /** The token that confirms a write. */
  | 'confirmation'
  /** Names and addresses of people. */
  | 'person';

/** A shorter text could be found by chance. */
const MIN_CHARACTERS = 8;
const MIN_PART_CHARACTERS = 16;

/** Secret values, each in every encoding in which it may hide in a text. */
export class Secrets {
  readonly #known = new Map<string, { kind: Kind; what: string; forms: string[] }>();

  add(kind: Kind, what: string, value: string | Uint8Array): void {
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    const text = latin1(bytes);
    if (text.length < MIN_CHARACTERS || this.#known.has(text)) return;
    const parts = typeof value === 'string' ? partsOf(value) : [];
    const forms = [bytes, ...parts.map((part) => new TextEncoder().encode(part))].flatMap(formsOf);
    this.#known.set(text, { kind, what, forms: [...new Set(forms)] });
  }

  /** How many secrets of a kind there are. */
  count(kind: Kind): number {
    return [...this.#known.values()].filter((one) => one.kind === kind).length;
  }

  /** The names of the secrets of these kinds that a text has in it. */
  foundIn(text: string, kinds: readonly Kind[]): string[] {
    const found = [...this.#known.values()].filter(
      ({ kind, forms }) => kinds.includes(kind) && forms.some((form) => text.includes(form)),
    );
    return [...new Set(found.map(({ what }) => what))];
  }
}

/** Decodes bytes to one character each, so that ASCII stays as it is and other bytes can be found too. */
export const latin1 = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/**
 * The secret parts of a value: what follows `userId:grantId:` in this server's tokens, what follows the prefix in Polar's, and the
 * payload and signature of a JWT.
 */
function partsOf(value: string): string[] {
  const [, afterPrefix = ''] = /^polar_[a-z]+_(?:[a-z]_)?(.+)$/.exec(value) ?? [];
  const afterIds = value.split(':').length === 3 ? (value.split(':')[2] ?? '') : '';
  const ofJwt = value.startsWith('eyJ') ? value.split('.').slice(1) : [];
  return [afterPrefix, afterIds, ...ofJwt].filter((part) => part.length >= MIN_PART_CHARACTERS);
}

function formsOf(bytes: Uint8Array): string[] {
  const text = latin1(bytes);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const escaped = [encodeURIComponent(text), String(new URLSearchParams({ '': text })).slice(1)];
  return [text, ...escaped, hex, hex.toUpperCase(), ...inBase64(bytes)];
}

/** Encodes bytes as they look inside a longer base64 text: they may begin at each of three places in a group of three bytes. */
function inBase64(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const shifted = new Uint8Array(offset + bytes.length);
    shifted.set(bytes, offset);
    const [start, end] = [Math.ceil((offset * 8) / 6), Math.floor((shifted.length * 8) / 6)];
    return [encodeBase64, encodeBase64Url].map((encode) => encode(shifted.buffer).slice(start, end));
  });
}
