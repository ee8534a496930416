import type { components } from '../../../generated/polar.gen.ts';
import { CallError } from '../../errors.ts';
import { type Adviser, one, quoted, refused, refusedArgument } from './adviser.ts';

type SeatsList = components['schemas']['SeatsList'];
type Subscription = components['schemas']['Subscription'];
type Order = components['schemas']['Order'];

export const assignSeat: Adviser = {
  advise(known) {
    const { email, customer_id, external_customer_id, member_id, external_member_id } = known.given;
    const who = email ?? external_member_id ?? member_id ?? external_customer_id ?? customer_id;
    const paid = one<Subscription>(known, 'get_subscription') ?? one<Order>(known, 'get_order');
    const whose = paid
      ? `of ${quoted(paid.customer.email ?? paid.customer.name ?? paid.customer_id)}`
      : 'of a customer';
    const what = paid?.product ? quoted(paid.product.name) : 'the product';
    return { exposes: `${quoted(who)} gets the benefits of ${what}, on a seat ${whose}.` };
  },
};

/** Polar has no read for a seat alone, so it is looked for where it is listed. */
export const revokeSeat: Adviser = {
  advise(known) {
    const { seat_id, subscription_id, order_id } = known.given;
    if ((subscription_id === undefined) === (order_id === undefined)) {
      const message = 'Exactly one of subscription_id and order_id is needed, to see whose seat it is';
      return { refusal: refusedArgument('subscription_id', message) };
    }
    const list = one<SeatsList>(known, 'list_seats');
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
