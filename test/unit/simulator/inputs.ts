import { createHash } from 'node:crypto';
import { sample } from 'openapi-sampler';
import {
  type ApiDocument,
  type Item,
  membersOf,
  type Schema,
  type SimulatedOperation,
} from '../../../simulator/document.ts';
import { SEED } from '../../../simulator/index.ts';
import { seedId } from '../../../simulator/seed/ids.ts';

/** The values of fields, by name, that mean something in the seeded shop. */
const KNOWN: Record<string, (operation: string) => unknown> = {
  organization_id: () => SEED.organization,
  product_id: (operation) => (operation.startsWith('checkouts:update') ? SEED.products.pro : SEED.products.starter),
  products: () => [SEED.products.pro],
  product_price_id: () => SEED.price,
  amounts: () => ({ usd: 500 }),
  customer_id: (operation) =>
    operation === 'license_keys:validate' || operation === 'customer-seats:assign_seat' ? undefined : SEED.customer,
  external_customer_id: (operation) =>
    operation === 'customer-seats:assign_seat' ? undefined : SEED.customerExternalId,
  member_id: () => undefined,
  external_member_id: () => undefined,
  discount_id: () => SEED.discount,
  meter_id: () => SEED.meter,
  order_id: (operation) => (operation.startsWith('customer-seats') ? undefined : SEED.order),
  subscription_id: (operation) => (operation.startsWith('customer-seats') ? SEED.teamSubscription : SEED.subscription),
  benefit_id: () => SEED.benefits.licenseKeys,
  benefits: () => [SEED.benefits.custom],
  files: () => [SEED.file],
  medias: () => [],
  custom_field_id: () => SEED.customField,
  activation_id: () => SEED.activation,
  key: () => SEED.licenseKeyText,
  payment_method_id: () => undefined,
  mime_type: (operation) => (operation === 'files:create' ? 'image/png' : 'application/zip'),
  endpoint_id: () => SEED.webhookEndpoint,
  unit_amount: () => '0.10',
  currency: () => 'usd',
  price_currency: () => 'usd',
  locale: () => 'en',
  trial_end: () => '2099-01-01T00:00:00Z',
  current_billing_period_end: () => '2099-01-01T00:00:00Z',
  resumes_at: () => '2099-01-01T00:00:00Z',
  ends_at: () => '2099-01-01T00:00:00Z',
  // A value that only goes together with another value of a neighbour.
  duration_in_months: () => undefined,
  custom_label: () => undefined,
  custom_multiplier: () => undefined,
  guild_token: () => 'header.payload.signature',
  prices: (operation) =>
    operation.startsWith('checkouts') ? undefined : [{ amount_type: 'fixed', price_amount: 1200 }],
};

const PATH: Record<string, string> = {
  'benefits:': SEED.benefits.custom,
  'benefits:files': SEED.benefits.downloads,
  'checkout-links:': SEED.checkoutLink,
  'checkouts:': SEED.checkout,
  'custom-fields:': SEED.customField,
  'customer_meters:': SEED.customerMeter,
  'customers:': SEED.customer,
  'discounts:': SEED.discount,
  'disputes:': SEED.dispute,
  'event-types:': SEED.eventType,
  'events:': SEED.event,
  'files:': SEED.file,
  'license_keys:': SEED.licenseKey,
  'meters:': SEED.meter,
  'metrics:': SEED.dashboard,
  'orders:': SEED.order,
  'orders:finalize': SEED.draftOrder,
  'organizations:': SEED.organization,
  'payments:': SEED.payment,
  'products:': SEED.products.starter,
  'subscriptions:': SEED.subscription,
  'webhooks:': SEED.webhookEndpoint,
  'webhooks:redeliver_webhook_event': SEED.webhookEvent,
};

const NAMED: Record<string, string> = {
  external_id: SEED.customerExternalId,
  member_id: SEED.member,
  member_external_id: SEED.memberExternalId,
  seat_id: SEED.seat,
  activation_id: SEED.activation,
};

/** The operation's path parameters, with seeded ids. */
export function pathValues(operation: SimulatedOperation): Record<string, string> {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const id = PATH[operation.id] ?? PATH[`${operation.id.split(':')[0] ?? ''}:`] ?? '';
  return Object.fromEntries(names.map((name) => [name, NAMED[name] ?? id]));
}

/** The operation's path with seeded ids in it. */
export function pathFor(operation: SimulatedOperation): string {
  const values = pathValues(operation);
  return operation.path.replace(/\{(\w+)\}/g, (_match, name: string) => values[name] ?? '');
}

/** Each required query parameter, or every parameter, with a value. */
export function queryValues(operation: SimulatedOperation, document: ApiDocument, all: boolean): Item {
  const values: Item = {};
  for (const parameter of operation.operation.parameters ?? []) {
    if (parameter.in !== 'query' || !(all || parameter.required || parameter.name === 'subscription_id')) continue;
    const known = parameter.name in KNOWN ? KNOWN[parameter.name]?.(operation.id) : FIXED[parameter.name];
    if (parameter.name in KNOWN && known === undefined) continue;
    if (parameter.style === 'deepObject') values[parameter.name] = { sku: 'pro' };
    else values[parameter.name] = known ?? sampleOf(parameter.schema, document, false);
  }
  return values;
}

/** The same as a query. */
export function queryFor(operation: SimulatedOperation, document: ApiDocument, all: boolean): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(queryValues(operation, document, all))) {
    if (name === 'metadata') query.append('metadata[sku]', 'pro');
    else for (const item of [value].flat()) query.append(name, String(item));
  }
  return query;
}

const FIXED: Record<string, unknown> = {
  start_date: '2026-08-01',
  end_date: '2026-08-31',
  start_timestamp: '2026-08-01T00:00:00Z',
  end_timestamp: '2026-08-31T00:00:00Z',
  interval: 'day',
  timezone: 'Europe/Stockholm',
  page: 1,
  limit: 50,
  filter: '{"conjunction":"and","clauses":[]}',
  metrics: ['revenue', 'orders'],
};

/** Fields of a full body that Polar's rules refuse for what is seeded, by operation. */
const REFUSED: Record<string, string[]> = {
  'benefits:create': ['visibility'],
  'checkout-links:create': ['seats', 'units'],
  'checkout-links:update': ['seats', 'units'],
  'checkouts:create': [
    'seats',
    'min_seats',
    'max_seats',
    'units',
    'min_units',
    'max_units',
    'subscription_id',
    'customer_tax_id',
  ],
  'checkouts:update': ['seats', 'units', 'customer_tax_id'],
  'customers:create': ['tax_id', 'locale'],
  'customers:members:update': ['email'],
  'customers:members:update_external': ['email'],
  'customers:update': ['external_id', 'tax_id', 'locale', 'type'],
  'customers:update_external': ['tax_id', 'locale'],
  'discounts:create': ['duration_in_months'],
  'discounts:update': ['type', 'duration', 'duration_in_months', 'amount', 'currency', 'amounts', 'basis_points'],
  'meters:create': ['custom_label', 'custom_multiplier'],
  'meters:update': ['is_archived'],
  'orders:update': ['billing_address'],
  'organizations:update': ['sso_enforced', 'default_presentment_currency', 'dispute_settings', 'feature_settings'],
  'products:create': ['meter_interval', 'meter_interval_count'],
  'products:update': ['recurring_interval', 'recurring_interval_count'],
  'subscriptions:update': ['discount_id', 'trial_end', 'resumes_at'],
};

/** The types whose bodies are taken: a type never changes, and some need an account elsewhere. */
const TYPES: Record<string, string[]> = {
  'benefits:create': ['custom', 'downloadables', 'feature_flag', 'license_keys', 'meter_credit'],
  'benefits:update': ['custom'],
  'custom-fields:update': ['text'],
};

/** The kinds of a subscription's change that its state lets through, by the field that tells them apart. */
const CHANGES = ['product_id', 'cancel_at_period_end', 'revoke', 'pause_at_period_end'];

/** The fields that an operation needs, although none of them is required by itself. */
const BASE: Record<string, Item> = {
  'customer-seats:assign_seat': { subscription_id: '', email: '' },
};

let unique = 0;

/** Bodies of every kind that the operation takes: each member of its union, sparse and full. */
export function bodiesFor(operation: SimulatedOperation, document: ApiDocument): { name: string; body: unknown }[] {
  if (!operation.body) return [];
  const members = membersOf(operation.body.schema, document.resolve) ?? [document.resolve(operation.body.schema)];
  const taken = members.filter((member) => isTaken(operation.id, member, document));
  return taken.flatMap((member, index) =>
    [false, true].map((full) => ({
      name: `body ${index + 1} ${full ? 'full' : 'sparse'}`,
      body: complete(
        adapt(sparedOf(operation.id, sampleOf(member, document, full) as Item), operation.id) as Item,
        operation.id,
      ),
    })),
  );
}

function sparedOf(operation: string, body: Item): Item {
  const allowed = Object.entries(body).filter(([name]) => !REFUSED[operation]?.includes(name));
  return { ...BASE[operation], ...Object.fromEntries(allowed) };
}

/** Whether Polar takes this kind of body for what is seeded. */
function isTaken(operation: string, member: Schema, document: ApiDocument): boolean {
  if (operation === 'subscriptions:update') return CHANGES.some((name) => member.properties?.[name] !== undefined);
  const type = member.properties?.type && document.resolve(member.properties.type).const;
  return type === undefined || (TYPES[operation]?.includes(String(type)) ?? true);
}

/** Adds the values that Polar wants together with others. */
function complete(body: Item, operation: string): Item {
  if (operation === 'discounts:create' && body.type === 'fixed') {
    const { amount: _amount, ...rest } = body;
    return { ...rest, amounts: { usd: 500 } };
  }
  if (operation === 'files:create') return asUpload(body);
  if (operation === 'files:uploaded') return SEEDED_UPLOAD;
  if (operation === 'customers:create' && body.type === 'team') return { email: newEmail(), ...body };
  if (operation.startsWith('webhooks:') && 'url' in body) return { ...body, url: 'https://hooks.labmail.net/polar' };
  return body;
}

const checksumOf = (text: string) => createHash('sha256').update(text).digest('base64');

/** A file of one part that the store behind Polar takes. */
function asUpload(body: Item): Item {
  const content = String(body.name);
  const checksum_sha256_base64 = checksumOf(content);
  const size = Buffer.byteLength(content);
  const parts = [{ number: 1, chunk_start: 0, chunk_end: size, checksum_sha256_base64 }];
  return { ...body, size, checksum_sha256_base64, upload: { parts } };
}

/** The completion of the seeded file's upload, which may be asked for again. Its content is its name. */
const SEEDED_UPLOAD: Item = {
  id: seedId('upload', 'icons'),
  path: `downloadable/${SEED.organization}/brightside-icons.zip`,
  parts: [
    {
      number: 1,
      checksum_etag: createHash('md5').update('brightside-icons.zip').digest('hex'),
      checksum_sha256_base64: checksumOf('brightside-icons.zip'),
    },
  ],
};

function sampleOf(schema: Schema, document: ApiDocument, full: boolean): unknown {
  return sample(expand(schema, document, 0) as Parameters<typeof sample>[0], {
    skipNonRequired: !full,
    quiet: true,
    enablePatterns: true,
  });
}

/** In place of references what they refer to, and formats that the sampler knows. */
function expand(schema: Schema, document: ApiDocument, depth: number): Schema {
  const resolved = document.resolve(schema);
  const members = membersOf(resolved, document.resolve)?.filter((member) => member.type !== 'null');
  if (members?.[0]) return expand(members[0], document, depth);
  const result: Schema = { ...resolved };
  if (result.format === 'uuid4') result.format = 'uuid';
  if (result.format === 'ipvanyaddress') result.format = 'ipv4';
  if (result.exclusiveMinimum !== undefined) result.minimum = result.exclusiveMinimum + 1;
  // Metadata and the like: the sampler's own names for free keys are too long for Polar.
  if (typeof result.additionalProperties === 'object') delete result.additionalProperties;
  if (result.items) result.items = depth > 8 ? {} : expand(result.items, document, depth + 1);
  if (result.properties) {
    result.properties = Object.fromEntries(
      Object.entries(result.properties).map(([name, property]) => [
        name,
        depth > 8 ? {} : expand(property, document, depth + 1),
      ]),
    );
  }
  return result;
}

/** In a domain that takes mail. */
function newEmail(): string {
  return `person${++unique}@labmail.net`;
}

/** Makes a sample mean something: known ids, and names that are new each time. */
function adapt(value: unknown, operation: string): unknown {
  if (Array.isArray(value)) return value.map((item) => adapt(item, operation));
  if (typeof value !== 'object' || value === null) return value;
  const result: Item = {};
  for (const [name, child] of Object.entries(value)) {
    const known = KNOWN[name];
    if (name === 'email' || name === 'customer_email') result[name] = newEmail();
    else if (name === 'code') result[name] = `new${++unique}`;
    else if (name === 'slug' || name === 'external_id') result[name] = `new-${++unique}`;
    else if (name === 'prices' && Array.isArray(child) && JSON.stringify(child).includes('"id"'))
      result[name] = known?.(operation);
    else if (known && child !== null) result[name] = known(operation);
    else result[name] = adapt(child, operation);
    if (result[name] === undefined) delete result[name];
  }
  return result;
}
