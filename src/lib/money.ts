/**
 * How many digits after the point an amount in minor units has, by currency. Polar counts as Stripe does
 * (`server/polar/kit/currency.py`): the currencies of its `PresentmentCurrency` have two, but for 16 that have none.
 * `Intl` says something else, as it follows the cash in use (no digits for ALL, COP, HUF, IDR, ISK, LAK, PKR, SOS and YER,
 * which would be wrong by a factor of 100), and what it says changes with the engine's version of CLDR.
 */
const DIGITS = new Map<string, number>([
  ...digits(0, 'bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'),
  ...digits(
    2,
    'aed all amd aoa ars aud awg azn bam bbd bdt bmd bnd bob brl bsd bwp bzd cad cdf chf cny cop crc cve czk',
  ),
  ...digits(
    2,
    'dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr isk jmd kes kgs khr',
  ),
  ...digits(
    2,
    'kyd kzt lak lkr lrd lsl mad mdl mkd mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk',
  ),
  ...digits(
    2,
    'php pkr pln qar ron rsd sar sbd scr sek sgd shp sos srd szl thb tjs top try ttd twd tzs uah usd uyu uzs',
  ),
  ...digits(2, 'wst xcd xcg yer zar zmw'),
  // Polar sells in none of these, but a bank account may be in one: https://docs.stripe.com/currencies#three-decimal
  ...digits(3, 'bhd jod kwd omr tnd'),
]);

/** A sign, digits, digits after the point, and a power of ten, as JSON and JavaScript write numbers. */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * An amount as people write it: `15.00 USD`, `-0.50 USD`, `1500 JPY`. Nothing is rounded: a fraction of a minor unit gets
 * the digits it needs, so that `0.125` is `0.00125 USD`. No separators of thousands.
 *
 * @param minorUnits cents of USD, yen of JPY; a decimal string where a number would lose digits
 * @param currency ISO 4217, in either case
 * @returns undefined for what is no number, and for a currency of which the minor unit isn't known
 */
export function formatMoney(minorUnits: number | string | bigint, currency: string): string | undefined {
  const places = DIGITS.get(currency.toLowerCase());
  const [, sign, whole, fraction = '', exponent = '0'] = DECIMAL.exec(String(minorUnits)) ?? [];
  if (places === undefined || whole === undefined) return undefined;
  const amount = shiftPoint(whole, fraction, Number(exponent) - places, places);
  const isBelowZero = sign !== '' && /[1-9]/.test(amount);
  return `${isBelowZero ? '-' : ''}${amount} ${currency.toUpperCase()}`;
}

/**
 * An amount for a sentence: as `formatMoney` writes it, or `1500 minor units of XTS` where the minor unit isn't known. It quotes no
 * currency that isn't three letters.
 */
export function moneyInWords(minorUnits: number | string | bigint, currency: string): string {
  const code = /^[a-z]{3}$/i.test(currency) ? ` of ${currency.toUpperCase()}` : '';
  return formatMoney(minorUnits, currency) ?? `${minorUnits} minor units${code}`;
}

const FORMATTED = '_formatted';

/**
 * Whether a field only says in words what the field beside it is: `amount_formatted` for `amount`, exactly as `formatMoney` writes it,
 * and `amounts_formatted` for amounts by currency. Data of others may have such names for something else.
 */
export function isAmountText(fields: Readonly<Record<string, unknown>>, name: string): boolean {
  const of = name.slice(0, -FORMATTED.length);
  return name.endsWith(FORMATTED) && Object.hasOwn(fields, of) && isSame(fields[of], fields[name]);
}

function isSame(amount: unknown, text: unknown): boolean {
  if (typeof text === 'string') {
    const currency = text.slice(text.indexOf(' ') + 1);
    return (typeof amount === 'number' || typeof amount === 'string') && formatMoney(amount, currency) === text;
  }
  if (typeof text !== 'object' || text === null || typeof amount !== 'object' || amount === null) return false;
  const amounts = new Map(Object.entries(amount));
  return Object.entries(text).every(([currency, one]) => isSame(amounts.get(currency), one));
}

/** The number of digits after the point of an amount in this currency, in either case; undefined if it isn't known. */
export const minorUnitDigits = (currency: string): number | undefined => DIGITS.get(currency.toLowerCase());

/**
 * An amount of hundredths of minor units as people write it, without its currency: `71.7` of JPY is `7170`.
 *
 * @returns undefined in the same cases as `formatMoney`
 */
export function formatHundredths(hundredths: string, currency: string): string | undefined {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(hundredths) ?? [];
  const places = minorUnitDigits(currency);
  if (places === undefined || whole === undefined) return undefined;
  return `${sign}${shiftPoint(whole, fraction, 2 - places, places)}`;
}

/** `whole.fraction` times ten to the power, with at least so many digits after the point. */
function shiftPoint(whole: string, fraction: string, power: number, leastPlaces: number): string {
  const places = Math.max(0, fraction.length - power);
  const digits = (whole + fraction).padEnd(whole.length + power, '0').padStart(places + 1, '0');
  const point = digits.length - places;
  const major = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const rest = digits.slice(point);
  const minor = (places > leastPlaces ? trimEndZeros(rest) : rest).padEnd(leastPlaces, '0');
  return minor === '' ? major : `${major}.${minor}`;
}

/** A loop, because `/0+$/` takes quadratic time for a long row of zeros before another digit. */
export function trimEndZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

function digits(count: number, currencies: string): [string, number][] {
  return currencies.split(' ').map((currency) => [currency, count]);
}
