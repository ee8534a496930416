import { type FieldError, invalidArguments } from '../../errors.ts';
import { isJsonObject } from '../../lib/json.ts';
import { findUnusualItems } from '../summary/index.ts';
import type { Advice, AdviceInput, PlannedRead, PriorRead, Schemas } from './advice.ts';
import { counted, countedDoing, sentences } from './advice.ts';

interface UsageEvent {
  customer_id?: unknown;
  external_customer_id?: unknown;
  name?: unknown;
  timestamp?: unknown;
  metadata?: unknown;
}

/** The most customers whom a preview of events names: each is a read. */
const MAX_CUSTOMERS_READ = 10;
/** Polar's clock decides, and may be ahead of this one. */
const CLOCK_SKEW_MS = 60_000;

const ID_ARGUMENTS = ['customer_id', 'external_customer_id'] as const;

export const ingestEventsReads = (input: AdviceInput): PlannedRead[] =>
  customersOf(input)
    .slice(0, MAX_CUSTOMERS_READ)
    .map(({ argument, id }) => ({
      tool: 'get_customer',
      arguments: { [argument]: id },
      quiet: true,
      mayBeMissing: true,
    }));

export function ingestEventsAdvice(input: AdviceInput): Advice {
  const all = customersOf(input);
  const read = all
    .slice(0, MAX_CUSTOMERS_READ)
    .map((customer) => ({ ...customer, found: readOfCustomer(input, customer) }));
  const missing = read.filter(({ argument, found }) => argument === 'customer_id' && found?.unseen === 'none');
  const wrong = [
    ...mistakesIn(input),
    ...missing.map(({ index }) => ({
      path: `events[${index}].customer_id`,
      message: 'There is no such customer; list_customers has those that there are',
    })),
  ];
  if (wrong.length > 0) throw invalidArguments(wrong);
  const more = all.length - read.length;
  return {
    consequence: sentences(
      `${counted(eventsIn(input).length, 'event')} for ${counted(all.length, 'customer')}.`,
      "The events can't be deleted. Meters count them for these customers, and prices by such a meter bill them.",
      read.some(({ found }) => found?.unseen === 'none') &&
        'Those of an external id that no customer has count for nobody until a customer gets it.',
      more > 0 && `Who ${countedDoing(more, 'further customer', ['is', 'are'])} was not looked up.`,
    ),
    now: {
      customers: read.map(({ argument, id, events, sums, found }) => {
        const { email, name } = (found?.data ?? {}) as Partial<Schemas['Customer']>;
        const who = found?.unseen === 'none' ? { customer: 'none has this id yet' } : { email, name };
        return { [argument]: id, ...who, events, ...sumsOf(sums) };
      }),
    },
  };
}

/** A customer whom events name. */
interface EventCustomer {
  argument: (typeof ID_ARGUMENTS)[number];
  id: string;
  /** The index of the first event that names them. */
  index: number;
  /** The number of events that name them. */
  events: number;
  /** By key of the metadata, the sum of its numbers in these events. */
  sums: Map<string, number>;
}

/** The most keys whose sums are shown of each customer. */
const MAX_SUMS = 2;

/** 0.1 and 0.2 are 0.3: fifteen digits are those that a double holds. */
const DOUBLE_DIGITS = 15;

/** The largest sums, and how many others there are. */
function sumsOf(sums: ReadonlyMap<string, number>) {
  const largest = [...sums].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a)).slice(0, MAX_SUMS);
  const left = sums.size - largest.length;
  return {
    ...(sums.size > 0 && {
      sums: Object.fromEntries(largest.map(([key, sum]) => [key, Number(sum.toPrecision(DOUBLE_DIGITS))])),
    }),
    ...(left > 0 && { sums_not_shown: left }),
  };
}

const eventsIn = ({ given }: AdviceInput) => (Array.isArray(given.events) ? (given.events as UsageEvent[]) : []);

/** Finds events that Polar refuses, or that it would keep for good though no meter can find them by their name. */
function mistakesIn(input: AdviceInput): FieldError[] {
  const events = eventsIn(input);
  if (events.length === 0) return [{ path: 'events', message: 'There is no event in it' }];
  return events.flatMap(({ name, timestamp }, index) => [
    ...(typeof name === 'string' && name.trim() === ''
      ? [{ path: `events[${index}].name`, message: 'Expected a name: meters find events by it' }]
      : []),
    ...(typeof timestamp === 'string' && Date.parse(timestamp) > input.now + CLOCK_SKEW_MS
      ? [{ path: `events[${index}].timestamp`, message: 'Must be in the past; left out, it is now' }]
      : []),
  ]);
}

/** The customers whom the events name, each once: those first whose events differ from the others, then those with the most. */
function customersOf(input: AdviceInput): EventCustomer[] {
  const events = eventsIn(input);
  const found = new Map<string, EventCustomer>();
  for (const [index, event] of events.entries()) {
    for (const argument of ID_ARGUMENTS) {
      const id = event?.[argument];
      if (typeof id !== 'string') continue;
      const customer = found.get(keyOf({ argument, id })) ?? { argument, id, index, events: 0, sums: new Map() };
      customer.events += 1;
      addNumbers(event.metadata, customer.sums);
      found.set(keyOf(customer), customer);
    }
  }
  if (found.size <= MAX_CUSTOMERS_READ) return [...found.values()];
  const unusual = findUnusualItems(events).slice(0, MAX_UNUSUAL_LOOKED_AT);
  const isUnusual = new Set(unusual.flatMap((index) => ID_ARGUMENTS.map((name) => `${name} ${events[index]?.[name]}`)));
  const first = [...found.values()].filter((one) => isUnusual.has(keyOf(one)));
  const others = [...found.values()].filter((one) => !isUnusual.has(keyOf(one)));
  return [...first, ...others.sort((a, b) => b.events - a.events)];
}

function addNumbers(metadata: unknown, sums: Map<string, number>): void {
  for (const [key, value] of Object.entries(isJsonObject(metadata) ? metadata : {})) {
    if (typeof value === 'number') sums.set(key, (sums.get(key) ?? 0) + value);
  }
}

const keyOf = ({ argument, id }: Pick<EventCustomer, 'argument' | 'id'>) => `${argument} ${id}`;

/** How many of the unusual events have their customers read first. */
const MAX_UNUSUAL_LOOKED_AT = 5;

const readOfCustomer = ({ before }: AdviceInput, { argument, id }: EventCustomer): PriorRead | undefined =>
  before.find(({ read }) => read.tool === 'get_customer' && read.arguments[argument] === id);
