import { Bench } from 'tinybench';
import { tools } from '../generated/tools/index.gen.ts';
import { DEFAULT_ORGANIZATION_TOKEN } from '../simulator/options.ts';
import { MAX_FOUND_TOOLS, rankTools } from '../src/mcp/tool-search.ts';
import { listedTools } from '../src/mcp/tool-view.ts';
import { readArguments } from '../src/operations/read-arguments.ts';
import { NO_ABILITIES } from '../src/operations/tool-request.ts';
import { readJson } from '../src/polar/body.ts';
import { createPolicy } from '../src/policy/policy.ts';
import { listResult } from '../src/results/answer.ts';
import { chooseFields } from '../src/results/fields.ts';
import { estimateTokens } from '../src/results/size.ts';
import type { Comparison, Part } from './finding.ts';
import { startSimulatorProcess } from './lab/simulator.ts';

const ROUNDS = 7;
const ROUND_MS = 60;
const WARM_UP_MS = 200;

/** A function of ours, beside something simple that handles as much: of the two, a slower machine slows both. */
interface Pair {
  what: string;
  ours: () => unknown;
  besideName: string;
  beside: () => unknown;
}

const WORDS = 'refund a customer';
const PRODUCT = {
  name: 'Chair',
  description: 'For one person.',
  recurring_interval: 'month',
  prices: [{ amount_type: 'fixed', price_amount: 1000, price_currency: 'usd' }],
  metadata: { room: 'kitchen', legs: 4 },
};

/** Measures the functions that a profile of calls, lists and searches finds, in Node, one by one. A quarter of a minute. */
export const functions: Part = async (say) => {
  const page = await pageOfProducts();
  const findings: Comparison[] = [];
  for (const pair of pairs(page)) {
    say(`Measuring ${pair.what}…`);
    findings.push(await measure(pair));
  }
  return { findings, notes: { functions: NOTES } };
};

const NOTES = `By tinybench, the median of each of ${ROUNDS} rounds, in turns with the simplest thing that has as much to handle: so that a slower machine isn't taken for slower code.`;

function pairs(page: string): Pair[] {
  const asked = { resource: 'Product', choice: chooseFields(undefined, 'list', 'Product'), reveals: [] } as const;
  const everything = createPolicy([], undefined);
  const caller = { policy: everything, organization: undefined, confirm: new Set<never>(), confirmBy: 'app' } as const;
  const parse = { besideName: 'JSON.parse of them', beside: () => JSON.parse(page) };
  const listed = listedTools(caller, NO_ABILITIES);
  const product = JSON.stringify(PRODUCT);
  return [
    { what: 'reading 10 products from JSON', ours: () => readJson(page), ...parse },
    { what: 'reading and shaping them', ours: () => listResult(readJson(page), {}, asked), ...parse },
    { what: 'estimating their tokens', ours: () => estimateTokens(page), ...parse },
    {
      what: 'reading the arguments of list_products',
      ours: () => readArguments(tools.list_products, { limit: 10 }),
      besideName: 'JSON.parse of those of create_product',
      beside: () => JSON.parse(product),
    },
    {
      what: 'reading the arguments of create_product',
      ours: () => readArguments(tools.create_product, PRODUCT),
      besideName: 'JSON.parse of them',
      beside: () => JSON.parse(product),
    },
    {
      what: 'a policy, what it lists, and that list as a client gets it',
      ours: () => JSON.stringify(listedTools({ ...caller, policy: createPolicy([], undefined) }, NO_ABILITIES)),
      besideName: 'JSON.stringify of the list',
      beside: () => JSON.stringify(listed),
    },
    {
      what: 'searching for a tool',
      ours: () => rankTools(WORDS, everything.isListed, MAX_FOUND_TOOLS),
      besideName: 'looking for the words in the list',
      beside: () => listed.filter(({ description }) => WORDS.split(' ').some((word) => description.includes(word))),
    },
  ];
}

async function measure({ what, ours, besideName, beside }: Pair): Promise<Comparison> {
  const medians = { ours: [] as number[], beside: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const bench = new Bench({ time: ROUND_MS, warmup: round === 0, warmupTime: WARM_UP_MS })
      .add('ours', ours)
      .add('beside', beside);
    await bench.run();
    for (const { name, result } of bench.tasks) {
      if (result.state !== 'completed') throw new Error(`${what} was not measured`);
      medians[name as keyof typeof medians].push(result.latency.p50 * 1000);
    }
  }
  return {
    topic: 'functions',
    what,
    ours: medians.ours,
    beside: { name: besideName, values: medians.beside },
    unit: 'µs',
  };
}

async function pageOfProducts(): Promise<string> {
  const polar = await startSimulatorProcess('http://localhost');
  try {
    const headers = { Authorization: `Bearer ${DEFAULT_ORGANIZATION_TOKEN.token}` };
    return await (await fetch(`${polar.url}/v1/products/?limit=10`, { headers })).text();
  } finally {
    await polar.close();
  }
}
