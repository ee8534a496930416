import { styleText } from 'node:util';
import { wrap } from '../../settings/help.ts';
import { table } from '../budget/table.ts';
import type { ComparedWith, Difference } from './compare.ts';
import type { Examination, Examined } from './examine.ts';
import type { Leftover } from './leftovers.ts';
import { titleOf } from './question.ts';

const MIN_WIDTH = 60;
const MAX_WIDTH = 120;
const INDENT = '    ';

/** A tool, and the result of all its questions. */
export interface ToolRow {
  tool: string;
  /** Questions that Polar answered. */
  asked: number;
  documented: Mark;
  simulator: Mark;
}

/** `ok`: no difference; `note`: one that doesn't matter; `otherwise`: one that does; `none`: nothing could be compared. */
type Mark = 'ok' | 'note' | 'otherwise' | 'none';

const SYMBOLS: Record<Mark, string> = { ok: '✓', note: '!', otherwise: '✗', none: '–' };
const COLOURS = { ok: 'green', note: 'yellow', otherwise: 'red', none: 'gray' } as const;

/** Makes a row for each tool, in the order in which they were first asked. */
export function rowsOf(examined: readonly Examined[]): ToolRow[] {
  const byTool = Map.groupBy(examined, ({ tool }) => tool);
  return [...byTool].map(([tool, all]) => {
    const asked = all.filter(({ skipped }) => skipped === undefined);
    const differences = asked.flatMap((one) => one.differences);
    return {
      tool,
      asked: asked.length,
      documented: markOf(
        differences,
        ['document'],
        asked.some(({ isDocumented }) => isDocumented),
      ),
      simulator: markOf(
        differences,
        ['simulator', 'expected'],
        asked.some(({ isCompared }) => isCompared),
      ),
    };
  });
}

function markOf(all: readonly Difference[], against: readonly ComparedWith[], isCompared: boolean): Mark {
  const differences = all.filter((one) => against.includes(one.against));
  if (differences.some(({ matters }) => matters)) return 'otherwise';
  if (differences.length > 0) return 'note';
  return isCompared ? 'ok' : 'none';
}

/** Whether somebody has to look: a difference that matters, or something that was made and is still there. */
export function isWrong({ examined, after }: Examination): boolean {
  const isOtherwise = examined.some(({ differences }) => differences.some(({ matters }) => matters));
  return isOtherwise || after.some(({ failed }) => failed !== undefined);
}

/**
 * Writes a row for each tool. Below them: each difference with its reason, the questions that weren't asked and why,
 * and the things that stay at Polar.
 *
 * @param stream decides the width, and whether there is colour (NO_COLOR and FORCE_COLOR count)
 */
export function report(examination: Examination, stream: NodeJS.WriteStream): string {
  const { examined, before, after, stays, isStopped } = examination;
  const width = Math.min(Math.max(stream.columns ?? MAX_WIDTH, MIN_WIDTH), MAX_WIDTH);
  const block = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [[...wrap(title, width), ...lines.flatMap((line) => indented(line, width))].join('\n')];
  return [
    rowTable(rowsOf(examined), stream),
    ...differenceBlocks(examined, width, stream),
    ...block('Not asked:', notAsked(examined)),
    ...block('An earlier run had left:', before.map(toldOf)),
    ...block('What can’t be removed:', after.filter(({ failed }) => failed).map(toldOf)),
    ...block('Stays at Polar, where it can’t be deleted:', stays),
    ...(isStopped ? ['It was stopped: the questions after that were not asked.'] : []),
    summary(examined),
  ].join('\n\n');
}

function rowTable(rows: readonly ToolRow[], stream: NodeJS.WriteStream): string {
  const lines = table(
    ['tool', 'asked', 'documented', 'as the simulator'],
    rows.map(({ tool, asked, documented, simulator }) => [tool, asked, SYMBOLS[documented], SYMBOLS[simulator]]),
  ).split('\n');
  return lines
    .map((line, i) => {
      const row = rows[i - 1];
      if (!row) return line;
      const worst = worstOf(row);
      return worst === 'ok' ? line : styleText(COLOURS[worst], line, { stream });
    })
    .join('\n');
}

const ORDER: readonly Mark[] = ['otherwise', 'note', 'none', 'ok'];

const worstOf = ({ documented, simulator }: ToolRow) =>
  ORDER.find((mark) => documented === mark || simulator === mark) ?? 'ok';

/** Puts differences that matter first, and joins those that several tools share. */
function differenceBlocks(examined: readonly Examined[], width: number, stream: NodeJS.WriteStream): string[] {
  const all = examined.flatMap((one) => one.differences.map((difference) => ({ title: titleOf(one), ...difference })));
  const alike = [...Map.groupBy(all, ({ against, text }) => `${against} ${text}`).values()];
  return [true, false].flatMap((isWanted) =>
    alike.flatMap((several) => {
      const [first] = several;
      if (first?.matters !== isWanted) return [];
      const mark = isWanted ? 'otherwise' : 'note';
      const titles = several.map(({ title }) => title).join(', ');
      const lines = wrap(`${SYMBOLS[mark]} ${titles}, against ${AGAINST[first.against]}`, width);
      return [
        [...lines.map((line) => styleText(COLOURS[mark], line, { stream })), ...indented(first.text, width)].join('\n'),
      ];
    }),
  );
}

const AGAINST: Record<ComparedWith, string> = {
  expected: 'what was expected',
  document: 'the document',
  simulator: 'the simulator',
};

/** `there is no dispute: get_dispute, accept_dispute`. */
function notAsked(examined: readonly Examined[]): string[] {
  const skipped = examined.filter((one) => one.skipped !== undefined);
  const byReason = Map.groupBy(skipped, (one) => one.skipped ?? '');
  return [...byReason].map(([reason, all]) => `${reason}: ${all.map(titleOf).join(', ')}`);
}

function indented(text: string, width: number): string[] {
  return wrap(text, width - INDENT.length).map((line) => INDENT + line);
}

const toldOf = ({ what, stays, failed }: Leftover) =>
  `${what}: ${failed === undefined ? (stays ? 'archived' : 'removed') : `still there (${failed})`}`;

function summary(examined: readonly Examined[]): string {
  const asked = examined.filter(({ skipped }) => skipped === undefined);
  const differences = asked.flatMap((one) => one.differences);
  const matter = differences.filter(({ matters }) => matters).length;
  const rest = differences.length - matter;
  return [
    counted(asked.length, 'question'),
    `${counted(matter, 'difference')} that ${matter === 1 ? 'matters' : 'matter'}`,
    `${rest} that ${rest === 1 ? 'doesn’t' : 'don’t'}`,
  ].join(', ');
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
