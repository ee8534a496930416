import { seedId } from '../ids.ts';

/** One of a list, the same for the same number. */
export function pick<const List extends readonly unknown[]>(list: List, index: number): List[number] {
  return list[index % list.length];
}

/** The id of one of many of a kind. */
export const manyId = (kind: string, index: number) => seedId(`many ${kind}`, index);

const LATEST_MS = Date.parse('2026-08-31T20:00:00.000Z');
const STEP_MS = 7 * 3_600_000 + 1_234_567;

/** An instant to the microsecond, as Polar writes them; the higher the number, the earlier. */
export function moment(index: number, laterDays = 0): string {
  const at = new Date(LATEST_MS - index * STEP_MS + laterDays * 86_400_000).toISOString();
  return at.replace('Z', `${String((index * 379) % 1000).padStart(3, '0')}Z`);
}

const FIRST = [
  'Maja',
  'Jonas',
  'Priya',
  'Lucas',
  'Emma',
  'Kenji',
  'Sofia',
  'Daniel',
  'Amara',
  'Oliver',
  'Søren',
] as const;
const LAST = [
  'Lindqvist',
  'Falk',
  'Ramachandran',
  'Moreau',
  'Nováková',
  'Sato',
  'Rossi',
  'Weiss-Brandt',
  'Diallo',
] as const;
const COMPANIES = [
  'Northwind Studio',
  'Blue Harbor',
  'Kestrel Analytics',
  'Papertrail',
  'Fjord & Sons',
  'Quiet Machines',
] as const;
const SUFFIXES = ['GmbH', 'AB', 'Ltd', 'Inc.', 'SAS', 'K.K.', 'S.r.l.'] as const;

export const person = (index: number) => `${pick(FIRST, index)} ${pick(LAST, index)}`;
export const company = (index: number) => `${pick(COMPANIES, index)} ${pick(SUFFIXES, index)}`;

const MAILS = ['example.com', 'northwind.example', 'blueharbor.example', 'mail.example'] as const;

export function email(index: number): string {
  const [first = '', last = ''] = person(index)
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .split(' ');
  return `${first}.${last}${index}@${pick(MAILS, index)}`;
}

const PLACES = [
  ['Sveavägen 44', '111 34', 'Stockholm', null, 'SE'],
  ['Torstraße 140', '10119', 'Berlin', null, 'DE'],
  ['548 Market Street, Suite 900', '94104', 'San Francisco', 'US-CA', 'US'],
  ['2-11-3 Meguro', '153-0063', 'Tokyo', null, 'JP'],
  ['18 Rue des Martyrs', '75009', 'Paris', null, 'FR'],
] as const;

export function address(index: number) {
  const [line1, postal_code, city, state, country] = pick(PLACES, index);
  return { line1, line2: index % 4 === 0 ? 'Floor 3' : null, postal_code, city, state, country };
}

const SENTENCES = [
  'Everything in the smaller plan, and what a growing team asks for next.',
  'Projects are unlimited, and so are the people who may look at them.',
  'Support answers within one working day, in English, German or Swedish.',
  'Invoices carry your VAT number, and can be corrected until they are issued.',
  'Cancel whenever you like: what was paid for stays usable to the end of the period.',
  'Exports are plain CSV and JSON, so that nothing is locked in.',
] as const;

/** Some sentences, about 75 characters each. */
export function text(index: number, sentences: number): string {
  return Array.from({ length: sentences }, (_, i) => pick(SENTENCES, index + i)).join(' ');
}

/** Metadata as merchants keep it: where something came from, and their own ids. */
export function metadata(index: number) {
  return {
    source: pick(['website', 'newsletter', 'partner', 'docs'], index),
    campaign: `2026-q${1 + (index % 4)}-launch`,
    account_ref: `acc_${String(48_213 + index * 17)}`,
    seats_hint: index % 12,
  };
}

/** Dollars for the most part; the yen has no minor unit, and the dinar three digits of it. */
export function currency(index: number): string {
  return index % 10 === 7 ? 'jpy' : index % 10 === 8 ? 'kwd' : index % 3 === 0 ? 'eur' : 'usd';
}

export const price = (index: number) => 900 + ((index * 1_300) % 47_000);
