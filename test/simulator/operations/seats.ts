import type { Item } from '../document.ts';
import { apiError, invalidValue, notFound } from '../problems.ts';
import type { StoredRecord } from '../store.ts';
import { inSeconds } from '../time.ts';
import { type Call, customerFrom, recordOf, visibleRecords } from './call.ts';

const INVITATION_SECONDS = 7 * 86_400;

/** The subscription or order whose seats are meant. */
function holderFrom(call: Call, source: Item): { collection: string; record: StoredRecord } {
  for (const [field, collection] of [
    ['subscription_id', 'subscriptions'],
    ['order_id', 'orders'],
  ] as const) {
    const id = source[field];
    if (typeof id !== 'string') continue;
    const record = visibleRecords(call, collection).find((entry) => entry.id === id);
    if (!record) throw notFound();
    return { collection, record };
  }
  throw invalidValue(
    [call.operation.method === 'get' ? 'query' : 'body'],
    'Either subscription_id or order_id is required.',
    source,
  );
}

function seatsOf(call: Call, holder: StoredRecord): StoredRecord[] {
  return visibleRecords(call, 'customer-seats').filter(
    (seat) => seat.subscription_id === holder.id || seat.order_id === holder.id,
  );
}

export function listSeats(call: Call): unknown {
  const { record } = holderFrom(call, call.query);
  const seats = seatsOf(call, record);
  const total = typeof record.seats === 'number' ? record.seats : seats.length;
  const taken = seats.filter((seat) => seat.status !== 'revoked').length;
  return { seats, total_seats: total, available_seats: Math.max(0, total - taken) };
}

export function assignSeat(call: Call): StoredRecord {
  const { collection, record } = holderFrom(call, call.body);
  const taken = seatsOf(call, record).filter((seat) => seat.status !== 'revoked');
  if (taken.length >= Number(record.seats ?? 0)) throw apiError(400, 'SeatNotAvailable', 'No seats available.');
  const customer = customerFrom(call, call.body);
  const { email, metadata, immediate_claim } = call.body;
  const address = email ?? customer?.email;
  if (typeof address !== 'string') throw invalidValue(['body', 'email'], 'Say who gets the seat.', email ?? null);
  const now = call.store.now();
  return call.store.insert('customer-seats', {
    organization_id: record.organization_id,
    subscription_id: collection === 'subscriptions' ? record.id : null,
    order_id: collection === 'orders' ? record.id : null,
    status: immediate_claim === true ? 'claimed' : 'pending',
    customer_id: customer?.id ?? null,
    email: address,
    customer_email: address,
    claimed_at: immediate_claim === true ? now : null,
    invitation_token_expires_at: immediate_claim === true ? null : inSeconds(now, INVITATION_SECONDS),
    seat_metadata: metadata ?? null,
  });
}

export function revokeSeat(call: Call): StoredRecord {
  return call.store.update('customer-seats', recordOf(call), { status: 'revoked', revoked_at: call.store.now() });
}

export function resendInvitation(call: Call): StoredRecord {
  const seat = recordOf(call);
  if (seat.status !== 'pending') throw apiError(400, 'InvalidSeatState', 'Only a pending seat can be invited again.');
  return call.store.update('customer-seats', seat, {
    invitation_token_expires_at: inSeconds(call.store.now(), INVITATION_SECONDS),
  });
}
