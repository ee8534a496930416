/** `npm run bench`: what this server costs and bears, beside others, in one run. */
import { writeFile } from 'node:fs/promises';
import { Option } from '@commander-js/extra-typings';
import { installLocked } from '../scripts/install-locked.ts';
import { npmScript, runScript } from '../scripts/run-script.ts';
import type { Measured, Part } from './finding.ts';
import { asTable, missed } from './report.ts';

const PAGE = 'docs/performance.md';
const CHART = 'docs/pictures/performance.svg';
const FOLDER = 'bench';

/** Each is loaded when it is measured: two need packages that are installed for the benchmark alone. */
const PARTS: Record<string, () => Promise<Part>> = {
  size: async () => (await import('./size.ts')).size,
  calls: async () => (await import('./calls.ts')).calls,
  latency: async () => (await import('./latency.ts')).latency,
  edge: async () => (await import('./edge.ts')).edge,
  'start-up': async () => (await import('./start-up.ts')).startUp,
  'stdio-start': async () => (await import('./stdio-start.ts')).stdioStart,
  memory: async () => (await import('./memory.ts')).memory,
  load: async () => {
    await installLocked(FOLDER);
    return (await import('./load.ts')).load;
  },
  generation: async () => (await import('./generation.ts')).generation,
  functions: async () => {
    await installLocked(FOLDER);
    return (await import('./functions.ts')).functions;
  },
  walks: async () => (await import('./walks.ts')).walks,
};

const ABOUT =
  'Measures what this server costs and bears, beside what would be used instead, and writes docs/performance.md with its chart.';

const command = npmScript('bench', ABOUT)
  .addOption(
    new Option('--only <parts...>', 'some of them, with spaces between; prints them and writes nothing').choices(
      Object.keys(PARTS),
    ),
  )
  .option('--check', 'exits 1 when a goal is not met')
  .addOption(
    new Option('--profile', 'measures nothing, and prints where a call and a list spend their time').conflicts([
      'only',
      'check',
    ]),
  )
  .addHelpText(
    'after',
    '\nAll of it takes ten minutes: calls, latency, start-up and load two each, edge one, the others less. It needs Linux: CPU times are\nread from /proc.',
  );

interface Flags {
  only?: string[];
  check?: true;
  profile?: true;
}

await runScript(command.action(main));

async function main({ only, check, profile }: Flags): Promise<void> {
  if (profile) return (await import('./hot-spots.ts')).printHotSpots();
  const names = only ?? Object.keys(PARTS);
  const measured: Measured[] = [];
  let hasFailed = false;
  for (const name of names) {
    const part = PARTS[name];
    if (!part) continue;
    console.error(`\n${name}`);
    try {
      measured.push(await (await part())((line) => console.error(`  ${line}`)));
    } catch (error) {
      // The others are still worth their time.
      hasFailed = true;
      const [line] = String(error instanceof Error ? error.message : error).split('\n');
      console.error(`  failed: ${line}`);
      if (process.env.DEBUG) console.error(error);
    }
  }
  const findings = measured.flatMap((one) => one.findings);
  console.log(`\n${asTable(findings)}`);
  const lines = missed(findings);
  for (const line of lines) console.error(`missed: ${line}`);
  if (hasFailed || (check && lines.length > 0)) process.exitCode = 1;
  if (only || hasFailed) return;
  const [{ pageOf }, { chartOf }] = await Promise.all([import('./page.ts'), import('./chart.ts')]);
  await writeFile(PAGE, await pageOf(measured, new Date()));
  await writeFile(CHART, chartOf(findings));
  console.error(`\nWritten to ${PAGE} and ${CHART}`);
}
