import { readFile } from 'node:fs/promises';
import { FREE_PLAN_MS } from './chart.ts';
import { comparisonOf, medianOf, roughly } from './figures.ts';
import type { Comparison, Finding } from './finding.ts';
import { isComparison, spreadOf } from './judge.ts';

const CALL = 'tools/call list_products, CPU';
const LIST = 'tools/list, the default tools, CPU';
const ADDED = 'tools/call list_products, added to a direct call';
/** An isolate of Cloudflare's may hold this much. */
const ISOLATE_MB = 128;

/** The server costs this much, as docs/operating.md reckons it. */
export interface Costs {
  /** How many people the free plan carries. */
  people: string;
  /** 10,000 people cost this much in a month. */
  dollars: string;
}

/** @throws Error when docs/operating.md doesn't say it */
export async function readCosts(): Promise<Costs> {
  const text = await readFile('docs/operating.md', 'utf8');
  const people = /free plan carries some \*\*(\d+) such people/.exec(text)?.[1];
  const dollars = /^\| \*\*costs a month\*\* \|.*\| \$(\d+) \| \|/m.exec(text)?.[1];
  if (!people || !dollars) throw new Error('docs/operating.md no longer says what 10,000 people cost');
  return { people, dollars };
}

/**
 * The five sentences with which the page begins, for a person who decides: what a call costs, how much longer it takes,
 * what the server bears, what runs out first, what it costs.
 */
export function summaryOf(findings: readonly Finding[], costs: Costs): string {
  return [
    ofCpu(findings),
    ofLatency(findings),
    ofLoad(findings),
    "On Cloudflare's paid plan, what ends first is Polar's limit of 500 requests a minute for the whole server.",
    `Cloudflare's free plan carries about ${costs.people} people who use it each day; 10,000 come to some $${costs.dollars} a month ([operating.md](operating.md)).`,
  ].join('\n');
}

function ofCpu(findings: readonly Finding[]): string {
  const [ourCall, ourList] = [CALL, LIST].map((what) => roughly(medianOf(findings, what)));
  const [usualCall, usualList] = [CALL, LIST].map((what) =>
    roughly(spreadOf(comparisonOf(findings, what, 'the usual way').beside.values).median),
  );
  return `A call of a tool takes ${ourCall} ms of CPU time and the list of tools ${ourList} ms, where Cloudflare's free plan allows ${FREE_PLAN_MS} ms for a request; the MCP SDK used as its documentation shows takes ${usualCall} ms and ${usualList} ms.`;
}

function ofLatency(findings: readonly Finding[]): string {
  const overHttp = `${ADDED}, over HTTP`;
  const added = (other: Comparison) => spreadOf(other.beside.values).median;
  const [ours, ourStdio] = [overHttp, `${ADDED}, over stdio`].map((what) => roughly(medianOf(findings, what)));
  const checked = added(comparisonOf(findings, overHttp, 'openapi-mcp-generator'));
  const stdio = findings.filter(isComparison).filter(({ what }) => what.endsWith('added to a direct call, over stdio'));
  const others = stdio.map(added);
  return `It makes a call ${ours} ms longer than asking Polar directly, or ${ourStdio} ms over stdio; other servers for Polar add ${roughly(checked)} ms over HTTP, with a check of the token put before them, and ${roughly(Math.min(...others))} to ${roughly(Math.max(...others))} ms over stdio.`;
}

function ofLoad(findings: readonly Finding[]): string {
  const isOfMemory = (what: string) => what.startsWith('1000 calls at once') && what.endsWith('heap and buffers');
  const memory = findings.filter(({ what }) => isOfMemory(what)).map(({ what }) => medianOf(findings, what));
  const rate = Math.round(medianOf(findings, '500 clients: calls'));
  const errors = medianOf(findings, '500 clients: errors');
  return `500 clients at once got ${rate} answers a second with ${errors || 'no'} errors, and 1,000 calls at once needed at most ${Math.round(Math.max(...memory))} MB of the ${ISOLATE_MB} MB that Cloudflare gives an isolate.`;
}
