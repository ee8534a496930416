import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import document from '../../../openapi/polar.json' with { type: 'json' };
import { formatMoney } from '../../../src/lib/money.ts';

type Given = [minorUnits: number | string | bigint, currency: string];

const table: [string, { given: Given; want: string | undefined }][] = [
  ['cents', { given: [1500, 'usd'], want: '15.00 USD' }],
  ['in either case', { given: [1500, 'USD'], want: '15.00 USD' }],
  ['less than one', { given: [5, 'usd'], want: '0.05 USD' }],
  ['negative', { given: [-50, 'usd'], want: '-0.50 USD' }],
  ['nothing', { given: [0, 'eur'], want: '0.00 EUR' }],
  ['less than nothing', { given: [-0, 'eur'], want: '0.00 EUR' }],
  ['less than nothing, as text', { given: ['-0.00', 'eur'], want: '0.00 EUR' }],
  ['no cents', { given: [1500, 'jpy'], want: '1500 JPY' }],
  ['three digits', { given: [1500, 'kwd'], want: '1.500 KWD' }],
  ['no thousands', { given: [123456789012, 'usd'], want: '1234567890.12 USD' }],
  ['beyond a double', { given: ['900719925474099312345', 'usd'], want: '9007199254740993123.45 USD' }],
  ['a bigint', { given: [-9007199254740993n, 'usd'], want: '-90071992547409.93 USD' }],
  ['a part of a cent', { given: ['0.125', 'usd'], want: '0.00125 USD' }],
  ['a part of a cent, as a number', { given: [0.1, 'usd'], want: '0.001 USD' }],
  ['twelve places', { given: ['12.345678901234', 'usd'], want: '0.12345678901234 USD' }],
  ['a part of a yen', { given: ['1500.50', 'jpy'], want: '1500.5 JPY' }],
  ['zeros that say nothing', { given: ['0001500.000', 'usd'], want: '15.00 USD' }],
  ['a small exponent', { given: [1e-7, 'usd'], want: '0.000000001 USD' }],
  ['a large exponent', { given: [1.5e21, 'jpy'], want: '1500000000000000000000 JPY' }],
  ['a large exponent, with cents', { given: ['1.5E+3', 'usd'], want: '15.00 USD' }],
  ["Python's zero", { given: ['0E-12', 'usd'], want: '0.00 USD' }],
  ['an exponent within the digits', { given: ['1.2345e2', 'jpy'], want: '123.45 JPY' }],
  ['no number', { given: [Number.NaN, 'usd'], want: undefined }],
  ['no end', { given: [Number.POSITIVE_INFINITY, 'usd'], want: undefined }],
  ['no text of a number', { given: ['', 'usd'], want: undefined }],
  ['a figure for people', { given: ['1,500', 'usd'], want: undefined }],
  ['digits of another script', { given: ['١٥', 'usd'], want: undefined }],
  ['an exponent that would fill memory', { given: ['1e999999999', 'usd'], want: undefined }],
  ['no currency', { given: [1500, ''], want: undefined }],
  ['a unit that is none', { given: [1500, 'credits'], want: undefined }],
  ['a key of objects', { given: [1500, 'constructor'], want: undefined }],
];
test.each(table)('%s', (_, { given, want }) => {
  expect(formatMoney(...given)).toBe(want);
});

/** https://docs.stripe.com/currencies#zero-decimal, as Polar has it. */
const WITHOUT_CENTS = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF'.split(' ');

test.each(document.components.schemas.PresentmentCurrency.enum)('%s', (currency) => {
  const code = currency.toUpperCase();
  expect(formatMoney(123456, currency)).toBe(WITHOUT_CENTS.includes(code) ? `123456 ${code}` : `1234.56 ${code}`);
});

describe('whatever the amount', () => {
  test('its digits are those that came', async () => {
    await fc.assert(
      fc.property(fc.bigInt(), (amount) => {
        const text = formatMoney(amount, 'usd')?.replace(/ USD|\./g, '');
        expect(BigInt(text ?? 'none')).toBe(amount);
      }),
    );
  });

  test('a double is read back', async () => {
    await fc.assert(
      fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), (amount) => {
        expect(Number(formatMoney(amount, 'jpy')?.replace(' JPY', ''))).toBe(amount === 0 ? 0 : amount);
      }),
    );
  });
});
