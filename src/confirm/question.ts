import type { JsonObject } from '../lib/json.ts';
import { isAmountText } from '../lib/money.ts';
import { quote } from '../lib/text.ts';
import { takeFitting } from '../results/index.ts';
import { headline } from './headline.ts';
import type { Names } from './names.ts';
import type { Preview } from './preview.ts';
import { summarizeLists } from './summary/index.ts';

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
  const {
    environment,
    organization,
    consequence,
    exposes,
    arguments: given,
    now,
    besides,
    not_seen,
    left_out,
    names = {},
  } = preview;
  const half = MAX_QUESTION_CHARACTERS / 2;
  const seenLines = (seen: unknown) =>
    Object.entries(seen as JsonObject).flatMap(([noun, fields]) => [
      `The ${noun.replaceAll('_', ' ')} now`,
      ...linesOf(fields, '  ', { entriesOf: withAmountTexts, names }),
    ]);
  const argumentLines = (value: unknown) => linesOf(value, '  ', { entriesOf: Object.entries, names });
  const seen = seenLines(summarizeLists({ ...now, ...besides }, half, (part) => sizeOf(seenLines({ part }))));
  const summarized = summarizeLists(given, half - TITLE.length, (part) => sizeOf(argumentLines(part)));
  const asked = [TITLE, ...argumentLines(shortFirst(summarized))];
  return [
    headline(preview),
    `${ENVIRONMENTS[environment]}${organization === undefined ? '' : ` Organization: ${quote(organization, MAX_VALUE_CHARACTERS)}`}`,
    ...(exposes === undefined ? [] : [`Who gets what: ${exposes}`]),
    consequence,
    ...(not_seen === undefined ? [] : [`Not seen: ${not_seen}`]),
    ...(left_out === undefined ? [] : [`Left out here: ${quote(left_out.join('; '), MAX_LEFT_OUT_CHARACTERS)}`]),
    '',
    ...(seen.length > 0 ? [cutToHalf(seen)] : []),
    cutToHalf(asked),
  ].join('\n');
}

const MAX_LEFT_OUT_CHARACTERS = 300;
const TITLE = 'What was asked for';

const sizeOf = (lines: readonly string[]) => lines.join('\n').length;

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

/** How values are written: the fields that are shown of an object, and the names of ids. */
interface Writing {
  entriesOf: (value: object) => [string, unknown][];
  names: Names;
}

function linesOf(value: unknown, indent: string, writing: Writing): string[] {
  const { entriesOf, names } = writing;
  if (typeof value !== 'object' || value === null) return [`${indent}${valueText(value, names)}`];
  return entriesOf(value).flatMap(([name, inner]) => {
    if (inner === undefined) return [];
    const label = Array.isArray(value) ? '-' : `${labelOf(name)}:`;
    if (typeof inner !== 'object' || inner === null || Object.keys(inner).length === 0)
      return [`${indent}${label} ${valueText(inner, names)}`];
    const numbers = numbersIn(inner);
    if (numbers !== undefined && numbers.length <= MAX_VALUE_CHARACTERS) return [`${indent}${label} ${numbers}`];
    return [`${indent}${label}`, ...linesOf(inner, `${indent}  `, writing)];
  });
}

const labelOf = (name: string) => (/^\w{1,60}$/.test(name) ? name : quote(name, MAX_VALUE_CHARACTERS));

/** Numbers by name, for one line, as the counts of a summary; undefined for anything else. */
function numbersIn(value: object): string | undefined {
  const entries = Object.entries(value);
  if (Array.isArray(value) || !entries.every(([, one]) => typeof one === 'number')) return undefined;
  return entries.map(([name, one]) => `${labelOf(name)} ${one}`).join(', ');
}

/** Shows each amount of a read as text alone. Arguments keep both: there, `…_formatted` is somebody's metadata. */
function withAmountTexts(value: object): [string, unknown][] {
  const entries = Object.entries(value);
  const inWords = new Map(entries.filter(([name]) => isAmountText(value as JsonObject, name)));
  return entries
    .filter(([name]) => !inWords.has(name))
    .map(([name, inner]) => [name, inWords.get(`${name}_formatted`) ?? inner]);
}

function valueText(value: unknown, names: Names): string {
  if (typeof value === 'object' && value !== null) return 'none';
  if (typeof value !== 'string') return String(value);
  const name = Object.hasOwn(names, value) ? names[value] : undefined;
  const left = [...value].length - MAX_VALUE_CHARACTERS;
  const text = `${quote(value, MAX_VALUE_CHARACTERS)}${left > 0 ? ` and ${left} more characters` : ''}`;
  return name === undefined ? text : `${text}, named ${quote(name, MAX_VALUE_CHARACTERS)}`;
}
