import { NEW_ORGANIZATION } from '../operations/organizations.ts';
import { keepUpload } from '../storage.ts';
import type { Store, StoredRecord } from '../store.ts';
import { daysBefore, SEED, seedId } from './ids.ts';

const EVENTS = ['order.created', 'order.paid', 'subscription.created', 'subscription.canceled'];

/** Seeds the organizations and the things that belong to them directly. */
export function seedShop(store: Store): void {
  organization(store, SEED.organization, 'Brightside Tools', 'brightside-tools', 400);
  const labs = organization(store, SEED.otherOrganization, 'Brightside Labs', 'brightside-labs', 120);
  // Polar's support let this one charge saved cards.
  labs.feature_settings = { ...NEW_ORGANIZATION.feature_settings, off_session_charges_enabled: true };

  const organization_id = SEED.organization;
  const field = { organization_id, created_at: daysBefore(200), metadata: {} };
  store.insert('custom-fields', {
    ...field,
    id: SEED.customField,
    type: 'text',
    slug: 'company',
    name: 'Company',
    properties: { form_label: 'Company' },
  });
  store.insert('custom-fields', {
    ...field,
    id: seedId('custom-field', 'source'),
    type: 'select',
    slug: 'source',
    name: 'How did you find us?',
    properties: {
      options: [
        { value: 'search', label: 'Search' },
        { value: 'friend', label: 'A friend' },
      ],
    },
  });
  store.insert('metric-dashboards', {
    organization_id,
    id: SEED.dashboard,
    created_at: daysBefore(90),
    name: 'Revenue at a glance',
    metrics: ['revenue', 'orders', 'monthly_recurring_revenue', 'active_subscriptions'],
  });
  seedWebhooks(store, organization_id);
  seedFiles(store, organization_id);
}

function organization(store: Store, id: string, name: string, slug: string, age: number): StoredRecord {
  return store.insert('organizations', {
    ...NEW_ORGANIZATION,
    id,
    organization_id: id,
    created_at: daysBefore(age),
    name,
    slug,
    email: `hello@${slug}.example.com`,
    website: `https://${slug}.example.com`,
    socials: [{ platform: 'github', url: `https://github.com/example/${slug}` }],
    status: 'active',
    country: 'SE',
    capabilities: {
      checkout_payments: true,
      subscription_renewals: true,
      payouts: true,
      refunds: true,
      api_access: true,
      dashboard_access: true,
    },
  });
}

function seedWebhooks(store: Store, organization_id: string): void {
  store.insert('webhook-endpoints', {
    organization_id,
    id: SEED.webhookEndpoint,
    created_at: daysBefore(180),
    name: 'Billing sync',
    url: 'https://hooks.brightside-tools.example.com/polar',
    format: 'raw',
    secret: 'whsec_simulated',
    enabled: true,
    events: EVENTS,
  });
  for (let index = 0; index < 6; index += 1) {
    const succeeded = index !== 4;
    const created_at = daysBefore(index, 2);
    const id = index === 0 ? SEED.webhookEvent : seedId('webhook-event', index);
    const type = EVENTS[index % EVENTS.length] ?? 'order.created';
    const common = { organization_id, created_at, succeeded };
    store.insert('webhook-events', {
      ...common,
      id,
      type,
      payload: JSON.stringify({ type }),
      last_http_code: succeeded ? 200 : 503,
      skipped: false,
      is_archived: false,
    });
    store.insert('webhook-deliveries', {
      ...common,
      id: seedId('webhook-delivery', index),
      endpoint_id: SEED.webhookEndpoint,
      event_type: type,
      http_code: succeeded ? 200 : 503,
      http_code_class: succeeded ? '2xx' : '5xx',
      response: succeeded ? 'ok' : 'Service Unavailable',
      webhook_event_id: id,
    });
  }
}

function seedFiles(store: Store, organization_id: string): void {
  const file = (key: string, name: string, mime_type: string, size: number, service: string) => {
    keepUpload(store, `${service}/${organization_id}/${name}`, seedId('upload', key), Buffer.from(name));
    return store.insert('files', {
      organization_id,
      id: seedId('file', key),
      created_at: daysBefore(210),
      name,
      path: `${service}/${organization_id}/${name}`,
      mime_type,
      size,
      size_readable: `${(size / 1024 / 1024).toFixed(1)} MB`,
      service,
      version: '1.0',
      is_uploaded: true,
      last_modified_at: daysBefore(210),
      ...(service === 'product_media' && { public_url: `https://files.example/${name}` }),
    });
  };
  file('icons', 'brightside-icons.zip', 'application/zip', 48_120_334, 'downloadable');
  file('handbook', 'handbook.pdf', 'application/pdf', 7_340_032, 'downloadable');
  file('cover', 'icons-cover.png', 'image/png', 412_880, 'product_media');
}
