import type { Outcome } from './outcome.ts';
import type { Question } from './question.ts';

/** The subject of a difference: how the call should end, the document, or the simulator. */
export type ComparedWith = 'expected' | 'document' | 'simulator';

/** A difference from what was expected. */
export interface Difference {
  against: ComparedWith;
  /** Whether somebody has to look, because the product relies on something else. Otherwise it is only worth knowing. */
  matters: boolean;
  text: string;
}

/** The most fields that a difference names. */
const MAX_FIELDS = 8;

/**
 * Compares Polar's answer with the expected end of the question, the document, and the simulator's answer.
 *
 * @param simulator the simulator's answer; undefined if it wasn't asked
 */
export function compare(question: Question, polar: Outcome, simulator: Outcome | undefined): Difference[] {
  const { ends = ['ok'] } = question;
  const differences: Difference[] = [];
  const add = (against: ComparedWith, matters: boolean, text: string) => differences.push({ against, matters, text });

  for (const text of polar.breaks ?? []) add('document', true, text);
  if (!ends.includes(polar.code)) {
    const there = simulator && simulator.code !== polar.code ? `; at the simulator with ${ending(simulator)}` : '';
    add('expected', true, `ended with ${ending(polar)}, and not with ${ends.join(' or ')}${there}`);
    return differences;
  }
  if (!simulator) return differences;

  // If several ends are right, the account decides which one it is, and its words.
  const isFixed = ends.length === 1;
  if (polar.code !== simulator.code) {
    const isFree = !isFixed && ends.includes(simulator.code);
    add('simulator', !isFree, `ended with ${ending(polar)}, at the simulator with ${ending(simulator)}`);
    return differences;
  }
  if (polar.refusal !== simulator.refusal || polar.status !== simulator.status) {
    // The places of a 422 matter less than its status.
    const isPlace = polar.status === 422 && simulator.status === 422;
    const text =
      polar.code === 'ok'
        ? `status ${polar.status}, of the simulator ${simulator.status}`
        : `ended with ${ending(polar)}, at the simulator with ${ending(simulator)}`;
    add('simulator', isFixed && !isPlace, text);
  }
  if (question.own && polar.code === 'ok') {
    const [more, less] = [beyond(polar.fields, simulator.fields), beyond(simulator.fields, polar.fields)];
    if (more.length > 0) add('simulator', false, `has fields that the simulator lacks: ${some(more)}`);
    if (less.length > 0) add('simulator', false, `lacks fields that the simulator has: ${some(less)}`);
  }
  return differences;
}

/** `refused (403 NotPermitted)`; without a status it was refused before anything was sent. */
function ending({ code, status, refusal }: Outcome): string {
  const why = [status, refusal].filter((one) => one !== undefined).join(' ');
  return code === 'ok' || why === '' ? code : `${code} (${why})`;
}

/** The fields of one answer that the other lacks, although it has the objects around them. */
function beyond(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  return [...one].filter((path) => {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')));
    return !other.has(path) && (parent === '' || hasInside(other, parent));
  });
}

const hasInside = (fields: ReadonlySet<string>, parent: string) =>
  [...fields].some((path) => path.startsWith(`${parent}.`));

function some(all: readonly string[]): string {
  // A list and its items must give the same path.
  const paths = all.map((path) => path.replace(/^items\./, ''));
  const more = paths.length - MAX_FIELDS;
  return [...paths.slice(0, MAX_FIELDS), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
