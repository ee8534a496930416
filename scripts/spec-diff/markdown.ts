import { type Change, code, list } from './change.ts';
import type { SpecDiff } from './index.ts';

/** GitHub refuses a pull request's text of more than 65,536 characters, and other words stand around the list. */
const MAX_CHARACTERS = 50_000;

export function isEmpty(diff: SpecDiff): boolean {
  return Object.values(diff).every((part: unknown[]) => part.length === 0);
}

/**
 * Writes the list for a pull request, breaking changes first. A list that is too long is cut and counts the lines left out.
 */
export function toMarkdown(diff: SpecDiff): string {
  if (isEmpty(diff)) return 'No tool changes.\n';
  const lines = [
    summary(diff),
    ...section(
      'Removed',
      diff.removed.map((tool) => `- **Breaking:** ${code(tool)} is gone`),
    ),
    ...section(
      'Changed',
      breakingFirst(diff.changed).flatMap(({ tool, changes }) => [`- ${code(tool)}`, ...below(changes)]),
    ),
    ...section(
      'What is answered',
      breakingFirst(diff.answers).flatMap(({ schema, tools, changes }) => [
        `- ${code(schema)}, in answers of ${list(tools)}`,
        ...below(changes),
      ]),
    ),
    ...section(
      'Added',
      diff.added.map((tool) => `- ${code(tool)}`),
    ),
    ...section(
      'To be decided',
      diff.undecided.map(
        ({ id, call, file }) => `- ${code(id)}, which is ${code(call)}, has no tool yet: ${code(file)}`,
      ),
    ),
  ];
  return cut(lines);
}

function summary({ added, removed, changed, answers, undecided }: SpecDiff): string {
  const breaking = [...changed, ...answers].flatMap(({ changes }) => changes.filter((change) => change.isBreaking));
  const answering = new Set(answers.flatMap(({ tools }) => tools));
  const counts = [
    `Tools: ${removed.length} removed`,
    `${changed.length} changed`,
    `${answering.size} with other answers`,
    `${added.length} added`,
    `${undecided.length} to be decided`,
  ];
  return `${counts.join(', ')}. Breaking changes: ${removed.length + breaking.length}.`;
}

function section(title: string, lines: string[]): string[] {
  return lines.length > 0 ? ['', `### ${title}`, '', ...lines] : [];
}

function below(changes: readonly Change[]): string[] {
  return changes.map(({ text, isBreaking }) => `  - ${isBreaking ? '**Breaking:** ' : ''}${text}`);
}

function breakingFirst<T extends { changes: readonly Change[] }>(all: readonly T[]): T[] {
  const breaks = ({ changes }: T) => changes.some((change) => change.isBreaking);
  return [...all.filter(breaks), ...all.filter((one) => !breaks(one))];
}

function cut(lines: readonly string[]): string {
  let room = MAX_CHARACTERS;
  const shown: string[] = [];
  for (const line of lines) {
    room -= line.length + 1;
    if (room < 0) break;
    shown.push(line);
  }
  const more = lines.length - shown.length;
  return `${shown.join('\n')}\n${more > 0 ? `\n… and ${more} more lines.\n` : ''}`;
}
