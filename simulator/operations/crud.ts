import { referenceTo } from '../collections.ts';
import type { Item } from '../document.ts';
import { passes } from '../filters.ts';
import { pageOf } from '../paging.ts';
import { notFound } from '../problems.ts';
import type { StoredRecord } from '../store.ts';
import { type Call, checkReferences, chooseOrganization, organizationField, targetOf, visibleRecords } from './call.ts';

/** A collection's additions to the plain behaviour; most add nothing. */
export interface Hooks {
  /** The collection checks for itself that what a body names exists, with words of its own. */
  checksReferences?: true;
  /** Completes a new record: defaults of the service, and what it derives from what was sent. */
  create?(call: Call, record: Item): Item;
  /** Runs after a new record is in the store. */
  created?(call: Call, record: StoredRecord): void;
  /** Turns a body into the changes that are stored. */
  update?(call: Call, record: StoredRecord, changes: Item): Item;
  /** Runs before a record is taken out. */
  removed?(call: Call, record: StoredRecord): void;
}

export function list(call: Call): unknown {
  const { collection, parent } = targetOf(call);
  const records = visibleRecords(call, collection)
    .filter((record) => !parent || record[referenceTo(parent.collection)] === parent.record.id)
    .filter((record) => passes(record, call.query, collection, call.store))
    // Newest first where the sort key is the same.
    .reverse();
  const schema = call.operation.success.schema;
  if (schema && call.document.resolve(schema).type === 'array') return records;
  return pageOf(records, call.query, call.store);
}

export function get(call: Call): unknown {
  return targetOf(call).record;
}

export function create(call: Call, hooks: Hooks): StoredRecord {
  const { collection, parent } = targetOf(call);
  const field = organizationField(call);
  const chosen = field === 'optional' ? chooseOrganization(call, call.body) : undefined;
  const related = (hooks.checksReferences ? undefined : checkReferences(call, call.body)) ?? parent?.record;
  const organization =
    chosen ?? related?.organization_id ?? call.caller.ownOrganization ?? [...call.caller.organizations][0];
  if (organization === undefined) throw notFound();
  const record: Item = { ...call.body, organization_id: organization };
  if (parent) record[referenceTo(parent.collection)] = parent.record.id;
  const complete = hooks.create?.(call, record) ?? record;
  const owner = typeof complete.organization_id === 'string' ? complete.organization_id : organization;
  const stored = call.store.insert(collection, { ...complete, organization_id: owner });
  hooks.created?.(call, stored);
  return stored;
}

export function update(call: Call, hooks: Hooks): StoredRecord {
  const { collection, record } = targetOf(call);
  if (!record) throw notFound();
  if (!hooks.checksReferences) checkReferences(call, call.body);
  const changes = hooks.update?.(call, record, call.body) ?? call.body;
  return call.store.update(collection, record, changes);
}

export function remove(call: Call, hooks: Hooks): undefined {
  const { collection, record } = targetOf(call);
  if (!record) throw notFound();
  hooks.removed?.(call, record);
  call.store.remove(collection, record.id);
}
