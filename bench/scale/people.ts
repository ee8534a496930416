import type { Action } from '../../test/support/costs.ts';
import { howMany, type Random, waiting } from './random.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Somebody's habits: what the simulation assumes, and nothing that was measured. */
interface Habits {
  /** Of all people, from 0 to 1. */
  share: number;
  /** How likely they work with it on a day from Monday to Friday, and on another. */
  onWorkday: number;
  onWeekend: number;
  /** On such a day, on average, and the hours over which they are spread. */
  conversations: number;
  hours: number;
}

/** How many of all people a place has, from 0 to 1, and what its clocks show beyond UTC. */
interface Place {
  share: number;
  hours: number;
}

/** Who uses it, and where they are. */
export interface World {
  name: string;
  people: readonly Habits[];
  places: readonly Place[];
}

/** With five conversations of each on a working day, as docs/operating.md reckons. */
const PEOPLE: readonly Habits[] = [
  { share: 0.2, onWorkday: 0.05, onWeekend: 0, conversations: 2, hours: 1 },
  { share: 0.25, onWorkday: 0.2, onWeekend: 0.02, conversations: 4, hours: 2 },
  { share: 0.4, onWorkday: 1, onWeekend: 0.1, conversations: 6, hours: 4 },
  { share: 0.15, onWorkday: 1, onWeekend: 0.3, conversations: 16, hours: 9 },
];

/** Nobody is above or below the average, and no day is free. */
const ALIKE: readonly Habits[] = [{ share: 1, onWorkday: 1, onWeekend: 1, conversations: 5, hours: 4 }];

const THREE_PLACES: readonly Place[] = [
  { share: 0.45, hours: -6 },
  { share: 0.35, hours: 1 },
  { share: 0.2, hours: 8 },
];
const ONE_PLACE: readonly Place[] = [{ share: 1, hours: 1 }];

export const WORLDS = {
  mixed: { name: 'as people are, worldwide', people: PEOPLE, places: THREE_PLACES },
  onePlace: { name: 'as people are, in one time zone', people: PEOPLE, places: ONE_PLACE },
  alike: { name: 'all alike, in one time zone', people: ALIKE, places: ONE_PLACE },
} as const satisfies Record<string, World>;

/** When they begin, by their own clock. */
const EARLIEST_START_HOUR = 8;
const LATEST_START_HOUR = 14;

/** In each conversation, on average. */
const READS = 4;
const CHANGES = 0.2;
const ASKING_CHANGES = 0.2;
/** Between two calls of a conversation, on average. */
const BETWEEN_CALLS = 20 * SECOND;
/** Until somebody has read what they are asked, and said yes. */
const UNTIL_YES = 30 * SECOND;

/** One request of a client, beside those for tokens. */
export interface Request {
  /** Milliseconds since the simulation began, at 0:00 UTC of a Monday. */
  at: number;
  action: Action;
}

export interface Person {
  habits: Habits;
  /** What their clock shows beyond UTC, in milliseconds. */
  offset: number;
}

export function somebody(random: Random, { people, places }: World): Person {
  return { habits: byShare(random, people), offset: byShare(random, places).hours * HOUR };
}

function byShare<T extends { share: number }>(random: Random, all: readonly T[]): T {
  let left = random();
  const found = all.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  return found ?? (all.at(-1) as T);
}

/** What somebody's app asks for on their day, in order of time. */
export function requestsOn(day: number, { habits, offset }: Person, random: Random): Request[] {
  const isWeekend = day % 7 > 4;
  if (random() >= (isWeekend ? habits.onWeekend : habits.onWorkday)) return [];
  const startHour = EARLIEST_START_HOUR + random() * (LATEST_START_HOUR - EARLIEST_START_HOUR);
  const start = day * DAY + startHour * HOUR - offset;
  const requests: Request[] = [];
  for (let left = howMany(random, habits.conversations); left > 0; left--) {
    requests.push(...conversation(start + random() * habits.hours * HOUR, random));
  }
  return requests.sort((a, b) => a.at - b.at);
}

function conversation(start: number, random: Random): Request[] {
  let at = start;
  const requests: Request[] = [{ at, action: 'a conversation’s beginning' }];
  const call = (action: Action, after: number) => {
    at += waiting(random, after);
    requests.push({ at, action });
  };
  for (let left = howMany(random, READS); left > 0; left--) call('a call that reads', BETWEEN_CALLS);
  for (let left = howMany(random, CHANGES); left > 0; left--) call('a change', BETWEEN_CALLS);
  for (let left = howMany(random, ASKING_CHANGES); left > 0; left--) {
    call('what asks first: the question', BETWEEN_CALLS);
    call('what asks first: the yes', UNTIL_YES);
  }
  return requests;
}
