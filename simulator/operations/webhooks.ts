import { secret } from '../ids.ts';
import { notFound } from '../problems.ts';
import type { Store, StoredRecord } from '../store.ts';
import { type Call, recordOf, visibleRecords } from './call.ts';
import type { Hooks } from './crud.ts';

const SECRET_PREFIX = 'whsec_';
/** Polar's worker sends a moment after the answer. */
const DELIVERY_SECONDS = 1;

export const webhookHooks: Hooks = {
  create: (_call, record) => ({ name: null, ...record, enabled: true, secret: record.secret ?? secret(SECRET_PREFIX) }),
  // `null` means "not given", for the name too.
  update: (_call, _record, changes) =>
    Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null)),
};

export function resetSecret(call: Call): StoredRecord {
  return call.store.update('webhook-endpoints', recordOf(call), { secret: secret(SECRET_PREFIX) });
}

/** Has an event sent again; each attempt is a delivery of its own. */
export function redeliver(call: Call): undefined {
  const event = visibleRecords(call, 'webhook-events').find((record) => record.id === call.params.id);
  if (!event) throw notFound();
  call.store.jobs.after(DELIVERY_SECONDS, () => deliver(call.store, event));
}

function deliver(store: Store, event: StoredRecord): void {
  const { organization_id } = event;
  const before = store.find('webhook-deliveries', (record) => record.webhook_event_id === event.id);
  store.update('webhook-events', event, { succeeded: true, last_http_code: 200 });
  store.insert('webhook-deliveries', {
    organization_id,
    endpoint_id: before?.endpoint_id,
    event_type: event.type,
    succeeded: true,
    http_code: 200,
    http_code_class: '2xx',
    response: 'ok',
    webhook_event_id: event.id,
  });
}
