import type { Inspector } from './inspector.ts';

export interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children?: number[] }[];
  samples: number[];
  /** In microseconds, one for each sample. */
  timeDeltas: number[];
}

const SAMPLE_EVERY_US = 200;

/** Profiles the isolate while `act` runs. */
export async function profiled(inspector: Inspector, act: () => Promise<unknown>): Promise<CpuProfile> {
  await inspector.send('Profiler.enable');
  await inspector.send('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
  await inspector.send('Profiler.start');
  await act();
  return (await inspector.send<{ profile: CpuProfile }>('Profiler.stop')).profile;
}

interface HotSpot {
  name: string;
  /** Time in it alone, in milliseconds. */
  selfMs: number;
  /** Time in it and in what it calls, in milliseconds. */
  totalMs: number;
}

const NOT_WORK = ['(idle)', '(root)', '(program)'];

/** The functions of a profile, those with most time of their own first. Waiting is left out. */
export function hotSpots({ nodes, samples, timeDeltas }: CpuProfile): HotSpot[] {
  const self = new Map<number, number>();
  samples.forEach((id, i) => {
    self.set(id, (self.get(id) ?? 0) + (timeDeltas[i] ?? 0) / 1000);
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const spots = new Map<string, HotSpot>();
  const nameOf = ({ callFrame }: CpuProfile['nodes'][number]) =>
    `${callFrame.functionName || '(anonymous)'}${callFrame.url ? `:${callFrame.lineNumber + 1}` : ''}`;
  const walk = (id: number, above: ReadonlySet<string>): number => {
    const node = byId.get(id);
    if (!node) return 0;
    const name = nameOf(node);
    const own = NOT_WORK.includes(name) ? 0 : (self.get(id) ?? 0);
    const below = new Set(above).add(name);
    const total = (node.children ?? []).reduce((sum, child) => sum + walk(child, below), own);
    const spot = spots.get(name) ?? { name, selfMs: 0, totalMs: 0 };
    spot.selfMs += own;
    // A function that calls itself counts once, by its outermost call.
    if (!above.has(name)) spot.totalMs += total;
    spots.set(name, spot);
    return total;
  };
  const [root] = nodes;
  if (root) walk(root.id, new Set());
  return [...spots.values()].filter(({ name }) => !NOT_WORK.includes(name)).sort((a, b) => b.selfMs - a.selfMs);
}
