import { quote } from '../lib/text.ts';
import { takeFitting } from '../results/index.ts';
import type { Preview } from './preview.ts';

/** How long a question to a person is: what fits on a screen. */
export const MAX_QUESTION_CHARACTERS = 3000;

/** How long one value is in it: an email address is shorter. */
const MAX_QUESTIONED_CHARACTERS = 120;

const WORLDS = {
  production: 'in production, with real customers and money',
  sandbox: 'in the sandbox, with test data',
};

/**
 * A preview as a question to a person. Ours are the first lines and the words before each colon; what others may have
 * written stands in quotes, each on one line.
 */
export function questionText({
  title,
  environment,
  organization,
  consequence,
  exposes,
  amount,
  with_tax_at_most: withTax,
  arguments: given,
  now,
  besides,
  not_seen,
}: Preview): string {
  const seen = Object.entries({ ...now, ...besides }).flatMap(([noun, fields]) => [
    `The ${noun.replaceAll('_', ' ')} now`,
    ...linesOf(fields, '  ', inAmounts),
  ]);
  return [
    `${title}${amount === undefined ? '' : `: ${amount}`}${withTax === undefined ? '' : `, with tax at most ${withTax}`}, ${WORLDS[environment]}.`,
    ...(organization === undefined ? [] : [`Organization: ${quote(organization, MAX_QUESTIONED_CHARACTERS)}`]),
    consequence,
    ...(exposes === undefined ? [] : [`Who gets what: ${exposes}`]),
    ...(not_seen === undefined ? [] : [`Not seen: ${not_seen}`]),
    '',
    ...(seen.length > 0 ? [cutToHalf(seen)] : []),
    cutToHalf(['What was asked for', ...linesOf(shortFirst(given), '  ', Object.entries)]),
  ].join('\n');
}

/** However much is affected, what was asked for has its place too. */
function cutToHalf(lines: string[]): string {
  const most = MAX_QUESTION_CHARACTERS / 2;
  if (lines.join('\n').length <= most) return lines.join('\n');
  const kept = takeFitting(lines, most - LAST_LINE, (line) => String(line).length);
  return [...kept, `… and ${lines.length - kept.length} more lines, for which there is no room`].join('\n');
}

const LAST_LINE = 60;

/** The model chose the order of the arguments: long ones must not push `revoke_benefits` out of sight. */
function shortFirst(given: unknown): unknown {
  const entries = Object.entries(given ?? {});
  const isLong = ([, value]: [string, unknown]) => typeof value === 'object' && value !== null;
  return Object.fromEntries([...entries.filter((entry) => !isLong(entry)), ...entries.filter(isLong)]);
}

type EntriesOf = (value: object) => [string, unknown][];

function linesOf(value: unknown, indent: string, entriesOf: EntriesOf): string[] {
  if (typeof value !== 'object' || value === null) return [`${indent}${said(value)}`];
  return entriesOf(value).flatMap(([name, inner]) => {
    const label = Array.isArray(value)
      ? '-'
      : `${/^\w{1,60}$/.test(name) ? name : quote(name, MAX_QUESTIONED_CHARACTERS)}:`;
    if (typeof inner !== 'object' || inner === null || Object.keys(inner).length === 0)
      return [`${indent}${label} ${said(inner)}`];
    return [`${indent}${label}`, ...linesOf(inner, `${indent}  `, entriesOf)];
  });
}

/** A person reads the amounts of a read in words alone. Among arguments, such a name is somebody's metadata. */
function inAmounts(value: object): [string, unknown][] {
  const entries = Object.entries(value);
  const inWords = new Map(entries.filter(([name]) => name.endsWith('_formatted')));
  return entries
    .filter(([name]) => !inWords.has(name))
    .map(([name, inner]) => [name, inWords.get(`${name}_formatted`) ?? inner]);
}

function said(value: unknown): string {
  if (typeof value === 'object' && value !== null) return 'none';
  return typeof value === 'string' ? quote(value, MAX_QUESTIONED_CHARACTERS) : String(value);
}
