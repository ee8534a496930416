import { afterAll, describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { CallError } from '../../../src/errors.ts';
import { withOwnNames } from '../../../src/operations/argument-names.ts';
import { readArguments } from '../../../src/operations/read-arguments.ts';

type Arguments = Record<string, unknown>;

/** Arguments with a wrong one somewhere. */
type Place = (wrong: Arguments) => Arguments;

const top: Place = (wrong) => wrong;
const price =
  (amount_type: string): Place =>
  (wrong) => ({ name: 'Pro', recurring_interval: 'month', prices: [{ amount_type, ...wrong }] });

/**
 * Names that clients write, from their public reports: those that lead to an argument, and those that could mean several, or
 * something that the tool doesn't have.
 */
const names: [tool: ToolName, place: Place, meant: Record<string, string>, unclear: string][] = [
  [
    'list_products',
    top,
    {
      search: 'query',
      q: 'query',
      archived: 'is_archived',
      sort: 'sorting',
      order_by: 'sorting',
      sort_by: 'sorting',
      per_page: 'limit',
      page_size: 'limit',
      recurring: 'is_recurring',
    },
    'name active is_active offset cursor count product type price filter status visible',
  ],
  [
    'create_product',
    top,
    {
      title: 'name',
      price: 'prices',
      recuring_interval: 'recurring_interval',
      media: 'medias',
      product_name: 'name',
      desc: 'description',
      organization: 'organization_id',
    },
    'amount currency interval billing_interval recurring type benefits benefit_ids images trial_days trial_period_days metadata_json is_archived archived',
  ],
  [
    'update_product',
    top,
    { title: 'name', price: 'prices', archived: 'is_archived', desc: 'description' },
    'price_amount is_active archive active benefits product_name',
  ],
  ['get_product', top, { productId: 'id' }, 'product slug name'],
  [
    'list_customers',
    top,
    { customer_email: 'email', search: 'query', sort: 'sorting', mail: 'email', q: 'query' },
    'name external_id external_customer_id customer_id id created_after status',
  ],
  [
    'create_customer',
    top,
    {
      customer_email: 'email',
      customer_name: 'name',
      customer_external_id: 'external_id',
      external_customer_id: 'external_id',
      customer_metadata: 'metadata',
      mail: 'email',
      organisation_id: 'organization_id',
    },
    'first_name last_name phone address country user_id vat vat_id vat_number tax_number language company billing_email',
  ],
  ['update_customer', top, {}, 'customer_email address customer_name vat_number new_email country'],
  ['delete_customer', top, { customer: 'customer_id', anonymise: 'anonymize' }, 'email gdpr force'],
  ['get_customer_state', top, { customer: 'customer_id', customerId: 'customer_id' }, 'user_id external'],
  [
    'create_customer_portal_link',
    top,
    { customer: 'customer_id', return_uri: 'return_url' },
    'url redirect_url return_to expires_at user_id',
  ],
  [
    'list_subscriptions',
    top,
    {
      customer: 'customer_id',
      product: 'product_id',
      cancelled_at_after: 'canceled_at_after',
      sort: 'sorting',
      product_ids: 'product_id',
      customer_ids: 'customer_id',
    },
    'state created_after start_date canceled price_id user_id cancel_at_end',
  ],
  [
    'update_subscription',
    top,
    {
      product: 'product_id',
      discount: 'discount_id',
      discount_ids: 'discount_id',
      trial_ends_at: 'trial_end',
      cancellation_reason: 'customer_cancellation_reason',
    },
    'cancel cancel_at quantity plan_id price_id coupon discount_code end ends_at trial prorate proration reason comment seat_count pause period_end cancel_immediately immediately customer_id',
  ],
  ['revoke_subscription', top, { subscriptionId: 'id' }, 'customer_id reason immediately refund user_id'],
  [
    'list_orders',
    top,
    { customer: 'customer_id', product: 'product_id', sort: 'sorting', order_status: 'status' },
    'start_date end_date from to created_at paid date customer_name amount refunded since',
  ],
  [
    'create_refund',
    top,
    { refund_amount: 'amount', order: 'order_id', revoke_benefit: 'revoke_benefits', order_ids: 'order_id' },
    'amount_cents tax_amount total note description revoke payment_id max_amount percentage order_amount id currency',
  ],
  [
    'create_checkout_link',
    top,
    {
      product: 'products',
      success_link: 'success_url',
      discount: 'discount_id',
      allow_discount_code: 'allow_discount_codes',
    },
    'price_id name title redirect_url cancel_url discount_code coupon allow_discounts trial_days quantity amount',
  ],
  [
    'create_checkout',
    top,
    {
      email: 'customer_email',
      name: 'customer_name',
      product: 'products',
      external_id: 'external_customer_id',
      tax_id: 'customer_tax_id',
      billing_address: 'customer_billing_address',
      ip_address: 'customer_ip_address',
      success_uri: 'success_url',
      sucess_url: 'success_url',
      discount: 'discount_id',
      seat: 'seats',
      locales: 'locale',
    },
    'customer price_id user_id vat_id address ip ip_adress redirect_url cancel_url discount_code coupon quantity line_items mode country customer_email_address custom_fields price_amount return',
  ],
  ['create_meter', top, { filters: 'filter', units: 'unit', meter_name: 'name' }, 'event_name aggregate property func'],
  ['ingest_events', top, { event: 'events' }, 'name data customer_id'],
  [
    'get_metrics',
    top,
    {
      start: 'start_date',
      end: 'end_date',
      from: 'start_date',
      start_timestamp: 'start_date',
      time_zone: 'timezone',
      product: 'product_id',
      metric: 'metrics',
      customer: 'customer_id',
    },
    'to tz granularity period range',
  ],
  [
    'get_meter_quantities',
    top,
    {
      start: 'start_timestamp',
      end: 'end_timestamp',
      start_date: 'start_timestamp',
      end_date: 'end_timestamp',
      meter: 'meter_id',
      customer: 'customer_id',
    },
    'granularity',
  ],
  [
    'create_webhook_endpoint',
    top,
    { webhook_url: 'url', endpoint_url: 'url', event: 'events' },
    'event_types secret type description events_list',
  ],
  [
    'list_webhook_deliveries',
    top,
    { type: 'event_type', start: 'start_timestamp', end_date: 'end_timestamp' },
    'webhook_id status event',
  ],
  ['create_member', top, { member_email: 'email', member_role: 'role' }, 'user_id customer_email'],
  ['assign_seat', top, {}, 'customer_email seat_id user_email  member_email'],
  [
    'update_license_key',
    top,
    {
      activation_limit: 'limit_activations',
      expiry: 'expires_at',
      expires: 'expires_at',
      usage_limit: 'limit_usage',
      activation_limits: 'limit_activations',
    },
    'max_activations state key',
  ],
  ['list_payments', top, { order: 'order_id' }, 'customer state type card created_after'],
  [
    'update_organization',
    top,
    { title: 'name' },
    'currency default_currency url support_email logo avatar organization_name',
  ],
  ['create_metric_dashboard', top, { title: 'name', metric: 'metrics', dashboard_name: 'name' }, ''],
  [
    'create_product',
    price('fixed'),
    { amount: 'price_amount', currency: 'price_currency', priceAmount: 'price_amount', price_ammount: 'price_amount' },
    'price unit_price type price_per_unit cents interval product_id amont',
  ],
  [
    'create_product',
    price('metered_unit'),
    { meter: 'meter_id', currency: 'price_currency' },
    'amount unit_price cap max_amount',
  ],
  [
    'create_product',
    price('custom'),
    { min_amount: 'minimum_amount', max_amount: 'maximum_amount' },
    'amount minimum preset default_amount suggested_amount',
  ],
  ['create_product', price('seat_based'), {}, 'amount min_seats'],
  [
    'create_customer',
    (wrong) => ({ billing_address: { country: 'DE', ...wrong } }),
    {
      zip: 'postal_code',
      zipcode: 'postal_code',
      post_code: 'postal_code',
      postcode: 'postal_code',
      street: 'line1',
      address_line1: 'line1',
      line_1: 'line1',
      City: 'city',
      addressLine1: 'line1',
      address: 'line1',
    },
    'address1 country_code region province state_code',
  ],
  [
    'ingest_events',
    (wrong) => ({ events: [{ name: 'a', external_customer_id: 'c-1', ...wrong }] }),
    { customer_external_id: 'external_customer_id', event_name: 'name', time: 'timestamp' },
    'customer user_id event created_at properties value data',
  ],
  [
    'create_meter',
    (wrong) => ({
      filter: { conjunction: 'and', clauses: [{ property: 'name', operator: 'eq', value: 'x', ...wrong }] },
    }),
    { values: 'value' },
    'field key op comparator',
  ],
  [
    'create_custom_field',
    (wrong) => ({ type: 'text', properties: {}, ...wrong }),
    { field_type: 'type', field_name: 'name' },
    'label key required options custom_field_name',
  ],
  [
    'start_file_upload',
    (wrong) => ({ service: 'downloadable', ...wrong }),
    { file_name: 'name', mimetype: 'mime_type', file_size: 'size' },
    'filename content_type checksum type mime',
  ],
  [
    'create_benefit',
    (wrong) => ({ type: 'custom', properties: {}, ...wrong }),
    { benefit_type: 'type', desc: 'description', organization: 'organization_id' },
    'name title kind config note',
  ],
  [
    'create_benefit',
    (wrong) => ({ type: 'custom', properties: wrong }),
    {},
    'server_id role guild_id repo repository text',
  ],
  ['create_benefit', (wrong) => ({ type: 'meter_credit', properties: wrong }), { meter: 'meter_id' }, 'amount credits'],
  [
    'create_discount',
    (wrong) => ({ type: 'fixed', duration: 'once', ...wrong }),
    {
      discount_code: 'code',
      discount_name: 'name',
      start_date: 'starts_at',
      end_date: 'ends_at',
      discount_amount: 'amounts',
      max_redemption: 'max_redemptions',
      title: 'name',
    },
    'percent value amount_off coupon_code expires_at max_uses usage_limit months duration_months currencies minimum_amount  valid_until active expiry',
  ],
  ['create_discount', (wrong) => ({ type: 'percentage', duration: 'once', ...wrong }), {}, 'percent percentage value'],
];

const values: [argument: string, tool: ToolName, place: Place, meant: Record<string, string>, unclear: string[]][] = [
  [
    'country',
    'create_customer',
    ({ x }) => ({ email: 'a@example.com', billing_address: { country: x } }),
    {
      ...{
        Germany: 'DE',
        'United States': 'US',
        USA: 'US',
        'U.S.A.': 'US',
        'United States of America': 'US',
        UK: 'GB',
      },
      ...{ 'United Kingdom': 'GB', 'Great Britain': 'GB', France: 'FR', Austria: 'AT', Switzerland: 'CH' },
      ...{ 'Czech Republic': 'CZ', Czechia: 'CZ', Holland: 'NL', Netherlands: 'NL', Turkey: 'TR' },
      ...{ "Cote d'Ivoire": 'CI', 'Ivory Coast': 'CI', 'South Korea': 'KR', Brazil: 'BR', 'Hong Kong': 'HK' },
    },
    [
      'Deutschland',
      'Österreich',
      'Brasil',
      'the Netherlands',
      'DEU',
      'Ger',
      'America',
      'England',
      'Korea',
      'Europe',
      'EU',
      'Georgia State',
      'N/A',
      'n.a.',
      'XX',
      ' ',
    ],
  ],
  [
    'currency',
    'create_checkout',
    ({ x }) => ({ products: ['6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f'], currency: x }),
    {
      ...{ '€': 'eur', Euro: 'eur', euros: 'eur', 'US Dollar': 'usd', 'US dollars': 'usd', 'British Pounds': 'gbp' },
      ...{ '₹': 'inr', 'Swiss franc': 'chf', 'Japanese Yen': 'jpy', 'Swedish Krona': 'sek', 'Polish Zloty': 'pln' },
    },
    ['$', '£', '¥', 'dollar', 'dollars', 'pound', 'kr', 'krona', 'USDT', 'BTC', 'US$', 'euro cents', 'xxx'],
  ],
  [
    'timezone',
    'get_metrics',
    ({ x }) => ({ start_date: '2026-01-01', end_date: '2026-01-31', interval: 'day', timezone: x }),
    {
      ...{
        Berlin: 'Europe/Berlin',
        'New York': 'America/New_York',
        Tokyo: 'Asia/Tokyo',
      },
      ...{
        'America/New York': 'America/New_York',
        'Los Angeles': 'America/Los_Angeles',
        'São Paulo': 'America/Sao_Paulo',
      },
    },
    ['PST', 'PDT', 'BST', 'IST', 'CEST', 'Pacific', 'Germany', 'UTC+2', 'GMT+02:00', 'local', 'San Francisco'],
  ],
];

let asked = 0;
let suggested = 0;
afterAll(() => console.log(`${asked} wrong names and values, ${suggested} suggestions`));

/** What is said of an argument, by the last name in its path. */
function saidOf(tool: ToolName, given: Arguments, name: string): string | undefined {
  asked += 1;
  try {
    readArguments(tools[tool], withOwnNames((tools[tool] as Tool).aliases, given));
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(CallError);
    return (error as CallError).fields.find(({ path }) => path === name || path.endsWith(`.${name}`))?.message;
  }
}

describe.each(names)('%s (%#)', (tool, place, meant, unclear) => {
  test.each(Object.entries(meant))('%s means %s', (name, argument) => {
    suggested += 1;
    expect(saidOf(tool, place({ [name]: 'x' }), name)).toBe(`There is no such argument. Did you mean ${argument}?`);
    // The suggestion fits beside the other arguments.
    expect(saidOf(tool, place({ [argument]: 'x' }), argument) ?? '').not.toMatch(
      /^(There is no|Only with|Not together)/,
    );
  });

  test('nothing is guessed', () => {
    for (const name of unclear.split(' ').filter((text) => text !== '')) {
      const said = saidOf(tool, place({ [name]: 'x' }), name);
      expect(said, name).toMatch(
        /^There is no such argument\. (These are known: |None of the \d+ has a similar name$)/,
      );
    }
  });
});

describe.each(values)('%s', (argument, tool, place, meant, unclear) => {
  test.each(Object.entries(meant))('%s means %s', (text, value) => {
    suggested += 1;
    expect(saidOf(tool, place({ x: text }), argument)).toMatch(new RegExp(`, such as "${value}", got `));
  });

  test('nothing is guessed', () => {
    for (const text of unclear) {
      const said = saidOf(tool, place({ x: text }), argument);
      expect(said, text).toMatch(/^Expected (the code of|a time zone)/);
      expect(said, text).not.toContain('such as');
    }
  });
});
