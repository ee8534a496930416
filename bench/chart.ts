import { comparisonOf, medianOf, roughly } from './figures.ts';
import type { Finding } from './finding.ts';
import { spreadOf } from './judge.ts';

/** Cloudflare's limit for the CPU time of a request on the free plan. */
export const FREE_PLAN_MS = 10;

const GROUPS = [
  { title: 'A call of a tool', what: 'tools/call list_products, CPU' },
  { title: 'The list of tools', what: 'tools/list, the default tools, CPU' },
] as const;

const WIDTH = 720;
const [LEFT, RIGHT] = [226, 60];
const [BAR, GAP, GROUP_GAP, TOP] = [18, 6, 44, 92];

interface Bar {
  name: string;
  ms: number;
  isOurs: boolean;
}

/**
 * Draws the CPU time of a call and of a list, beside a Worker that only forwards and beside the usual way, as SVG. It
 * has its own background, because a page that shows it may be light where the system is dark.
 */
export function chartOf(findings: readonly Finding[]): string {
  const groups = GROUPS.map(({ title, what }) => ({ title, bars: barsOf(findings, what) }));
  const largest = Math.max(FREE_PLAN_MS, ...groups.flatMap(({ bars }) => bars.map(({ ms }) => ms)));
  const x = (ms: number) => round(LEFT + (ms / largest) * (WIDTH - LEFT - RIGHT));
  let y = TOP;
  const drawn = groups.map(({ title, bars }) => {
    const heading = `<text class="heading" x="24" y="${y}">${title}</text>`;
    const rows = bars.map((bar, i) => row(bar, y + 12 + i * (BAR + GAP), x));
    y += 12 + bars.length * (BAR + GAP) + GROUP_GAP;
    return [heading, ...rows].join('\n  ');
  });
  const height = y - 4;
  const limit = x(FREE_PLAN_MS);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${described(groups)}">
  <style>
    :root { --page: #ffffff; --text: #18181b; --soft: #52525b; --ours: #0b4fd0; --other: #a1a1aa; --limit: #b42318 }
    @media (prefers-color-scheme: dark) {
      :root { --page: #1c1c1e; --text: #f4f4f5; --soft: #b4b4bb; --ours: #6ea8ff; --other: #71717a; --limit: #fca5a5 }
    }
    .page { fill: var(--page) }
    text { fill: var(--text); font: 13px system-ui, sans-serif }
    .title { font-size: 16px; font-weight: 600 }
    .heading { font-weight: 600 }
    .soft, .value { fill: var(--soft) }
    .ours { fill: var(--ours) }
    .other { fill: var(--other) }
    .limit { stroke: var(--limit); stroke-dasharray: 4 3 }
    .limit-text { fill: var(--limit) }
  </style>
  <rect class="page" width="${WIDTH}" height="${height}" rx="8"/>
  <text class="title" x="24" y="32">CPU time of a request, in milliseconds: less is better</text>
  <text class="limit-text" x="${limit + 6}" y="60">${FREE_PLAN_MS} ms: the limit of Cloudflare’s free plan</text>
  ${drawn.join('\n  ')}
  <line class="limit" x1="${limit}" x2="${limit}" y1="48" y2="${height - 20}"/>
</svg>
`;
}

function barsOf(findings: readonly Finding[], what: string): Bar[] {
  const others = { 'a Worker that only forwards': 'the floor', 'the MCP SDK as documented': 'the usual way' };
  return [
    { name: 'this server', ms: medianOf(findings, what), isOurs: true },
    ...Object.entries(others).map(([name, beside]) => ({
      name,
      ms: spreadOf(comparisonOf(findings, what, beside).beside.values).median,
      isOurs: false,
    })),
  ];
}

function row({ name, ms, isOurs }: Bar, y: number, x: (ms: number) => number): string {
  const text = y + BAR - 5;
  return [
    `<text class="soft" x="${LEFT - 10}" y="${text}" text-anchor="end">${name}</text>`,
    `<rect class="${isOurs ? 'ours' : 'other'}" x="${LEFT}" y="${y}" width="${round(x(ms) - LEFT)}" height="${BAR}"/>`,
    `<text class="value" x="${x(ms) + 6}" y="${text}">${roughly(ms)}</text>`,
  ].join('\n  ');
}

/** Says what the chart shows, for whoever doesn't see it. */
function described(groups: readonly { title: string; bars: readonly Bar[] }[]): string {
  const said = groups.map(({ title, bars }) => {
    const all = bars.map(({ name, ms }) => `${name} ${roughly(ms)} ms`);
    return `${title}: ${all.join(', ')}.`;
  });
  return `CPU time of a request. ${said.join(' ')} Cloudflare’s free plan allows ${FREE_PLAN_MS} ms.`;
}

const round = (value: number) => Math.round(value * 10) / 10;
