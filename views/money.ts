import { minorUnitDigits } from '../src/lib/money.ts';

/** An amount as the server writes it: digits, and a currency. */
const AMOUNT = /^(-?\d+(?:\.(\d+))?) ([A-Z]{3})$/;

/** The same within a sentence. What stands in quotes others wrote, and it stays as it is. */
const IN_SENTENCE = /"(?:[^"\\]|\\.)*"|-?\b\d+(?:\.\d+)? [A-Z]{3}\b/g;

/**
 * The format of all amounts that a person reads. Its symbols tell currencies apart, so US and Canadian dollars differ.
 *
 * @param digits after the point: the server knows how many Polar counts, and `Intl` says something else of some currencies
 */
export const amountFormat = (
  currency: string,
  digits: number,
  locale: string | undefined,
  more: Intl.NumberFormatOptions = {},
) =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    ...more,
  });

/** `12500.00 USD` as the person's language writes it: `$12,500.00`. Nothing is rounded. Any other text stays as it is. */
export function amountIn(text: string, locale: string | undefined): string {
  const [, amount, fraction = '', currency] = AMOUNT.exec(text) ?? [];
  // Other words have three capitals too: `12:00 UTC`.
  if (amount === undefined || currency === undefined || minorUnitDigits(currency) === undefined) return text;
  return amountFormat(currency, fraction.length, locale).format(amount as Intl.StringNumericLiteral);
}

/** A sentence of the server with its amounts as the person's language writes them. */
export const withAmounts = (sentence: string, locale: string | undefined): string =>
  sentence.replace(IN_SENTENCE, (found) => amountIn(found, locale));
