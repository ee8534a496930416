import { createHash } from 'node:crypto';
import type { Item } from '../../document.ts';
import { Problem, refused, type ValidationDetail } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { Store, StoredRecord } from '../../store.ts';
import { type Call, chooseOrganization, recordOf } from '../call.ts';
import { endSubscriptionsOf } from '../subscriptions/ending.ts';
import { isBillable } from '../subscriptions/status.ts';
import { withState } from './address.ts';
import { insertOwner, removeMembersOf, syncOwner } from './members.ts';
import { taxIdOf } from './tax-id.ts';

/** Polar's worker ends what a deleted customer has, this long after the answer. */
const END_SECONDS = 2;

function valueError(field: string, msg: string, input: unknown, type = 'value_error'): ValidationDetail {
  return { type, loc: ['body', field], msg, input };
}

function others(call: Call, organization: unknown, except?: string): StoredRecord[] {
  return call.store.list('customers').filter((entry) => entry.organization_id === organization && entry.id !== except);
}

function takenEmail(call: Call, organization: unknown, email: unknown, except?: string): ValidationDetail | undefined {
  if (typeof email !== 'string') return undefined;
  const isTaken = others(call, organization, except).some(
    (entry) => String(entry.email ?? '').toLowerCase() === email.toLowerCase(),
  );
  return isTaken ? valueError('email', 'A customer with this email address already exists.', email) : undefined;
}

function takenExternalId(
  call: Call,
  organization: unknown,
  id: unknown,
  except?: string,
): ValidationDetail | undefined {
  if (typeof id !== 'string') return undefined;
  const isTaken = others(call, organization, except).some((entry) => entry.external_id === id);
  return isTaken ? valueError('external_id', 'A customer with this external ID already exists.', id) : undefined;
}

function refuse(details: (ValidationDetail | undefined)[]): void {
  const found = details.filter((detail) => detail !== undefined);
  if (found.length > 0) throw refused(found);
}

export function createCustomer(call: Call): StoredRecord {
  const { store, body } = call;
  const { owner, ...sent } = body;
  const organization_id = chooseOrganization(call, body);
  refuse([
    takenEmail(call, organization_id, sent.email),
    takenExternalId(call, organization_id, textOrNull(sent.external_id)),
  ]);
  const billing_address = isItem(sent.billing_address) ? withState(sent.billing_address) : null;
  const tax_id = taxIdFrom(sent.tax_id, billing_address);
  const record = store.insert('customers', {
    type: 'individual',
    metadata: {},
    name: null,
    email: null,
    ...sent,
    organization_id,
    external_id: textOrNull(sent.external_id),
    billing_name: textOrNull(sent.name),
    billing_address,
    tax_id,
    locale: sent.locale ?? null,
    email_verified: false,
    avatar_url: avatarOf(sent.email),
    default_payment_method_id: null,
  });
  insertOwner(store, record, isItem(owner) ? owner : {});
  return record;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function avatarOf(email: unknown): string | null {
  if (typeof email !== 'string') return null;
  return `https://www.gravatar.com/avatar/${createHash('md5').update(email.toLowerCase()).digest('hex')}?d=404`;
}

/** A tax id with its kind. Throws the 422 without a country, and for what isn't one of that country. */
function taxIdFrom(sent: unknown, address: unknown): [string, string] | null {
  if (typeof sent !== 'string' || sent === '') return null;
  if (!isItem(address)) {
    refuse([valueError('billing_address', 'Country is required to validate tax ID.', null, 'missing')]);
    return null;
  }
  const found = taxIdOf(sent, String(address.country));
  if (!found) refuse([valueError('tax_id', 'Invalid tax ID.', sent, 'invalid')]);
  return found ?? null;
}

/** Changes what was sent; `null` for the e-mail changes nothing. */
export function updateCustomer(call: Call): StoredRecord {
  const { store, body } = call;
  const record = customerOf(call);
  refuse(refusals(call, record));
  const { email, billing_address, tax_id, external_id, name, ...rest } = body;
  const address = isItem(billing_address) ? withState(billing_address) : record.billing_address;
  const isNewEmail = typeof email === 'string' && email.toLowerCase() !== String(record.email ?? '').toLowerCase();
  const oldName = record.billing_name === record.name;
  const changes: Item = {
    ...rest,
    ...(isNewEmail && { email, email_verified: false, avatar_url: avatarOf(email) }),
    ...('name' in body && { name: textOrNull(name), ...(oldName && { billing_name: textOrNull(name) }) }),
    ...('external_id' in body && { external_id: textOrNull(external_id) }),
    ...(isItem(billing_address) && { billing_address: address }),
    ...newTaxId(body, record, address),
  };
  store.update('customers', record, changes);
  if (isNewEmail) syncOwner(store, record);
  return record;
}

function refusals(call: Call, record: StoredRecord): (ValidationDetail | undefined)[] {
  const { body } = call;
  const details = [takenEmail(call, record.organization_id, body.email, record.id)];
  if ('billing_address' in body && body.billing_address === null) {
    details.push(valueError('billing_address', 'Customer billing address cannot be reset to null once set.', null));
  }
  if (call.operation.id === 'customers:update_external') return details;
  const externalId = textOrNull(body.external_id);
  if ('external_id' in body && externalId !== record.external_id) {
    details.push(
      record.external_id == null
        ? takenExternalId(call, record.organization_id, externalId, record.id)
        : valueError('external_id', 'Customer external ID cannot be updated.', externalId),
    );
  }
  if ('type' in body && record.type === 'team' && body.type !== 'team') {
    const msg = "Customer type cannot be downgraded from 'team' to 'individual'.";
    details.push(valueError('type', msg, body.type));
  }
  return details;
}

/** A new tax id, or the old one checked against a new country. */
function newTaxId(body: Item, record: StoredRecord, address: unknown): Item {
  if ('tax_id' in body) return { tax_id: taxIdFrom(body.tax_id, address) };
  if (!isItem(body.billing_address) || !Array.isArray(record.tax_id)) return {};
  return { tax_id: taxIdFrom(record.tax_id[0], address) };
}

/** The customer of the path. Throws the 500 where one external id belongs to customers of several organizations. */
export function customerOf(call: Call): StoredRecord {
  const { external_id } = call.params;
  const { store, caller } = call;
  const isNamed = (entry: StoredRecord) =>
    entry.external_id === external_id && caller.organizations.has(entry.organization_id);
  if (external_id !== undefined && store.list('customers').filter(isNamed).length > 1) throw crashed();
  return recordOf(call);
}

/** Polar's answer where its own code fails. */
export function crashed(): Problem {
  return new Problem(500, 'Internal Server Error', { 'content-type': 'text/plain; charset=utf-8' });
}

export function deleteCustomer(call: Call): undefined {
  const { store } = call;
  const record = customerOf(call);
  store.remove('customers', record.id);
  removeMembersOf(store, record.id);
  Object.assign(record, { deleted_at: store.now() });
  if (call.query.anonymize === true) anonymize(store, record);
  // The id is free for another customer. Polar keeps it in the metadata, but saves those only with the anonymized ones.
  else record.external_id = null;
  store.jobs.after(END_SECONDS, () => endSubscriptionsOf(store, record.id, isBillable));
}

/** Takes the person out of the customer. Orders keep the billing name and address, as invoices do. */
function anonymize(store: Store, record: StoredRecord): void {
  const hashed = (value: unknown) =>
    createHash('sha256')
      .update(`${String(value)}${record.created_at}`)
      .digest('hex');
  for (const order of store.list('orders')) {
    if (order.customer_id !== record.id) continue;
    order.billing_name ??= record.billing_name ?? record.name;
    order.billing_address ??= record.billing_address;
  }
  Object.assign(record, {
    email: typeof record.email === 'string' ? `${hashed(record.email)}@redacted.polar.sh` : null,
    email_verified: false,
    // A company, which has a tax id, keeps its name for the law.
    ...(record.tax_id == null && record.name != null && { name: hashed(record.name) }),
    ...(record.billing_name != null && { billing_name: hashed(record.billing_name) }),
    billing_address: null,
    metadata: {
      ...(record.metadata as Item),
      ...(record.external_id != null && { __external_id: record.external_id }),
      __anonymized_at: store.now(),
    },
  });
}
