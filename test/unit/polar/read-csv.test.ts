import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from '../../../simulator/csv.ts';
import { readCsv } from '../../../src/polar/body.ts';

const table: [string, { given: string; want: { columns: string[]; rows: string[][] } }][] = [
  ['nothing', { given: '', want: { columns: [], rows: [] } }],
  ['a mark alone', { given: '\uFEFF', want: { columns: [], rows: [] } }],
  ['columns alone', { given: 'id,email\r\n', want: { columns: ['id', 'email'], rows: [] } }],
  [
    'rows',
    {
      given: 'id,email\r\n1,a@b.c\r\n2,\r\n',
      want: {
        columns: ['id', 'email'],
        rows: [
          ['1', 'a@b.c'],
          ['2', ''],
        ],
      },
    },
  ],
  ['a mark of the byte order', { given: '\uFEFFid\n1\n', want: { columns: ['id'], rows: [['1']] } }],
  ['a mark before quotes', { given: '\uFEFF"id"\n1', want: { columns: ['id'], rows: [['1']] } }],
  ['quotes', { given: 'a,b\n"x, ""y""\r\nz",2\n', want: { columns: ['a', 'b'], rows: [['x, "y"\r\nz', '2']] } }],
  ['ragged rows', { given: 'a,b\n1\n1,2,3\n', want: { columns: ['a', 'b'], rows: [['1'], ['1', '2', '3']] } }],
  ['an empty cell of one column', { given: 'a\n1\n\n2\n', want: { columns: ['a'], rows: [['1'], [''], ['2']] } }],
  ['another delimiter, which is none', { given: 'a;b\n1;2\n', want: { columns: ['a;b'], rows: [['1;2']] } }],
  ['other delimiters in cells', { given: 'a\n1;2\n3;4\n', want: { columns: ['a'], rows: [['1;2'], ['3;4']] } }],
  [
    'other line ends in cells, however many',
    {
      given: `a,b\n"${'\r'.repeat(9)}",1\n"x\r\ny",2\n`,
      want: {
        columns: ['a', 'b'],
        rows: [
          ['\r'.repeat(9), '1'],
          ['x\r\ny', '2'],
        ],
      },
    },
  ],
  [
    // Polar quotes each cell that holds a line end.
    'another line end outside of quotes, which ends a line too',
    {
      given: 'a,b\r\n1,2\r\n3\n4,5\r\n',
      want: { columns: ['a', 'b'], rows: [['1', '2'], ['3'], ['4', '5']] },
    },
  ],
  ['line ends of old', { given: 'a\r1\r2', want: { columns: ['a'], rows: [['1'], ['2']] } }],
  [
    'numbers and names stay text',
    { given: '__proto__,b\n007,1e5\n', want: { columns: ['__proto__', 'b'], rows: [['007', '1e5']] } },
  ],
];
test.each(table)('%s', (_, { given, want }) => {
  expect(readCsv(given)).toEqual(want);
});

test('what was written is read', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r', '\r\n', ' ', 'é'), maxLength: 6 });
  await fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), (rows) => {
      const text = csvOf(
        ['a', 'b'],
        rows.map(([a, b]) => ({ a, b })),
      );
      expect(readCsv(text)).toEqual({ columns: ['a', 'b'], rows });
    }),
  );
});
