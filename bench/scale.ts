import { readFile } from 'node:fs/promises';
import { grouped } from '../scripts/budget/table.ts';
import { costsIn } from '../test/support/costs.ts';
import type { Finding, Part } from './finding.ts';
import { type Capacity, type Load, measureWorld, type WorldMeasured } from './scale/capacity.ts';
import { WORLDS, type World } from './scale/people.ts';
import { AS_OF, POLAR_REQUESTS_PER_MINUTE } from './scale/plans.ts';
import type { Counted } from './scale/usage.ts';

const SEED = 20_261_125;
const SIZES = [100, 1000, 10_000] as const;
const PEOPLE = 10_000;
/** Polar's limit ends below this in each world, and Cloudflare's on the free plan far below. */
const MOST = 16_000;

/** What docs/operating.md promises of the plans. */
const PAID_MONTH_DOLLARS = 20;
const FREE_PEOPLE = 200;
/** What KV takes of one key. */
const SECONDS_BETWEEN_WRITES = 1;

/** 30 days of 10,000 people, simulated from what each thing was counted to cost. It takes half a minute. */
export const scale: Part = async (say) => {
  const costs = costsIn(await readFile('docs/operating.md', 'utf8'));
  const measure = (world: World) => {
    say(`Up to ${grouped(MOST)} people, ${world.name}…`);
    return measureWorld(world, { most: MOST, sizes: SIZES, costs, seed: SEED });
  };
  const mixed = measure(WORLDS.mixed);
  const worlds = [mixed, measure(WORLDS.onePlace), measure(WORLDS.alike)];
  return {
    findings: [...findingsOf(mixed), ...worlds.flatMap(limitFindings)],
    notes: { scale: [assumptions, usageTable(mixed), limitTable(worlds), polarTable(worlds)].join('\n\n') },
  };
};

function findingsOf(world: WorldMeasured): Finding[] {
  const { cost, closestWritesSeconds, ...load } = loadAt(world, PEOPLE);
  const mean = (kind: Counted) => load.counts.find((count) => count.kind === kind)?.mean ?? 0;
  const about = (what: string) => ({ topic: 'scale' as const, what: `10,000 people: ${what}` });
  return [
    { ...about('the paid plan, a month'), values: [cost], unit: '$', atMost: PAID_MONTH_DOLLARS },
    { ...about('renewals of Polar’s tokens, a day'), values: [mean('polarRenewals')], unit: '' },
    { ...about('renewals of apps’ tokens, a day'), values: [mean('appRenewals')], unit: '' },
    {
      ...about('closest two writes of one key in KV'),
      values: [closestWritesSeconds],
      unit: 's',
      atLeast: SECONDS_BETWEEN_WRITES,
    },
  ];
}

function limitFindings(measured: WorldMeasured): Finding[] {
  const { world, free, polar } = measured;
  const about = (what: string) => ({ topic: 'scale' as const, what: `${what}, ${world.name}` });
  const [first] = free;
  return [
    {
      ...about(`people until the free plan’s ${first?.name} end`),
      values: [first?.people ?? MOST],
      unit: '',
      atLeast: FREE_PEOPLE,
    },
    {
      ...about(`people until Polar’s ${POLAR_REQUESTS_PER_MINUTE} a minute end`),
      values: [polar.people ?? MOST],
      unit: '',
    },
  ];
}

function loadAt({ loads }: WorldMeasured, people: number): Load {
  const load = loads.find((one) => one.people === people);
  if (!load) throw new Error(`Nothing was measured at ${people} people`);
  return load;
}

const assumptions = `Simulated, not measured: 30 days, after 30 of running up, from what
[each thing was counted to ask for](operating.md#what-each-thing-asks-for), with the Worker’s own limits and Polar’s lifetimes, and prices
of ${AS_OF}. What is assumed of people stands in \`bench/scale/people.ts\`: each has one connection, a conversation has 4 reads and 0.4
changes some 20 s apart, half of those asked about; on a working day 6 of 10 use it, and all together have 5 conversations a head; 45 %
live at UTC−6, 35 % at UTC+1, 20 % at UTC+8; they log in again every month. Agents that work by themselves aren’t among them.
[operating.md](operating.md#for-1-100-and-10000-people) reckons with people who all use it every day, which costs more.`;

/** What is counted beside what plans meter. */
const EVENTS: readonly (readonly [Counted, string])[] = [
  ['logins', 'logins'],
  ['appRenewals', 'renewals of apps’ tokens'],
  ['polarRenewals', 'renewals of Polar’s tokens'],
  ['idleEnds', 'connections that end because nobody uses them'],
  ['alarms', 'alarms of Durable Objects, among the requests to them'],
  ['polar', 'requests to Polar'],
];

function usageTable(measured: WorldMeasured): string {
  const { counts, metered, cost } = loadAt(measured, PEOPLE);
  const events = EVENTS.flatMap(([kind, name]) =>
    counts.flatMap((count) => (count.kind === kind ? [[name, whole(count.mean), whole(count.most), '']] : [])),
  );
  const rows = metered.map(({ name, mean, most, cost: part }) => [name, whole(mean), whole(most), dollars(part)]);
  const plan = cost - metered.reduce((sum, one) => sum + one.cost, 0);
  const total = [
    ['the plan itself', '', '', dollars(plan)],
    ['**a month**', '', '', `**${dollars(cost)}**`],
  ];
  const header = [`10,000 people, ${measured.world.name}`, 'a day', 'on the busiest day', 'paid plan, a month'];
  return table(header, [...events, ...rows, ...total]);
}

function limitTable(worlds: readonly WorldMeasured[]): string {
  const [first] = worlds;
  const named = (all: readonly Capacity[], name: string) =>
    all.find((one) => one.name === name) ?? { name, people: undefined };
  const rows = (first?.free ?? []).map(({ name }) => [
    `free plan: ${name}`,
    ...worlds.map(({ free }) => capacityText(named(free, name))),
  ]);
  const polar = [
    `both plans: ${POLAR_REQUESTS_PER_MINUTE} requests a minute to Polar`,
    ...worlds.map((one) => capacityText(one.polar)),
  ];
  return table(['people until this ends', ...worlds.map(({ world }) => world.name)], [...rows, polar]);
}

function polarTable(worlds: readonly WorldMeasured[]): string {
  const rows = worlds.flatMap(({ world, loads }) =>
    loads.map(({ people, meanMinute, peakMinute, above }) => [
      world.name,
      whole(people),
      meanMinute.toFixed(1),
      whole(peakMinute),
      percent(above.minutes),
      percent(above.requests),
    ]),
  );
  const header = [
    'requests to Polar',
    'people',
    'a minute',
    'in the busiest minute',
    'minutes above the limit',
    'requests above it',
  ];
  return table(header, rows);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

const whole = (count: number) => grouped(Math.round(count));
const dollars = (amount: number) => `$${amount.toFixed(2)}`;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const capacityText = ({ people }: Capacity) => (people === undefined ? `over ${grouped(MOST)}` : grouped(people));
