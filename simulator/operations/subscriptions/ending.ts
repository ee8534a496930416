import type { Item } from '../../document.ts';
import type { Store, StoredRecord } from '../../store.ts';
import { renewGrants, renewGrantsSoon, sourceOf } from '../grants.ts';
import { freeSeat } from './seat-holders.ts';

const REVOKE_SECONDS = 2;

/** Ends a subscription now. Its benefits, seats and unpaid orders go with it, when Polar's worker comes to them. */
export function endSubscription(store: Store, record: StoredRecord, reasons: Item = {}): void {
  const now = store.now();
  store.update('subscriptions', record, {
    ...reasons,
    status: 'canceled',
    pause_at_period_end: false,
    resumes_at: null,
    canceled_at: now,
    ends_at: now,
    ended_at: now,
  });
  renewGrantsSoon(store, sourceOf('subscriptions', record), () => false);
  store.jobs.after(REVOKE_SECONDS, () => {
    for (const seat of store.list('customer-seats')) if (seat.subscription_id === record.id) freeSeat(store, seat);
    for (const order of store.list('orders')) {
      if (order.subscription_id === record.id && order.status === 'pending')
        store.update('orders', order, { status: 'void' });
    }
  });
}

/** Ends what of a deleted customer is still billed. A paused subscription isn't: it stays paused. */
export function endSubscriptionsOf(
  store: Store,
  customerId: string,
  isBillable: (record: StoredRecord) => boolean,
): void {
  for (const record of store.list('subscriptions')) {
    if (record.customer_id === customerId && isBillable(record)) endSubscription(store, record);
  }
  for (const grant of store.list('benefit-grants')) {
    if (grant.customer_id !== customerId) continue;
    const { organization_id, subscription_id, order_id, member_id } = grant;
    renewGrants(
      store,
      { organization_id, customer_id: customerId, product_id: null, subscription_id, order_id, member_id },
      false,
    );
  }
}
