import { quote } from '../lib/text.ts';
import { takeFitting } from '../results/index.ts';
import { headline } from './headline.ts';
import type { Preview } from './preview.ts';

/** The longest question to a person: it fits on a screen. */
export const MAX_QUESTION_CHARACTERS = 3000;

/** The longest value in a question: an email address is shorter. */
const MAX_VALUE_CHARACTERS = 120;

const ENVIRONMENTS = {
  production: 'In production, with real customers and money.',
  sandbox: 'In the sandbox, with test data.',
};

/**
 * Writes a preview as a question to a person. Clients may show three lines of it, so it begins with who gets how much,
 * where, and what follows. The words outside of quotes are this server's. Values that others may have written stand in
 * quotes, each on one line.
 */
export function questionText(preview: Preview): string {
  const { environment, organization, consequence, exposes, arguments: given, now, besides, not_seen } = preview;
  const seen = Object.entries({ ...now, ...besides }).flatMap(([noun, fields]) => [
    `The ${noun.replaceAll('_', ' ')} now`,
    ...linesOf(fields, '  ', withAmountTexts),
  ]);
  return [
    headline(preview),
    `${ENVIRONMENTS[environment]}${organization === undefined ? '' : ` Organization: ${quote(organization, MAX_VALUE_CHARACTERS)}`}`,
    ...(exposes === undefined ? [] : [`Who gets what: ${exposes}`]),
    consequence,
    ...(not_seen === undefined ? [] : [`Not seen: ${not_seen}`]),
    '',
    ...(seen.length > 0 ? [cutToHalf(seen)] : []),
    cutToHalf(['What was asked for', ...linesOf(shortFirst(given), '  ', Object.entries)]),
  ].join('\n');
}

/** Each half of a question has its own room, so a long preview leaves room for the arguments. */
function cutToHalf(lines: string[]): string {
  const most = MAX_QUESTION_CHARACTERS / 2;
  if (lines.join('\n').length <= most) return lines.join('\n');
  const kept = takeFitting(lines, most - LAST_LINE_CHARACTERS, (line) => String(line).length);
  return [...kept, `… and ${lines.length - kept.length} more lines, for which there is no room`].join('\n');
}

const LAST_LINE_CHARACTERS = 60;

/** Puts long arguments last: the model chose the order, and they must not push `revoke_benefits` out of sight. */
function shortFirst(given: unknown): unknown {
  const entries = Object.entries(given ?? {});
  const isLong = ([, value]: [string, unknown]) => typeof value === 'object' && value !== null;
  return Object.fromEntries([...entries.filter((entry) => !isLong(entry)), ...entries.filter(isLong)]);
}

type EntriesOf = (value: object) => [string, unknown][];

function linesOf(value: unknown, indent: string, entriesOf: EntriesOf): string[] {
  if (typeof value !== 'object' || value === null) return [`${indent}${valueText(value)}`];
  return entriesOf(value).flatMap(([name, inner]) => {
    const label = Array.isArray(value) ? '-' : `${/^\w{1,60}$/.test(name) ? name : quote(name, MAX_VALUE_CHARACTERS)}:`;
    if (typeof inner !== 'object' || inner === null || Object.keys(inner).length === 0)
      return [`${indent}${label} ${valueText(inner)}`];
    return [`${indent}${label}`, ...linesOf(inner, `${indent}  `, entriesOf)];
  });
}

/** Shows each amount of a read as text alone. Arguments keep both: there, `…_formatted` is somebody's metadata. */
function withAmountTexts(value: object): [string, unknown][] {
  const entries = Object.entries(value);
  const inWords = new Map(entries.filter(([name]) => name.endsWith('_formatted')));
  return entries
    .filter(([name]) => !inWords.has(name))
    .map(([name, inner]) => [name, inWords.get(`${name}_formatted`) ?? inner]);
}

function valueText(value: unknown): string {
  if (typeof value === 'object' && value !== null) return 'none';
  return typeof value === 'string' ? quote(value, MAX_VALUE_CHARACTERS) : String(value);
}
