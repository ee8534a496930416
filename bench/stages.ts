import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';

const SAMPLE_EVERY_US = 500;

/**
 * Where the time of a function goes: what V8's sampling profiler sees below it, by the function that it calls.
 *
 * @param run what is profiled
 * @param root the name of the function whose callees are the stages
 * @returns stage → seconds
 */
export async function profileStages(run: () => void, root: string): Promise<Map<string, number>> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
    await session.post('Profiler.start');
    run();
    const { profile } = await session.post('Profiler.stop');
    return stagesOf(profile, root);
  } finally {
    session.disconnect();
  }
}

/** The same from a profile that was taken. */
function stagesOf(profile: Profiler.Profile, root: string): Map<string, number> {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const nameOf = (id: number) => nodes.get(id)?.callFrame.functionName ?? '';
  const stages = new Map<string, number>();
  for (const [i, sample] of (profile.samples ?? []).entries()) {
    const stack: string[] = [];
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) stack.unshift(nameOf(id));
    const isGarbage = stack.at(-1) === GARBAGE;
    if (!isGarbage && !stack.includes(root)) continue;
    const below = stack.slice(stack.indexOf(root) + 1);
    // Callbacks have no name: the stage is what they call.
    const stage = isGarbage ? GARBAGE : (below.find((name) => name !== '') ?? root);
    stages.set(stage, (stages.get(stage) ?? 0) + (profile.timeDeltas?.[i] ?? 0) / 1e6);
  }
  return stages;
}

const GARBAGE = '(garbage collector)';
