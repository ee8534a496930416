import type { Item } from '../../document.ts';
import type { Store, StoredRecord } from '../../store.ts';
import type { Call } from '../call.ts';
import { isActive } from '../subscriptions/status.ts';
import { customerOf } from './customers.ts';

/** Polar's worker renews the state of a customer this long after a change. */
const RENEW_SECONDS = 3;
/** How long a state is kept that nothing changed. */
const CACHE_SECONDS = 3600;
const WATCHED = ['customers', 'subscriptions', 'benefit-grants', 'customer-meters'];

/** Renews the kept states of customers after what changes them. */
export function watchStates(store: Store): void {
  store.onChange((collection, record) => {
    if (!WATCHED.includes(collection)) return;
    const id = collection === 'customers' ? record.id : String(record.customer_id);
    store.jobs.after(RENEW_SECONDS, () => keep(store, id), `customer state ${id}`);
  });
}

/** A customer with what they had when Polar last looked: an answer from a cache. */
export function customerState(call: Call): unknown {
  const customer = customerOf(call);
  const { states } = call.store;
  if (!states.has(customer.id)) keep(call.store, customer.id);
  return states.get(customer.id);
}

function keep(store: Store, id: string): void {
  const customer = store.get('customers', id);
  if (!customer) return;
  store.states.set(id, structuredClone(stateOf(store, customer)));
  store.jobs.after(CACHE_SECONDS, () => store.states.delete(id), `customer state ${id} ends`);
}

function stateOf(store: Store, customer: StoredRecord): Item {
  const own = (collection: string) => store.list(collection).filter((record) => record.customer_id === customer.id);
  return {
    ...customer,
    active_subscriptions: own('subscriptions').filter(isActive),
    granted_benefits: own('benefit-grants')
      .filter((grant) => grant.is_granted === true)
      .map((grant) => {
        const benefit = store.lookup(String(grant.benefit_id));
        return { ...grant, benefit_type: benefit?.type, benefit_metadata: benefit?.metadata ?? {} };
      }),
    active_meters: own('customer-meters'),
  };
}
