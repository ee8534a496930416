import type { components } from '../../../generated/polar.gen.ts';
import { type FieldError, invalidArguments } from '../../errors.ts';
import { type AdviceInput, type Adviser, counted, type PlannedRead, type PriorRead, sentences } from './adviser.ts';

type Customer = components['schemas']['Customer'];
type Event = { customer_id?: unknown; external_customer_id?: unknown; name?: unknown; timestamp?: unknown };

/** The most customers whom a preview of events names: each is a read. */
const MAX_CUSTOMERS_READ = 10;
/** Polar's clock decides, and may be ahead of this one. */
const CLOCK_SKEW_MS = 60_000;

const ID_ARGUMENTS = ['customer_id', 'external_customer_id'] as const;
type IdArgument = (typeof ID_ARGUMENTS)[number];

export const ingestEvents: Adviser = {
  reads: (input) => namedCustomers(input).slice(0, MAX_CUSTOMERS_READ).map(readOf),

  advise(input) {
    const all = namedCustomers(input);
    const looked = all.slice(0, MAX_CUSTOMERS_READ).map((one) => ({ ...one, found: foundOf(input, one) }));
    const unknownCustomers = looked.filter(({ way, found }) => way === 'customer_id' && found?.unseen === 'none');
    const wrong = [
      ...mistakesIn(input),
      ...unknownCustomers.map(({ index }) => ({
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

interface NamedCustomer {
  way: IdArgument;
  id: string;
  /** The index of the event that names it first. */
  index: number;
  /** The number of events that name it. */
  events: number;
}

const eventsIn = ({ given }: AdviceInput) => (Array.isArray(given.events) ? (given.events as Event[]) : []);

/** Events that Polar refuses, or that it would keep for good though nobody can find them by their name. */
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

/** The customers that the events name, each once. */
function namedCustomers(input: AdviceInput): NamedCustomer[] {
  const found = new Map<string, NamedCustomer>();
  for (const [index, event] of eventsIn(input).entries()) {
    for (const way of ID_ARGUMENTS) {
      const id = event?.[way];
      if (typeof id !== 'string') continue;
      const one = found.get(`${way} ${id}`) ?? { way, id, index, events: 0 };
      one.events += 1;
      found.set(`${way} ${id}`, one);
    }
  }
  return [...found.values()];
}

const readOf = ({ way, id }: Pick<NamedCustomer, 'way' | 'id'>): PlannedRead => ({
  tool: 'get_customer',
  arguments: { [way]: id },
  quiet: true,
  mayBeMissing: true,
});

const foundOf = ({ before }: AdviceInput, { way, id }: NamedCustomer): PriorRead | undefined =>
  before.find(({ read }) => read.tool === 'get_customer' && read.arguments[way] === id);
