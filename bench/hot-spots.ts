import { table } from '../scripts/budget/table.ts';
import { freePort } from '../scripts/local-worker.ts';
import { currentMcpRequest } from '../test/support/mcp-request.ts';
import { ask } from './lab/ask.ts';
import { openBenchHouse } from './lab/house.ts';
import { openInspector } from './lab/inspector.ts';
import { hotSpots, profiled } from './lab/profile.ts';

const WARM_UP = 1500;
const REQUESTS = 1000;
const SHOWN = 15;

const KINDS = [
  { what: 'tools/call list_products', path: '/mcp', method: 'tools/call', params: { name: 'list_products' } },
  { what: 'tools/list', path: '/mcp', method: 'tools/list', params: {} },
  { what: 'tools/list of all', path: '/mcp?toolsets=all', method: 'tools/list', params: {} },
];

/**
 * Prints where our Worker spends its time, by sampling in workerd. What runs just after a wait gets the time of the wait too,
 * so that `get`, `fetch` and what follows them look larger than they are. It takes half a minute.
 */
export async function printHotSpots(): Promise<void> {
  const house = await openBenchHouse(true);
  const inspectorPort = await freePort();
  const worker = await house.startWorker({ inspectorPort });
  try {
    const { host } = new URL(house.url);
    const token = house.session.tokens()?.access_token;
    const inspector = await openInspector(inspectorPort);
    for (const { what, path, method, params } of KINDS) {
      console.error(`Sampling ${REQUESTS} times ${what}…`);
      const request = currentMcpRequest(token, method, params);
      const repeat = async (times: number) => {
        for (let i = 0; i < times; i++) await ask(worker.url, path, host, request);
      };
      await repeat(WARM_UP);
      const spots = hotSpots(await profiled(inspector, () => repeat(REQUESTS)));
      const rows = spots.slice(0, SHOWN).map(({ name, selfMs, totalMs }) => [name, micros(selfMs), micros(totalMs)]);
      console.log(`\n${table([`one ${what}`, 'µs by itself', 'with what it calls'], rows)}\n`);
    }
    console.log(ABOUT);
    inspector.close();
  } finally {
    await worker.close();
    await house.close();
  }
}

const ABOUT = `Behind each name is its line in the Worker as wrangler bundles it with --minify=false. What follows a wait, as for KV or Polar,
is given a part of it.`;

/** Turns the time of all requests into that of one. */
const micros = (ms: number) => Math.round((ms * 1000) / REQUESTS);
