import { DOCUMENT_KEY, type Item } from '../../document.ts';
import { passes } from '../../filters.ts';
import { pageOf, withoutOverflow } from '../../paging.ts';
import { invalid, invalidValue, refused, type ValidationDetail } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { StoredRecord } from '../../store.ts';
import { walk } from '../../validation/walk.ts';
import { type Call, itemsOf, organizationOfEvent, visibleRecords } from '../call.ts';
import { matchesFilter } from '../catalog/meter-filter.ts';
import { countUsageSoon } from './customer-meters.ts';
import { labelOf, rememberType } from './event-types.ts';
import { attachOrphans, listedEvents } from './lineage.ts';

const MIN_QUERY_LENGTH = 3;
const FILTER = { $ref: `${DOCUMENT_KEY}#/components/schemas/Filter` };

export function ingest(call: Call): unknown {
  // All or nothing: every event is checked before the first is stored.
  const details: ValidationDetail[] = [];
  const records = itemsOf(call.body.events).map((event, index) => {
    const organization_id = organizationOfEvent(call, event, index);
    details.push(...unknownPeople(call, event, index));
    const customer = customerOf(call, event);
    const { parent_id, ...sent } = event;
    return {
      metadata: {},
      ...sent,
      organization_id,
      source: 'user',
      timestamp: event.timestamp ?? call.store.now(),
      customer_id: customer?.id ?? null,
      external_customer_id: event.external_customer_id ?? customer?.external_id ?? null,
      pending_parent: parent_id ?? null,
    };
  });
  if (details.length > 0) throw refused(details);
  const fresh = records.filter((record, index) => !isDuplicate(call, record, records.slice(0, index)));
  for (const record of fresh) {
    call.store.insert('events', record);
    rememberType(call, record);
    if (typeof record.customer_id === 'string') countUsageSoon(call.store, record.customer_id);
  }
  attachOrphans(call.store);
  return { inserted: fresh.length, duplicates: records.length - fresh.length };
}

/** An external id may come before its customer; an id of Polar's may not. */
function unknownPeople(call: Call, event: Item, index: number): ValidationDetail[] {
  const people = [
    ['customer_id', 'customers', 'Customer not found.'],
    ['member_id', 'members', 'Member not found.'],
  ] as const;
  for (const [field, collection, msg] of people) {
    const id = event[field];
    if (typeof id !== 'string' || visibleRecords(call, collection).some((record) => record.id === id)) continue;
    return [{ type: field, loc: ['body', 'events', index, field], msg, input: id }];
  }
  return [];
}

function customerOf(call: Call, { customer_id, external_customer_id }: Item): StoredRecord | undefined {
  return visibleRecords(call, 'customers').find((record) =>
    typeof customer_id === 'string'
      ? record.id === customer_id
      : typeof external_customer_id === 'string' && record.external_id === external_customer_id,
  );
}

function isDuplicate(call: Call, record: Item, earlier: Item[]): boolean {
  if (typeof record.external_id !== 'string') return false;
  const same = (entry: Item) =>
    entry.external_id === record.external_id && entry.organization_id === record.organization_id;
  return earlier.some(same) || call.store.find('events', same) !== undefined;
}

export function listEvents(call: Call): unknown {
  const filter = parseFilter(call);
  checkQuery(call.query);
  const meter = meterFrom(call);
  const filters = [meter?.filter, filter].filter(isItem);
  const { meter_id: _meter, parent_id: _parent, depth: _depth, query: text, ...query } = call.query;
  const records = listedEvents(call)
    .filter((record) => passes(record, query, 'events', call.store))
    .filter((record) => filters.every((entry) => matchesFilter(entry, record)))
    .filter((record) => text === undefined || mentions(call, record, String(text)))
    .map((record): Item => ({ ...record, label: labelOf(call, record) }))
    .reverse();
  const page = pageOf(records, withoutOverflow(call.query), call.store);
  // The count comes with the rows: without a row there is none.
  return page.items.length > 0 ? page : { items: [], pagination: { total_count: 0, max_page: 0 } };
}

function checkQuery({ query, organization_id }: Item): void {
  if (typeof query !== 'string') return;
  const refuse = (type: string, msg: string) => invalid([{ type, loc: ['query', 'query'], msg, input: query }]);
  if (organization_id === undefined || organization_id === null) {
    throw refuse('value_error', 'Query is only supported when organization_id is provided.');
  }
  if (query.length < MIN_QUERY_LENGTH) throw refuse('query', 'Query must be at least 3 characters.');
}

function meterFrom(call: Call): StoredRecord | undefined {
  const id = call.query.meter_id;
  if (typeof id !== 'string') return undefined;
  const meter = visibleRecords(call, 'meters').find((record) => record.id === id);
  if (!meter) throw invalidValue(['query', 'meter_id'], 'Meter not found.', id, 'meter_id');
  return meter;
}

/** Whether a text is part of an event's name, source, metadata or customer. */
function mentions(call: Call, event: StoredRecord, text: string): boolean {
  const customer = typeof event.customer_id === 'string' ? call.store.lookup(event.customer_id) : undefined;
  const places = [event.name, event.source, event.external_customer_id, JSON.stringify(event.metadata ?? {})];
  return [...places, customer?.name, customer?.email].some((place) =>
    String(place ?? '')
      .toLowerCase()
      .includes(text.toLowerCase()),
  );
}

/** The filter of a list comes as JSON in the query; what is wrong with it is told without a place in the query. */
function parseFilter(call: Call): unknown {
  const text = call.query.filter;
  if (typeof text !== 'string') return undefined;
  const result = walk(call.document, FILTER, parsed(text), []);
  if (result.ok) return result.value;
  throw invalid(result.details.map(withUrl));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const error = jsonFault(text);
    const msg = `Invalid JSON: ${error}`;
    throw invalid([withUrl({ type: 'json_invalid', loc: [], msg, input: text, ctx: { error } })]);
  }
}

/** Why a text is no JSON, for the texts that aren't JSON from the start. */
function jsonFault(text: string): string {
  if (text.trim() === '') return `EOF while parsing a value at line 1 column ${text.length}`;
  const word = ['true', 'false', 'null'].find((each) => each.startsWith(text.charAt(0)));
  if (word === undefined) return 'expected value at line 1 column 1';
  const wrong = [...word].findIndex((letter, index) => letter !== text.charAt(index));
  return `expected ident at line 1 column ${wrong + 1}`;
}

/** Refusals of values that Polar parses itself name pydantic's page on them too. */
function withUrl(detail: ValidationDetail): ValidationDetail {
  return { ...detail, url: `https://errors.pydantic.dev/2.13/v/${detail.type}` };
}
