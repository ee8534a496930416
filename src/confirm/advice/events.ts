import type { components } from '../../../generated/polar.gen.ts';
import { type FieldError, invalidArguments } from '../../errors.ts';
import { type Adviser, type Before, counted, type GivenRead, type Known, sentences } from './adviser.ts';

type Customer = components['schemas']['Customer'];
type Event = { customer_id?: unknown; external_customer_id?: unknown; name?: unknown; timestamp?: unknown };

/** The most customers whom a preview of events names: each is a read. */
const MOST_RESOLVED = 10;
/** Polar's clock decides, and may be ahead of this one. */
const CLOCKS_DIFFER_MS = 60_000;

const WAYS = ['customer_id', 'external_customer_id'] as const;
type Way = (typeof WAYS)[number];

export const ingestEvents: Adviser = {
  reads: (known) => named(known).slice(0, MOST_RESOLVED).map(readOf),

  advise(known) {
    const all = named(known);
    const looked = all.slice(0, MOST_RESOLVED).map((one) => ({ ...one, found: foundOf(known, one) }));
    const strangers = looked.filter(({ way, found }) => way === 'customer_id' && found?.unseen === 'none');
    const wrong = [
      ...mistakesIn(known),
      ...strangers.map(({ index }) => ({
        path: `events[${index}].customer_id`,
        message: 'There is no such customer; list_customers has those that there are',
      })),
    ];
    if (wrong.length > 0) return { refusal: invalidArguments(wrong) };
    const isAnyUnknown = looked.some(({ found }) => found?.unseen === 'none');
    const more = all.length - looked.length;
    return {
      consequence: sentences(
        "The events can't be deleted. Meters count them for these customers, and prices by such a meter bill them.",
        isAnyUnknown && 'Those of an external id that no customer has count for nobody until a customer gets it.',
        more > 0 && `Who ${counted(more, 'further customer')} ${more === 1 ? 'is' : 'are'} was not looked up.`,
      ),
      now: {
        customers: looked.map(({ way, id, events, found }) => {
          const { email, name } = (found?.data ?? {}) as Partial<Customer>;
          const who = found?.unseen === 'none' ? { customer: 'none has this id yet' } : { email, name };
          return { [way]: id, ...who, events };
        }),
      },
    };
  },
};

interface Named {
  way: Way;
  id: string;
  /** The index of the event that names it first. */
  index: number;
  /** The number of events that name it. */
  events: number;
}

const eventsIn = ({ given }: Known) => (Array.isArray(given.events) ? (given.events as Event[]) : []);

/** Events that Polar refuses, or that it would keep for good though nobody can find them by their name. */
function mistakesIn(known: Known): FieldError[] {
  const events = eventsIn(known);
  if (events.length === 0) return [{ path: 'events', message: 'There is no event in it' }];
  return events.flatMap(({ name, timestamp }, index) => [
    ...(typeof name === 'string' && name.trim() === ''
      ? [{ path: `events[${index}].name`, message: 'Expected a name: meters find events by it' }]
      : []),
    ...(typeof timestamp === 'string' && Date.parse(timestamp) > known.now + CLOCKS_DIFFER_MS
      ? [{ path: `events[${index}].timestamp`, message: 'Must be in the past; left out, it is now' }]
      : []),
  ]);
}

/** The customers that the events name, each once. */
function named(known: Known): Named[] {
  const found = new Map<string, Named>();
  for (const [index, event] of eventsIn(known).entries()) {
    for (const way of WAYS) {
      const id = event?.[way];
      if (typeof id !== 'string') continue;
      const one = found.get(`${way} ${id}`) ?? { way, id, index, events: 0 };
      one.events += 1;
      found.set(`${way} ${id}`, one);
    }
  }
  return [...found.values()];
}

const readOf = ({ way, id }: Pick<Named, 'way' | 'id'>): GivenRead => ({
  tool: 'get_customer',
  arguments: { [way]: id },
  quiet: true,
  mayLack: true,
});

const foundOf = ({ before }: Known, { way, id }: Named): Before | undefined =>
  before.find(({ read }) => read.tool === 'get_customer' && read.arguments[way] === id);
