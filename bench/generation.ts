import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { operationsOf } from '../openapi/document.ts';
import { generate } from '../scripts/generator/index.ts';
import { readGeneratorInput } from '../scripts/generator-input.ts';
import { copies } from './copies.ts';
import type { Part } from './finding.ts';
import { profileStages } from './stages.ts';

const PROCESSES = 5;
const ROUNDS = 3;
/** So many small rounds first that nothing is compiled while a small one is measured, which would make the large look good. */
const WARM_UP = 5;
const MORE = [4, 16] as const;
const PROFILED_TIMES = 16;
/** n^1.1 at most: sixteen times as much for 21 times the time. n·log n would be 1.6 here. */
const ABOUT_LINEAR = 1.3;

const PATIENCE_MS = 60_000;

/** Measures `npm run generate -- --check`, and how it grows with the operations. About a minute. */
export const generation: Part = async (say) => {
  const input = await readGeneratorInput();
  const inputs = new Map([1, ...MORE].map((times) => [times, copies(input, times)]));
  const secondsAt = (times: number) => cpuSeconds(() => generateAt(times));
  const generateAt = (times: number) => {
    const { document, catalog } = inputs.get(times) ?? input;
    generate(document, catalog);
  };

  const processes: number[] = [];
  for (let i = 0; i < PROCESSES; i++) {
    say(`generation: the whole process, ${i + 1} of ${PROCESSES}`);
    processes.push(await wholeProcess());
  }
  for (let i = 0; i < WARM_UP; i++) generateAt(1);
  const seconds = new Map<number, number[]>();
  for (let i = 0; i < ROUNDS; i++) {
    say(`generation: 1, 4 and 16 times the operations, round ${i + 1} of ${ROUNDS}`);
    for (const times of inputs.keys()) seconds.set(times, [...(seconds.get(times) ?? []), secondsAt(times)]);
  }
  say('generation: which stage takes how long');
  const one = await profileStages(() => {
    for (let i = 0; i < PROFILED_TIMES; i++) generateAt(1);
  }, generate.name);
  const sixteen = await profileStages(() => generateAt(PROFILED_TIMES), generate.name);

  const once = seconds.get(1) ?? [];
  const operations = [...operationsOf(input.document)].length;
  return {
    findings: [
      {
        topic: 'generation',
        what: 'npm run generate -- --check, the whole process',
        values: processes,
        unit: 's',
        atMost: 2,
      },
      { topic: 'generation', what: `generate(), ${operations} operations, CPU`, values: once, unit: 's' },
      ...MORE.map((times) => ({
        topic: 'generation' as const,
        what: `generate(), ${operations * times} operations, CPU`,
        ours: seconds.get(times) ?? [],
        beside: { name: `${times} × the time for ${operations}`, values: once.map((value) => value * times) },
        unit: 's' as const,
        atMost: ABOUT_LINEAR,
      })),
    ],
    notes: { generation: stageTable(one, sixteen, operations) },
  };
};

async function wholeProcess(): Promise<number> {
  const start = performance.now();
  const script = ['--import', './scripts/ready.js', 'scripts/generate.ts', '--check'];
  await promisify(execFile)(process.execPath, script, { timeout: PATIENCE_MS });
  return (performance.now() - start) / 1000;
}

/** CPU time, since other work on the machine makes the clock run on. */
function cpuSeconds(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The profiler has too few samples of a shorter stage for a ratio. */
const TOO_SHORT_SECONDS = 0.001;

/** Names the stages whose function's name doesn't. */
const STAGES: Readonly<Record<string, string>> = {
  emitTypes: 'types: openapi-typescript',
  resolveTools: 'the tools: document and catalog joined',
  listTool: 'the advertised schemas',
  resolveChanges: 'the reads around changes',
  emitToolset: 'the tools’ zod schemas and calls',
  requestComponents: 'which components requests are made of',
  emitSchemas: 'the shared zod schemas',
  emitResources: 'what answers are made of',
  emitToolList: 'the tool list',
  emitToolsets: 'the toolsets',
  emitSearch: 'the words of the search',
  emitDocs: 'docs/tools.md',
  '(garbage collector)': 'garbage collection',
};

function stageTable(
  one: ReadonlyMap<string, number>,
  sixteen: ReadonlyMap<string, number>,
  operations: number,
): string {
  const stages = Object.entries(STAGES).map(([stage, name]) => ({
    name,
    small: (one.get(stage) ?? 0) / PROFILED_TIMES,
    large: sixteen.get(stage) ?? 0,
  }));
  const ms = (seconds: number) => (seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0);
  const rows = stages
    .sort((a, b) => b.large - a.large)
    .map(({ name, small, large }) => {
      const growth = small < TOO_SHORT_SECONDS ? '' : (large / small).toFixed(0);
      return `| ${name} | ${ms(small)} | ${ms(large)} | ${growth} |`;
    });
  return [
    'Of that, by stage, in ms (sampled, so short ones vary; linear is 16 ×):',
    '',
    `| stage | ${operations} operations | ${operations * PROFILED_TIMES} | × |`,
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}
