import { secret } from '../../ids.ts';
import { invalidValue } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { StoredRecord } from '../../store.ts';
import { inSeconds } from '../../time.ts';
import { type Call, customerFrom } from '../call.ts';

const SESSION_SECONDS = 3600;

/** A link into the customer's own portal; it opens nothing here. */
export function createSession(call: Call): unknown {
  const { store, body } = call;
  const customer = customerFrom(call, body);
  if (customer && hasMembers(call, customer)) requireMember(call, customer);
  const token = secret('polar_mst_');
  const now = store.now();
  const slug = String(store.lookup(String(customer?.organization_id))?.slug);
  const query = new URLSearchParams({ customer_session_token: token, email: String(customer?.email ?? '') });
  return {
    id: store.newId(),
    created_at: now,
    modified_at: null,
    token,
    expires_at: inSeconds(now, SESSION_SECONDS),
    return_url: body.return_url ?? null,
    customer_portal_url: `https://polar.example/${slug}/portal?${query}`,
    customer_id: customer?.id,
  };
}

/** If an organization doesn't use members, Polar ignores a member in the request. */
function hasMembers(call: Call, customer: StoredRecord): boolean {
  const features = call.store.lookup(customer.organization_id)?.feature_settings;
  return isItem(features) && features.member_model_enabled === true;
}

function requireMember(call: Call, customer: StoredRecord): void {
  const members = call.store.list('members').filter((entry) => entry.customer_id === customer.id);
  for (const [field, key] of [
    ['member_id', 'id'],
    ['external_member_id', 'external_id'],
  ] as const) {
    const wanted = call.body[field];
    if (wanted == null) continue;
    if (members.some((entry) => entry[key] === wanted)) return;
    throw invalidValue(['body', field], 'Member does not exist for this customer.', wanted);
  }
  if (customer.type === 'team') {
    throw invalidValue(['body', 'member_id'], 'member_id is required for team customers.', null);
  }
}
