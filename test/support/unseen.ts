/** Said apart from the code: what no writing needs, as first and last code point. */
const NEVER_LEFT: [number, number][] = [
  [0x00, 0x08],
  [0x0b, 0x0c],
  [0x0e, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xf8ff],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xfffe, 0xffff],
  [0xe0000, 0xe001f],
  [0xe0120, 0xe0fff],
  [0xf0000, 0x10ffff],
];

/** Lists the invisible characters of a text, by their numbers. */
export function neverLeft(text: string): string[] {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  return codes
    .filter((code) => NEVER_LEFT.some(([from, to]) => code >= from && code <= to))
    .map((code) => code.toString(16));
}
