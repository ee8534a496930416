import type { Store, StoredRecord } from '../../store.ts';
import { type Call, visibleRecords } from '../call.ts';

/**
 * The events that Polar shows and counts. One whose parent hasn't come yet is kept aside, and so are its own children.
 */
export function listedEvents(call: Call): StoredRecord[] {
  return visibleRecords(call, 'events').filter((event) => !isWaiting(event));
}

/** Whether an event is kept aside. */
export function isWaiting(event: StoredRecord): boolean {
  return typeof event.pending_parent === 'string';
}

/** Gives events their parent as soon as there is one, by its external id or its id. */
export function attachOrphans(store: Store): void {
  const events = store.list('events');
  const waiting = events.filter(isWaiting);
  for (const event of waiting) {
    const parent = events.find(
      (entry) =>
        entry.organization_id === event.organization_id &&
        !isWaiting(entry) &&
        (entry.external_id === event.pending_parent || entry.id === event.pending_parent),
    );
    if (parent) Object.assign(event, { parent_id: parent.id, pending_parent: null });
  }
  // A parent that was taken in just now may have children that wait for it.
  if (waiting.some((event) => !isWaiting(event))) attachOrphans(store);
}
