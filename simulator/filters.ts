import type { Item } from './document.ts';
import type { Store, StoredRecord } from './store.ts';

/** These parameters are no filters. They shape the answer, or the operation itself handles them. */
const LAYOUT = new Set([
  'page',
  'limit',
  'sorting',
  'timezone',
  'columns',
  'interval',
  'metrics',
  'filter',
  'anonymize',
]);
const SEARCHED = [
  'name',
  'email',
  'description',
  'label',
  'code',
  'slug',
  'external_id',
  'invoice_number',
  'customer_email',
  'customer_name',
];
const LIVE_SUBSCRIPTION = ['active', 'trialing'];

/** Whether a record passes every filter of a list's query. A filter on a field that the record doesn't have passes. */
export function passes(record: StoredRecord, query: Item, collection: string, store: Store): boolean {
  return Object.entries(query).every(([name, wanted]) => {
    if (wanted === null || wanted === undefined || LAYOUT.has(name)) return true;
    const known = SPECIAL[name]?.(record, wanted, collection, store);
    return known ?? passesField(record, name, wanted);
  });
}

type Special = (record: StoredRecord, wanted: unknown, collection: string, store: Store) => boolean | undefined;

const SPECIAL: Record<string, Special> = {
  query: (record, wanted) => SEARCHED.some((name) => contains(record[name], wanted)),
  ids: (record, wanted) => oneOf(record.id, wanted),
  exclude_id: (record, wanted) => !oneOf(record.id, wanted),
  email: (record, wanted) => String(record.email ?? '').toLowerCase() === String(wanted).toLowerCase(),
  metadata: (record, wanted) => {
    const metadata = (record.metadata ?? {}) as Item;
    return Object.entries(wanted as Item).every(([key, value]) => oneOf(String(metadata[key]), value));
  },
  external_customer_id: (record, wanted, _collection, store) => {
    if (oneOf(record.external_customer_id, wanted)) return true;
    const customer = typeof record.customer_id === 'string' ? store.lookup(record.customer_id) : undefined;
    return oneOf(customer?.external_id, wanted);
  },
  active: (record, wanted, collection, store) => {
    if (collection === 'subscriptions') return LIVE_SUBSCRIPTION.includes(String(record.status)) === wanted;
    const live = store.find(
      'subscriptions',
      (entry) => entry.customer_id === record.id && LIVE_SUBSCRIPTION.includes(String(entry.status)),
    );
    return (live !== undefined) === wanted;
  },
  is_archived: (record, wanted) => ('archived_at' in record ? (record.archived_at !== null) === wanted : undefined),
  is_granted: (record, wanted) => record.is_granted === wanted,
  succeeded: (record, wanted) =>
    'succeeded' in record ? record.succeeded === wanted : (record.status === 'succeeded') === wanted,
  product_billing_type: (record, wanted, _collection, store) => {
    const product = typeof record.product_id === 'string' ? store.lookup(record.product_id) : undefined;
    return oneOf(product?.is_recurring === true ? 'recurring' : 'one_time', wanted);
  },
  customer_email: (record, wanted, _collection, store) => {
    const customer = typeof record.customer_id === 'string' ? store.lookup(record.customer_id) : undefined;
    return contains(customer?.email, wanted);
  },
  start_timestamp: (record, wanted) => instant(record.timestamp ?? record.created_at) >= instant(wanted),
  end_timestamp: (record, wanted) => instant(record.timestamp ?? record.created_at) <= instant(wanted),
};

function passesField(record: StoredRecord, name: string, wanted: unknown): boolean {
  const bound = /^(.+)_(after|before)$/.exec(name);
  if (bound) {
    const value = record[`${bound[1]}_at`] ?? record[bound[1] ?? ''];
    if (value === null || value === undefined) return false;
    return bound[2] === 'after' ? instant(value) >= instant(wanted) : instant(value) <= instant(wanted);
  }
  if (name in record) return oneOf(record[name], wanted);
  // `product_id` matches any of a record's `products`.
  const several = record[name.replace(/_id$/, 's')];
  if (name.endsWith('_id') && Array.isArray(several)) return several.some((entry) => oneOf(entry, wanted));
  return true;
}

function oneOf(value: unknown, wanted: unknown): boolean {
  const options: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  return options.some(
    (option) => option === value || (value !== undefined && value !== null && String(option) === String(value)),
  );
}

function contains(value: unknown, wanted: unknown): boolean {
  return typeof value === 'string' && value.toLowerCase().includes(String(wanted).toLowerCase());
}

function instant(value: unknown): number {
  return Date.parse(String(value));
}
