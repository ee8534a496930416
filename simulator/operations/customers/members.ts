import type { Item } from '../../document.ts';
import { apiError, invalidValue, type Problem } from '../../problems.ts';
import type { Store, StoredRecord } from '../../store.ts';
import { type Call, visibleRecords } from '../call.ts';
import { list } from '../crud.ts';
import { freeSeat } from '../subscriptions/seat-holders.ts';
import { crashed } from './customers.ts';

const UUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

function missing(noun: string): Problem {
  return apiError(404, 'ResourceNotFound', `${noun} not found`);
}

/** The members of the path's customer; an external id that several organizations use names none of them. */
function customerFor(call: Call, otherwise: Problem): StoredRecord {
  const { id, external_id } = call.params;
  const found = visibleRecords(call, 'customers').filter((entry) =>
    external_id === undefined ? entry.id === id : entry.external_id === external_id,
  );
  if (found.length > 1) {
    const detail =
      'Several customers across your organizations share this external customer ID. Use an organization-scoped token, the Polar customer ID, or a unique external ID to disambiguate.';
    throw apiError(409, 'AmbiguousExternalCustomerID', detail);
  }
  if (!found[0]) throw otherwise;
  return found[0];
}

function memberOf(call: Call): StoredRecord {
  const customer = customerFor(call, missing('Member'));
  const { member_id, member_external_id } = call.params;
  const member = membersOf(call.store, customer.id).find((entry) =>
    member_external_id === undefined ? entry.id === member_id : entry.external_id === member_external_id,
  );
  if (!member) throw missing('Member');
  return member;
}

function membersOf(store: Store, customerId: unknown): StoredRecord[] {
  return store.list('members').filter((entry) => entry.customer_id === customerId);
}

const sameEmail = (a: unknown, b: unknown): boolean => String(a).toLowerCase() === String(b).toLowerCase();

export function listMembers(call: Call): unknown {
  const { customer_id } = call.query;
  if (typeof customer_id === 'string' && !UUID.test(customer_id)) {
    throw apiError(404, 'ResourceNotFound', 'Invalid customer ID format');
  }
  return list(call);
}

export const getMember = (call: Call): StoredRecord => memberOf(call);

/** A known e-mail gives the member who has it, as it is. */
export function createMember(call: Call): StoredRecord {
  const { store, body } = call;
  const customer = customerFor(call, missing('Customer'));
  const members = membersOf(store, customer.id);
  if (customer.type !== 'team' && members.length > 0) {
    const detail =
      'Individual customers can only have one member (the owner). Upgrade to a team customer to add more members.';
    throw apiError(403, 'NotPermitted', detail);
  }
  const known = members.find((entry) => sameEmail(entry.email, body.email));
  if (known) return known;
  if (members.some((entry) => entry.external_id != null && entry.external_id === body.external_id)) throw crashed();
  const { organization_id, id: customer_id } = customer;
  return store.insert('members', {
    role: 'member',
    name: null,
    external_id: null,
    ...body,
    organization_id,
    customer_id,
  });
}

export function updateMember(call: Call): StoredRecord {
  const { store, body } = call;
  const member = memberOf(call);
  const { role, name, email } = body;
  const members = membersOf(store, member.customer_id);
  if (member.role === 'owner' && typeof role === 'string' && role !== 'owner') {
    throw invalidValue(['body', 'role'], 'Cannot change role. Customer must have exactly one owner.', role);
  }
  const isNewEmail = typeof email === 'string' && email !== member.email;
  if (isNewEmail) requireFreeEmail(store, member, members, email);
  if (role === 'owner' && member.role !== 'owner') {
    const owner = members.find((entry) => entry.role === 'owner');
    if (owner) store.update('members', owner, { role: 'billing_manager' });
  }
  const changes = {
    ...(typeof name === 'string' && { name }),
    ...(typeof role === 'string' && { role }),
    ...(isNewEmail && { email }),
  };
  if (Object.keys(changes).length === 0) return member;
  return store.update('members', member, changes);
}

function requireFreeEmail(store: Store, member: StoredRecord, members: StoredRecord[], email: string): void {
  if (store.lookup(String(member.customer_id))?.type !== 'team') {
    const msg = "Cannot change the email of an individual customer's owner. Update the customer's email instead.";
    throw invalidValue(['body', 'email'], msg, email);
  }
  if (members.some((entry) => entry.id !== member.id && sameEmail(entry.email, email))) {
    throw invalidValue(['body', 'email'], 'A member with this email already exists for this customer.', email);
  }
}

export function deleteMember(call: Call): undefined {
  const member = memberOf(call);
  if (member.role === 'owner') {
    throw invalidValue(['body'], 'Cannot delete the only owner. Transfer ownership first.', member.id);
  }
  removeMember(call.store, member);
}

function removeMember(store: Store, member: StoredRecord): void {
  for (const seat of store.list('customer-seats')) if (seat.member_id === member.id) freeSeat(store, seat);
  store.remove('members', member.id);
}

export function removeMembersOf(store: Store, customerId: string): void {
  for (const member of membersOf(store, customerId)) removeMember(store, member);
}

/** Every customer has an owner: themselves, or whom the request names. */
export function insertOwner(store: Store, customer: StoredRecord, owner: Item): StoredRecord {
  return store.insert('members', {
    organization_id: customer.organization_id,
    customer_id: customer.id,
    created_at: customer.created_at,
    email: owner.email ?? customer.email,
    name: owner.name ?? customer.name ?? null,
    external_id: owner.external_id ?? customer.external_id ?? null,
    role: 'owner',
  });
}

/** The owner's e-mail of an individual customer follows the customer's. */
export function syncOwner(store: Store, customer: StoredRecord): void {
  if (customer.type === 'team') return;
  const owner = membersOf(store, customer.id).find((entry) => entry.role === 'owner');
  if (owner) store.update('members', owner, { email: customer.email });
}

/** A customer who buys seats is a team from then on. */
export function becomeTeam(store: Store, customer: StoredRecord): void {
  if (customer.type !== 'team') store.update('customers', customer, { type: 'team' });
}

/** The member of a customer with an e-mail, made where there is none. */
export function memberByEmail(
  store: Store,
  customer: StoredRecord | undefined,
  email: string,
  details: Item,
): StoredRecord {
  const known = membersOf(store, customer?.id).find((entry) => sameEmail(entry.email, email));
  if (known) return known;
  return store.insert('members', {
    organization_id: String(customer?.organization_id),
    customer_id: customer?.id,
    email,
    name: null,
    external_id: null,
    role: 'member',
    ...details,
  });
}
