import type { Counted, Usage } from './usage.ts';

/** When Cloudflare and Polar published what stands here; docs/operating.md has the pages. */
export const AS_OF = '2026';

/** Of all users of an OAuth client together, in production. */
export const POLAR_REQUESTS_PER_MINUTE = 500;

/** What Cloudflare counts, and what we count for it. */
interface Metered {
  name: string;
  of: (count: (kind: Counted) => number) => number;
  /** The free plan's, until 0:00 UTC. */
  freeADay: number;
  /** The paid plan's: included each month, and in dollars for a million more. */
  included: number;
  perMillion: number;
}

/** What a request takes of CPU time. Cloudflare's dashboard shows what it really takes. */
const CPU_MS = 10;
/** How long an object works: until Polar has answered, or on what it has itself. Idle objects cost nothing. */
const REFRESH_SECONDS = 0.5;
const OBJECT_SECONDS = 0.02;
const OBJECT_GB = 0.128;

export const METERED: readonly Metered[] = [
  { name: 'requests to the Worker', of: (count) => count('requests'), freeADay: 1e5, included: 10e6, perMillion: 0.3 },
  // The free plan limits it by request, not by day.
  {
    name: 'CPU time in ms',
    of: (count) => count('requests') * CPU_MS,
    freeADay: Number.POSITIVE_INFINITY,
    included: 30e6,
    perMillion: 0.02,
  },
  { name: 'KV reads', of: (count) => count('reads'), freeADay: 1e5, included: 10e6, perMillion: 0.5 },
  { name: 'KV writes', of: (count) => count('writes'), freeADay: 1000, included: 1e6, perMillion: 5 },
  { name: 'KV deletions', of: (count) => count('deletes'), freeADay: 1000, included: 1e6, perMillion: 5 },
  { name: 'KV lists', of: (count) => count('lists'), freeADay: 1000, included: 1e6, perMillion: 5 },
  {
    name: 'requests to Durable Objects',
    of: (count) => count('objects'),
    freeADay: 1e5,
    included: 1e6,
    perMillion: 0.15,
  },
  {
    name: 'GB-s of Durable Objects',
    of: (count) =>
      OBJECT_GB *
      (count('polarRenewals') * REFRESH_SECONDS + (count('objects') - count('polarRenewals')) * OBJECT_SECONDS),
    freeADay: 13_000,
    included: 400_000,
    perMillion: 12.5,
  },
];

const PAID_PLAN = 5;

/** What 30 days cost on the paid plan, in dollars: the plan, and each thing above what it includes. */
export function monthlyCost(usage: Usage): { total: number; parts: { name: string; cost: number }[] } {
  const parts = METERED.map(({ name, of, included, perMillion }) => {
    const used = of((kind) => usage.total(kind));
    return { name, cost: (Math.max(0, used - included) * perMillion) / 1e6 };
  });
  return { total: parts.reduce((sum, { cost }) => sum + cost, PAID_PLAN), parts };
}
