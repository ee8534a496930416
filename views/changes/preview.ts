import { isJson, type Json } from '../shown.ts';
import { type Cell, cellOf, isBeside, isCurrencyOfAmounts, isEmpty, plainCell, textCell } from '../things/cell.ts';
import { labelOf } from '../things/words.ts';

/** What a change would do, in the order in which a person decides about it. */
export interface ShownPreview {
  title: string;
  environment: 'sandbox' | 'production';
  /** How much, where, and who gets what. */
  facts: Line[];
  /** What follows, in the server's words. */
  consequence: string | undefined;
  /** What the server could not see, or had no room for. */
  gaps: string[];
  /** What was asked for, and what it affects as it is now. */
  parts: Part[];
}

/** A line, or lines below a label. */
export type Line = { label: string; cell: Cell } | { label: string; lines: Line[] };

interface Part {
  title: string;
  lines: Line[];
}

/**
 * Reads a preview (`would` of a result).
 *
 * @returns undefined where it is none
 */
export function readPreview(would: unknown): ShownPreview | undefined {
  if (!isJson(would) || typeof would.title !== 'string') return undefined;
  const { title, environment, amount, with_tax_at_most, organization, exposes, consequence, not_seen, left_out } =
    would;
  const names = isJson(would.names) ? would.names : {};
  const fact = (label: string, value: unknown): Line[] =>
    typeof value === 'string' && value !== '' ? [{ label, cell: textCell(value) }] : [];
  const seen = [would.now, would.besides].flatMap((things) => (isJson(things) ? Object.entries(things) : []));
  return {
    title,
    environment: environment === 'sandbox' ? 'sandbox' : 'production',
    facts: [
      ...fact('Amount', amount),
      ...fact('With tax, at most', with_tax_at_most),
      ...fact('Who gets what', exposes),
      ...fact('Organization', organization),
    ],
    consequence: typeof consequence === 'string' && consequence !== '' ? consequence : undefined,
    gaps: [...textsOf('Not seen', not_seen), ...textsOf('Left out here', left_out)],
    parts: [
      {
        title: 'What was asked for',
        lines: linesOf(would.arguments, names, amount === undefined ? argumentCell : besideAmount),
      },
      ...seen.map(([noun, thing]) => ({
        title: `${labelOf(noun)} now`,
        lines: linesOf(thing, names, cellOf),
      })),
    ].filter(({ lines }) => lines.length > 0),
  };
}

function textsOf(label: string, value: unknown): string[] {
  const texts = [value].flat().filter((text) => typeof text === 'string');
  return texts.length > 0 ? [`${label}: ${texts.join('; ')}`] : [];
}

type ReadCell = (fields: Json, name: string) => Cell | undefined;

/** An amount that a call gives is in minor units, and nothing beside it says so. */
function argumentCell(fields: Json, name: string): Cell | undefined {
  const value = fields[name];
  if (typeof value === 'number' && /amount|cap|price/.test(name)) return textCell(`${value} (in minor units)`);
  // To clear a field is a change as well.
  if (value === null || value === '') return textCell('none');
  return cellOf(fields, name) ?? (typeof value === 'boolean' ? plainCell(value) : undefined);
}

/** The amount of the call stands in words above. */
const besideAmount: ReadCell = (fields, name) => (name === 'amount' ? undefined : argumentCell(fields, name));

function linesOf(value: unknown, names: Json, read: ReadCell): Line[] {
  if (Array.isArray(value)) {
    return value.map((item, index): Line => {
      const label = String(index + 1);
      return typeof item === 'object' && item !== null
        ? { label, lines: linesOf(item, names, read) }
        : { label, cell: named(item, names) ?? plainCell(item) };
    });
  }
  if (!isJson(value)) return isEmpty(value) ? [] : [{ label: '', cell: plainCell(value) }];
  return Object.keys(value).flatMap((key): Line[] => {
    if (isBeside(value, key) || (read === cellOf && isCurrencyOfAmounts(value, key))) return [];
    const inner = value[key];
    const label = labelOf(key);
    if (typeof inner === 'object' && inner !== null) {
      const lines = linesOf(inner, names, read);
      return lines.length > 0 ? [{ label, lines }] : [];
    }
    const cell = named(inner, names) ?? read(value, key);
    return cell ? [{ label, cell }] : [];
  });
}

/** An id by the name of the thing. The yes is for the id, so both are shown. */
function named(value: unknown, names: Json): Cell | undefined {
  const name = typeof value === 'string' && Object.hasOwn(names, value) ? names[value] : undefined;
  if (typeof name !== 'string') return undefined;
  return { kind: 'several', cells: [textCell(name), { kind: 'id', id: value as string }] };
}
