import type { Item } from '../../document.ts';
import { passes } from '../../filters.ts';
import { pageOf, withoutOverflow } from '../../paging.ts';
import type { StoredRecord } from '../../store.ts';
import { type Call, recordOf, visibleRecords } from '../call.ts';
import { propertyOf } from '../catalog/meter-filter.ts';
import { listedEvents } from './lineage.ts';

export function rememberType(call: Call, event: Item & { organization_id: string }): void {
  if (typeOf(call, event)) return;
  const { name, organization_id } = event;
  call.store.insert('event-types', {
    organization_id,
    name,
    label: name,
    label_property_selector: null,
    source: 'user',
  });
}

function typeOf(call: Call, event: Item): StoredRecord | undefined {
  return call.store.find(
    'event-types',
    (entry) => entry.name === event.name && entry.organization_id === event.organization_id,
  );
}

/** `customer.created` reads "Customer Created"; a merchant's own event has the label of its type. */
export function labelOf(call: Call, event: Item): string {
  const name = String(event.name);
  if (event.source === 'system') return systemLabel(name);
  const type = typeOf(call, event);
  const selector = type?.label_property_selector;
  const own = typeof selector === 'string' ? propertyOf(event, selector) : undefined;
  return String(own ?? type?.label ?? name);
}

function systemLabel(name: string): string {
  return name
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

interface Occurrences {
  name: string;
  source: unknown;
  occurrences: number;
  first_seen: string;
  last_seen: string;
  organization_id: string;
}

const LAYOUT = ['query', 'page', 'limit', 'sorting', 'parent_id', 'root_events'];

/** How often each event came, by organization and name. */
function countNames(call: Call): Occurrences[] {
  const filters = Object.fromEntries(Object.entries(call.query).filter(([name]) => !LAYOUT.includes(name)));
  const { parent_id, root_events } = call.query;
  const counted = new Map<string, Occurrences>();
  for (const event of listedEvents(call)) {
    if (!passes(event, filters, 'events', call.store)) continue;
    const parent = event.parent_id ?? null;
    if (typeof parent_id === 'string' ? parent !== parent_id : root_events === true && parent !== null) continue;
    const at = String(event.timestamp);
    const { name, source, organization_id } = event;
    const key = `${organization_id} ${String(name)}`;
    const known = counted.get(key);
    const first = { name: String(name), source, occurrences: 0, first_seen: at, last_seen: at, organization_id };
    const entry = known ?? first;
    entry.occurrences += 1;
    if (at < entry.first_seen) entry.first_seen = at;
    if (at > entry.last_seen) entry.last_seen = at;
    counted.set(key, entry);
  }
  return [...counted.values()];
}

const contains = (text: string, part: unknown) =>
  typeof part !== 'string' || text.toLowerCase().includes(part.toLowerCase());

export function listNames(call: Call): unknown {
  const rows = countNames(call)
    .filter((entry) => contains(entry.name, call.query.query))
    .map((entry): Item => ({ ...entry, label: entry.name }));
  return pageOf(rows, withoutOverflow(call.query), call.store);
}

/** The types of events that came, with how often. Polar's own have no record of their own. */
export function listTypes(call: Call): unknown {
  const types = visibleRecords(call, 'event-types');
  const rows = countNames(call).map((entry): Item => {
    const type = types.find((record) => record.name === entry.name && record.organization_id === entry.organization_id);
    const isOwn = entry.source !== 'system';
    return {
      ...entry,
      id: type?.id ?? null,
      created_at: type?.created_at ?? null,
      modified_at: type?.modified_at ?? null,
      label: isOwn ? (type?.label ?? entry.name) : systemLabel(entry.name),
      label_property_selector: type?.label_property_selector ?? null,
    };
  });
  const wanted = rows.filter(
    ({ name, label }) => contains(String(name), call.query.query) || contains(String(label), call.query.query),
  );
  return pageOf(wanted, withoutOverflow(call.query), call.store);
}

/** A label without a selector takes away the one that was there. */
export function updateType(call: Call): StoredRecord {
  const { label, label_property_selector: selector } = call.body;
  const kept = typeof selector === 'string' ? selector.trim() || null : null;
  return call.store.update('event-types', recordOf(call), {
    label: String(label).trim(),
    label_property_selector: kept,
  });
}
