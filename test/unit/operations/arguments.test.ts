import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { CallError } from '../../../src/errors.ts';
import { coerceArguments } from '../../../src/operations/coerce.ts';
import { readArguments } from '../../../src/operations/read-arguments.ts';

const id = '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f';
const fixed = { amount_type: 'fixed', price_amount: 1500 };

/** Stands for any path: an error about two arguments may name either. */
const ANY = '*';

const accepted: [string, ToolName, { given: Record<string, unknown>; params: object; body?: object }][] = [
  ['a query', 'list_products', { given: { query: 'pro', id: [id] }, params: { query: 'pro', id: [id] } }],
  ['a path', 'get_product', { given: { id }, params: { id } }],
  ['a path and a body', 'update_product', { given: { id, name: 'Pro' }, params: { id }, body: { name: 'Pro' } }],
  [
    'a body',
    'create_product',
    {
      given: { name: 'Pro', prices: [fixed], recurring_interval: 'month' },
      params: {},
      body: { name: 'Pro', prices: [fixed], recurring_interval: 'month' },
    },
  ],
  [
    'null for what is not given, so that Polar takes a product without an interval',
    'create_product',
    {
      given: { name: 'Once', prices: [fixed], recurring_interval: null, trial_interval: null, metadata: null },
      params: {},
      body: { name: 'Once', prices: [fixed] },
    },
  ],
  [
    'two ids',
    'complete_file_upload',
    {
      given: { file_id: id, id: 'upload', path: 'p', parts: [] },
      params: { file_id: id },
      body: { id: 'upload', path: 'p', parts: [] },
    },
  ],
  [
    'a field that has one value in every call',
    'create_checkout_link',
    { given: { product_id: id }, params: {}, body: { payment_processor: 'stripe', product_id: id } },
  ],
  [
    'fields to clear',
    'update_subscription',
    {
      given: { id, clear: ['pending_update'] },
      params: { id, clear: ['pending_update'] },
      body: { pending_update: null },
    },
  ],
  [
    'a field to clear that is null already',
    'update_product',
    {
      given: { id, description: null, clear: ['description'] },
      params: { id, clear: ['description'] },
      body: { description: null },
    },
  ],
  [
    'a nested field to clear',
    'update_organization',
    {
      given: { organization_id: id, name: 'Shop', clear: ['dispute_settings.auto_accept_below_amount'] },
      params: { organization_id: id, clear: ['dispute_settings.auto_accept_below_amount'] },
      body: { name: 'Shop', dispute_settings: { auto_accept_below_amount: null } },
    },
  ],
  [
    'an object as JSON text',
    'create_product',
    {
      given: { name: 'Pro', prices: [JSON.stringify(fixed)], recurring_interval: 'month', metadata: '{"plan":"pro"}' },
      params: {},
      body: { name: 'Pro', prices: [fixed], recurring_interval: 'month', metadata: { plan: 'pro' } },
    },
  ],
  [
    'a list as JSON text, with objects as JSON text in it',
    'create_product',
    {
      given: { name: 'Pro', prices: JSON.stringify([JSON.stringify(fixed)]), recurring_interval: 'month' },
      params: {},
      body: { name: 'Pro', prices: [fixed], recurring_interval: 'month' },
    },
  ],
  [
    'a list as JSON text where one id or several fit',
    'list_orders',
    { given: { product_id: JSON.stringify([id]) }, params: { product_id: [id] } },
  ],
  [
    'a field to clear inside of an object that came as JSON text',
    'update_benefit',
    {
      given: { id, type: 'license_keys', properties: '{"limit_usage":5}', clear: ['properties.prefix'] },
      params: { id, clear: ['properties.prefix'] },
      body: { type: 'license_keys', properties: { limit_usage: 5, prefix: null } },
    },
  ],
  [
    'the items of a list, both as JSON text',
    'complete_file_upload',
    {
      given: {
        file_id: id,
        id: 'upload',
        path: 'p',
        parts: JSON.stringify(['{"number":1,"checksum_etag":"a","checksum_sha256_base64":"c"}']),
      },
      params: { file_id: id },
      body: { id: 'upload', path: 'p', parts: [{ number: 1, checksum_etag: 'a', checksum_sha256_base64: 'c' }] },
    },
  ],
  [
    'the same id several times in a list, once',
    'create_checkout_link',
    {
      given: { products: [id, id.toUpperCase(), id] },
      params: {},
      body: { payment_processor: 'stripe', products: [id] },
    },
  ],
  [
    'no benefits',
    'set_product_benefits',
    { given: { product_id: id, benefits: [] }, params: { product_id: id }, body: { benefits: [] } },
  ],
  [
    'other texts several times in a list',
    'create_metric_dashboard',
    {
      given: { name: 'Mine', metrics: ['revenue', 'revenue'] },
      params: {},
      body: { name: 'Mine', metrics: ['revenue', 'revenue'] },
    },
  ],
  [
    'a time that ends when it begins',
    'get_metrics',
    {
      given: { start_date: '2026-08-01', end_date: '2026-08-01', interval: 'day' },
      params: { start_date: '2026-08-01', end_date: '2026-08-01' },
    },
  ],
  [
    'null for what is not given, from a client that says so of every argument',
    'update_checkout_link',
    { given: { id, label: 'x', discount_id: null, products: null, clear: null }, params: { id }, body: { label: 'x' } },
  ],
  ['null for a parameter of the query', 'list_orders', { given: { page: null, limit: null }, params: {} }],
  [
    'null for a field that only another kind of price has',
    'create_product',
    {
      given: { name: 'Once', prices: [{ ...fixed, cap_amount: null, seat_tiers: null }] },
      params: {},
      body: { name: 'Once', prices: [fixed] },
    },
  ],
  [
    'null for the type of a customer, who is one person then',
    'create_customer',
    { given: { email: 'a@b.co', type: null, owner: null }, params: {}, body: { email: 'a@b.co' } },
  ],
  [
    'nothing but null for a body that may be left out',
    'finalize_order',
    { given: { order_id: id, payment_method_id: null }, params: { order_id: id } },
  ],
  [
    'empty values, which change nothing in an update',
    'update_discount',
    { given: { id, name: 'Spring', code: '', products: [], metadata: {} }, params: { id }, body: { name: 'Spring' } },
  ],
  [
    'a text of spaces alone, which is empty at Polar',
    'update_discount',
    { given: { id, name: 'Spring', code: '  ' }, params: { id }, body: { name: 'Spring' } },
  ],
  [
    'empty values in an object, and as JSON text',
    'update_customer',
    {
      given: {
        customer_id: id,
        name: 'Ada',
        metadata: '{}',
        billing_address: { country: 'DE', line1: '', city: null },
      },
      params: { customer_id: id },
      body: { name: 'Ada', billing_address: { country: 'DE' } },
    },
  ],
  [
    'an object of nothing but empty values',
    'update_organization',
    {
      given: { organization_id: id, name: 'Shop', dispute_settings: { auto_accept_below_amount: null } },
      params: { organization_id: id },
      body: { name: 'Shop' },
    },
  ],
  [
    'an empty list that an update requires',
    'update_meter',
    {
      given: { id, filter: { conjunction: 'and', clauses: [] } },
      params: { id },
      body: { filter: { conjunction: 'and', clauses: [] } },
    },
  ],
  [
    'an empty text in a creation, as it is',
    'create_customer',
    { given: { email: 'a@b.co', name: '' }, params: {}, body: { email: 'a@b.co', name: '' } },
  ],
  [
    'a list and a map to clear',
    'update_product',
    {
      given: { id, medias: [], metadata: {}, clear: ['medias', 'metadata', 'description'] },
      params: { id, clear: ['medias', 'metadata', 'description'] },
      body: { medias: [], metadata: {}, description: null },
    },
  ],
  [
    'a name to clear that Polar empties by an empty text',
    'update_webhook_endpoint',
    { given: { id, clear: ['name'] }, params: { id, clear: ['name'] }, body: { name: '' } },
  ],
  [
    'a line to clear of an address that is given whole',
    'update_customer',
    {
      given: { customer_id: id, billing_address: { country: 'DE', city: 'Ulm' }, clear: 'billing_address.line1' },
      params: { customer_id: id, clear: ['billing_address.line1'] },
      body: { billing_address: { country: 'DE', city: 'Ulm', line1: null } },
    },
  ],
  [
    'one value where only a list fits',
    'list_orders',
    { given: { sorting: '-created_at' }, params: { sorting: ['-created_at'] } },
  ],
  [
    'one object where only a list fits, also as JSON text',
    'create_product',
    {
      given: { name: 'Once', prices: JSON.stringify(fixed) },
      params: {},
      body: { name: 'Once', prices: [fixed] },
    },
  ],
  [
    'numbers and switches as text, where no text fits',
    'list_orders',
    { given: { page: '2', limit: '10' }, params: { page: 2, limit: 10 } },
  ],
  [
    'an amount in minor units as text',
    'create_product',
    {
      given: { name: 'Once', prices: [{ ...fixed, price_amount: '1500' }] },
      params: {},
      body: { name: 'Once', prices: [fixed] },
    },
  ],
  [
    'a switch as text, where only true fits',
    'update_subscription',
    { given: { id, revoke: 'True' }, params: { id }, body: { revoke: true } },
  ],
  [
    'text as text, where a number fits too',
    'create_customer',
    {
      given: { email: 'a@b.co', metadata: { a: '10', b: 'true', c: '1e3' } },
      params: {},
      body: { email: 'a@b.co', metadata: { a: '10', b: 'true', c: '1e3' } },
    },
  ],
  [
    'codes in other letters',
    'create_checkout',
    {
      given: { products: id, currency: 'USD', customer_billing_address: { country: 'us' } },
      params: {},
      body: { products: [id], currency: 'usd', customer_billing_address: { country: 'US' } },
    },
  ],
  [
    'codes in other letters as keys',
    'create_discount',
    {
      given: { name: 'Off', type: 'Fixed', duration: 'once', amounts: { USD: '500', eur: 500 } },
      params: {},
      body: { name: 'Off', type: 'fixed', duration: 'once', amounts: { usd: 500, eur: 500 } },
    },
  ],
  [
    'a choice in other letters, beside what only the chosen one has',
    'update_subscription',
    {
      given: { id, seats: '5', proration_behavior: 'Prorate', product_id: null },
      params: { id },
      body: { seats: 5, proration_behavior: 'prorate' },
    },
  ],
  [
    'JSON text where text fits, as it is',
    'create_product',
    {
      given: {
        name: '{"a":1}',
        description: '[]',
        prices: [fixed],
        recurring_interval: 'month',
        metadata: { a: '{"b":1}' },
      },
      params: {},
      body: {
        name: '{"a":1}',
        description: '[]',
        prices: [fixed],
        recurring_interval: 'month',
        metadata: { a: '{"b":1}' },
      },
    },
  ],
  [
    'a filter that is meant to be text',
    'list_events',
    {
      given: { filter: '{"conjunction":"and","clauses":[]}' },
      params: { filter: '{"conjunction":"and","clauses":[]}' },
    },
  ],
];

const refused: [string, ToolName, { given: Record<string, unknown>; want: [path: string, message: RegExp][] }][] = [
  [
    'a missing argument',
    'get_product',
    { given: {}, want: [['id', /^Required, but missing: expected an id \(a UUID\) from a list tool$/]] },
  ],
  [
    'an unknown argument, with the nearest name',
    'create_checkout',
    {
      given: { products: [id], customerId: id, sucess_url: 'https://example.com' },
      want: [
        ['customerId', /^There is no such argument\. Did you mean customer_id\?$/],
        ['sucess_url', /Did you mean success_url\?$/],
      ],
    },
  ],
  [
    'an unknown argument beside a body',
    'update_product',
    { given: { id, descripton: 'Pro' }, want: [['descripton', /Did you mean description\?$/]] },
  ],
  [
    'an unknown argument deep inside',
    'create_product',
    {
      given: { name: 'Pro', prices: [{ ...fixed, currency: 'usd' }], recurring_interval: 'month' },
      want: [['prices[0].currency', /Did you mean price_currency\?$/]],
    },
  ],
  [
    'an unknown argument that resembles none, with those that there are',
    'get_product',
    {
      given: { id, something: 'x' },
      want: [['something', /^There is no such argument\. These are known: id, fields$/]],
    },
  ],
  [
    'a path as a name',
    'list_customers',
    {
      given: { 'metadata.http.status': '404' },
      want: [['metadata.http.status', /^There is no such argument\. Give it within metadata, as "http\.status"$/]],
    },
  ],
  ['a wrong kind of value', 'get_product', { given: { id: 5 }, want: [['id', /^Expected an id .*, got 5$/]] }],
  [
    'text that is no number',
    'update_subscription',
    { given: { id, seats: 'five' }, want: [['seats', /^Expected a whole number, got "five"$/]] },
  ],
  ...['1e3', ' 10', '10 ', '0x10', '+5', '05', '', '9007199254740993', '5.0'].map((seats): (typeof refused)[number] => [
    `the number ${JSON.stringify(seats)}, which is not in plain form`,
    'create_checkout',
    { given: { products: [id], seats }, want: [['seats', /^Expected a whole number, got "/]] },
  ]),
  [
    'an amount in major units',
    'create_refund',
    {
      given: { order_id: id, reason: 'other', amount: '10.00' },
      want: [['amount', /^Expected a whole number of minor units \(1999 is 19\.99\), got "10\.00"$/]],
    },
  ],
  [
    'a number as a switch',
    'list_products',
    { given: { is_archived: '1' }, want: [['is_archived', /^Expected true or false, got "1"$/]] },
  ],
  [
    'an empty text as a list',
    'get_metrics',
    {
      given: { start_date: '2026-08-01', end_date: '2026-08-31', interval: 'day', metrics: '' },
      want: [['metrics', /^Expected a list, got ""$/]],
    },
  ],
  [
    'several values in one text',
    'list_orders',
    {
      given: { sorting: 'created_at,amount' },
      want: [['sorting[0]', /^Expected one of .*, got "created_at,amount"$/]],
    },
  ],
  [
    'null for what is required',
    'create_product',
    { given: { name: null, prices: [fixed] }, want: [['name', /^Required, but missing: expected text$/]] },
  ],
  [
    'null as the value of a key',
    'create_customer',
    { given: { email: 'a@b.co', metadata: { a: null } }, want: [['metadata.a', /^Expected text, .*, got null$/]] },
  ],
  [
    'nothing but empty values in an update, and says how to empty a field',
    'update_discount',
    {
      given: { id, code: '', products: [] },
      want: [['', /^Nothing to change was given\. To empty a field, name it in `clear`$/]],
    },
  ],
  [
    'a type alone, which changes nothing',
    'update_benefit',
    { given: { id, type: 'custom' }, want: [['', /^Nothing to change was given/]] },
  ],
  [
    'a type alone, which changes nothing in a question',
    'update_custom_field',
    { given: { id, type: 'text', properties: {} }, want: [['', /^Nothing to change was given/]] },
  ],
  [
    'deep in a union of unions',
    'create_product',
    {
      given: { name: 'Pro', prices: [{ amount_type: 'fixed', price_amount: 'ten' }], recurring_interval: 'month' },
      want: [['prices[0].price_amount', /^Expected a whole number of minor units \(1999 is 19\.99\), got "ten"$/]],
    },
  ],
  [
    'a value that is none of a few',
    'create_product',
    {
      given: { name: 'Pro', prices: [fixed], recurring_interval: 'monthly' },
      want: [['recurring_interval', /^Expected one of "day", "week", "month", "year", got "monthly"$/]],
    },
  ],
  [
    'what only a subscription has, of a product without an interval',
    'create_product',
    {
      given: { name: 'Once', prices: [fixed], meter_interval: 'month' },
      want: [['meter_interval', /^Only with recurring_interval "day" or "week" or "month" or "year"$/]],
    },
  ],
  [
    'a mistake in a product without an interval, and asks for no interval',
    'create_product',
    { given: { name: 'No', prices: [fixed] }, want: [['name', /^Expected at least 3 characters, got "No"$/]] },
  ],
  [
    'what Polar refuses although its document allows it',
    'update_subscription',
    { given: { id, seats: 0 }, want: [['seats', /^Expected at least 1, got 0$/]] },
  ],
  [
    'an address that no browser opens',
    'create_checkout_link',
    {
      given: { products: [id], success_url: 'ftp://example.com' },
      want: [['success_url', /^Expected a URL, such as https:.*, got "ftp:/]],
    },
  ],
  [
    'a case that there is not',
    'create_benefit',
    {
      given: { type: 'coupon', description: 'A coupon', properties: {} },
      want: [['type', /^Expected one of "custom", .*, got "coupon"$/]],
    },
  ],
  [
    'bounds',
    'create_benefit',
    {
      given: {
        type: 'meter_credit',
        description: 'x'.repeat(99),
        properties: { units: 0, meter_id: id, rollover: true },
      },
      want: [
        ['description', /^Expected at most 42 characters, got "x{59}…$/],
        ['properties.units', /^Expected more than 0, got 0$/],
      ],
    },
  ],
  [
    'an empty list',
    'create_checkout',
    { given: { products: [] }, want: [['products', /^Expected at least 1 item, got an empty list$/]] },
  ],
  [
    'an argument of another case',
    'update_subscription',
    {
      given: { id, revoke: true, cancel_at_period_end: true },
      want: [
        [
          ANY,
          /^Not together with (revoke|cancel_at_period_end)\. It goes with customer_cancellation_reason, customer_cancellation_comment$/,
        ],
      ],
    },
  ],
  [
    'an argument that needs one of two others',
    'update_subscription',
    {
      given: { id, customer_cancellation_reason: 'bored' },
      want: [['customer_cancellation_reason', /^Only together with cancel_at_period_end, or revoke$/]],
    },
  ],
  [
    'a field of another case, deep inside',
    'create_product',
    {
      given: { name: 'Pro', prices: [{ ...fixed, unit_amount: 1 }], recurring_interval: 'month' },
      want: [['prices[0].unit_amount', /^Only with prices\[0\]\.amount_type "metered_unit"$/]],
    },
  ],
  [
    'a choice that was not made',
    'create_checkout_link',
    {
      given: {},
      want: [['products', /^Required, but missing: expected a list$/]],
    },
  ],
  [
    'neither of two ways to say which',
    'get_customer',
    { given: {}, want: [['', /^One of these is required: customer_id, or external_customer_id, or email$/]] },
  ],
  [
    'both of two ways to say which',
    'get_member',
    {
      given: { customer_id: id, external_member_id: 'm-1' },
      want: [
        ['', /^Give only one of these: customer_id with member_id, or external_customer_id with external_member_id$/],
      ],
    },
  ],
  [
    'half of a way to say which',
    'get_member',
    { given: { customer_id: id }, want: [['member_id', /^Required, but missing: expected text$/]] },
  ],
  [
    'an argument of the other way to say which',
    'update_customer',
    {
      given: { external_customer_id: 'c-1', type: 'team' },
      want: [['type', /^Only together with customer_id$/]],
    },
  ],
  [
    'a field that is both given and cleared',
    'update_product',
    { given: { id, description: 'x', clear: ['description'] }, want: [['clear', /"description" is given too/]] },
  ],
  [
    'a field that cannot be cleared',
    'update_license_key',
    {
      given: { id, clear: ['usage'] },
      want: [['clear[0]', /^Expected one of "limit_activations", "limit_usage", "expires_at", got "usage"$/]],
    },
  ],
  [
    'a field to clear inside of what is no object',
    'update_organization',
    {
      given: { organization_id: id, dispute_settings: 'x', clear: ['dispute_settings.auto_accept_below_amount'] },
      want: [
        ['clear', /is given too/],
        ['dispute_settings', /^Expected an object, got "x"$/],
      ],
    },
  ],
  [
    'a case that nobody named',
    'update_benefit',
    {
      given: { id, description: 'hello' },
      want: [['type', /^Required, but missing: expected one of "custom", "discord", /]],
    },
  ],
  [
    'a field of another case, when the case is named',
    'update_benefit',
    {
      given: { id, type: 'license_keys', properties: { note: 'x' } },
      want: [['properties.note', /^Only with type "custom"$/]],
    },
  ],
  [
    'a key twice, in other letters',
    'create_discount',
    {
      given: { name: 'Off', type: 'fixed', duration: 'once', amounts: { USD: 500, usd: 700 } },
      want: [['amounts.USD', /^There is no such argument\. Did you mean usd\?$/]],
    },
  ],
  [
    'a key that is too short',
    'create_customer',
    {
      given: { email: 'a@example.com', metadata: { '': 'x' } },
      want: [['metadata.', /^Expected a key of at least 1 character, got ""$/]],
    },
  ],
  [
    'a key that is too long',
    'create_customer',
    {
      given: { email: 'a@example.com', metadata: { ['k'.repeat(45)]: 'x' } },
      want: [['metadata.'.padEnd(54, 'k'), /^Expected a key of at most 40 characters, got "k{45}"$/]],
    },
  ],
  [
    'a sign as a key, of one currency and of several',
    'create_discount',
    {
      given: { name: 'Off', type: 'fixed', duration: 'once', amounts: { '€': 500, $: 500 } },
      want: [
        ['amounts.€', /^There is no such argument\. Did you mean eur\?$/],
        ['amounts.$', /^There is no such argument\. Each is the code of a currency in three letters \(ISO 4217\)$/],
      ],
    },
  ],
  [
    'too many entries',
    'create_customer',
    {
      given: {
        email: 'a@example.com',
        metadata: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 1])),
      },
      want: [['metadata', /^Expected at most 50 entries, got an object of 51$/]],
    },
  ],
  [
    'a field of another case, by what tells it apart deep inside',
    'create_meter',
    {
      given: {
        name: 'Calls',
        filter: { conjunction: 'and', clauses: [] },
        aggregation: { func: 'count', property: 'x' },
      },
      want: [['aggregation.property', /^Only with aggregation\.func "sum" or "max" or "min" or "avg" or "unique"$/]],
    },
  ],
  [
    'a case that nobody meant: only what the usual one misses is named',
    'create_customer',
    { given: { name: 'Ada' }, want: [['email', /^Required, but missing: expected /]] },
  ],
  [
    'a value that says more than the one that is known',
    'create_customer',
    {
      given: { email: 'a@example.com', billing_address: { country: 'USA' } },
      want: [['billing_address.country', /such as "US", got "USA"$/]],
    },
  ],
  [
    'a value that is like none',
    'get_metrics',
    {
      given: { start_date: '2026-08-01', end_date: '2026-08-31', interval: 'day', timezone: 'Mars/X' },
      want: [['timezone', /^Expected a time zone of the IANA database, as Area\/City, or UTC, got "Mars\/X"$/]],
    },
  ],
  [
    'a time that ends before it begins',
    'get_metrics',
    {
      given: { start_date: '2026-09-01', end_date: '2026-08-31', interval: 'day' },
      want: [['end_date', /^Expected a time that is not before start_date, got "2026-08-31"$/]],
    },
  ],
  [
    'a moment that ends before it begins, in other time zones',
    'get_meter_quantities',
    {
      given: {
        meter_id: id,
        interval: 'day',
        start_timestamp: '2026-08-01T00:00:00Z',
        end_timestamp: '2026-08-01T00:00:00+02:00',
      },
      want: [['end_timestamp', /not before start_timestamp/]],
    },
  ],
  [
    'a NUL character',
    'list_products',
    { given: { query: 'a\0b' }, want: [['query', /^Expected text without a NUL character/]] },
  ],
  [
    'a NUL character deep inside',
    'create_customer',
    { given: { email: 'a@example.com', metadata: { a: '\0' } }, want: [['metadata.a', /NUL character/]] },
  ],
  [
    'a NUL character in a name',
    'create_customer',
    { given: { email: 'a@example.com', metadata: { '\0': 'a' } }, want: [[ANY, /NUL character/]] },
  ],
  [
    'a NUL character in what JSON text says',
    'create_customer',
    { given: { email: 'a@example.com', metadata: '{"a":"\\u0000"}' }, want: [['metadata.a', /NUL character/]] },
  ],
  [
    'an external id for which Polar has no path',
    'delete_customer',
    {
      given: { external_customer_id: 'a/b' },
      want: [['external_customer_id', /^Expected text without a slash, .*list tool.*, got "a\/b"$/]],
    },
  ],
  [
    'a wrong name for the id, with the right one',
    'get_customer',
    {
      given: { customerId: id },
      want: [
        ['', /^One of these is required/],
        ['customerId', /Did you mean customer_id\?$/],
      ],
    },
  ],
  [
    'JSON text that is no JSON',
    'create_customer',
    {
      given: { email: 'a@example.com', metadata: '{plan: pro}' },
      want: [['metadata', /^Expected an object, got "\{plan: pro\}"$/]],
    },
  ],
  [
    'JSON text of the wrong kind',
    'create_customer',
    {
      given: { email: 'a@example.com', metadata: '[1]' },
      want: [['metadata', /^Expected an object, got a list of 1$/]],
    },
  ],
  [
    'one of very many values, without listing them',
    'get_metrics',
    {
      given: { start_date: '2026-08-01', end_date: '2026-08-31', interval: 'day', timezone: 'PST' },
      want: [['timezone', /^Expected a time zone of the IANA database, as Area\/City, or UTC, got "PST"$/]],
    },
  ],
  [
    'a time without its zone',
    'list_orders',
    {
      given: { created_after: '2026-01-02T03:04:05' },
      want: [['created_after', /with a time zone, such as .*, got "2026/]],
    },
  ],
  [
    'a way to another path',
    'get_customer',
    {
      given: { external_customer_id: '..' },
      want: [['external_customer_id', /^Expected text other than a dot or two, got "\.\."$/]],
    },
  ],
];

test('null is a value where a field is required and takes it', () => {
  const schema = z.object({ parent: z.string().nullable(), label: z.string().nullable().exactOptional() });
  const given = { parent: null, label: null };
  expect(coerceArguments(schema, given, { isUpdate: false, maxValues: 10 })).toEqual({ parent: null });
});

describe('readArguments', () => {
  test.each(accepted)('takes %s apart', (_, name, { given, params, body }) => {
    const before = structuredClone(given);
    expect(readArguments(tools[name], given)).toMatchObject({ params, body });
    expect(readArguments(tools[name], given).body).toEqual(body);
    expect(given).toEqual(before);
  });

  test.each([
    [{ customer_id: id }, 'customers:get'],
    [{ external_customer_id: 'c-1' }, 'customers:get_external'],
    [{ customer_id: null, external_customer_id: 'c-1' }, 'customers:get_external'],
  ])('%o chooses the operation %s', (given, operation) => {
    expect(readArguments(tools.get_customer, given).operation.id).toBe(operation);
  });

  test('a body that may be left out', () => {
    expect(readArguments(tools.finalize_order, { order_id: id }).body).toBeUndefined();
  });

  test.each([
    `{"id":"${id}","__proto__":{"name":"x"}}`,
    `{"id":"${id}","metadata":{"__proto__":"x"}}`,
    JSON.stringify({ id, metadata: '{"__proto__":"x"}' }),
  ])('refuses a field called __proto__ rather than lose it: %s', (text) => {
    const read = () => readArguments(tools.update_product, JSON.parse(text));
    expect(read).toThrow(CallError);
    expect(read).toThrow('have a field called __proto__');
  });

  test('is not confused by an argument called as what every object has', () => {
    expect(() => readArguments(tools.get_product, { id, constructor: 'x' })).toThrow(CallError);
  });

  test.each(refused)('refuses %s', (_, name, { given, want }) => {
    try {
      readArguments(tools[name], given);
      expect.unreachable('it was accepted');
    } catch (error) {
      expect(error).toBeInstanceOf(CallError);
      const { code, fields } = error as CallError;
      expect(code).toBe('invalid_arguments');
      expect(fields).toHaveLength(want.length);
      for (const [i, [path, message]] of want.entries()) {
        if (path !== ANY) expect(fields[i]?.path).toBe(path);
        expect(fields[i]?.message).toMatch(message);
      }
    }
  });

  const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });
  const huge: [string, ToolName, Record<string, unknown>, RegExp][] = [
    ['many values', 'create_product', { name: 'Pro', prices: Array(400_000).fill(1) }, /hold more than 20000 values/],
    [
      'many values as text',
      'create_product',
      { name: 'Pro', prices: JSON.stringify(Array(400_000).fill(1)) },
      /hold more/,
    ],
    ['deep values', 'assign_seat', { subscription_id: id, metadata: nested(100) }, /are nested more than 50 deep/],
    [
      'deep values as text',
      'create_customer',
      { email: 'a@example.com', metadata: JSON.stringify(nested(100)) },
      /50 deep/,
    ],
  ];
  test.each(huge)('refuses %s before they cost anything', (_, name, given, message) => {
    expect(() => readArguments(tools[name], given)).toThrow(message);
    expect(() => readArguments(tools[name], given)).toThrow(CallError);
  });

  test('does not repeat a name without end', () => {
    try {
      readArguments(tools.get_product, { id, ['x'.repeat(500_000)]: 1 });
      expect.unreachable('it was accepted');
    } catch (error) {
      expect(JSON.stringify((error as CallError).fields).length).toBeLessThan(200);
    }
  });

  test('reads JSON text in each item of a long list', () => {
    const prices = Array(2_000).fill(JSON.stringify(fixed));
    const { body } = readArguments(tools.create_product, { name: 'Pro', recurring_interval: 'month', prices });
    expect((body as { prices: unknown[] }).prices).toEqual(Array(2_000).fill(fixed));
  });

  test('text in text in text ends somewhere', () => {
    let text: unknown = { a: 1 };
    for (let i = 0; i < 9; i++) text = JSON.stringify([text]);
    expect(() => readArguments(tools.create_product, { name: 'Pro', prices: text })).toThrow(CallError);
  });
});
