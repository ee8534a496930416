import { CallError } from '../../errors.ts';
import type { Advice, AdviceInput, PlannedRead, Schemas } from './advice.ts';
import {
  answerOf,
  countedDoing,
  countOf,
  customerName,
  exposureOf,
  hostIn,
  isSameEmail,
  itemsOf,
  nameOf,
  quoted,
  refused,
  refusedArgument,
  sentences,
} from './advice.ts';
import { RUNNING_STATUSES } from './subscription-billing.ts';

export function deleteCustomerAdvice(input: AdviceInput): Advice {
  const subscriptions = itemsOf(input, 'list_subscriptions');
  if (!subscriptions) return {};
  const countIn = (statuses: readonly Schemas['SubscriptionStatus'][]) =>
    subscriptions.filter(({ status }) => statuses.includes(status)).length;
  const [ending, paused, unpaid] = [countIn(RUNNING_STATUSES), countIn(['paused']), countIn(['unpaid'])];
  const more = (countOf(input, 'list_subscriptions') ?? 0) - subscriptions.length;
  return {
    consequence: sentences(
      "The customer can't be restored; their orders stay.",
      ending > 0 && `${countedDoing(ending, 'subscription', ['ends', 'end'])} now.`,
      more > 0 && `${countedDoing(more, 'further subscription', ["isn't", "aren't"])} shown.`,
      paused > 0 &&
        `${countedDoing(paused, 'paused subscription', ['stays', 'stay'])} paused: end ${paused === 1 ? 'it' : 'them'} first with revoke_subscription.`,
      unpaid > 0 && `${countedDoing(unpaid, 'unpaid subscription', ['stays', 'stay'])} as now.`,
      'Every benefit is taken back.',
      input.given.anonymize === true && ANONYMIZED,
    ),
  };
}

const ANONYMIZED =
  '`anonymize` makes their email, name and billing details on the customer unreadable. It leaves the name of a business with a tax id, the metadata, and on each order the billing name and address.';

export function updateCustomerAdvice(input: AdviceInput): Advice {
  const { external_id, type, email } = input.given;
  const customer = answerOf(input, 'get_customer');
  if (!customer) return {};
  const present = customer.external_id;
  if (typeof external_id === 'string' && present && present !== external_id) {
    const message = 'Final once set, and this customer has another, which get_customer shows: leave it out';
    throw refusedArgument('external_id', message);
  }
  if (type === 'individual' && customer.type === 'team') {
    throw refusedArgument('type', 'A team never becomes an individual again: leave it out');
  }
  const had = customer.email;
  const entered = `The portal of this customer opens with ${quoted(email)} from now on${had ? `, and no longer with ${quoted(had)}` : ''}.`;
  const addressed = `Mail to this customer goes to ${quoted(email)} from now on${had ? `, and no longer to ${quoted(had)}` : ''}.`;
  return exposureOf(input, {
    email: !isSameEmail(email, had) && (customer.type === 'team' ? addressed : entered),
    external_id:
      external_id !== present && `All that is bought under the id ${quoted(external_id)} goes to this customer.`,
  });
}

export function createCustomerAdvice(input: AdviceInput): Advice {
  const { external_id, email, owner } = input.given;
  const { email: ownersEmail } = (owner ?? {}) as { email?: unknown };
  const who = typeof email === 'string' ? email : ownersEmail;
  const opened =
    typeof who === 'string' ? `. Whoever has the address ${quoted(who)} can log in to the portal of this customer` : '';
  return exposureOf(input, {
    external_id: `All that is bought under the id ${quoted(external_id)} goes to this new customer${opened}.`,
  });
}

/** The link signs in to the portal without a code by mail. */
export function createCustomerPortalLinkAdvice(input: AdviceInput): Advice {
  const { return_url } = input.given;
  const whose = customerName(answerOf(input, 'get_customer'), 'that customer');
  return {
    exposes: sentences(
      `Whoever opens the link can see and change what ${whose} has: subscriptions, orders, payment methods, downloads.`,
      typeof return_url === 'string' && `From there it leads to ${hostIn(return_url)}.`,
    ),
  };
}

export function createMemberAdvice(input: AdviceInput): Advice {
  const { email, role = 'member' } = input.given;
  const customer = answerOf(input, 'get_customer');
  const whose = customer ? quoted(customer.name ?? customer.email ?? customer.id) : 'the customer';
  return { exposes: `${quoted(email)} can log in to the portal of ${whose}, as ${nameOf(role)}.` };
}

export function updateMemberReads(input: AdviceInput): PlannedRead[] {
  const member = answerOf(input, 'get_member');
  if (!member || member.role === 'owner' || input.given.role !== 'owner') return [];
  return [{ tool: 'list_members', arguments: { customer_id: member.customer_id, role: 'owner' } }];
}

export function updateMemberAdvice(input: AdviceInput): Advice {
  const { email, role } = input.given;
  const member = answerOf(input, 'get_member');
  if (member?.role === 'owner' && role !== undefined && role !== 'owner') {
    throw refusedArgument('role', 'A customer has exactly one owner: make another member the owner instead');
  }
  const had = member?.email;
  const entered = `This person logs in to the portal with ${quoted(email)} from now on`;
  return exposureOf(input, {
    email: !isSameEmail(email, had) && `${entered}${had ? `, and no longer with ${quoted(had)}` : ''}.`,
    role: role !== member?.role && `${had ? quoted(had) : 'This person'} becomes ${nameOf(role)} of the customer.`,
  });
}

export function deleteMemberAdvice(input: AdviceInput): Advice {
  if (answerOf(input, 'get_member')?.role !== 'owner') return {};
  throw refused(
    "This member is the customer's only owner, who can't be deleted.",
    'First make another member the owner with update_member.',
  );
}

export function assignSeatAdvice(input: AdviceInput): Advice {
  const { email, customer_id, external_customer_id, member_id, external_member_id } = input.given;
  const who = email ?? external_member_id ?? member_id ?? external_customer_id ?? customer_id;
  const paid = answerOf(input, 'get_subscription') ?? answerOf(input, 'get_order');
  const whose = paid ? `of ${quoted(paid.customer.email ?? paid.customer.name ?? paid.customer_id)}` : 'of a customer';
  const what = paid?.product ? quoted(paid.product.name) : 'the product';
  return { exposes: `${quoted(who)} gets the benefits of ${what}, on a seat ${whose}.` };
}

/** Polar has no read for one seat, so this looks for it in the list of its order or subscription. */
export function revokeSeatAdvice(input: AdviceInput): Advice {
  const { seat_id, subscription_id, order_id } = input.given;
  if ((subscription_id === undefined) === (order_id === undefined)) {
    const message = 'Exactly one of subscription_id and order_id is needed, to see whose seat it is';
    throw refusedArgument('subscription_id', message);
  }
  const list = answerOf(input, 'list_seats');
  if (!list) return {};
  const seat = list.seats.find(({ id }) => id === seat_id);
  const whatToDo = 'Take the id from list_seats.';
  if (!seat) {
    const where = subscription_id === undefined ? 'order' : 'subscription';
    throw new CallError('not_found', `This ${where} has no such seat; nothing was sent.`, { whatToDo });
  }
  if (seat.status === 'revoked') throw refused('This seat was taken back before, so nobody holds it.', whatToDo);
  return {
    consequence:
      seat.status === 'pending'
        ? 'The invitation ends, and the seat is free again. The number of seats billed stays the same.'
        : 'The holder of the seat loses the benefits at once, and the seat is free again. The number of seats billed stays the same.',
    shows: { list_seats: { ...list, seats: [seat] } },
  };
}
