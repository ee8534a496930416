import { invalidValue } from '../../problems.ts';
import type { StoredRecord } from '../../store.ts';
import type { Call } from '../call.ts';
import { renewGrantsSoon, sourceOf } from '../grants.ts';
import { billSubscription, cycleItems, pendingItems } from './billing.ts';
import { isActive, requirePausable, requirePaused, requireScheduledPause } from './status.ts';
import { periodEnd } from './terms.ts';

export function pause(call: Call, record: StoredRecord): StoredRecord {
  requirePausable(record);
  const { resumes_at } = call.body;
  if (typeof resumes_at === 'string' && Date.parse(resumes_at) <= Date.parse(String(record.current_period_end))) {
    throw invalidValue(['body', 'resumes_at'], 'resumes_at must be after the current period end.', resumes_at);
  }
  return call.store.update('subscriptions', record, { pause_at_period_end: true, resumes_at: resumes_at ?? null });
}

export function unpause(call: Call, record: StoredRecord): StoredRecord {
  requireScheduledPause(record);
  return call.store.update('subscriptions', record, { pause_at_period_end: false, resumes_at: null });
}

/** A new period from now, which is charged. */
export function resume(call: Call, record: StoredRecord): StoredRecord {
  requirePaused(record);
  const { store } = call;
  const now = store.now();
  store.update('subscriptions', record, {
    status: 'active',
    paused_at: null,
    resumes_at: null,
    current_period_start: now,
    current_period_end: periodEnd(now, record),
  });
  renewGrantsSoon(store, sourceOf('subscriptions', record), () => isActive(record));
  billLater(call, record);
  return record;
}

/** Polar's worker makes the order of a new period. */
export function billLater(call: Call, record: StoredRecord): void {
  const { store } = call;
  store.jobs.after(1, () => {
    const items = [...pendingItems(record), ...cycleItems(store, record)];
    record.pending_prorations = [];
    billSubscription(store, record, items, 'subscription_cycle', 'later');
  });
}
