import type { Caller } from '../access.ts';
import { type PathStep, referenceTo, stepsOf } from '../collections.ts';
import type { ApiDocument, Item, SimulatedOperation } from '../document.ts';
import { invalidValue, notFound } from '../problems.ts';
import { isItem } from '../shape.ts';
import type { Store, StoredRecord } from '../store.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One request that passed every check of its form. */
export interface Call {
  operation: SimulatedOperation;
  document: ApiDocument;
  params: Record<string, string>;
  query: Item;
  body: Item;
  caller: Caller;
  store: Store;
  /** This simulator's own address, for links to it. */
  origin: string;
  /** Makes the caller a member of an organization that did not exist before. */
  join(organizationId: string): void;
}

/**
 * Does the work of one operation. Its result is put into the form of the operation's answer; text is sent as it is, and
 * `undefined` is no content.
 */
export type Handler = (call: Call) => unknown;

function isVisible(call: Call, record: StoredRecord): boolean {
  return call.caller.organizations.has(record.organization_id);
}

export function visibleRecords(call: Call, collection: string): StoredRecord[] {
  return call.store.list(collection).filter((record) => isVisible(call, record));
}

/** The target of the request's path: its collection, the record that it names, and that record's parent. */
interface Target {
  collection: string;
  record?: StoredRecord;
  parent?: { collection: string; record: StoredRecord };
}

export function targetOf(call: Call): Target {
  let target: Target | undefined;
  for (const step of stepsOf(call.operation.path)) {
    const parent = target?.record && { collection: target.collection, record: target.record };
    const record = step.param === undefined ? undefined : findStep(call, step, step.param, parent);
    target = { collection: step.collection, ...(record && { record }), ...(parent && { parent }) };
  }
  if (!target) throw notFound();
  return target;
}

/** The record that the path names. Throws the 404. */
export function recordOf(call: Call): StoredRecord {
  const { record, parent } = targetOf(call);
  const found = record ?? parent?.record;
  if (!found) throw notFound();
  return found;
}

function findStep(call: Call, step: PathStep, param: string, parent: Target['parent']): StoredRecord {
  const key = param.endsWith('external_id') ? 'external_id' : 'id';
  const wanted = call.params[param];
  const record = call.store.find(
    step.collection,
    (entry) =>
      entry[key] === wanted &&
      isVisible(call, entry) &&
      (!parent || entry[referenceTo(parent.collection)] === parent.record.id),
  );
  if (!record) throw notFound();
  return record;
}

/** A customer by either of its ids, as bodies name one. Throws the 422. */
export function customerFrom(call: Call, body: Item, loc: (string | number)[] = ['body']): StoredRecord | undefined {
  for (const [field, key] of [
    ['customer_id', 'id'],
    ['external_customer_id', 'external_id'],
  ] as const) {
    const wanted = body[field];
    if (typeof wanted !== 'string') continue;
    const found = visibleRecords(call, 'customers').find((record) => record[key] === wanted);
    if (!found) throw invalidValue([...loc, field], 'Customer does not exist.', wanted);
    return found;
  }
  return undefined;
}

/** Whether an operation's body may name the organization, and whether it must. */
export function organizationField(call: Call): 'none' | 'optional' | 'required' {
  if (!call.operation.body) return 'none';
  const { resolve } = call.document;
  const top = resolve(call.operation.body.schema);
  for (const member of top.anyOf?.map(resolve) ?? [top]) {
    const schemas = member.anyOf?.map(resolve) ?? [member];
    for (const schema of schemas) {
      if (!schema.properties?.organization_id) continue;
      return schema.required?.includes('organization_id') ? 'required' : 'optional';
    }
  }
  return 'none';
}

/**
 * The organization in which a record is created. A person's token has to name it, unless it is narrowed to one; an
 * organization's token must not.
 */
export function chooseOrganization(call: Call, body: Item): string {
  const own = call.caller.ownOrganization;
  return organizationOf(call, body.organization_id, ['body', 'organization_id'], { own, notFound: 'value_error' });
}

/**
 * The organization of an event. A person's token has to name it in every event, also where it is narrowed: Polar has a
 * check of its own here.
 */
export function organizationOfEvent(call: Call, event: Item, index: number): string {
  const own = call.caller.kind === 'organization' ? call.caller.ownOrganization : undefined;
  const at = ['body', 'events', index, 'organization_id'];
  return organizationOf(call, event.organization_id, at, { own, notFound: 'organization_id' });
}

function organizationOf(
  call: Call,
  wanted: unknown,
  at: (string | number)[],
  { own, notFound: type }: { own: string | undefined; notFound: string },
): string {
  if (call.caller.kind === 'organization' && wanted !== undefined && wanted !== null) {
    throw invalidValue(
      at,
      'Setting organization_id is disallowed when using an organization token.',
      wanted,
      'organization_token',
    );
  }
  if (typeof wanted === 'string') {
    if (!call.caller.organizations.has(wanted)) throw invalidValue(at, 'Organization not found.', wanted, type);
    return wanted;
  }
  if (own === undefined) throw invalidValue(at, 'organization_id is required.', null, 'missing');
  return own;
}

/** `product_id` and `products: [id]` must name what the caller can see. Gives the first record that they name. */
export function checkReferences(call: Call, body: Item): StoredRecord | undefined {
  let first: StoredRecord | undefined;
  for (const [field, value] of Object.entries(body)) {
    const collection = collectionNamedBy(field);
    if (collection === 'organizations' || !call.store.knows(collection)) continue;
    const ids = Array.isArray(value) ? value : [value];
    for (const id of ids) {
      if (typeof id !== 'string' || !UUID.test(id)) continue;
      const record = call.store.get(collection, id);
      if (!record || !isVisible(call, record)) {
        const noun = field.replace(/_id$|s$/, '').replaceAll('_', ' ');
        throw invalidValue(['body', field], `${noun.charAt(0).toUpperCase()}${noun.slice(1)} does not exist.`, id);
      }
      first ??= record;
    }
  }
  return first;
}

function collectionNamedBy(field: string): string {
  const noun = field.endsWith('_id') ? `${field.slice(0, -3)}s` : field;
  return noun.replaceAll('_', '-');
}

export function itemsOf(value: unknown): Item[] {
  return Array.isArray(value) ? value.filter(isItem) : [];
}
