/** `npm run bench`: what this server costs and bears, beside others, in one run. */
import { writeFile } from 'node:fs/promises';
import { Option } from '@commander-js/extra-typings';
import { installLocked } from '../scripts/install-locked.ts';
import { npmScript, runScript } from '../scripts/run-script.ts';
import { judge } from './check.ts';
import type { Measured, Part } from './finding.ts';
import { RECORD, readRecord, recordOf, writeRecord } from './record.ts';
import { asTable } from './report.ts';

const PAGE = 'docs/performance.md';
const CHART = 'docs/pictures/performance.svg';
const FOLDER = 'bench';

/** Each is loaded when it is measured: two need packages that are installed for the benchmark alone. */
const PARTS: Record<string, () => Promise<Part>> = {
  size: async () => (await import('./size.ts')).size,
  calls: async () => (await import('./calls.ts')).calls,
  latency: async () => (await import('./latency.ts')).latency,
  edge: async () => (await import('./edge.ts')).edge,
  development: async () => (await import('./development.ts')).development,
  'start-up': async () => (await import('./start-up.ts')).startUp,
  'stdio-start': async () => (await import('./stdio-start.ts')).stdioStart,
  memory: async () => (await import('./memory.ts')).memory,
  load: async () => {
    await installLocked(FOLDER);
    return (await import('./load.ts')).load;
  },
  scale: async () => (await import('./scale.ts')).scale,
  generation: async () => (await import('./generation.ts')).generation,
  project: async () => (await import('./project.ts')).project,
  functions: async () => {
    await installLocked(FOLDER);
    return (await import('./functions.ts')).functions;
  },
  walks: async () => (await import('./walks.ts')).walks,
};

const ABOUT =
  'Measures what this server costs and bears, beside what would be used instead. Writes docs/performance.md, its chart and bench/record.json.';

const command = npmScript('bench', ABOUT)
  .addOption(
    new Option('--only <parts...>', 'some of them, with spaces between; prints them and writes nothing').choices(
      Object.keys(PARTS),
    ),
  )
  .option(
    '--check',
    'writes none of that, and fails where a goal is missed that is not known to be, or where a ratio grew since bench/record.json',
  )
  .option('--record <file>', 'writes the ratios and goals of this run there too, of whichever parts')
  .addOption(
    new Option('--profile', 'measures nothing, and prints where a call and a list spend their time').conflicts([
      'only',
      'check',
      'record',
    ]),
  )
  .addHelpText(
    'after',
    '\nAll of it takes twenty minutes: project eight, calls, latency, start-up, memory and load two each, edge one, the others\nless. It needs Linux: CPU times are read from /proc.',
  );

interface Flags {
  only?: string[];
  check?: true;
  record?: string;
  profile?: true;
}

await runScript(command.action(main));

async function main({ only, check, record: recordFile, profile }: Flags): Promise<void> {
  if (profile) return (await import('./hot-spots.ts')).printHotSpots();
  const before = check && (await readRecord());
  const names = only ?? Object.keys(PARTS);
  const parts = await measure(names);
  const hasFailed = names.some((name) => !parts[name]);
  const measured = Object.values(parts);
  const findings = measured.flatMap((one) => one.findings);
  console.log(`\n${asTable(findings)}`);
  const { failures, remarks } = judge(parts, before);
  for (const line of [...remarks, ...failures]) console.error(line);
  if (hasFailed || (check && failures.length > 0)) process.exitCode = 1;
  if (recordFile) await writeRecord(recordFile, recordOf(parts));
  if (only || check || hasFailed) return;
  const [{ pageOf }, { chartOf }] = await Promise.all([import('./page.ts'), import('./chart.ts')]);
  await writeFile(PAGE, await pageOf(measured, new Date()));
  await writeFile(CHART, chartOf(findings));
  await writeRecord(RECORD, recordOf(parts));
  console.error(`\nWritten to ${PAGE}, ${CHART} and ${RECORD}`);
}

/** Measures one part after the other. Those that fail are missing in what it returns. */
async function measure(names: readonly string[]): Promise<Record<string, Measured>> {
  const parts: Record<string, Measured> = {};
  for (const name of names) {
    const part = PARTS[name];
    if (!part) continue;
    console.error(`\n${name}`);
    try {
      parts[name] = await (await part())((line) => console.error(`  ${line}`));
    } catch (error) {
      // The others are still worth their time.
      const [line] = String(error instanceof Error ? error.message : error).split('\n');
      console.error(`  failed: ${line}`);
      if (process.env.DEBUG) console.error(error);
    }
  }
  return parts;
}
