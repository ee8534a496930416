import type { Item } from '../../document.ts';
import { passes } from '../../filters.ts';
import { pageOf } from '../../paging.ts';
import { invalid } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { StoredRecord } from '../../store.ts';
import { type Call, customerFrom, itemsOf, organizationOfEvent, recordOf, visibleRecords } from '../call.ts';
import { matchesFilter } from '../catalog/meter-filter.ts';
import { countUsageSoon } from './customer-meters.ts';

export function ingest(call: Call): unknown {
  // All or nothing: every event is checked before the first is stored.
  const records = itemsOf(call.body.events).map((event, index) => {
    const loc = ['body', 'events', index];
    const organization = organizationOfEvent(call, event, index);
    const known = visibleRecords(call, 'customers').some((record) => record.external_id === event.external_customer_id);
    // An external id may come before its customer; an id of ours may not.
    const customer = typeof event.customer_id === 'string' || known ? customerFrom(call, event, loc) : undefined;
    const external_customer_id = event.external_customer_id ?? customer?.external_id ?? null;
    return {
      metadata: {},
      ...event,
      organization_id: organization,
      source: 'user',
      label: event.name,
      timestamp: event.timestamp ?? call.store.now(),
      customer_id: customer?.id ?? null,
      external_customer_id,
    };
  });
  const fresh = records.filter((record) => !isDuplicate(call, record));
  for (const record of fresh) {
    call.store.insert('events', record);
    rememberType(call, record);
    if (typeof record.customer_id === 'string') countUsageSoon(call.store, record.customer_id);
  }
  return { inserted: fresh.length, duplicates: records.length - fresh.length };
}

function isDuplicate(call: Call, record: Item): boolean {
  if (typeof record.external_id !== 'string') return false;
  const same = (entry: StoredRecord) =>
    entry.external_id === record.external_id && entry.organization_id === record.organization_id;
  return call.store.find('events', same) !== undefined;
}

function rememberType(call: Call, event: Item & { organization_id: string }): void {
  const same = (entry: StoredRecord) => entry.name === event.name && entry.organization_id === event.organization_id;
  if (call.store.find('event-types', same)) return;
  const { name, organization_id } = event;
  call.store.insert('event-types', { organization_id, name, label: name, source: 'user' });
}

export function listEvents(call: Call): unknown {
  const meter = typeof call.query.meter_id === 'string' ? call.store.get('meters', call.query.meter_id) : undefined;
  const filters = [meter?.filter, parseFilter(call.query.filter)].filter(isItem);
  const query = { ...call.query, meter_id: undefined };
  const records = visibleRecords(call, 'events')
    .filter((record) => passes(record, query, 'events', call.store))
    .filter((record) => filters.every((filter) => matchesFilter(filter, record)))
    .reverse();
  return pageOf(records, call.query, call.store);
}

/** The filter of a list comes as JSON in the query. */
function parseFilter(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const msg = 'Invalid JSON: expected value at line 1 column 1';
    throw invalid([{ type: 'json_invalid', loc: [], msg, input: text }]);
  }
}

interface Occurrences {
  name: string;
  label: string;
  source: unknown;
  occurrences: number;
  first_seen: string;
  last_seen: string;
  organization_id: string;
}

/** How often each event came, by organization and name. */
function countNames(call: Call): Occurrences[] {
  const { query: text, page: _page, limit: _limit, sorting: _sorting, ...filters } = call.query;
  const counted = new Map<string, Occurrences>();
  for (const event of visibleRecords(call, 'events')) {
    if (!passes(event, filters, 'events', call.store)) continue;
    const name = String(event.name);
    if (typeof text === 'string' && !name.toLowerCase().includes(text.toLowerCase())) continue;
    const at = String(event.timestamp);
    const { source, organization_id } = event;
    const key = `${organization_id} ${name}`;
    const entry = counted.get(key) ?? {
      name,
      label: name,
      source,
      occurrences: 0,
      first_seen: at,
      last_seen: at,
      organization_id,
    };
    entry.occurrences += 1;
    if (at < entry.first_seen) entry.first_seen = at;
    if (at > entry.last_seen) entry.last_seen = at;
    counted.set(key, entry);
  }
  return [...counted.values()];
}

export function listNames(call: Call): unknown {
  return pageOf(
    countNames(call).map((entry) => ({ ...entry })),
    call.query,
    call.store,
  );
}

export function listTypes(call: Call): unknown {
  const types = visibleRecords(call, 'event-types');
  const rows = countNames(call).map((entry) => {
    const type = types.find((record) => record.name === entry.name && record.organization_id === entry.organization_id);
    return { ...entry, ...type, source: entry.source };
  });
  return pageOf(rows, call.query, call.store);
}

export function updateType(call: Call): StoredRecord {
  return call.store.update('event-types', recordOf(call), call.body);
}
