import { apiError, notFound } from '../problems.ts';
import type { StoredRecord } from '../store.ts';
import { type Call, recordOf, visibleRecords } from './call.ts';

/** A license key by the key itself, as the end user's program knows it. */
function keyFrom(call: Call): StoredRecord {
  const { key, organization_id } = call.body;
  const found = visibleRecords(call, 'license-keys').find(
    (record) => record.key === key && record.organization_id === organization_id,
  );
  if (!found) throw notFound();
  return found;
}

function activationsOf(call: Call, key: StoredRecord): StoredRecord[] {
  return call.store.list('activations').filter((record) => record.license_key_id === key.id);
}

export function getWithActivations(call: Call): unknown {
  const key = recordOf(call);
  return { ...key, activations: activationsOf(call, key) };
}

export function activate(call: Call): StoredRecord {
  const key = keyFrom(call);
  const limit = key.limit_activations;
  if (typeof limit !== 'number' || activationsOf(call, key).length >= limit) {
    throw apiError(403, 'NotPermitted', 'License key activation limit already reached.');
  }
  const { label, meta = {}, conditions = {} } = call.body;
  const { organization_id, id: license_key_id } = key;
  return call.store.insert('activations', { organization_id, license_key_id, label, meta, conditions });
}

export function deactivate(call: Call): undefined {
  const key = keyFrom(call);
  const activation = activationsOf(call, key).find((record) => record.id === call.body.activation_id);
  if (!activation) throw notFound();
  call.store.remove('activations', activation.id);
}

export function validate(call: Call): unknown {
  const key = keyFrom(call);
  const { activation_id, benefit_id, customer_id, increment_usage } = call.body;
  const expired = typeof key.expires_at === 'string' && Date.parse(key.expires_at) < Date.now();
  if (key.status !== 'granted' || expired) throw notFound();
  if (typeof benefit_id === 'string' && benefit_id !== key.benefit_id) throw notFound();
  if (typeof customer_id === 'string' && customer_id !== key.customer_id) throw notFound();
  const activation = activationsOf(call, key).find((record) => record.id === activation_id);
  if (typeof activation_id === 'string' && !activation) throw notFound();
  const added = typeof increment_usage === 'number' ? increment_usage : 0;
  if (typeof key.limit_usage === 'number' && Number(key.usage) + added > key.limit_usage) {
    throw apiError(400, 'BadRequest', 'License key usage limit exceeded.');
  }
  call.store.update('license-keys', key, {
    usage: Number(key.usage) + added,
    validations: Number(key.validations) + 1,
    last_validated_at: call.store.now(),
  });
  return { ...key, activation: activation ?? null };
}
