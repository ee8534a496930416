import type { Item } from '../../document.ts';
import { passes } from '../../filters.ts';
import { isItem } from '../../shape.ts';
import { inIntervals, periodsBetween } from '../../time.ts';
import { type Call, recordOf, visibleRecords } from '../call.ts';
import type { Hooks } from '../crud.ts';
import { matchesFilter, propertyOf } from './meter-filter.ts';

export const meterHooks: Hooks = {
  create: (_call, record) => ({
    unit: 'scalar',
    metadata: {},
    custom_label: null,
    custom_multiplier: null,
    ...record,
    archived_at: null,
  }),
  update: (call, record, { is_archived, ...changes }) => {
    if (typeof is_archived !== 'boolean') return changes;
    return { ...changes, archived_at: is_archived ? (record.archived_at ?? call.store.now()) : null };
  },
};

/** What a meter measured in each period of the range. */
export function quantities(call: Call): unknown {
  const meter = recordOf(call);
  const { start_timestamp, end_timestamp, interval } = call.query;
  const { interval: _interval, timezone: _timezone, customer_aggregation_function: _function, ...filters } = call.query;
  const filter = isItem(meter.filter) ? meter.filter : {};
  const aggregation = isItem(meter.aggregation) ? meter.aggregation : {};
  const events = visibleRecords(call, 'events').filter(
    (event) =>
      event.organization_id === meter.organization_id &&
      matchesFilter(filter, event) &&
      passes(event, filters, 'events', call.store),
  );
  const periods = periodsBetween(String(start_timestamp), String(end_timestamp), String(interval));
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
function aggregate(aggregation: Item, events: Item[]): number {
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
