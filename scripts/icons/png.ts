import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG with a palette has at most this many colours. */
const MAX_COLOURS = 256;

/** Nobody sees the difference of colours that are nearer, as a distance of their channels (0 to 255 each). */
const MIN_DISTANCE = 40;

/**
 * Encodes a square picture of few colours as a PNG with a palette (PNG specification, sections 5 and 11), which is half as large as
 * the one that Chromium writes. A colour that is near a more frequent one becomes that.
 *
 * @param rgba four bytes for each pixel
 */
export function encodePng(rgba: Buffer, pixels: number): Buffer {
  const palette = coloursOf(rgba);
  const rows = Buffer.alloc((pixels + 1) * pixels);
  const known = new Map<number, number>();
  for (let i = 0; i < pixels * pixels; i++) {
    const colour = rgba.readUInt32BE(4 * i);
    const index = known.get(colour) ?? nearest(palette, colour);
    known.set(colour, index);
    // Each row begins with the number of its filter, here 0.
    rows[i + Math.floor(i / pixels) + 1] = index;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => channels(colour).slice(0, 3)))),
    chunk('tRNS', Buffer.from(palette.map((colour) => colour & 0xff))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most frequent colours that differ visibly, as 0xRRGGBBAA. */
function coloursOf(rgba: Buffer): number[] {
  const counts = new Map<number, number>();
  for (let i = 0; i < rgba.length; i += 4) {
    const colour = rgba.readUInt32BE(i);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette: number[] = [];
  for (const [colour] of [...counts].sort(([, a], [, b]) => b - a))
    if (palette.every((other) => distance(other, colour) >= MIN_DISTANCE)) palette.push(colour);
  return palette.slice(0, MAX_COLOURS);
}

function nearest(palette: readonly number[], colour: number): number {
  const distances = palette.map((other) => distance(other, colour));
  return distances.indexOf(Math.min(...distances));
}

function distance(one: number, other: number): number {
  const others = channels(other);
  return Math.hypot(...channels(one).map((channel, i) => channel - (others[i] ?? 0)));
}

const channels = (colour: number) => [colour >>> 24, (colour >>> 16) & 0xff, (colour >>> 8) & 0xff, colour & 0xff];

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
