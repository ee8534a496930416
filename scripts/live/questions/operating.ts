import { change, type LearntValues, type Question, readMade, refusal, refusedRead } from '../question.ts';
import { NOBODY } from './catalogue.ts';

const HOUR_MS = 3_600_000;
const byId = (name: string) => (known: LearntValues) => ({ id: known.get(name) });
const moment = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

const usage: readonly Question[] = [
  change('ingest_events', (known) => ({ events: [event(known)] }), {
    learns: { 'events that were taken': 'inserted' },
  }),
  change(
    'ingest_events',
    (known) => {
      known.get('events that were taken');
      return { events: [event(known)] };
    },
    { about: 'the same event again' },
  ),
  refusal('ingest_events', 'no customer', ({ made }) => ({ events: [{ name: made.slug }] }), 'invalid_arguments'),
  refusal(
    'ingest_events',
    'a customer that isn’t there',
    ({ made }) => ({ events: [{ name: made.slug, customer_id: NOBODY }] }),
    'invalid_arguments',
  ),
  readMade('list_events', (known) => ({ name: [taken(known)] }), {
    until: 'items.0',
    learns: { 'own event': 'items.0.id' },
  }),
  readMade('get_event', byId('own event')),
  readMade('list_event_names', (known) => ({ query: taken(known) }), { until: 'items.0' }),
  readMade('list_event_types', (known) => ({ query: taken(known) }), {
    until: 'items.0',
    learns: { 'own event type': 'items.0.id' },
  }),
  change('update_event_type', (known) => ({ id: known.get('own event type'), label: known.made.name('event') })),
  readMade('get_meter_quantities', (known) => ({
    meter_id: known.get('own meter'),
    start_timestamp: moment(-2),
    end_timestamp: moment(1),
    interval: 'hour',
  })),
  readMade(
    'list_customer_meters',
    (known) => {
      taken(known);
      return { meter_id: [known.get('own meter')] };
    },
    { until: 'items.0', learns: { 'own customer meter': 'items.0.id' } },
  ),
  readMade('get_customer_meter', byId('own customer meter')),
  refusedRead('get_event', 'an unknown id', { id: NOBODY }, 'not_found'),
  refusal('update_event_type', 'an unknown id', { id: NOBODY, label: 'Nobody’s' }, 'not_found'),
];

function event(known: LearntValues) {
  const { made } = known;
  return { name: made.slug, customer_id: known.get('own customer'), external_id: made.slug, metadata: { units: 3 } };
}

function taken(known: LearntValues): string {
  known.get('events that were taken');
  return known.made.slug;
}

const metrics: readonly Question[] = [
  change('create_metric_dashboard', ({ made }) => ({ name: made.name('figures'), metrics: ['revenue'] }), {
    learns: { 'own dashboard': 'id' },
  }),
  readMade('get_metric_dashboard', byId('own dashboard')),
  change('update_metric_dashboard', (known) => ({ id: known.get('own dashboard'), metrics: ['revenue', 'orders'] })),
  refusedRead('get_metric_dashboard', 'an unknown id', { id: NOBODY }, 'not_found'),
  refusedRead(
    'get_metrics',
    'a metric that isn’t there',
    { start_date: '2026-10-01', end_date: '2026-10-31', interval: 'week', metrics: ['revenues'] },
    'invalid_arguments',
  ),
  refusedRead(
    'get_metrics',
    'an end before the start',
    { start_date: '2026-10-31', end_date: '2026-10-01', interval: 'day' },
    'invalid_arguments',
  ),
  refusedRead(
    'get_metrics',
    'a year by the hour',
    { start_date: '2025-01-01', end_date: '2025-12-31', interval: 'hour' },
    'invalid_arguments',
  ),
];

const webhooks: readonly Question[] = [
  change(
    'create_webhook_endpoint',
    ({ made }) => ({
      url: `https://example.com/${made.slug}`,
      name: made.name('hook'),
      format: 'raw',
      events: ['refund.created'],
    }),
    { learns: { 'own webhook endpoint': 'id' } },
  ),
  readMade('get_webhook_endpoint', byId('own webhook endpoint')),
  change('update_webhook_endpoint', (known) => ({ id: known.get('own webhook endpoint'), enabled: false })),
  change('reset_webhook_secret', (known) => ({ endpoint_id: known.get('own webhook endpoint') })),
  readMade('list_webhook_deliveries', (known) => ({ endpoint_id: [known.get('own webhook endpoint')] })),
  refusal(
    'create_webhook_endpoint',
    'an address without TLS',
    ({ made }) => ({ url: 'http://example.com/', name: made.name('http'), format: 'raw', events: ['refund.created'] }),
    'invalid_arguments',
  ),
  refusal('redeliver_webhook_event', 'an unknown id', { id: NOBODY }, 'not_found'),
];

const organization: readonly Question[] = [
  change(
    'update_organization',
    (known) => ({ organization_id: known.get('organization'), name: known.get('name of the organization') }),
    {
      about: 'the name it has',
      own: false,
    },
  ),
];

/** Questions about how the business is run. */
export const operating: readonly Question[] = [...usage, ...metrics, ...webhooks, ...organization];
