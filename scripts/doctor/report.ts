import { styleText } from 'node:util';
import { wrap } from '../../settings/help.ts';
import { table } from '../budget/table.ts';
import type { Finding, State } from './finding.ts';

const MIN_WIDTH = 60;
const MAX_WIDTH = 120;
/** The width of the two columns before the finding, with the spaces after each. */
const BEFORE_FOUND = 25;
const INDENT = '    ';

const SYMBOLS: Record<State, string> = { ok: '✓', warning: '!', failure: '✗', skipped: '–' };
const COLOURS = { ok: 'green', warning: 'yellow', failure: 'red', skipped: 'gray' } as const;

const labelOf = (state: State) => `${SYMBOLS[state]} ${state}`;

const GOOD_FROM_OUTSIDE =
  'Nothing is wrong that can be seen from outside. The secret and the scopes of the client at Polar are seen by a login alone: --login makes one.';
export const GOOD_LOGIN = 'A login works from one end to the other, and this one is ended.';

/**
 * Writes each finding as a row, and below them the remedies.
 *
 * @param stream decides the width, and whether there is colour (NO_COLOR and FORCE_COLOR count)
 * @param good the sentence for a report without faults
 */
export function report(findings: readonly Finding[], stream: NodeJS.WriteStream, good = GOOD_FROM_OUTSIDE): string {
  const width = Math.min(Math.max(stream.columns ?? MAX_WIDTH, MIN_WIDTH), MAX_WIDTH);
  const colour = (state: State, text: string) => styleText(COLOURS[state], text, { stream });
  const rows = findings.flatMap(({ check, state, found }) =>
    wrap(found, width - BEFORE_FOUND).map((line, i) => ({
      state,
      cells: i === 0 ? [check, labelOf(state), line] : ['', '', line],
    })),
  );
  const lines = table(
    ['check', 'state', 'found'],
    rows.map(({ cells }) => cells),
  ).split('\n');
  const coloured = lines.map((line, i) => {
    const state = rows[i - 1]?.state;
    return state ? line.replace(labelOf(state), (label) => colour(state, label)) : line;
  });
  const wrong = findings.filter(({ fix }) => fix !== undefined);
  const remedies = wrong.map(({ check, state, found, fix = '' }) =>
    [
      ...wrap(`${SYMBOLS[state]} ${check}: ${found}`, width).map((line) => colour(state, line)),
      ...wrap(fix, width - INDENT.length).map((line) => INDENT + line),
    ].join('\n'),
  );
  return [coloured.join('\n'), ...remedies, summary(findings, good)].join('\n\n');
}

/** `1 failure, 2 warnings`. */
function summary(findings: readonly Finding[], good: string): string {
  const counted = (['failure', 'warning'] as const)
    .map((state) => ({ state, count: findings.filter((one) => one.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}${count === 1 ? '' : 's'}`);
  return counted.length > 0 ? counted.join(', ') : good;
}

/** Whether an operator, or CI, has something to mend. */
export function isWrong(findings: readonly Finding[], strict: boolean): boolean {
  return findings.some(({ state }) => state === 'failure' || (strict && state === 'warning'));
}
