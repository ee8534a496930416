import { readFileSync } from 'node:fs';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Where people are, and when they begin by their own clock. */
interface World {
  name: string;
  /** Shares from 0 to 1, and what the clocks of a place show beyond UTC, in hours. */
  places: readonly { share: number; hours: number }[];
  firstHour: number;
  lastHour: number;
}

export const WORLDS = {
  three: {
    name: 'in America, Europe and Asia',
    places: [
      { share: 0.45, hours: -6 },
      { share: 0.35, hours: 1 },
      { share: 0.2, hours: 8 },
    ],
    firstHour: 8,
    lastHour: 14,
  },
  one: { name: 'in the same eight hours', places: [{ share: 1, hours: 0 }], firstHour: 9, lastHour: 13 },
} as const satisfies Record<string, World>;

/** The habits of docs/operating.md: each person, each day, over so many hours. */
const HOURS = 4;
const CONVERSATIONS = 5;
const READS = 4;
/** On average, in seconds: between two calls of a conversation, and until a person has read a question and says yes. */
export const BETWEEN_CALLS = 20;
const UNTIL_YES = 30;

const KINDS = ['a call that reads', 'a change', 'what asks first: the question', 'what asks first: the yes'] as const;
const [READ, CHANGE, QUESTION, YES] = [0, 1, 2, 3];

/** By kind, the requests to Polar of a call, as docs/operating.md has them. */
export function requestsOfKinds(): number[] {
  const page = readFileSync('docs/operating.md', 'utf8');
  return KINDS.map((kind) => {
    const row = page.split('\n').find((line) => line.startsWith(`| ${kind} |`));
    const count = Number(row?.split('|').at(-2));
    if (!(count > 0)) throw new Error(`docs/operating.md no longer says how much ${kind} asks of Polar`);
    return count;
  });
}

/** A call. Packed into one number, millions of them are quickly sorted by time. */
export interface Call {
  /** Whole seconds since the first day began. */
  at: number;
  person: number;
  kind: number;
}

const MAX_PEOPLE = 2 ** 16;
const pack = ({ at, person, kind }: Call) => (Math.floor(at) * MAX_PEOPLE + person) * KINDS.length + kind;

export function unpack(call: number): Call {
  const kind = call % KINDS.length;
  const rest = (call - kind) / KINDS.length;
  const person = rest % MAX_PEOPLE;
  return { at: (rest - person) / MAX_PEOPLE, person, kind };
}

/** All calls of so many people, in order of time. A person is the same, whoever else there is. */
export function callsOf(world: World, people: number, days: number, seed: number): Float64Array {
  const perDay = CONVERSATIONS * READS + 3;
  const calls = new Float64Array(people * days * perDay);
  let count = 0;
  for (let person = 0; person < people; person++) {
    const random = seeded(seed + person * 0x9e3779b1);
    const { hours } = byShare(random(), world.places);
    for (let day = 0; day < days; day++) {
      const startHour = world.firstHour + random() * (world.lastHour - world.firstHour) - hours;
      const changing = Math.floor(random() * CONVERSATIONS);
      const asking = Math.floor(random() * CONVERSATIONS);
      for (let conversation = 0; conversation < CONVERSATIONS; conversation++) {
        // A day before the first keeps the clocks of Asia above zero.
        let at = (day + 1) * DAY + startHour * HOUR + random() * HOURS * HOUR;
        const call = (kind: number, after: number) => {
          at += -Math.log(1 - random()) * after;
          calls[count++] = pack({ at, person, kind });
        };
        for (let read = 0; read < READS; read++) call(READ, BETWEEN_CALLS);
        if (conversation === changing) call(CHANGE, BETWEEN_CALLS);
        if (conversation !== asking) continue;
        call(QUESTION, BETWEEN_CALLS);
        call(YES, UNTIL_YES);
      }
    }
  }
  return calls.sort();
}

function byShare<T extends { share: number }>(at: number, all: readonly T[]): T {
  let left = at;
  const found = all.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  return found ?? (all.at(-1) as T);
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
