import type { Item } from '../document.ts';
import { apiError, notFound, type Problem } from '../problems.ts';
import { isItem } from '../shape.ts';
import type { Store, StoredRecord } from '../store.ts';
import { inIntervals } from '../time.ts';
import { type Call, recordOf, visibleRecords } from './call.ts';
import type { Hooks } from './crud.ts';

/** Polar's worker brings the grant in line a moment after the answer. */
const SYNC_SECONDS = 2;

export const licenseKeyHooks: Hooks = {
  update: (call, record, changes) => {
    const { status } = changes;
    if (typeof status === 'string' && status !== record.status && disagrees(call.store, record, status)) {
      call.store.jobs.after(SYNC_SECONDS, () => syncGrant(call.store, record));
    }
    return changes;
  },
};

function grantOf(store: Store, key: StoredRecord): StoredRecord | undefined {
  return store.find('benefit-grants', (grant) => {
    const { license_key_id } = isItem(grant.properties) ? grant.properties : ({} as Item);
    if (license_key_id !== undefined) return license_key_id === key.id;
    return grant.benefit_id === key.benefit_id && grant.customer_id === key.customer_id;
  });
}

/** Whether a status asks for a grant other than there is: `disabled` counts as granted. */
function disagrees(store: Store, key: StoredRecord, status: string): boolean {
  const grant = grantOf(store, key);
  return grant !== undefined && grant.is_granted !== (status !== 'revoked');
}

/** Revokes the grant of a revoked key. One that is granted again starts anew, with the limits of its benefit. */
function syncGrant(store: Store, key: StoredRecord): void {
  const grant = grantOf(store, key);
  if (!grant || !disagrees(store, key, String(key.status))) return;
  const now = store.now();
  if (key.status === 'revoked') {
    store.update('benefit-grants', grant, { is_granted: false, is_revoked: true, revoked_at: now });
    return;
  }
  store.update('benefit-grants', grant, { is_granted: true, is_revoked: false, granted_at: now, revoked_at: null });
  const benefit = store.get('benefits', String(key.benefit_id));
  if (benefit) Object.assign(key, { status: 'granted', ...limitsFrom(benefit, grant, now) });
}

/** The limits that a benefit sets for its keys. A key that comes with a subscription lives as long as that. */
function limitsFrom(benefit: StoredRecord, grant: StoredRecord, now: string): Item {
  const { activations, limit_usage, expires } = isItem(benefit.properties) ? benefit.properties : ({} as Item);
  const lasts = isItem(expires) && (grant.subscription_id ?? null) === null ? expires : undefined;
  return {
    limit_activations: isItem(activations) ? activations.limit : null,
    limit_usage: limit_usage ?? null,
    expires_at: lasts ? inIntervals(now, String(lasts.timeframe), Number(lasts.ttl)) : null,
  };
}

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

function activationFrom(call: Call, key: StoredRecord, id: unknown): StoredRecord {
  const found = activationsOf(call, key).find((record) => record.id === id);
  if (!found) throw notFound();
  return found;
}

function hasExpired(key: StoredRecord): boolean {
  return typeof key.expires_at === 'string' && Date.parse(key.expires_at) <= Date.now();
}

export function getWithActivations(call: Call): unknown {
  const key = recordOf(call);
  return { ...key, activations: activationsOf(call, key) };
}

const notPermitted = (reason: string): Problem => apiError(403, 'NotPermitted', reason);

export function activate(call: Call): StoredRecord {
  const key = keyFrom(call);
  if (key.status !== 'granted') {
    throw notPermitted('License key is no longer active. This license key can not be activated.');
  }
  if (hasExpired(key)) throw notPermitted('License key has expired.');
  const limit = Number(key.limit_activations ?? 0);
  if (limit === 0) {
    throw notPermitted(
      'This license key does not support activations. Use the /validate endpoint instead to check license validity.',
    );
  }
  if (activationsOf(call, key).length >= limit) throw notPermitted('License key activation limit already reached');
  const { label, meta = {}, conditions = {} } = call.body;
  const { organization_id, id: license_key_id } = key;
  return call.store.insert('activations', { organization_id, license_key_id, label, meta, conditions });
}

export function deactivate(call: Call): undefined {
  const key = keyFrom(call);
  call.store.remove('activations', activationFrom(call, key, call.body.activation_id).id);
}

const notValid = (reason: string): Problem => apiError(404, 'ResourceNotFound', reason);

export function validate(call: Call): unknown {
  const key = keyFrom(call);
  const { activation_id, benefit_id, customer_id, increment_usage, conditions = {} } = call.body;
  if (key.status !== 'granted') throw notValid('License key is no longer active.');
  if (hasExpired(key)) throw notValid('License key has expired.');
  const activation = typeof activation_id === 'string' ? activationFrom(call, key, activation_id) : undefined;
  if (activation && !meets(conditions, activation.conditions)) {
    throw notValid('License key does not match required conditions');
  }
  if (typeof benefit_id === 'string' && benefit_id !== key.benefit_id) {
    throw notValid('License key does not match given benefit.');
  }
  if (typeof customer_id === 'string' && customer_id !== key.customer_id) {
    throw notValid('License key does not match given user.');
  }
  const added = typeof increment_usage === 'number' ? increment_usage : 0;
  const remaining = Number(key.limit_usage ?? 0) - Number(key.usage);
  if (added > 0 && typeof key.limit_usage === 'number' && added > remaining) {
    throw apiError(400, 'BadRequest', `License key only has ${remaining} more usages.`);
  }
  call.store.update('license-keys', key, {
    usage: Number(key.usage) + added,
    validations: Number(key.validations) + 1,
    last_validated_at: call.store.now(),
  });
  return { ...key, activation: activation ?? null };
}

/** An activation may ask for conditions: then exactly these have to be given. */
function meets(given: unknown, wanted: unknown): boolean {
  if (!isItem(wanted) || Object.keys(wanted).length === 0) return true;
  if (!isItem(given) || Object.keys(given).length !== Object.keys(wanted).length) return false;
  return Object.entries(wanted).every(([name, value]) => given[name] === value);
}
