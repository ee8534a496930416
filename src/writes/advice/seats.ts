import type { components } from '../../../generated/polar.gen.ts';
import { CallError } from '../../errors.ts';
import { type Adviser, one, refused, refusedArgument } from './adviser.ts';

type SeatsList = components['schemas']['SeatsList'];

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
