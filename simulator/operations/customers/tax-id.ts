/** An EU country's VAT number without its prefix, by form; a checksum only for the countries that tests use. */
const EU: Record<string, { form: RegExp; check?: (digits: string) => boolean }> = {
  AT: { form: /^U\d{8}$/ },
  CZ: { form: /^\d{8,10}$/ },
  DE: { form: /^[1-9]\d{8}$/, check: isGerman },
  ES: { form: /^[A-Z0-9]\d{7}[A-Z0-9]$/ },
  FR: { form: /^[A-Z0-9]{2}\d{9}$/ },
  IT: { form: /^\d{11}$/ },
  NL: { form: /^\d{9}B\d{2}$/ },
  SE: { form: /^\d{10}01$/, check: (digits) => isLuhn(digits.slice(0, 10)) },
};
const OTHERS: Record<string, { kind: string; form: RegExp }> = {
  CH: { kind: 'ch_vat', form: /^CHE\d{9}(MWST|TVA|IVA)?$/ },
  GB: { kind: 'gb_vat', form: /^GB(\d{9}|\d{12})$/ },
  IN: { kind: 'in_gst', form: /^\d{2}[A-Z]{5}\d{4}[A-Z][A-Z\d]Z[A-Z\d]$/ },
  JP: { kind: 'jp_cn', form: /^[1-9]\d{12}$/ },
  US: { kind: 'us_ein', form: /^\d{2}-?\d{7}$/ },
};

/** A tax id with its kind, as Polar keeps it for a country; undefined where it isn't one of that country. */
export function taxIdOf(text: string, country: string): [string, string] | undefined {
  const compact = text.toUpperCase().replace(/[\s.]/g, '');
  const other = OTHERS[country];
  if (other) return other.form.test(compact) ? [compact, other.kind] : undefined;
  const eu = EU[country];
  if (!eu) return undefined;
  const number = compact.startsWith(country) ? compact.slice(2) : compact;
  return eu.form.test(number) && (eu.check?.(number) ?? true) ? [`${country}${number}`, 'eu_vat'] : undefined;
}

function isLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** ISO 7064, mod 11, 10. */
function isGerman(digits: string): boolean {
  const product = [...digits.slice(0, 8)].reduce((previous, digit) => {
    const sum = (Number(digit) + previous) % 10;
    return ((sum === 0 ? 10 : sum) * 2) % 11;
  }, 10);
  return (11 - product) % 10 === Number(digits.at(-1));
}
