import { apiError, type Problem } from '../../problems.ts';
import type { StoredRecord } from '../../store.ts';
import { inSeconds } from '../../time.ts';
import { type Call, visibleRecords } from '../call.ts';
import { memberByEmail } from '../customers/members.ts';
import { freeSeat, type holderOf, renewSeatGrants, seatsOf, takenSeatsOf } from './seat-holders.ts';

const INVITATION_SECONDS = 86_400;

type Holder = NonNullable<ReturnType<typeof holderOf>>;

function notFoundAs(detail: string): Problem {
  return apiError(404, 'ResourceNotFound', detail);
}

/** The subscription or order whose seats are meant. */
function holderFrom(call: Call, source: Record<string, unknown>): Holder {
  for (const [field, collection, noun] of [
    ['subscription_id', 'subscriptions', 'Subscription'],
    ['order_id', 'orders', 'Order'],
  ] as const) {
    const id = source[field];
    if (typeof id !== 'string') continue;
    const record = visibleRecords(call, collection).find((entry) => entry.id === id);
    if (!record) throw notFoundAs(`${noun} not found`);
    return { collection, record };
  }
  throw apiError(400, 'BadRequest', 'Either subscription_id or order_id must be provided');
}

function seatFrom(call: Call): StoredRecord {
  const seat = visibleRecords(call, 'customer-seats').find((entry) => entry.id === call.params.seat_id);
  if (!seat) throw notFoundAs('Seat not found');
  return seat;
}

export function listSeats(call: Call): unknown {
  const { record } = holderFrom(call, call.query);
  const total = Number(record.seats ?? 0);
  const taken = takenSeatsOf(call.store, record).length;
  return { seats: seatsOf(call.store, record), total_seats: total, available_seats: Math.max(0, total - taken) };
}

/** Gives a seat to a person; one that was taken back is used before a new one. */
export function assignSeat(call: Call): StoredRecord {
  const { store, body } = call;
  const { collection, record } = holderFrom(call, body);
  if (collection === 'orders' && record.status === 'pending') {
    throw apiError(400, 'SeatNotAvailable', 'Order must be paid before assigning seats');
  }
  const taken = takenSeatsOf(store, record);
  if (taken.length >= Number(record.seats ?? 0)) {
    throw apiError(400, 'SeatNotAvailable', `No available seats for ${record.id}`);
  }
  const member = memberFor(call, record);
  if (taken.some((seat) => sameText(seat.email, member.email))) {
    throw apiError(400, 'SeatAlreadyAssigned', `Seat already assigned to customer ${String(member.email)}`);
  }
  const now = store.now();
  const isClaimed = body.immediate_claim === true;
  const details = {
    status: isClaimed ? 'claimed' : 'pending',
    customer_id: record.customer_id,
    member_id: member.id,
    email: member.email,
    customer_email: member.email,
    claimed_at: isClaimed ? now : null,
    revoked_at: null,
    invitation_token_expires_at: isClaimed ? null : inSeconds(now, INVITATION_SECONDS),
    seat_metadata: body.metadata ?? {},
  };
  const free = seatsOf(store, record).find((seat) => seat.status === 'revoked');
  const ids = {
    subscription_id: collection === 'subscriptions' ? record.id : null,
    order_id: collection === 'orders' ? record.id : null,
  };
  const seat = free
    ? store.update('customer-seats', free, details)
    : store.insert('customer-seats', { organization_id: record.organization_id, ...ids, ...details });
  if (isClaimed) renewSeatGrants(store, seat, true);
  return seat;
}

/** The member of the buyer who gets the seat; a new e-mail makes one. */
function memberFor(call: Call, holder: StoredRecord): StoredRecord {
  const { store, body } = call;
  const buyer = store.lookup(String(holder.customer_id));
  const named = visibleRecords(call, 'customers').find(
    (entry) =>
      entry.id === body.customer_id ||
      (body.external_customer_id != null && entry.external_id === body.external_customer_id),
  );
  if ((body.customer_id ?? body.external_customer_id) != null && !named) {
    const detail = 'Customer not found for the provided customer_id or external_customer_id.';
    throw apiError(400, 'InvalidSeatAssignmentRequest', detail);
  }
  const email = typeof body.email === 'string' ? body.email : named?.email;
  const own = store.list('members').filter((entry) => entry.customer_id === holder.customer_id);
  for (const [field, key] of [
    ['member_id', 'id'],
    ['external_member_id', 'external_id'],
  ] as const) {
    const wanted = body[field];
    if (typeof wanted !== 'string') continue;
    const found = own.find((entry) => entry[key] === wanted);
    if (found && field === 'external_member_id' && typeof email === 'string' && !sameText(found.email, email)) {
      const detail = `Member with external_member_id '${wanted}' exists but has a different email than '${email}'`;
      throw apiError(400, 'MemberEmailMismatch', detail);
    }
    if (found) return found;
    if (field === 'member_id' || typeof email !== 'string')
      throw apiError(404, 'MemberNotFound', `Member not found: ${wanted}`);
    return memberByEmail(store, buyer, email, { external_id: wanted });
  }
  if (typeof email === 'string') return memberByEmail(store, buyer, email, {});
  const detail =
    'At least one of email, external_member_id, or member_id must be provided when member_model_enabled is true.';
  throw apiError(400, 'InvalidSeatAssignmentRequest', detail);
}

function sameText(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase();
}

export function revokeSeat(call: Call): StoredRecord {
  const seat = seatFrom(call);
  freeSeat(call.store, seat);
  return seat;
}

export function resendInvitation(call: Call): StoredRecord {
  const seat = seatFrom(call);
  if (seat.status !== 'pending') throw apiError(400, 'SeatNotPending', 'Seat is not in pending status');
  return seat;
}
