import * as fc from 'fast-check';
import { HOSTILE } from './hostile.ts';

/** Text of any length, also with what can't be seen and with characters of several code points. */
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE.map((one) => one.text)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('x', '"', '😀', '👨‍👩‍👧', 'é', '\u202E', '\uD83D', '字', '\\'), fc.nat(30_000))
      .map(([piece, count]) => piece.repeat(count)),
  },
);

const name = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'about', 'items', 'next', 'length') },
  { weight: 1, arbitrary: text },
);

/** Objects in each other: `width` fields at each of `levels`. */
export function nested(levels: number, width: number): unknown {
  return levels === 0
    ? 1
    : Object.fromEntries(Array.from({ length: width }, (_, i) => [`field_${i}`, nested(levels - 1, width)]));
}

const deep = fc.nat(300).map((levels) => nested(levels, 1));
const wide = fc.nat(5000).map((width) => nested(1, width));
const bushy = fc.integer({ min: 2, max: 20 }).map((width) => nested(3, width));
const long = fc.nat(20_000).map((length) => Array.from({ length }, (_, i) => i));

/** Any JSON that people may store in a field of theirs. */
export const stored: fc.Arbitrary<unknown> = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(
        text,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
      ),
      fc.array(tie('value'), { maxLength: 6 }),
      fc.array(fc.tuple(name, tie('value')), { maxLength: 8 }).map((entries) => Object.fromEntries(entries)),
      deep,
      wide,
      bushy,
      long,
    ),
  }))
  // JSON, in which it is sent, has no -0.
  .value.map((value) => JSON.parse(JSON.stringify(value)));
