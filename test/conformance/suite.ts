import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

export const REVISIONS = ['2026-07-28', '2025-11-25'] as const;
export type Revision = (typeof REVISIONS)[number];

export interface Check {
  id: string;
  status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  errorMessage?: string;
}

/** The suite's checks, by scenario. */
export type Results = Map<string, Check[]>;

const BIN = 'node_modules/.bin/conformance';
const RUN_TIMEOUT_MS = 120_000;
/** The suite's own 30 s would be half of the time that all of it may take. */
const SCENARIO_TIMEOUT_MS = 8_000;

/** The scenarios for servers that the suite runs for a revision: those it requires, and those it only reports. */
export async function scenariosFor(revision: Revision): Promise<string[]> {
  const { output } = await conformance(['list', '--requirements', revision]);
  const [, required = ''] = /^Server scenarios.*\n((?: +- .+\n)+)/m.exec(output) ?? [];
  const reported = output.matchAll(/^ +- (\S+) \[server\]$/gm);
  const scenarios = [...required.matchAll(/- (\S+)/g), ...reported].map(([, name = '']) => name);
  if (scenarios.length === 0) throw new Error(`The suite lists no server scenarios for ${revision}:\n${output}`);
  return scenarios;
}

/**
 * Runs all of them against one server.
 *
 * @param folder an empty one, for the suite's results
 * @throws Error with what the suite printed, when it left no results
 */
export async function runSuite(url: string, revision: Revision, scenarios: string[], folder: string): Promise<Results> {
  const args = ['--url', url, '--requirements', revision, '--timeout', String(SCENARIO_TIMEOUT_MS)];
  const { output } = await conformance(['server', ...args, '--output-dir', folder]);
  const results: Results = new Map();
  for (const [, scenario = '', errorMessage = ''] of output.matchAll(/^Failed to run scenario (\S+): (.*)$/gm)) {
    results.set(scenario, [{ id: 'run', status: 'FAILURE', errorMessage }]);
  }
  for (const file of globSync(`${folder}/**/checks.json`)) {
    const folderName = basename(dirname(file));
    const scenario = scenarios.find((name) => new RegExp(`^server-${name}-\\d{4}-\\d{2}-\\d{2}T`).test(folderName));
    if (scenario === undefined) throw new Error(`${folderName} holds the results of no scenario that was listed`);
    results.set(scenario, JSON.parse(readFileSync(file, 'utf8')));
  }
  if (results.size === 0) throw new Error(`The suite left no results:\n${output}`);
  return results;
}

/** Its exit code says whether a scenario failed, which its results say too. */
function conformance(args: string[]): Promise<{ output: string }> {
  return new Promise((resolve, reject) => {
    const options = { timeout: RUN_TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 };
    execFile(BIN, args, options, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ output: `${stdout}${stderr}` });
    });
  });
}
