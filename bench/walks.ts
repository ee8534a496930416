import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WALKS } from '../test/support/walks.ts';
import type { Finding, Part } from './finding.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Measures each walk over the worst of others' input in Node, once. It takes a few seconds. */
export const walks: Part = async (say) => {
  say('Walking over the worst that may come…');
  const findings: Finding[] = [];
  for (const { by, worst, prepare } of WALKS) {
    const walk = prepare();
    collectGarbage();
    const [heap, before] = [process.memoryUsage().heapUsed, process.threadCpuUsage()];
    await walk();
    const { user, system } = process.threadCpuUsage(before);
    const [ms, bytes] = [(user + system) / 1000, process.memoryUsage().heapUsed - heap];
    const what = `${by}: ${worst}`;
    findings.push({ topic: 'walks', what, values: [ms], unit: 'ms' });
    findings.push({ topic: 'walks', what: `${what}, heap`, values: [Math.max(0, bytes) / 1e6], unit: 'MB' });
  }
  return {
    findings,
    notes: {
      walks:
        'CPU time of the thread; heap with garbage that was not collected yet. docs/bounds.md says what bounds each.',
    },
  };
};
