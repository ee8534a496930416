import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';

const SAMPLE_EVERY_US = 500;

/**
 * Where the time of an asynchronous function goes: what V8's sampling profiler sees below it, by the first function of ours
 * that it calls. What runs outside of it while it waits is of the library that it waits for.
 *
 * @param run what is profiled
 * @param root the name of the function whose callees are the stages
 * @param elsewhere the stage of samples that aren't below it
 * @returns stage → seconds
 */
export async function profileStages(
  run: () => Promise<unknown>,
  root: string,
  elsewhere: string,
): Promise<Map<string, number>> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
    await session.post('Profiler.start');
    await run();
    const { profile } = await session.post('Profiler.stop');
    return stagesOf(profile, root, elsewhere);
  } finally {
    session.disconnect();
  }
}

/** The same from a profile that was taken. */
function stagesOf(profile: Profiler.Profile, root: string, elsewhere: string): Map<string, number> {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const nameOf = (id: number) => nodes.get(id)?.callFrame.functionName ?? '';
  const stages = new Map<string, number>();
  for (const [i, sample] of (profile.samples ?? []).entries()) {
    const stack: string[] = [];
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) stack.unshift(nameOf(id));
    if (NO_WORK.has(stack.at(-1) ?? '')) continue;
    const below = stack.slice(stack.indexOf(root) + 1);
    const isBelow = stack.includes(root);
    // Callbacks have no name: the stage is what they call.
    const stage =
      stack.at(-1) === GARBAGE ? GARBAGE : isBelow ? (below.find((name) => name !== '') ?? root) : elsewhere;
    stages.set(stage, (stages.get(stage) ?? 0) + (profile.timeDeltas?.[i] ?? 0) / 1e6);
  }
  return stages;
}

const GARBAGE = '(garbage collector)';
const NO_WORK = new Set(['(idle)', '(program)', '(root)']);
