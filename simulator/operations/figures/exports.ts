import { csvOf } from '../../csv.ts';
import type { Item } from '../../document.ts';
import { passes } from '../../filters.ts';
import { invalid } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { StoredRecord } from '../../store.ts';
import { isoInZone } from '../../time-zones.ts';
import { type Call, visibleRecords } from '../call.ts';
import { metricRows } from './metrics.ts';

/** A file as it is sent for download. */
export interface Export {
  name: string;
  text: string;
}

/** The columns of an export with their headings; the first ones are in it when none are asked for. */
interface Layout {
  collection: string;
  headings: Record<string, string>;
  defaults: number;
  /** Newest first, by this field. */
  sortedBy: string;
  /** The query's range, which the file is named by. */
  range: [string, string];
  row(call: Call, record: StoredRecord): Item;
}

const ORDERS: Layout = {
  collection: 'orders',
  headings: {
    email: 'Email',
    created_at: 'Created At',
    product: 'Product',
    net_amount: 'Net Amount',
    currency: 'Currency',
    status: 'Status',
    invoice_number: 'Invoice number',
    customer_name: 'Customer Name',
    billing_name: 'Billing Name',
    billing_country: 'Billing Country',
    subtotal_amount: 'Subtotal',
    discount_amount: 'Discount',
    tax_amount: 'Tax',
    total_amount: 'Total',
    refunded_amount: 'Refunded Amount',
    billing_reason: 'Billing Reason',
  },
  defaults: 7,
  sortedBy: 'created_at',
  range: ['created_after', 'created_before'],
  row: (call, record) => {
    const customer = call.store.lookup(String(record.customer_id));
    const product = typeof record.product_id === 'string' ? call.store.lookup(record.product_id) : undefined;
    return {
      ...record,
      ...buyerOf(customer, record.billing_name, record.billing_address),
      product: record.description ?? product?.name,
    };
  },
};

const SUBSCRIPTIONS: Layout = {
  collection: 'subscriptions',
  headings: {
    email: 'Email',
    started_at: 'Started At',
    product: 'Product',
    amount: 'Amount',
    currency: 'Currency',
    status: 'Status',
    recurring_interval: 'Billing Interval',
    customer_name: 'Customer Name',
    billing_name: 'Billing Name',
    billing_country: 'Billing Country',
    net_amount: 'Net Amount',
    discount: 'Discount',
    seats: 'Seats',
    current_period_start: 'Current Period Start',
    current_period_end: 'Current Period End',
    cancel_at_period_end: 'Cancels At Period End',
    canceled_at: 'Canceled At',
    ends_at: 'Ends At',
    ended_at: 'Ended At',
    cancellation_reason: 'Cancellation Reason',
    trial_start: 'Trial Start',
    trial_end: 'Trial End',
  },
  defaults: 7,
  sortedBy: 'started_at',
  range: ['started_after', 'started_before'],
  row: (call, record) => {
    const at = (field: string) => (typeof record[field] === 'string' ? call.store.lookup(record[field]) : undefined);
    const customer = at('customer_id');
    const discount = at('discount_id');
    const count = Number(record.recurring_interval_count ?? 1);
    const interval = String(record.recurring_interval);
    return {
      net_amount: record.amount,
      ...record,
      ...buyerOf(customer, customer?.billing_name, customer?.billing_address),
      product: at('product_id')?.name,
      discount: discount?.code ?? discount?.name,
      recurring_interval: count === 1 ? interval : `${count} ${interval}s`,
      cancellation_reason: record.customer_cancellation_reason,
    };
  },
};

function buyerOf(customer: StoredRecord | undefined, billing_name: unknown, address: unknown): Item {
  return {
    email: customer?.email,
    customer_name: customer?.name,
    billing_name: billing_name ?? customer?.billing_name,
    billing_country: isItem(address) ? address.country : null,
  };
}

function exporter(layout: Layout): (call: Call) => Export {
  return (call) => {
    const zone = zoneOf(call);
    const all = Object.keys(layout.headings);
    const asked = call.query.columns === undefined ? undefined : [call.query.columns].flat().map(String);
    const columns = asked ?? all.slice(0, layout.defaults);
    const rows = visibleRecords(call, layout.collection)
      .filter((record) => passes(record, call.query, layout.collection, call.store))
      .toSorted((a, b) => String(b[layout.sortedBy]).localeCompare(String(a[layout.sortedBy])))
      .map((record) => cellsOf(layout.row(call, record), columns, zone));
    const dates = layout.range.flatMap((name) => {
      const bound = call.query[name];
      return typeof bound === 'string' ? [isoInZone(zone, bound).slice(0, 10)] : [];
    });
    const name = ['polar', layout.collection, ...dates].join('-');
    const headings = columns.map((column) => layout.headings[column] ?? column);
    return { name: `${name}.csv`, text: csvOf(headings, rows) };
  };
}

/** The cells of a row by their headings' place: columns may be asked for twice. */
function cellsOf(row: Item, columns: string[], zone: string): unknown[] {
  return columns.map((column) => {
    const value = row[column];
    if (/(^|_)amount$/.test(column) && typeof value === 'number') return dividedBy100(value);
    if (/_at$|_(start|end)$/.test(column) && typeof value === 'string') return isoInZone(zone, value);
    return value;
  });
}

/** Polar exports amounts divided by 100, in every currency, as Python writes a float. */
function dividedBy100(amount: number): string {
  return amount % 100 === 0 ? `${amount / 100}.0` : String(amount / 100);
}

/** Names are told apart by case here. Throws the 422. */
function zoneOf(call: Call): string {
  const zone = String(call.query.timezone ?? 'UTC');
  if (zoneNames(call).includes(zone)) return zone;
  const msg = `Value error, '${zone}' is not a valid IANA time zone`;
  throw invalid([{ type: 'value_error', loc: ['query', 'timezone'], msg, input: zone, ctx: { error: {} } }]);
}

/** The names that the document lists where it lists them. */
function zoneNames(call: Call): unknown[] {
  const declared = call.document.operations.find((operation) => operation.id === 'metrics:get');
  const parameter = declared?.operation.parameters?.find((entry) => entry.name === 'timezone');
  return call.document.resolve(parameter?.schema ?? {}).enum ?? [];
}

const CUSTOMER_HEADINGS = [
  'ID',
  'External ID',
  'Created At',
  'Email',
  'Name',
  'Tax ID',
  'Billing Address Line 1',
  'Billing Address Line 2',
  'Billing Address City',
  'Billing Address State',
  'Billing Address Zip',
  'Billing Address Country',
  'Metadata',
];

export function exportCustomers(call: Call): Export {
  const rows = visibleRecords(call, 'customers')
    .filter((record) => passes(record, call.query, 'customers', call.store))
    .map((record) => {
      const { id, external_id, created_at, email, name, tax_id, metadata } = record;
      const address = isItem(record.billing_address) ? record.billing_address : {};
      const { line1, line2, city, state, postal_code, country } = address;
      const since = isoInZone('UTC', created_at);
      const shown = isItem(metadata) && Object.keys(metadata).length > 0 ? spaced(metadata) : null;
      return [id, external_id, since, email, name, tax_id, line1, line2, city, state, postal_code, country, shown];
    });
  return { name: 'polar-customers.csv', text: csvOf(CUSTOMER_HEADINGS, rows) };
}

/** JSON as Python writes it, with a space after each colon and comma. */
function spaced(metadata: Item): string {
  const pairs = Object.entries(metadata).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{${pairs.join(', ')}}`;
}

export const exportOrders = exporter(ORDERS);
export const exportSubscriptions = exporter(SUBSCRIPTIONS);

export function exportMetrics(call: Call): Export {
  const { headings, rows } = metricRows(call);
  return { name: 'polar-metrics.csv', text: csvOf(headings, rows) };
}
