import { bad, good, type Loc, type Result } from './result.ts';

/** The lengths of a UUID's groups between its hyphens. */
const GROUPS = [8, 4, 4, 4, 12];
const FORMS = [
  /^([0-9a-f]{32})$/i,
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i,
  /^\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}$/i,
  /^urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i,
];

/** A UUID in any of its written forms, as the hyphenated one; `version` is the one that is wanted. */
export function toUuid(value: unknown, loc: Loc, version?: number): Result {
  if (typeof value !== 'string')
    return bad('uuid_type', loc, 'UUID input should be a string, bytes or UUID object', value);
  const digits = FORMS.map((form) => form.exec(value)?.[1])
    .find((found) => found !== undefined)
    ?.replaceAll('-', '');
  if (digits === undefined) {
    const error = faultOf(value);
    return bad('uuid_parsing', loc, `Input should be a valid UUID, ${error}`, value, { error });
  }
  if (version !== undefined && digits.charAt(12) !== String(version)) {
    return bad('uuid_version', loc, `UUID version ${version} expected`, value, { expected_version: version });
  }
  return good(digits.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
}

/**
 * Why a text is no UUID, by the same steps as the parser that Polar's validator uses: first a foreign character, then
 * the number of groups, then the first group of a wrong length. Places are counted from 1, groups from 0.
 *
 * @see https://docs.rs/uuid/latest/uuid/struct.Error.html
 */
function faultOf(text: string): string {
  const braced = /^\{(.*)\}$/s.exec(text)?.[1];
  const prefixed = text.startsWith('urn:uuid:') ? text.slice('urn:uuid:'.length) : undefined;
  const inner = braced ?? prefixed ?? text;
  const offset = braced !== undefined ? 1 : prefixed !== undefined ? 'urn:uuid:'.length : 0;
  let bytes = 0;
  const hyphens: number[] = [];
  for (const character of inner) {
    if (character === '-') hyphens.push(bytes);
    else if (!/^[0-9a-f]$/i.test(character)) {
      // A character of several bytes is counted from 0.
      const at = bytes + offset + (character.charCodeAt(0) < 128 ? 1 : 0);
      return `invalid character: found \`${character}\` at ${at}`;
    }
    bytes += Buffer.byteLength(character);
  }
  if (hyphens.length === 0 && offset === 0) {
    return `invalid length: expected length 32 for simple format, found ${bytes}`;
  }
  if (hyphens.length !== 4) return `invalid group count: expected 5, found ${hyphens.length + 1}`;
  let start = 0;
  for (const [group, expected] of GROUPS.entries()) {
    const length = (hyphens[group] ?? text.length) - start;
    if (length !== expected) return `invalid group length in group ${group}: expected ${expected}, found ${length}`;
    start += expected + 1;
  }
  return 'invalid UUID';
}
