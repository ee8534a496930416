import { describe, expect, test } from 'vitest';
import type { Table } from '../../../src/polar/body.ts';
import { restoreAmounts } from '../../../src/results/corrections.ts';

const JPY = 'In JPY as people write it: Polar’s file has them divided by 100.'.replace('’', "'");

const table: [string, { given: Table; columns?: string[]; want: ReturnType<typeof restoreAmounts> }][] = [
  [
    "titles of Polar's: yen back, dollars as they are",
    {
      given: {
        columns: ['Email', 'Net Amount', 'Currency'],
        rows: [
          ['a@example.com', '71.7', 'jpy'],
          ['b@example.com', '71.7', 'usd'],
          ['c@example.com', '30.0', 'JPY'],
          ['d@example.com', '-0.05', 'jpy'],
        ],
      },
      want: {
        table: {
          columns: ['Email', 'Net Amount', 'Currency'],
          rows: [
            ['a@example.com', '7170', 'jpy'],
            ['b@example.com', '71.7', 'usd'],
            ['c@example.com', '3000', 'JPY'],
            ['d@example.com', '-5', 'jpy'],
          ],
        },
        amounts: JPY,
      },
    },
  ],
  [
    'columns that were asked for, whatever their titles',
    {
      given: { columns: ['Currency', 'Total', 'Tax'], rows: [['jpy', '71.7', '6.52']] },
      columns: ['currency', 'total_amount', 'tax_amount'],
      want: { table: { columns: ['Currency', 'Total', 'Tax'], rows: [['jpy', '7170', '652']] }, amounts: JPY },
    },
  ],
  [
    'a minor unit of a thousandth',
    {
      given: { columns: ['amount', 'currency'], rows: [['12.34', 'kwd']] },
      want: {
        table: { columns: ['amount', 'currency'], rows: [['1.234', 'kwd']] },
        amounts: JPY.replace('JPY', 'KWD'),
      },
    },
  ],
  [
    'a currency that nobody knows, and a cell that is no amount',
    {
      given: { columns: ['amount', 'currency'], rows: [['5.0', 'zzz'], ['', 'jpy'], ['5.0']] },
      want: {
        table: { columns: ['amount', 'currency'], rows: [['5.0', 'zzz'], ['', 'jpy'], ['5.0']] },
        amounts: JPY,
      },
    },
  ],
  [
    'no currency beside it',
    {
      given: { columns: ['Total'], rows: [['71.7']] },
      columns: ['total_amount'],
      want: {
        table: { columns: ['Total'], rows: [['71.7']] },
        amounts: 'Divided by 100 whatever the currency: ask for the column currency to know it.',
      },
    },
  ],
  [
    'no amounts',
    {
      given: { columns: ['Email', 'Name'], rows: [['a@example.com', 'Ada']] },
      want: { table: { columns: ['Email', 'Name'], rows: [['a@example.com', 'Ada']] } },
    },
  ],
];

describe('amounts of an export', () => {
  test.each(table)('%s', (_, { given, columns, want }) => expect(restoreAmounts(given, columns)).toEqual(want));
});
