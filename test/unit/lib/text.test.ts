import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markInvisible, quote, safePrefix, sanitize, truncate } from '../../../src/lib/text.ts';
import { HOSTILE } from '../../support/hostile.ts';
import { neverLeft } from '../../support/unseen.ts';

const TEXAS = '🏴\u{E0075}\u{E0073}\u{E0074}\u{E0078}\u{E007F}';

describe('markInvisible', () => {
  const table: [string, { given: string; want: string }][] = [
    ['a control', { given: 'a\u0000b\u001B[31m', want: 'a[U+0000]b[U+001B][31m' }],
    ['C1 and delete', { given: '\u0085\u007Fx\u009B', want: '[U+0085][U+007F]x[U+009B]' }],
    ['tabs and ends of lines stay', { given: 'a\tb\nc\r\n\r\nd', want: 'a\tb\nc\r\n\r\nd' }],
    ['a return that overwrites', { given: 'no\ryes\r', want: 'no[U+000D]yes[U+000D]' }],
    ['a turn of direction', { given: 'invoice_\u202Efdp.exe', want: 'invoice_[U+202E]fdp.exe' }],
    ['three are shown', { given: '\u200B\u2060\uFEFF', want: '[U+200B][U+2060][U+FEFF]' }],
    ['four are counted', { given: 'a\u200B\u200C\u200B\u200Cb', want: 'a[4 invisible characters]b' }],
    ['tags', { given: `x${'\u{E0041}'.repeat(37)}`, want: 'x[37 invisible characters]' }],
    ['code points are counted', { given: '\u{E0041}\u{E0042}\u{E0043}', want: '[U+E0041][U+E0042][U+E0043]' }],
    ['a half of a pair', { given: '\uDE00\uD83D', want: '[U+DE00][U+D83D]' }],
    ['private use', { given: '\uF8FF', want: '[U+F8FF]' }],
    ['a noncharacter', { given: '\uFFFE', want: '[U+FFFE]' }],
    [
      'a count does not take a line end',
      { given: '\u200B\u200B\u200B\u200B\r\n', want: '[4 invisible characters]\r\n' },
    ],

    ['a family', { given: '👨‍👩‍👧‍👦', want: '👨‍👩‍👧‍👦' }],
    ['without the selector', { given: '\u{1F441}\u200D\u{1F5E8}', want: '\u{1F441}\u200D\u{1F5E8}' }],
    ['skin, hair and sex', { given: '👩🏽‍🦰🕵🏻‍♂️', want: '👩🏽‍🦰🕵🏻‍♂️' }],
    ['a keycap', { given: '1\uFE0F\u20E3', want: '1\uFE0F\u20E3' }],
    ['a digit with a selector', { given: '1\uFE0F2', want: '1[U+FE0F]2' }],
    ['emoji as text', { given: '❤\uFE0E ©\uFE0F', want: '❤\uFE0E ©\uFE0F' }],
    ['two selectors', { given: '❤\uFE0F\uFE0F', want: '❤\uFE0F[U+FE0F]' }],
    ['two joiners', { given: '👨\u200D\u200D👩', want: '👨[U+200D][U+200D]👩' }],
    ['a joiner at the end', { given: '👨\u200D', want: '👨[U+200D]' }],
    ['the flag of Scotland', { given: '🏴󠁧󠁢󠁳󠁣󠁴󠁿', want: '🏴󠁧󠁢󠁳󠁣󠁴󠁿' }],
    ['the flag of Texas, which is none', { given: TEXAS, want: '🏴[5 invisible characters]' }],
    ['tags after a flag', { given: '🏴󠁧󠁢󠁳󠁣󠁴󠁿\u{E0041}', want: '🏴󠁧󠁢󠁳󠁣󠁴󠁿[U+E0041]' }],

    ['Persian', { given: 'می\u200Cخواهم', want: 'می\u200Cخواهم' }],
    ['two in Persian', { given: 'می\u200C\u200Cخواهم', want: 'می\u200C[U+200C]خواهم' }],
    ['old Malayalam at a word end', { given: 'അവന\u0D4D\u200D!', want: 'അവന\u0D4D\u200D!' }],
    ['Latin needs none', { given: 'Auf\u200Clage', want: 'Auf[U+200C]lage' }],
    ['Khmer between words', { given: 'ភាសា\u200Bខ្មែរ', want: 'ភាសា\u200Bខ្មែរ' }],
    ['Mongolian', { given: 'ᠭ\u180B', want: 'ᠭ\u180B' }],
    ['a Japanese name', { given: '渡邉\u{E0110}', want: '渡邉\u{E0110}' }],
    ['a byte behind an ideograph', { given: '渡\u{E0151}', want: '渡[U+E0151]' }],
  ];
  test.each(table)('%s', (_, { given, want }) => {
    expect(markInvisible(given)).toBe(want);
  });

  test('text of any script stays as it is', async () => {
    const written = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));
    const seen = written.filter((text) => /[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\n]/u.test(text));
    const ordinary = seen.filter((text) => !/\p{Default_Ignorable_Code_Point}/u.test(text));
    await fc.assert(
      fc.property(fc.array(ordinary, { maxLength: 40 }), (characters) => {
        expect(markInvisible(characters.join(''))).toBe(characters.join(''));
      }),
    );
  });

  test('nothing unseen is left of anything, and a second time changes nothing', async () => {
    const pieces = new Set(HOSTILE.flatMap(({ text }) => text.slice(0, 200).split('')));
    const characters = fc.constantFrom(...pieces, '👩', '🏴');
    await fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 60 }), (text) => {
        const cleaned = markInvisible(text);
        expect(neverLeft(cleaned)).toEqual([]);
        expect(cleaned.isWellFormed()).toBe(true);
        expect(markInvisible(cleaned)).toBe(cleaned);
      }),
    );
  });

  test.each(HOSTILE)('$what', ({ text }) => {
    const cleaned = markInvisible(text);
    expect(neverLeft(cleaned)).toEqual([]);
    // No more than a selector and a joiner in a row, but in the flags.
    expect(cleaned.replace(/\u{1F3F4}[\u{E0061}-\u{E007A}]{5}\u{E007F}/gu, '')).not.toMatch(
      /\p{Default_Ignorable_Code_Point}{3}/u,
    );
    if (!/\p{C}|\p{Default_Ignorable_Code_Point}/u.test(text.replaceAll(/\r?\n/g, ''))) expect(cleaned).toBe(text);
  });

  test('the legitimate ones of the hostile set stay', () => {
    expect(HOSTILE.slice(-3).filter(({ text }) => markInvisible(text) !== text)).toEqual([]);
  });
});

describe('quote', () => {
  const table: [string, { given: [text: string, maxCharacters: number]; want: string }][] = [
    ['as it is', { given: ['Ada', 3], want: '"Ada"' }],
    ['on one line', { given: ['a\nb\r\nc\td', 20], want: String.raw`"a\nb\r\nc\td"` }],
    ['its own quotes', { given: ['say "hi" \\', 20], want: String.raw`"say \"hi\" \\"` }],
    ['cleaned', { given: ['a\u202Eb\u2028', 40], want: '"a[U+202E]b[U+2028]"' }],
    ['cut', { given: ['abcdef', 4], want: '"abc…"' }],
    ['cut between characters', { given: ['😀😀😀', 2], want: '"😀…"' }],
    ['cut in a family', { given: ['👨‍👩‍👧', 3], want: '"👨…"' }],
    ['nothing', { given: ['', 5], want: '""' }],
    ['no room', { given: ['abc', 0], want: '"…"' }],
    ['a secret', { given: ['no: polar_oat_abcdefghij', 20], want: '"no: polar_oat_[secr…"' }],
  ];
  test.each(table)('%s', (_, { given, want }) => {
    expect(quote(...given)).toBe(want);
  });

  test.each(HOSTILE)('$what is read back, and is one line', ({ text }) => {
    const quoted = quote(text, 80);
    expect(quoted).not.toMatch(/[\n\r\u2028\u2029]/);
    expect([...(JSON.parse(quoted) as string)].length).toBeLessThanOrEqual(80);
  });
});

describe('sanitize', () => {
  test('takes text of any length', () => {
    for (const piece of ['\u202E', 'a\u202E', '?sig=', 'eyJaaaaaaaaaaaaa.', 'polar_', '\uD83D', '👨‍']) {
      const text = piece.repeat(3_000_000);
      const shown = sanitize(text);
      expect(shown).toMatch(/… \[\d+ more characters\]$/);
      const [, more] = /(\d+) more characters\]$/.exec(truncate(shown, 40)) ?? [];
      // Marks may be longer than what they stand for.
      expect(Math.abs(Number(more) - text.length)).toBeLessThanOrEqual(10 * 48_000);
    }
    expect(truncate(sanitize('x'.repeat(1_000_000)), 40)).toBe(`${'x'.repeat(40)}… [999960 more characters]`);
  });

  test('a mark of a cut that somebody wrote does no harm', () => {
    expect(truncate(`${'x'.repeat(50)}… [7 more characters]`, 59)).toBe(
      `${'x'.repeat(50)}… [7 more… [7 more characters]`,
    );
  });
});

describe('safePrefix', () => {
  const table: [string, { given: [text: string, characters: number]; want: string }][] = [
    ['all of it', { given: ['Ada', 5], want: 'Ada' }],
    ['half of a pair', { given: ['a😀', 2], want: 'a' }],
    ['a joiner without what it joins', { given: ['👨‍👩', 3], want: '👨' }],
    ['half of a flag of tags', { given: ['🏴\u{E0067}\u{E0062}\u{E0073}', 5], want: '🏴' }],
  ];
  test.each(table)('%s', (_, { given, want }) => {
    expect(safePrefix(...given)).toBe(want);
  });
});
