import { lettersOf } from '../lib/names.ts';
import { MAX_ARGUMENT_NAME_CHARACTERS } from '../limits.ts';

/** An error lists at most so many allowed values: there are 598 time zones. */
export const MAX_ERROR_VALUES = 40;

/** A list of values that is too long to show: what its values are, and what else people call one of them. */
interface KnownValues {
  /** Whether each value is a code of two or three letters. */
  isCode: boolean;
  isOf(values: readonly string[]): boolean;
  /** Follows "Expected …". */
  words: string;
  /** The value that people call so, or one that isn't among Polar's. */
  named(text: string, values: readonly string[]): string | undefined;
}

/**
 * The value that a text names otherwise: in other letters, or as people call it. Nothing is guessed: for every other value Polar
 * would store or bill something else.
 *
 * @returns undefined where the text names none of the values, or several
 */
export function meantValue(text: string, values: readonly string[]): string | undefined {
  if (text.length > MAX_ARGUMENT_NAME_CHARACTERS) return undefined;
  const kind = kindOf(values);
  // In a code, a sign between the letters makes another text: `N/A` is no Namibia.
  const written = (value: string) => (kind?.isCode ? value.toLowerCase() : lettersOf(value));
  const letters = written(text.trim());
  const same = letters === '' ? [] : values.filter((value) => written(value) === letters);
  if (same.length > 0) return same.length === 1 ? same[0] : undefined;
  const named = kind?.named(text.trim(), values);
  return named !== undefined && values.includes(named) ? named : undefined;
}

/** What the values of a long list are, in words that follow "Expected …". Of values in groups, it lists the group of the given one. */
export function describeValues(values: readonly string[], came: unknown): string {
  const [group, ...rest] = typeof came === 'string' ? came.trim().toLowerCase().split('.') : [];
  const alike = rest.length > 0 ? values.filter((value) => value.startsWith(`${group}.`)) : [];
  if (alike.length > 0) return `one of ${alike.map((value) => JSON.stringify(value)).join(', ')}`;
  return kindOf(values)?.words ?? 'one of the values that Polar knows';
}

/** Whether names are those of values, as the currencies of a map of amounts are. */
export const areValues = (names: readonly string[]) => kindOf(names) !== undefined;

/** The form of the values tells what they are. */
function kindOf(values: readonly string[]): KnownValues | undefined {
  const kinds = [COUNTRIES, CURRENCIES, TIME_ZONES];
  return kinds.find(({ isOf }) => isOf(values));
}

/** English names that CLDR doesn't have, by their letters. */
const OTHER_COUNTRY_NAMES: Readonly<Record<string, string>> = {
  usa: 'US',
  unitedstatesofamerica: 'US',
  greatbritain: 'GB',
  czechrepublic: 'CZ',
  holland: 'NL',
  ivorycoast: 'CI',
  turkey: 'TR',
};

const COUNTRIES: KnownValues = {
  isCode: true,
  isOf: (values) => values.every((value) => /^[A-Z]{2}$/.test(value)),
  words: 'the code of a country in two letters (ISO 3166-1)',
  named(text, codes) {
    const letters = lettersOf(text);
    if (Object.hasOwn(OTHER_COUNTRY_NAMES, letters)) return OTHER_COUNTRY_NAMES[letters];
    // The short names have the UK.
    const styles = (['long', 'short'] as const).map((style) => new Intl.DisplayNames('en', { type: 'region', style }));
    return onlyOne(codes.filter((code) => styles.some((names) => lettersOf(names.of(code) ?? '') === letters)));
  },
};

/** The signs that only one currency has. Several have a dollar, a pound or a yen sign. */
const CURRENCY_SIGNS: Readonly<Record<string, string>> = { '€': 'eur', '₹': 'inr', '₫': 'vnd', '₺': 'try', '₴': 'uah' };

const CURRENCIES: KnownValues = {
  isCode: true,
  isOf: (values) => values.every((value) => /^[a-z]{3}$/.test(value)),
  words: 'the code of a currency in three letters (ISO 4217)',
  named(text, codes) {
    if (Object.hasOwn(CURRENCY_SIGNS, text)) return CURRENCY_SIGNS[text];
    const letters = lettersOf(text).replace(/s$/, '');
    const names = new Intl.DisplayNames('en', { type: 'currency' });
    return onlyOne(codes.filter((code) => lettersOf(names.of(code) ?? '') === letters));
  },
};

/** Abbreviations such as `IST` or `BST` stand for several zones, so none is taken. */
const TIME_ZONES: KnownValues = {
  isCode: false,
  isOf: (values) => values.some((value) => value.includes('/')),
  words: 'a time zone of the IANA database, as Area/City, or UTC',
  named(text, zones) {
    const letters = lettersOf(text);
    return onlyOne(
      zones.filter((zone) => zone.includes('/') && lettersOf(zone.slice(zone.lastIndexOf('/'))) === letters),
    );
  },
};

const onlyOne = (found: readonly string[]) => (found.length === 1 ? found[0] : undefined);
