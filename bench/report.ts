import { table } from '../scripts/budget/table.ts';
import type { Finding, Measured, Topic, Unit } from './finding.ts';
import { isComparison, isMet, ratioOf, type Spread, spreadOf } from './judge.ts';

const TITLES: Record<Topic, string> = {
  calls: 'A call',
  lists: 'The list of tools',
  edge: 'At the edge, modelled',
  development: 'On your own machine',
  'start-up': 'Starting up',
  size: 'Size',
  memory: 'Memory',
  load: 'Under load',
  scale: 'Many people',
  generation: 'Generation',
  project: 'A fresh clone',
  functions: 'Single functions',
  walks: 'The worst input',
};

const HEADER = ['what', 'ours', 'beside', 'that takes', 'ratio', 'goal', 'met'];
/** The page shows figures first, and how they are judged in its last section. */
const FIGURE_COLUMNS = ['what', 'ours', 'beside', 'that takes'];
const GOAL_COLUMNS = ['what', 'ours', 'beside', 'ratio', 'goal', 'met'];

/** Lists the figures for a terminal, a line for each. */
export function asTable(findings: readonly Finding[]): string {
  return table(HEADER, findings.map(row));
}

/** One line for a goal that isn't met, with the reason where it is known. */
export function missedLine(finding: Finding): string {
  const [what = '', ours = '', beside = '', , ratio = '', goal = ''] = row(finding);
  const isOfRatio = isComparison(finding) && finding.oursAtMost === undefined;
  const reason = finding.missedBecause ? `. ${finding.missedBecause}` : '';
  return `${what}: ${isOfRatio ? `${ratio} × ${beside}` : ours}, and the goal is ${goal}${reason}`;
}

/** How many goals are met, each figure that has one or a ratio, and what stands in the way: the page's last section. */
export function goalsAsMarkdown(measured: readonly Measured[]): string {
  const findings = measured.flatMap((one) => one.findings);
  const lines = findings.filter((finding) => isMet(finding) === false).map(missedLine);
  const goals = findings.filter((finding) => isMet(finding) !== undefined).length;
  const count = `${goals - lines.length} of ${goals} goals are met.`;
  const isShown = (finding: Finding) => isMet(finding) !== undefined || isComparison(finding);
  return [
    '## Goals and ratios',
    `${count} A ratio is the median of the ratios of each round; in brackets are the lowest and the highest.`,
    ...(lines.length > 0 ? ["These goals aren't met:", lines.map((line) => `- ${line}`).join('\n')] : []),
    markdownTable(GOAL_COLUMNS, findings.filter(isShown).map(row)),
  ].join('\n\n');
}

/** Writes the figures as Markdown, a section for each topic, with its notes. */
export function asMarkdown(measured: readonly Measured[]): string {
  const findings = measured.flatMap((one) => one.findings);
  const topics = (Object.keys(TITLES) as Topic[]).filter((topic) => findings.some((one) => one.topic === topic));
  return topics
    .map((topic) => {
      const rows = findings.filter((one) => one.topic === topic).map(row);
      const notes = measured.flatMap(({ notes }) => notes?.[topic] ?? []);
      return [`## ${TITLES[topic]}`, markdownTable(FIGURE_COLUMNS, rows), ...notes].join('\n\n');
    })
    .join('\n\n');
}

/** Of these columns, those that aren't empty in all rows. */
function markdownTable(columns: readonly string[], rows: readonly string[][]): string {
  const wanted = columns.map((name) => HEADER.indexOf(name));
  const used = wanted.filter((column) => rows.some((cells) => cells[column] !== ''));
  const line = (cells: readonly string[]) => `| ${used.map((column) => cells[column]).join(' | ')} |`;
  return [line(HEADER), line(HEADER.map(() => '---')), ...rows.map(line)].join('\n');
}

function row(finding: Finding): string[] {
  const met = { true: 'yes', false: 'no' }[String(isMet(finding))] ?? '';
  const { what, unit } = finding;
  if (!isComparison(finding)) {
    const { values, atMost } = finding;
    const goal = atMost === undefined ? '' : `≤ ${figure(atMost)} ${unit}`.trim();
    return [what, said(spreadOf(values), unit), '', '', '', goal, met];
  }
  const { ours, beside, atMost, oursAtMost } = finding;
  const goal = atMost === undefined ? '' : `≤ ${figure(atMost)}`;
  const goalOfOurs = oursAtMost === undefined ? '' : `≤ ${figure(oursAtMost)} ${unit}`;
  return [
    what,
    said(spreadOf(ours), unit),
    beside.name,
    said(spreadOf(beside.values), unit),
    said(ratioOf(finding), ''),
    goal || goalOfOurs,
    met,
  ];
}

/** `1.2 ms (1.1–1.4)`; a ratio has no unit. */
export function said({ median, low, high }: Spread, unit: Unit): string {
  const value = `${figure(median)} ${unit}`.trim();
  return low === high ? value : `${value} (${figure(low)}–${figure(high)})`;
}

function figure(value: number): string {
  const shown = rounded(value);
  return Number.isInteger(shown) ? shown.toLocaleString('en') : shown.toString();
}

/** Three digits that count, but for whole numbers: what the page shows, and the record keeps. */
export function rounded(value: number): number {
  return Number.isInteger(value) || Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}
