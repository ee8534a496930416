import { type Cell, table } from '../scripts/budget/table.ts';
import { npmScript, runScript } from '../scripts/run-script.ts';
import { controlSimulator } from '../simulator/control.ts';
import { startSimulator } from '../simulator/index.ts';
import { type Cost, LISTS, LONG_READS, readsAt } from '../test/support/reads.ts';
import { login } from '../test/support/simulator-client.ts';

const LARGEST = 10;

const row = ({ tool, items, shown, full, byDefault }: Cost): Cell[] => [
  tool,
  items,
  full,
  byDefault,
  `${((100 * byDefault) / full).toFixed(1)}`,
  shown,
];
const header = (first: string) => [first, 'items', 'full', 'by default', '%', 'shown'];

const ABOUT =
  'What pages of 100 things cost a model, as Polar sends them and as they are shown unasked, in o200k tokens; then the longest answers that are no pages.';

await runScript(npmScript('bench:results', ABOUT).action(main));

async function main(): Promise<void> {
  const simulator = await startSimulator();
  try {
    const control = controlSimulator(simulator.url);
    console.error('Reading the lists…');
    await control.fill(120);
    const reads = readsAt(simulator.url, (await login(simulator)).access_token);
    const costs: Cost[] = [];
    for (const [tool, given] of LISTS) costs.push(await reads.cost(tool, given));
    costs.sort((a, b) => b.full - a.full);
    const total = (field: 'items' | 'shown' | 'full' | 'byDefault') =>
      costs.reduce((sum, cost) => sum + cost[field], 0);
    const all = { tool: 'all lists', items: total('items'), shown: total('shown'), full: total('full') };
    console.log(`${table(header('the largest pages'), costs.slice(0, LARGEST).map(row))}\n`);
    const others = [...costs.slice(LARGEST).map(row), row({ ...all, byDefault: total('byDefault') })];
    console.log(`${table(header('the others'), others)}\n`);

    // A year's sales of a shop that does well.
    console.error('Reading the long answers…');
    await control.fill(2000);
    const long: Cell[][] = [];
    for (const [tool, given] of LONG_READS) {
      const names = Array.isArray(given.metrics) ? ` ${given.metrics.join(', ')}` : '';
      long.push(row({ ...(await reads.cost(tool, given)), tool: `${tool}${names}` }));
    }
    console.log(table(header('long answers'), long));
  } finally {
    await simulator.close();
  }
}
