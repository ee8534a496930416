/** `npm run bench`: what this server costs and bears, beside others, in one run. */
import { writeFile } from 'node:fs/promises';
import { Option } from '@commander-js/extra-typings';
import { npmScript, runScript } from '../scripts/run-script.ts';
import { calls } from './calls.ts';
import type { Measured, Part } from './finding.ts';
import { functions } from './functions.ts';
import { generation } from './generation.ts';
import { printHotSpots } from './hot-spots.ts';
import { latency } from './latency.ts';
import { load } from './load.ts';
import { memory } from './memory.ts';
import { pageOf } from './page.ts';
import { asTable, missed } from './report.ts';
import { size } from './size.ts';
import { startUp } from './start-up.ts';
import { stdioStart } from './stdio-start.ts';
import { walks } from './walks.ts';

const PAGE = 'docs/performance.md';

const PARTS: Record<string, Part> = {
  size,
  calls,
  latency,
  'start-up': startUp,
  'stdio-start': stdioStart,
  memory,
  load,
  generation,
  functions,
  walks,
};

const ABOUT =
  'Measures what this server costs and bears, beside what would be used instead, and writes docs/performance.md.';

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
    '\nAll of it takes ten minutes: calls, latency, start-up and load two each, the others less. It needs Linux: CPU times are\nread from /proc.',
  );

interface Flags {
  only?: string[];
  check?: true;
  profile?: true;
}

await runScript(command.action(main));

async function main({ only, check, profile }: Flags): Promise<void> {
  if (profile) return printHotSpots();
  const names = only ?? Object.keys(PARTS);
  const measured: Measured[] = [];
  let hasFailed = false;
  for (const name of names) {
    const part = PARTS[name];
    if (!part) continue;
    console.error(`\n${name}`);
    try {
      measured.push(await part((line) => console.error(`  ${line}`)));
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
  await writeFile(PAGE, await pageOf(measured, new Date()));
  console.error(`\nWritten to ${PAGE}`);
}
