import type { components } from '../../../generated/polar.gen.ts';
import {
  type Adviser,
  counted,
  countOf,
  exposure,
  hostIn,
  listed,
  one,
  quoted,
  refusedArgument,
  sentences,
} from './adviser.ts';
import { BILLED } from './subscriptions/index.ts';

type Customer = components['schemas']['Customer'];
type Subscription = components['schemas']['Subscription'];

export const deleteCustomer: Adviser = {
  advise(known) {
    const subscriptions = listed<Subscription>(known, 'list_subscriptions');
    if (!subscriptions) return {};
    const having = (isMeant: (one: Subscription) => boolean) => subscriptions.filter(isMeant).length;
    const ending = having(({ status }) => BILLED.includes(status));
    const paused = having(({ status }) => status === 'paused');
    const unpaid = having(({ status }) => status === 'unpaid');
    const more = (countOf(known, 'list_subscriptions') ?? 0) - subscriptions.length;
    return {
      consequence: sentences(
        "The customer can't be restored; their orders stay.",
        ending > 0 && `${counted(ending, 'subscription')} ${ending === 1 ? 'ends' : 'end'} now.`,
        more > 0 && `${counted(more, 'further subscription')} ${more === 1 ? "isn't" : "aren't"} shown.`,
        paused > 0 &&
          `${counted(paused, 'paused subscription')} ${paused === 1 ? 'stays' : 'stay'} paused: end ${paused === 1 ? 'it' : 'them'} first with revoke_subscription.`,
        unpaid > 0 && `${counted(unpaid, 'unpaid subscription')} ${unpaid === 1 ? 'stays' : 'stay'} as now.`,
        'Every benefit is taken back.',
        known.given.anonymize === true && ANONYMIZED,
      ),
    };
  },
};

const ANONYMIZED =
  '`anonymize` makes their email, name and billing details on the customer unreadable. It leaves the name of a business with a tax id, the metadata, and on each order the billing name and address.';

export const updateCustomer: Adviser = {
  advise(known) {
    const { external_id, type, email } = known.given;
    const customer = one<Customer>(known, 'get_customer');
    if (!customer) return {};
    const own = customer.external_id;
    if (typeof external_id === 'string' && own && own !== external_id) {
      const message = 'Final once set, and this customer has another, which get_customer shows: leave it out';
      return { refusal: refusedArgument('external_id', message) };
    }
    if (type === 'individual' && customer.type === 'team') {
      return { refusal: refusedArgument('type', 'A team never becomes an individual again: leave it out') };
    }
    const had = customer.email;
    const isSame = String(email).toLowerCase() === had?.toLowerCase();
    const entered = `The portal of this customer is entered with ${quoted(email)} from then on${had ? `, and with ${quoted(had)} no more` : ''}.`;
    const addressed = `Mail to this customer goes to ${quoted(email)} from then on${had ? `, and to ${quoted(had)} no more` : ''}.`;
    return exposure(known, {
      email: !isSame && (customer.type === 'team' ? addressed : entered),
      external_id:
        external_id !== own && `All that is bought under the id ${quoted(external_id)} goes to this customer.`,
    });
  },
};

export const createCustomer: Adviser = {
  advise(known) {
    const { external_id, email, owner } = known.given;
    const { email: ownersEmail } = (owner ?? {}) as { email?: unknown };
    const who = typeof email === 'string' ? email : ownersEmail;
    const opened = typeof who === 'string' ? `, whose portal is entered with ${quoted(who)}` : '';
    return exposure(known, {
      external_id: `All that is bought under the id ${quoted(external_id)} goes to this new customer${opened}.`,
    });
  },
};

/** It signs in to the portal without a code by mail. */
export const createCustomerPortalLink: Adviser = {
  advise(known) {
    const { return_url } = known.given;
    const customer = one<Customer>(known, 'get_customer');
    const whose = customer ? quoted(customer.email ?? customer.name ?? customer.id) : 'that customer';
    return {
      exposes: sentences(
        `Whoever opens the link sees and changes what ${whose} has: subscriptions, orders, payment methods, downloads.`,
        typeof return_url === 'string' && `From there it leads to ${hostIn(return_url)}.`,
      ),
    };
  },
};
