import type { components } from '../../../generated/polar.gen.ts';
import { CallError } from '../../errors.ts';
import {
  type Adviser,
  answerOf,
  counted,
  countOf,
  exposureOf,
  hostIn,
  itemsOf,
  nameOf,
  quoted,
  refused,
  refusedArgument,
  sentences,
} from './adviser.ts';
import { RUNNING_STATUSES } from './subscription-billing.ts';

type Customer = components['schemas']['Customer'];
type Subscription = components['schemas']['Subscription'];

export const deleteCustomer: Adviser = {
  advise(input) {
    const subscriptions = itemsOf<Subscription>(input, 'list_subscriptions');
    if (!subscriptions) return {};
    const having = (isMeant: (one: Subscription) => boolean) => subscriptions.filter(isMeant).length;
    const ending = having(({ status }) => RUNNING_STATUSES.includes(status));
    const paused = having(({ status }) => status === 'paused');
    const unpaid = having(({ status }) => status === 'unpaid');
    const more = (countOf(input, 'list_subscriptions') ?? 0) - subscriptions.length;
    return {
      consequence: sentences(
        "The customer can't be restored; their orders stay.",
        ending > 0 && `${counted(ending, 'subscription')} ${ending === 1 ? 'ends' : 'end'} now.`,
        more > 0 && `${counted(more, 'further subscription')} ${more === 1 ? "isn't" : "aren't"} shown.`,
        paused > 0 &&
          `${counted(paused, 'paused subscription')} ${paused === 1 ? 'stays' : 'stay'} paused: end ${paused === 1 ? 'it' : 'them'} first with revoke_subscription.`,
        unpaid > 0 && `${counted(unpaid, 'unpaid subscription')} ${unpaid === 1 ? 'stays' : 'stay'} as now.`,
        'Every benefit is taken back.',
        input.given.anonymize === true && ANONYMIZED,
      ),
    };
  },
};

const ANONYMIZED =
  '`anonymize` makes their email, name and billing details on the customer unreadable. It leaves the name of a business with a tax id, the metadata, and on each order the billing name and address.';

export const updateCustomer: Adviser = {
  advise(input) {
    const { external_id, type, email } = input.given;
    const customer = answerOf<Customer>(input, 'get_customer');
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
    return exposureOf(input, {
      email: !isSame && (customer.type === 'team' ? addressed : entered),
      external_id:
        external_id !== own && `All that is bought under the id ${quoted(external_id)} goes to this customer.`,
    });
  },
};

export const createCustomer: Adviser = {
  advise(input) {
    const { external_id, email, owner } = input.given;
    const { email: ownersEmail } = (owner ?? {}) as { email?: unknown };
    const who = typeof email === 'string' ? email : ownersEmail;
    const opened = typeof who === 'string' ? `, whose portal is entered with ${quoted(who)}` : '';
    return exposureOf(input, {
      external_id: `All that is bought under the id ${quoted(external_id)} goes to this new customer${opened}.`,
    });
  },
};

/** It signs in to the portal without a code by mail. */
export const createCustomerPortalLink: Adviser = {
  advise(input) {
    const { return_url } = input.given;
    const customer = answerOf<Customer>(input, 'get_customer');
    const whose = customer ? quoted(customer.email ?? customer.name ?? customer.id) : 'that customer';
    return {
      exposes: sentences(
        `Whoever opens the link sees and changes what ${whose} has: subscriptions, orders, payment methods, downloads.`,
        typeof return_url === 'string' && `From there it leads to ${hostIn(return_url)}.`,
      ),
    };
  },
};

type Member = components['schemas']['Member'];

export const createMember: Adviser = {
  advise(input) {
    const { email, role = 'member' } = input.given;
    const customer = answerOf<Customer>(input, 'get_customer');
    const whose = customer ? quoted(customer.name ?? customer.email ?? customer.id) : 'the customer';
    return { exposes: `${quoted(email)} gets into the portal of ${whose}, as ${nameOf(role)}.` };
  },
};

export const updateMember: Adviser = {
  reads(input) {
    const member = answerOf<Member>(input, 'get_member');
    if (!member || member.role === 'owner' || input.given.role !== 'owner') return [];
    return [{ tool: 'list_members', arguments: { customer_id: member.customer_id, role: 'owner' } }];
  },

  advise(input) {
    const member = answerOf<Member>(input, 'get_member');
    const { role } = input.given;
    if (member?.role === 'owner' && role !== undefined && role !== 'owner') {
      const message = 'A customer has exactly one owner: make another member the owner instead';
      return { refusal: refusedArgument('role', message) };
    }
    const { email } = input.given;
    const had = member?.email;
    const entered = `The portal is entered with ${quoted(email)} as this person from then on`;
    return exposureOf(input, {
      email:
        String(email).toLowerCase() !== had?.toLowerCase() &&
        `${entered}${had ? `, and with ${quoted(had)} no more` : ''}.`,
      role: role !== member?.role && `${had ? quoted(had) : 'This person'} becomes ${nameOf(role)} of the customer.`,
    });
  },
};

export const deleteMember: Adviser = {
  advise(input) {
    if (answerOf<Member>(input, 'get_member')?.role !== 'owner') return {};
    return {
      refusal: refused(
        "This member is the customer's only owner, who can't be deleted.",
        'First make another member the owner with update_member.',
      ),
    };
  },
};

type SeatsList = components['schemas']['SeatsList'];
type Order = components['schemas']['Order'];

export const assignSeat: Adviser = {
  advise(input) {
    const { email, customer_id, external_customer_id, member_id, external_member_id } = input.given;
    const who = email ?? external_member_id ?? member_id ?? external_customer_id ?? customer_id;
    const paid = answerOf<Subscription>(input, 'get_subscription') ?? answerOf<Order>(input, 'get_order');
    const whose = paid
      ? `of ${quoted(paid.customer.email ?? paid.customer.name ?? paid.customer_id)}`
      : 'of a customer';
    const what = paid?.product ? quoted(paid.product.name) : 'the product';
    return { exposes: `${quoted(who)} gets the benefits of ${what}, on a seat ${whose}.` };
  },
};

/** Polar has no read for a seat alone, so it is looked for where it is listed. */
export const revokeSeat: Adviser = {
  advise(input) {
    const { seat_id, subscription_id, order_id } = input.given;
    if ((subscription_id === undefined) === (order_id === undefined)) {
      const message = 'Exactly one of subscription_id and order_id is needed, to see whose seat it is';
      return { refusal: refusedArgument('subscription_id', message) };
    }
    const list = answerOf<SeatsList>(input, 'list_seats');
    if (!list) return {};
    const seat = list.seats.find(({ id }) => id === seat_id);
    const whatToDo = 'Take the id from list_seats.';
    if (!seat) {
      const where = subscription_id === undefined ? 'order' : 'subscription';
      return { refusal: new CallError('not_found', `This ${where} has no such seat; nothing was sent.`, { whatToDo }) };
    }
    if (seat.status === 'revoked') {
      return { refusal: refused('This seat was taken back before, so nobody holds it.', whatToDo) };
    }
    return {
      consequence:
        seat.status === 'pending'
          ? 'The invitation ends, and the seat is free again. The number of seats billed stays the same.'
          : 'The holder of the seat loses the benefits at once, and the seat is free again. The number of seats billed stays the same.',
      shows: { list_seats: { ...list, seats: [seat] } },
    };
  },
};
