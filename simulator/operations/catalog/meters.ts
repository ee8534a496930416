import type { Item } from '../../document.ts';
import { passes } from '../../filters.ts';
import { invalidValue, refused } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { StoredRecord } from '../../store.ts';
import { inIntervals } from '../../time.ts';
import { type Call, itemsOf, recordOf } from '../call.ts';
import type { Hooks } from '../crud.ts';
import { checkRange, periodsFrom } from '../figures/range.ts';
import { listedEvents } from '../usage/lineage.ts';
import { matchesFilter, propertyOf } from './meter-filter.ts';

export const meterHooks: Hooks = {
  create: (call, record) => {
    const counts = eventsOf(call, String(record.organization_id), record.filter).length > 0;
    return {
      unit: 'scalar',
      metadata: {},
      custom_label: null,
      custom_multiplier: null,
      ...record,
      archived_at: null,
      is_aggregating: counts,
    };
  },
  update: (call, record, { is_archived, ...changes }) => {
    const details = ['filter', 'aggregation']
      .filter((field) => field in changes && record.is_aggregating === true)
      .map((field) => {
        const msg = "This field can't be updated because the meter is already aggregating events.";
        return { type: 'forbidden', loc: ['body', field], msg, input: changes[field] };
      });
    if (details.length > 0) throw refused(details);
    if (typeof is_archived !== 'boolean') return changes;
    if (is_archived) requireUnused(call, record);
    return { ...changes, archived_at: is_archived ? call.store.now() : null };
  },
};

/** A meter that a product on sale or a benefit counts with stays. */
function requireUnused(call: Call, meter: StoredRecord): void {
  const refuse = (by: string) => {
    const msg = `Cannot archive meter that is still ${by}`;
    return invalidValue(['body', 'is_archived'], msg, true);
  };
  const sold = call.store
    .list('products')
    .some(
      (product) => product.is_archived !== true && itemsOf(product.prices).some((price) => price.meter_id === meter.id),
    );
  if (sold) throw refuse('attached to active products');
  const credited = call.store
    .list('benefits')
    .some(({ type, properties }) => type === 'meter_credit' && isItem(properties) && properties.meter_id === meter.id);
  if (credited) throw refuse('referenced by active benefits');
}

function eventsOf(call: Call, organization: string, filter: unknown): StoredRecord[] {
  return listedEvents(call).filter(
    (event) => event.organization_id === organization && (!isItem(filter) || matchesFilter(filter, event)),
  );
}

/** Measures a meter in each period of the range. */
export function quantities(call: Call): unknown {
  const meter = recordOf(call);
  const { start_timestamp, end_timestamp, interval } = call.query;
  checkRange(String(start_timestamp), String(end_timestamp), String(interval));
  const { interval: _interval, timezone: _timezone, customer_aggregation_function: _function, ...filters } = call.query;
  const aggregation = isItem(meter.aggregation) ? meter.aggregation : {};
  const events = eventsOf(call, meter.organization_id, meter.filter).filter((event) =>
    passes(event, filters, 'events', call.store),
  );
  const periods = periodsFrom(String(start_timestamp), String(end_timestamp), String(interval));
  return {
    quantities: periods.map((timestamp) => {
      const from = Date.parse(timestamp);
      const until = Date.parse(inIntervals(timestamp, String(interval)));
      const within = events.filter((event) => {
        const at = Date.parse(String(event.timestamp));
        return at >= from && at < until;
      });
      return { timestamp, quantity: aggregate(aggregation, within) };
    }),
    total: aggregate(aggregation, events),
  };
}

/** The meter's aggregation over events; 0 where there are none. */
export function aggregate(aggregation: Item, events: Item[]): number {
  if (aggregation.func === 'count') return events.length;
  const values = events.map((event) => propertyOf(event, String(aggregation.property)));
  if (aggregation.func === 'unique') return new Set(values).size;
  const numbers = values.map(Number).filter((value) => !Number.isNaN(value));
  if (numbers.length === 0) return 0;
  if (aggregation.func === 'max') return Math.max(...numbers);
  if (aggregation.func === 'min') return Math.min(...numbers);
  const sum = numbers.reduce((total, value) => total + value, 0);
  return aggregation.func === 'avg' ? sum / numbers.length : sum;
}
