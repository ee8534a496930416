import { Bench } from 'tinybench';
import { DEFAULT_ORGANIZATION_TOKEN } from '../simulator/options.ts';
import { MAX_FOUND_TOOLS, rankTools } from '../src/mcp/tool-search.ts';
import { readJson } from '../src/polar/body.ts';
import { createPolicy } from '../src/policy/policy.ts';
import { listResult } from '../src/results/answer.ts';
import { chooseFields } from '../src/results/fields.ts';
import { estimateTokens } from '../src/results/size.ts';
import type { Part } from './finding.ts';
import { startSimulatorProcess } from './lab/simulator.ts';

/** Measures the functions of a call in Node, one by one. A few seconds. */
export const functions: Part = async (say) => {
  const page = await pageOfProducts();
  say('Measuring functions…');
  const asked = { resource: 'Product', choice: chooseFields(undefined, 'list', 'Product'), reveals: [] };
  const everything = createPolicy([], undefined);
  const bench = new Bench({ time: 400, warmupTime: 200 })
    .add('reading 10 products from JSON', () => readJson(page))
    .add('reading and shaping them', () => listResult(readJson(page), {}, asked))
    .add('estimating their tokens', () => estimateTokens(page))
    .add('a policy, and what it lists', () => createPolicy([], undefined).listed)
    .add('searching for a tool', () => rankTools('refund a customer', everything.isListed, MAX_FOUND_TOOLS));
  await bench.run();
  return {
    findings: bench.tasks.map(({ name, result }) => {
      if (result.state !== 'completed') throw new Error(`${name} was not measured`);
      const { p50, p75, min } = result.latency;
      return { topic: 'functions', what: name, values: [min, p50, p75].map((ms) => ms * 1000), unit: 'µs' };
    }),
    notes: { functions: 'By tinybench: the fastest, the median and the upper quartile.' },
  };
};

async function pageOfProducts(): Promise<string> {
  const polar = await startSimulatorProcess('http://localhost');
  try {
    const headers = { Authorization: `Bearer ${DEFAULT_ORGANIZATION_TOKEN.token}` };
    return await (await fetch(`${polar.url}/v1/products/?limit=10`, { headers })).text();
  } finally {
    await polar.close();
  }
}
