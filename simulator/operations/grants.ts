import { randomBytes } from 'node:crypto';
import type { Item } from '../document.ts';
import type { Store, StoredRecord } from '../store.ts';

/** Polar's worker grants and revokes a moment after the answer. */
const GRANT_SECONDS = 2;

/** The sale that a customer's benefits come from: a subscription, an order, or a seat of either (then with a member). */
export interface GrantSource {
  organization_id: string;
  customer_id: unknown;
  product_id: unknown;
  subscription_id?: unknown;
  order_id?: unknown;
  member_id?: unknown;
}

/** The source of grants that a subscription or an order is. */
export function sourceOf(collection: 'subscriptions' | 'orders', record: StoredRecord): GrantSource {
  const { organization_id, customer_id, product_id, id } = record;
  const key = collection === 'subscriptions' ? { subscription_id: id } : { order_id: id };
  return { organization_id, customer_id, product_id, ...key };
}

/** Grants the product's benefits and revokes the others; all of them where the sale gives no right any more. */
export function renewGrants(store: Store, source: GrantSource, isEntitled: boolean): void {
  const product = store.lookup(String(source.product_id));
  const wanted = isEntitled && Array.isArray(product?.benefits) ? product.benefits.map(String) : [];
  const known = store.list('benefit-grants').filter((grant) => comesFrom(grant, source));
  for (const grant of known) if (!wanted.includes(String(grant.benefit_id))) revokeGrant(store, grant);
  for (const benefit of wanted) {
    const grant = known.find((entry) => entry.benefit_id === benefit);
    if (!grant) insertGrant(store, source, benefit);
    else if (grant.is_granted !== true) regrant(store, grant);
  }
}

/** Calls `renewGrants` when Polar's worker comes to it. `isEntitled` is called then too. */
export function renewGrantsSoon(store: Store, source: GrantSource, isEntitled: () => boolean): void {
  store.jobs.after(GRANT_SECONDS, () => renewGrants(store, source, isEntitled()));
}

/** Takes one benefit back, and the license key that it gave. */
export function revokeGrant(store: Store, grant: StoredRecord): void {
  if (grant.is_granted !== true) return;
  store.update('benefit-grants', grant, { is_granted: false, is_revoked: true, revoked_at: store.now() });
  const key = keyOf(store, grant);
  if (key) store.update('license-keys', key, { status: 'revoked' });
}

function comesFrom(grant: StoredRecord, source: GrantSource): boolean {
  return (['subscription_id', 'order_id', 'member_id'] as const).every(
    (name) => (grant[name] ?? undefined) === (source[name] ?? undefined),
  );
}

function regrant(store: Store, grant: StoredRecord): void {
  const granted = { is_granted: true, is_revoked: false, granted_at: store.now(), revoked_at: null };
  store.update('benefit-grants', grant, granted);
  const key = keyOf(store, grant);
  if (key) store.update('license-keys', key, { status: 'granted' });
}

function insertGrant(store: Store, source: GrantSource, benefitId: string): void {
  const { product_id: _product, ...rest } = source;
  const benefit = store.lookup(benefitId);
  const properties = benefit?.type === 'license_keys' ? issueKey(store, source, benefit) : {};
  store.insert('benefit-grants', {
    subscription_id: null,
    order_id: null,
    member_id: null,
    ...rest,
    benefit_id: benefitId,
    granted_at: store.now(),
    is_granted: true,
    is_revoked: false,
    revoked_at: null,
    properties,
  });
}

/** Makes the license key of a grant; gives what the grant says of it. */
function issueKey(store: Store, source: GrantSource, benefit: StoredRecord): Item {
  const { prefix, activations, limit_usage } = (benefit.properties ?? {}) as Item;
  const secret = randomBytes(16).toString('hex').toUpperCase();
  const parts = [secret.slice(0, 8), ...(secret.slice(8, 20).match(/.{4}/g) ?? []), secret.slice(20)];
  const key = [...(typeof prefix === 'string' ? [prefix] : []), ...parts].join('-');
  const record = store.insert('license-keys', {
    organization_id: source.organization_id,
    customer_id: source.customer_id,
    member_id: source.member_id ?? null,
    benefit_id: benefit.id,
    key,
    display_key: `****-${key.slice(-6)}`,
    status: 'granted',
    limit_activations: (activations as Item | null | undefined)?.limit ?? null,
    limit_usage: limit_usage ?? null,
    usage: 0,
    validations: 0,
    last_validated_at: null,
    expires_at: null,
  });
  return { license_key_id: record.id, display_key: record.display_key };
}

function keyOf(store: Store, grant: StoredRecord): StoredRecord | undefined {
  const { license_key_id } = (grant.properties ?? {}) as Item;
  return typeof license_key_id === 'string' ? store.get('license-keys', license_key_id) : undefined;
}
