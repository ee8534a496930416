import type { Store, StoredRecord } from '../../store.ts';
import { renewGrantsSoon, sourceOf } from '../grants.ts';

/** The subscription or order that a seat belongs to. */
export function holderOf(
  store: Store,
  seat: StoredRecord,
): { collection: 'subscriptions' | 'orders'; record: StoredRecord } | undefined {
  for (const collection of ['subscriptions', 'orders'] as const) {
    const id = seat[collection === 'subscriptions' ? 'subscription_id' : 'order_id'];
    const record = typeof id === 'string' ? store.get(collection, id) : undefined;
    if (record) return { collection, record };
  }
  return undefined;
}

export function seatsOf(store: Store, holder: StoredRecord): StoredRecord[] {
  return store
    .list('customer-seats')
    .filter((seat) => seat.subscription_id === holder.id || seat.order_id === holder.id);
}

export function takenSeatsOf(store: Store, holder: StoredRecord): StoredRecord[] {
  return seatsOf(store, holder).filter((seat) => seat.status !== 'revoked');
}

/** Grants a claimed seat's benefits to its member, or takes them back. */
export function renewSeatGrants(store: Store, seat: StoredRecord, isEntitled: boolean): void {
  const holder = holderOf(store, seat);
  if (!holder || seat.member_id == null) return;
  const { member_id } = seat;
  renewGrantsSoon(store, { ...sourceOf(holder.collection, holder.record), member_id }, () => isEntitled);
}

/** Takes a seat from whoever has it. Its id stays for the next one. */
export function freeSeat(store: Store, seat: StoredRecord): void {
  if (seat.status === 'revoked') return;
  renewSeatGrants(store, seat, false);
  const nobody = { customer_id: null, member_id: null, member: null, email: null, customer_email: null };
  store.update('customer-seats', seat, { status: 'revoked', revoked_at: store.now(), ...nobody });
}
