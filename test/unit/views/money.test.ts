import { describe, expect, test } from 'vitest';
import { amountIn, withAmounts } from '../../../views/money.ts';

describe('an amount of the server', () => {
  test.each([
    ['12500.00 USD', 'en-US', '$12,500.00'],
    ['12500 JPY', 'en-US', '¥12,500'],
    ['-0.50 USD', 'en-US', '-$0.50'],
    ['0.00125 USD', 'en-US', '$0.00125'],
    // As Polar counts, and not as Intl does.
    ['1500.00 HUF', 'en-US', 'HUF 1,500.00'],
    ['13.500 KWD', 'en-US', 'KWD 13.500'],
    ['25.00 CAD', 'en-US', 'CA$25.00'],
    ['90071992547409931.23 USD', 'en-US', '$90,071,992,547,409,931.23'],
    ['1234.50 EUR', 'de-DE', '1.234,50 €'],
  ])('%s, in %s', (text, locale, said) => {
    expect(amountIn(text, locale).replaceAll('\u00A0', ' ')).toBe(said);
  });

  test.each([
    'free',
    '1,5 USD',
    '15.00 usd',
    '15.00 USD a month',
    'x 15.00 USD',
    '1000 minor units of XTS',
    '3 API',
    '',
  ])('%j is none, and stays as it is', (text) => {
    expect(amountIn(text, 'en-US')).toBe(text);
  });
});

test('in a sentence, what stands in quotes is others’, and stays as it is', () => {
  const sentence =
    'Refund 1250.00 USD (at most 1500 JPY with tax) to "9.00 USD \\" 8.00 USD" for "5.00 USD", 1.00 EUR?';
  expect(withAmounts(sentence, 'en-US')).toBe(
    'Refund $1,250.00 (at most ¥1,500 with tax) to "9.00 USD \\" 8.00 USD" for "5.00 USD", €1.00?',
  );
});

test('in a sentence, three capitals that are no currency of Polar’s stay as they are', () => {
  expect(withAmounts('At 12:00 UTC, after 5 API calls for 5.00 USD.', 'en-US')).toBe(
    'At 12:00 UTC, after 5 API calls for $5.00.',
  );
});
