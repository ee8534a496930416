/** `npm run conformance` */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmScript, runScript } from '../../scripts/run-script.ts';
import { askInspector, installInspector } from './inspector.ts';
import { lookWithInspector } from './inspector-view.ts';
import { type Judgement, judge, leftOutOf } from './judge.ts';
import { leftOut } from './left-out.ts';
import { REVISIONS, type Revision, runSuite, scenariosFor } from './suite.ts';
import { openWorkers, WORKERS, type WorkerName } from './workers.ts';

const ABOUT =
  "MCP's conformance suite against the Worker, and against the same Worker around a server with what the suite asks for, in both of the suite's revisions; then MCP Inspector against the Worker: its CLI, and in Chromium its pages, which show the view. Takes a minute or two. test/conformance/left-out.ts says what doesn't pass, and why.";

type Row = { revision: Revision; worker: WorkerName; judgement: Judgement };

async function main(): Promise<void> {
  console.error('Starting the Workers…');
  const folder = await mkdtemp(join(tmpdir(), 'polar-mcp-conformance-'));
  // Takes as long as the Workers need to start.
  const installed = installInspector().then(
    (): string[] => [],
    (error) => [`Inspector: ${error instanceof Error ? error.message : error}`],
  );
  const { mcpUrls, close } = await openWorkers();
  try {
    const rows: Row[] = [];
    for (const revision of REVISIONS) {
      console.error(`Running the suite of ${revision}…`);
      const scenarios = await scenariosFor(revision);
      const run = async (worker: WorkerName): Promise<Row> => {
        const results = await runSuite(mcpUrls[worker], revision, scenarios, join(folder, revision, worker));
        return { revision, worker, judgement: judge(scenarios, results, leftOutOf(leftOut, worker, revision)) };
      };
      rows.push(...(await Promise.all(WORKERS.map(run))));
    }
    const ofInspector = await installed;
    if (ofInspector.length === 0) {
      ofInspector.push(...(await askInspector(mcpUrls.product, folder)));
      ofInspector.push(...(await lookWithInspector(mcpUrls.product, folder)));
    }
    report(rows, ofInspector);
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws Error when something is not as it should be */
function report(rows: Row[], ofInspector: string[]): void {
  console.table(
    rows.map(({ revision, worker, judgement: { scenarios, checks } }) => ({
      revision,
      worker,
      'scenarios passed': scenarios.passed,
      'in part': scenarios.inPart,
      'left out': scenarios.leftOut,
      failed: scenarios.failed,
      'checks passed': checks.passed,
      'checks left out': checks.leftOut,
    })),
  );
  console.log(`MCP Inspector lists, calls, and shows the view: ${ofInspector.length === 0 ? 'yes' : 'no'}`);
  const ofSuite = rows.flatMap(({ revision, worker, judgement }) =>
    judgement.problems.map((problem) => `${revision}, ${worker}: ${problem}`),
  );
  const problems = [...ofSuite, ...ofInspector];
  for (const problem of problems) console.error(problem);
  if (problems.length > 0)
    throw new Error(`not as it should be, or as test/conformance/left-out.ts has it: ${problems.length}`);
}

await runScript(npmScript('conformance', ABOUT).action(main));
