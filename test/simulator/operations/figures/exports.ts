import { csvOf } from '../../csv.ts';
import type { Item } from '../../document.ts';
import { passes } from '../../filters.ts';
import { isItem } from '../../shape.ts';
import type { StoredRecord } from '../../store.ts';
import { type Call, visibleRecords } from '../call.ts';
import { metricRows } from './metrics.ts';

const CUSTOMER_COLUMNS = ['id', 'external_id', 'created_at', 'email', 'name', 'billing_name', 'billing_country'];

/** The columns that were asked for, or all that the document knows. */
function columnsOf(call: Call): string[] {
  if (call.query.columns !== undefined) return [call.query.columns].flat().map(String);
  const parameter = call.operation.operation.parameters?.find((entry) => entry.name === 'columns');
  const schema = call.document.resolve(parameter?.schema ?? {});
  const list = schema.anyOf?.find((member) => member.type === 'array') ?? schema;
  return (call.document.resolve(list.items ?? {}).enum ?? []).map(String);
}

/** What a row says about the records that its record refers to. */
function related(call: Call, record: StoredRecord): Item {
  const at = (field: string) => (typeof record[field] === 'string' ? call.store.lookup(record[field]) : undefined);
  const customer = at('customer_id') ?? record;
  const address = record.billing_address ?? customer.billing_address;
  return {
    email: customer.email,
    customer_name: customer.name,
    billing_name: record.billing_name ?? customer.billing_name,
    billing_country: isItem(address) ? address.country : null,
    product: at('product_id')?.name,
    discount: at('discount_id')?.name,
    cancellation_reason: record.customer_cancellation_reason,
  };
}

/** Polar exports amounts divided by 100, in every currency, as Python writes a float. */
function dividedBy100(row: Item): Item {
  const inHundreds = (name: string, value: unknown) => {
    if (!/(^|_)amount$/.test(name) || typeof value !== 'number') return value;
    return value % 100 === 0 ? `${value / 100}.0` : value / 100;
  };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, inHundreds(name, value)]));
}

function exporter(collection: string, columns: (call: Call) => string[]): (call: Call) => string {
  return (call) => {
    const rows = visibleRecords(call, collection)
      .filter((record) => passes(record, call.query, collection, call.store))
      .map((record) => ({ net_amount: record.amount, ...record, ...related(call, record) }));
    return csvOf(columns(call), rows.map(dividedBy100));
  };
}

export const exportCustomers = exporter('customers', () => CUSTOMER_COLUMNS);
export const exportOrders = exporter('orders', columnsOf);
export const exportSubscriptions = exporter('subscriptions', columnsOf);

export function exportMetrics(call: Call): string {
  const { columns, rows } = metricRows(call);
  return csvOf(columns, rows);
}
