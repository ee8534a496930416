import { type LearntValues, type Question, read } from '../question.ts';

const FEW = { limit: 3 };
const DAY_MS = 86_400_000;

const day = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);
const moment = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString();

/** Asks for a list, then for one of its things by the id, which is learnt under this name. */
function listAndGet(list: string, name: string, get: string, args: object = FEW): Question[] {
  return [
    read(list, { ...args }, { learns: { [name]: 'items.0.id' } }),
    read(get, (known) => ({ id: known.get(name) })),
  ];
}

const ofCustomer = (known: LearntValues) => ({ customer_id: known.get('customer') });
const ofOrder = (known: LearntValues) => ({ order_id: known.get('order') });

/** Questions about the account, whose answers others need. */
export const accountQuestions: readonly Question[] = [
  read('get_connection'),
  read('list_organizations', {}, { learns: { organization: 'items.0.id' } }),
  read('get_organization', (known) => ({ organization_id: known.get('organization') }), {
    learns: { 'name of the organization': 'name' },
  }),
];

/** Asks every tool that reads for the account's data. If the account has no such data, the question isn't asked. */
export const reads: readonly Question[] = [
  read('list_recent_writes'),
  read('get_change', { id: 'change_of_nobody' }, { about: 'an unknown id', ends: ['not_found'] }),
  read('search_tools', { words: 'refund an order' }),
  read('describe_tools', { names: ['list_products'] }),
  read('call_read_tool', { name: 'list_products', arguments: { limit: 1 } }),

  ...listAndGet('list_products', 'product', 'get_product'),
  ...listAndGet('list_benefits', 'benefit', 'get_benefit'),
  read('list_benefits', { type: ['downloadables'], limit: 1 }, { learns: { 'download benefit': 'items.0.id' } }),
  read('list_benefit_files', (known) => ({ benefit_id: known.get('download benefit') })),
  read('list_benefit_holders', (known) => ({ benefit_id: known.get('benefit'), ...FEW })),
  read('list_benefit_grants', FEW),
  ...listAndGet('list_discounts', 'discount', 'get_discount'),
  ...listAndGet('list_checkout_links', 'checkout link', 'get_checkout_link'),
  ...listAndGet('list_checkouts', 'checkout', 'get_checkout'),
  ...listAndGet('list_custom_fields', 'custom field', 'get_custom_field'),
  read('list_files', FEW),

  read('list_customers', FEW, { learns: { customer: 'items.0.id' } }),
  read('get_customer', ofCustomer),
  read('get_customer_state', ofCustomer),
  read('list_payment_methods', ofCustomer),
  read('list_members', FEW, { learns: { member: 'items.0.id', 'customer of the member': 'items.0.customer_id' } }),
  read('get_member', (known) => ({
    customer_id: known.get('customer of the member'),
    member_id: known.get('member'),
  })),
  ...listAndGet('list_subscriptions', 'subscription', 'get_subscription'),
  ...listAndGet('list_orders', 'order', 'get_order'),
  read('get_invoice', ofOrder, { ends: ['ok', 'refused', 'not_found'] }),
  read('get_receipt', ofOrder, { ends: ['ok', 'refused', 'not_found'] }),
  ...listAndGet('list_payments', 'payment', 'get_payment'),
  read('list_refunds', FEW),
  ...listAndGet('list_disputes', 'dispute', 'get_dispute'),
  ...listAndGet('list_license_keys', 'license key', 'get_license_key'),

  ...listAndGet('list_meters', 'meter', 'get_meter'),
  read('get_meter_quantities', (known) => ({
    meter_id: known.get('meter'),
    start_timestamp: moment(7),
    end_timestamp: moment(0),
    interval: 'day',
  })),
  ...listAndGet('list_customer_meters', 'customer meter', 'get_customer_meter'),
  ...listAndGet('list_events', 'event', 'get_event'),
  read('list_event_names', FEW),
  read('list_event_types', FEW),
  read('get_metrics', { start_date: day(30), end_date: day(0), interval: 'week', metrics: ['revenue', 'orders'] }),
  read('get_metrics', { start_date: day(2), end_date: day(0), interval: 'day' }, { about: 'all of them' }),
  read('export_metrics', { start_date: day(7), end_date: day(0), interval: 'day', metrics: ['orders'] }),
  read('get_metrics_limits'),
  ...listAndGet('list_metric_dashboards', 'dashboard', 'get_metric_dashboard', {}),
  read('export_customers'),
  read('export_orders', { columns: ['email', 'status', 'net_amount'] }),
  read('export_subscriptions', { columns: ['email', 'status', 'amount'] }),

  ...listAndGet('list_webhook_endpoints', 'webhook endpoint', 'get_webhook_endpoint'),
  read('list_webhook_deliveries', FEW),
];
