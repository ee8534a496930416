import { type Edge, openEdge } from './edge/lanes.ts';
import { askPolar, type Direct, PATHS, type Path, type Sample, STEPS } from './edge/paths.ts';
import { asWords, counted, type Distances, inTurn, type Kind, NO_DISTANCES, percentile } from './edge/waits.ts';
import type { Finding, Part } from './finding.ts';

const LANES = 8;
const ROUNDS = 13;
const WARM_UP = 40;

/** Polar is in North America, and the Worker runs near the app: an ocean lies between them for many. */
const FAR: Distances = { hotRead: 5, coldRead: 80, write: 80, object: 30, polar: 120 };
const NEAR_POLAR_MS = 40;
/** From where the app is to a Worker near Polar, and back: that part of the way to Polar. */
const WAY_MS = FAR.polar - NEAR_POLAR_MS;
const NEAR_ROUNDS = 3;
/** Lanes pause before each step, or they would all work at once and wait at once. */
const PAUSE_AT_MOST_MS = 80;

/** The Worker's own work may take so many ms beside its waits. */
const OWN_MS = 5;

const ALL = Object.keys(PATHS) as Path[];

/** How long Polar's tokens last: one that every call renews, and one that none does. */
const [SHORT_SECONDS, LONG_SECONDS] = [30, 3600];

type Samples = Record<Path, Sample[]>;

/** Nothing but the answer is worked for in these: a goal is for what they take beyond their waits. */
const PLAIN = ['call', 'coldCall', 'list', 'coldList'] as const;

/** The direct call to Polar that each path stands in for; the others stand in for none. */
const INSTEAD_OF: Partial<Record<Path, Direct>> = {
  call: 'read',
  coldCall: 'read',
  refund: 'refund',
  renewal: 'read',
};

/** The most waits of a kind that may come one after the other: these goals no noise of the machine can miss. */
const IN_TURN: [path: Path, what: string, kinds: Kind[], atMost: number][] = [
  ...PLAIN.map((path): (typeof IN_TURN)[number] => [path, 'reads of KV in turn', ['coldRead', 'hotRead'], 1]),
  ['preview', 'requests to Polar in turn', ['polar'], 1],
  ['refund', 'requests to Polar in turn', ['polar'], 2],
];

/** Models what requests take at the edge, where KV, Durable Objects and Polar are further away than here. A minute. */
export const edge: Part = async (say) => {
  say(`Logging ${2 * LANES} apps in…`);
  const opened = await openEdge(LANES);
  try {
    await warmUp(opened);
    await opened.setDistances(FAR);
    say('Waiting as long as at the edge…');
    const direct = { read: await directly(opened, 'read'), refund: await directly(opened, 'refund') };
    const samples = await measured(opened, ROUNDS, ALL);
    for (const path of ALL) {
      const { waits } = typical(samples[path]);
      say(`${PATHS[path]}: ${asWords(inTurn(waits))} (${counted(waits)} in all)`);
    }
    say('The same near Polar…');
    await opened.setDistances({ ...FAR, polar: NEAR_POLAR_MS });
    const near = await measured(opened, NEAR_ROUNDS, ALL.filter(asksPolar(samples)));
    return { findings: findings(samples, direct), notes: { edge: notes(samples, near) } };
  } finally {
    await opened.close();
  }
};

async function warmUp(opened: Edge): Promise<void> {
  await opened.setDistances(NO_DISTANCES);
  await inLanes(opened, WARM_UP, async (lane, round) => STEPS.call?.(opened, lane, round));
}

/** Does the rounds in each lane, all lanes side by side. */
async function inLanes<T>(
  { lanes }: Edge,
  rounds: number,
  act: (lane: Edge['lanes'][number], round: number) => Promise<T>,
): Promise<T[]> {
  const all = lanes.map(async (lane) => {
    const done: T[] = [];
    for (let round = 0; round < rounds; round++) {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE_AT_MOST_MS));
      done.push(await act(lane, round));
    }
    return done;
  });
  return (await Promise.all(all)).flat();
}

async function directly(opened: Edge, what: Direct): Promise<number> {
  return percentile(
    await inLanes(opened, ROUNDS, (lane, round) => askPolar(what, opened, lane, round, FAR.polar)),
    0.5,
  );
}

/** @param paths those of which one is measured; others may come with them */
async function measured(opened: Edge, rounds: number, paths: readonly Path[]): Promise<Samples> {
  const samples = Object.fromEntries(Object.keys(PATHS).map((path) => [path, []])) as unknown as Samples;
  for (const path of paths) {
    const step = STEPS[path];
    if (!step) continue;
    if (path === 'renewal') await giveTokens(opened, SHORT_SECONDS);
    for (const one of await inLanes(opened, rounds, (lane, round) => step(opened, lane, round))) {
      for (const [name, sample] of Object.entries(one)) samples[name as Path].push(sample);
    }
    if (path === 'renewal') await giveTokens(opened, LONG_SECONDS);
  }
  return samples;
}

/** Has Polar give all lanes new tokens that last so long. A token with less than a minute left is renewed before it is used. */
async function giveTokens(opened: Edge, seconds: number): Promise<void> {
  await opened.polar.control.setLifetimes({ refreshedAccessTokenSeconds: seconds });
  await opened.polar.control.expireTokens();
  await inLanes(opened, 1, async (lane, round) => STEPS.coldCall?.(opened, lane, round));
}

function findings(samples: Samples, direct: Record<Direct, number>): Finding[] {
  const added = (path: Path, share: number) => {
    const instead = INSTEAD_OF[path];
    return (
      percentile(
        samples[path].map(({ ms }) => ms),
        share,
      ) - (instead ? direct[instead] : 0)
    );
  };
  const times = ALL.flatMap((path) =>
    [0.5, 0.99].map((share): Finding => {
      const what = `${PATHS[path]}: adds, p${100 * share}`;
      return { topic: 'edge', what, values: [added(path, share)], unit: 'ms' };
    }),
  );
  const own = PLAIN.map((path): Finding => {
    const what = `${PATHS[path]}: beyond its waits, p50`;
    return {
      topic: 'edge',
      what,
      values: [percentile(samples[path].map(beyondWaits), 0.5)],
      unit: 'ms',
      atMost: OWN_MS,
    };
  });
  const sequences = IN_TURN.map(([path, what, kinds, atMost]): Finding => {
    const waits = typicalWaits(samples[path]).filter(([kind]) => kinds.includes(kind));
    return { topic: 'edge', what: `${PATHS[path]}: ${what}`, values: [waits.length], unit: '', atMost };
  });
  return [...times, ...own, ...sequences];
}

/** Timers fire late here, and a wait is as long as it was. */
const beyondWaits = ({ ms, waits }: Sample) => ms - inTurn(waits).reduce((sum, [, from, to]) => sum + to - from, 0);

/** The waits in turn of the sample in the middle. */
const typicalWaits = (samples: readonly Sample[]) => inTurn(typical(samples).waits);

/** Whether a path asks Polar anything: the others take as long wherever that is. */
const asksPolar = (samples: Samples) => (path: Path) => typical(samples[path]).waits.some(([kind]) => kind === 'polar');

function typical(samples: readonly Sample[]): Sample {
  const sorted = samples.toSorted((a, b) => a.ms - b.ms);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('Nothing was measured');
  return middle;
}

function notes(samples: Samples, near: Samples): string {
  const median = (of: Samples, path: Path) =>
    percentile(
      of[path].map(({ ms }) => ms),
      0.5,
    );
  const isElsewhere = asksPolar(samples);
  const rows = ALL.map((path) => {
    const whole = median(samples, path);
    const nearPolar = WAY_MS + (isElsewhere(path) ? median(near, path) : whole);
    const { waits } = typical(samples[path]);
    return `| ${PATHS[path]} | ${asWords(inTurn(waits))} | ${counted(waits)} | ${Math.round(whole)} | ${Math.round(nearPolar)} |`;
  });
  return [
    MODEL,
    'What each waits for in turn, whatever goes on side by side with it; then all that it asks. The whole time in ms, where the Worker runs near the app, and where it runs near Polar as with [placement](https://developers.cloudflare.com/workers/configuration/placement/):',
    ['| what | waits in turn | asks in all | near the app | near Polar |', '|---|---|---|---:|---:|', ...rows].join(
      '\n',
    ),
    NEAR_NOTE,
  ].join('\n\n');
}

const MODEL = `This is a model, and no measurement of Cloudflare. The Worker as it is deployed runs in workerd, with every wait as long as it would be there: ${FAR.hotRead} ms for a read of KV that the place has kept for up to a minute (hot), ${FAR.coldRead} ms for another (cold) and for a write, ${FAR.object} ms for a Durable Object, ${FAR.polar} ms for Polar. **Cold** is what comes after a minute's pause: nothing of KV is near any more. A new isolate takes no longer: it needs to know nothing of a connection. Cloudflare says [how KV reads](https://developers.cloudflare.com/kv/concepts/how-kv-works/) and [how fast it became](https://blog.cloudflare.com/faster-workers-kv), [where.durableobjects.live](https://where.durableobjects.live) measures how far objects are. The distances are fixed, so p99 shows the noise of this machine and no slow day of Cloudflare's; the way from the app to the Worker and the start of an isolate are in none. The goals are for the number of reads in turn and for what a request takes beyond its waits, because the waits themselves are longer here than they were set. What a call adds is its time beyond asking Polar directly at the same distance; the other rows do what nobody would ask Polar for, and count whole.`;

const NEAR_NOTE = `Near Polar, ${NEAR_POLAR_MS} ms from it, the way to the Worker takes ${WAY_MS} ms instead. So a call with one request to Polar, or several side by side, takes as long in both places; only what asks Polar twice in turn gains, and lists lose: the Worker stays near the app.

Did not help: to keep a renewed token in the isolate too, beside its copy in KV. Where Polar ended tokens early, calls failed by it.`;
