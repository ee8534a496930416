import type { Item } from '../document.ts';
import { secret } from '../ids.ts';
import { apiError, invalidValue } from '../problems.ts';
import { isItem } from '../shape.ts';
import type { StoredRecord } from '../store.ts';
import { inSeconds } from '../time.ts';
import { type Call, customerFrom, recordOf, visibleRecords } from './call.ts';
import type { Hooks } from './crud.ts';
import { endSubscription } from './subscriptions.ts';

const SESSION_SECONDS = 3600;

function checkUnique(call: Call, organization: unknown, sent: Item, except?: string): void {
  const others = call.store
    .list('customers')
    .filter((entry) => entry.organization_id === organization && entry.id !== except);
  const { email, external_id } = sent;
  if (typeof email === 'string' && others.some((entry) => String(entry.email).toLowerCase() === email.toLowerCase())) {
    throw invalidValue(['body', 'email'], 'A customer with this email address already exists.', email);
  }
  if (typeof external_id === 'string' && others.some((entry) => entry.external_id === external_id)) {
    throw invalidValue(['body', 'external_id'], 'A customer with this external ID already exists.', external_id);
  }
}

/** A tax id goes in as text and comes back with its kind. */
function withTaxId(sent: Item): Item {
  return typeof sent.tax_id === 'string' ? { ...sent, tax_id: [sent.tax_id, 'eu_vat'] } : sent;
}

export const customerHooks: Hooks = {
  create: (call, { owner: _owner, ...record }) => {
    checkUnique(call, record.organization_id, record);
    return withTaxId({ type: 'individual', external_id: null, metadata: {}, ...record });
  },
  created: (call, record) => {
    const owner = isItem(call.body.owner) ? call.body.owner : undefined;
    if (!owner) return;
    const { organization_id, id: customer_id } = record;
    call.store.insert('members', { ...owner, role: 'owner', organization_id, customer_id });
  },
  update: (call, record, changes) => {
    checkUnique(call, record.organization_id, changes, record.id);
    return withTaxId(changes);
  },
  removed: (call, record) => {
    for (const subscription of call.store.list('subscriptions')) {
      if (subscription.customer_id === record.id && subscription.ended_at === null) endSubscription(call, subscription);
    }
    for (const grant of call.store.list('benefit-grants')) {
      if (grant.customer_id === record.id) revokeGrant(call, grant);
    }
    record.deleted_at = call.store.now();
    if (call.query.anonymize === true)
      Object.assign(record, { name: null, email: `${record.id}@anonymized.invalid`, billing_name: null });
  },
};

export const memberHooks: Hooks = {
  create: (call, record) => {
    const taken = call.store.find(
      'members',
      (entry) => entry.customer_id === record.customer_id && entry.email === record.email,
    );
    if (taken) throw invalidValue(['body', 'email'], 'A member with this email address already exists.', record.email);
    return { role: 'member', external_id: null, ...record };
  },
  removed: (_call, record) => {
    if (record.role === 'owner') throw apiError(403, 'NotPermitted', 'The owner cannot be removed.');
  },
};

export function revokeGrant(call: Call, grant: StoredRecord): void {
  if (grant.is_granted !== true) return;
  call.store.update('benefit-grants', grant, { is_granted: false, is_revoked: true, revoked_at: call.store.now() });
}

/** A customer with what they have at the moment. */
export function customerState(call: Call): unknown {
  const customer = recordOf(call);
  const own = (collection: string) =>
    visibleRecords(call, collection).filter((record) => record.customer_id === customer.id);
  return {
    ...customer,
    active_subscriptions: own('subscriptions').filter((record) =>
      ['active', 'trialing'].includes(String(record.status)),
    ),
    granted_benefits: own('benefit-grants')
      .filter((grant) => grant.is_granted === true)
      .map((grant) => {
        const benefit = call.store.lookup(String(grant.benefit_id));
        return { ...grant, benefit_type: benefit?.type, benefit_metadata: benefit?.metadata ?? {} };
      }),
    active_meters: own('customer-meters'),
  };
}

/** A link into the customer's own portal; it opens nothing here. */
export function createSession(call: Call): unknown {
  const customer = customerFrom(call, call.body);
  const token = secret('polar_cst_');
  const now = call.store.now();
  return {
    id: call.store.newId(),
    created_at: now,
    modified_at: null,
    token,
    expires_at: inSeconds(now, SESSION_SECONDS),
    return_url: call.body.return_url ?? null,
    customer_portal_url: `https://polar.example/portal?customer_session_token=${token}`,
    customer_id: customer?.id,
  };
}
