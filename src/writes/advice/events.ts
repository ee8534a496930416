import type { components } from '../../../generated/polar.gen.ts';
import { invalidArguments } from '../../errors.ts';
import type { Before, GivenRead } from '../reads.ts';
import { type Adviser, counted, type Known, sentences } from './adviser.ts';

type Customer = components['schemas']['Customer'];
type Event = { customer_id?: unknown; external_customer_id?: unknown };

/** Of so many customers a preview says who they are: each is a read. */
const MOST_RESOLVED = 10;

const WAYS = ['customer_id', 'external_customer_id'] as const;
type Way = (typeof WAYS)[number];

export const ingestEvents: Adviser = {
  reads: (known) => named(known).slice(0, MOST_RESOLVED).map(readOf),

  advise(known) {
    const all = named(known);
    const looked = all.slice(0, MOST_RESOLVED).map((one) => ({ ...one, found: foundOf(known, one) }));
    const wrong = looked.filter(({ way, found }) => way === 'customer_id' && found?.unseen === 'none');
    if (wrong.length > 0) {
      const fields = wrong.map(({ index }) => ({
        path: `events[${index}].customer_id`,
        message: 'There is no such customer; list_customers has those that there are',
      }));
      return { refusal: invalidArguments(fields) };
    }
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
          const who = found?.unseen === 'none' ? { email: 'no customer has this id yet' } : { email, name };
          return { [way]: id, ...who, events };
        }),
      },
    };
  },
};

interface Named {
  way: Way;
  id: string;
  /** Where it is named first. */
  index: number;
  /** How many events name it. */
  events: number;
}

/** The customers that the events name, each once. */
function named({ given }: Known): Named[] {
  const found = new Map<string, Named>();
  const events = Array.isArray(given.events) ? (given.events as Event[]) : [];
  for (const [index, event] of events.entries()) {
    for (const way of WAYS) {
      const id = event?.[way];
      if (typeof id !== 'string') continue;
      const known = found.get(`${way} ${id}`) ?? { way, id, index, events: 0 };
      known.events += 1;
      found.set(`${way} ${id}`, known);
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
