import { apiError } from '../../problems.ts';
import type { StoredRecord } from '../../store.ts';
import { type Call, recordOf } from '../call.ts';
import { renewGrantsSoon, sourceOf } from '../grants.ts';
import { endSubscription } from '../subscriptions/ending.ts';
import { canEnd } from '../subscriptions/status.ts';

/** Gives a dispute up. The sale ends with it: the subscription at once, or what the order gave. */
export function acceptDispute(call: Call): StoredRecord {
  const { store } = call;
  const dispute = recordOf(call);
  if (dispute.status !== 'needs_response') {
    throw apiError(409, 'DisputeNotOpenError', `Dispute ${dispute.id} is not awaiting a response.`);
  }
  store.update('disputes', dispute, { status: 'lost', resolved: true, closed: true });
  const order = store.lookup(String(dispute.order_id));
  const subscription = store.lookup(String(order?.subscription_id));
  if (subscription && canEnd(subscription)) endSubscription(store, subscription);
  else if (order && !subscription) renewGrantsSoon(store, sourceOf('orders', order), () => false);
  return dispute;
}
