import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SEED, type Simulator, startSimulator } from '../../../../simulator/index.ts';
import { refusalOf, shop, UNKNOWN } from './support.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());
const { call, control, get, refuses } = shop(() => simulator);

const RULE = '422 PolarRequestValidationError';
const FORM = '422 RequestValidationError';
const TOO_LONG =
  'value_error@query: The interval is too small for the given date range. Use a larger interval or reduce the date range.';
const ingest = (...events: object[]): [string, string, object] => ['POST', '/v1/events/ingest', { events }];
const filterOf = (filter: unknown) => `/v1/events/?filter=${encodeURIComponent(JSON.stringify(filter))}`;
const quantities = (query: string) => `/v1/meters/${SEED.meter}/quantities?${query}`;

describe('events', () => {
  const own = { name: 'api.request', customer_id: SEED.customer };
  refuses([
    [
      'people who are not there, by their place',
      ingest(own, { ...own, customer_id: UNKNOWN }, { ...own, member_id: UNKNOWN }),
      [
        RULE,
        'customer_id@body.events.1.customer_id: Customer not found.',
        'member_id@body.events.2.member_id: Member not found.',
      ],
    ],
    [
      'a text without an organization',
      ['GET', '/v1/events/?query=api'],
      [FORM, 'value_error@query.query: Query is only supported when organization_id is provided.'],
    ],
    [
      'a text that is too short',
      ['GET', `/v1/events/?query=ap&organization_id=${SEED.organization}`],
      [FORM, 'query@query.query: Query must be at least 3 characters.'],
    ],
    [
      'an unknown meter',
      ['GET', `/v1/events/?meter_id=${UNKNOWN}`],
      [RULE, 'meter_id@query.meter_id: Meter not found.'],
    ],
    [
      'a filter that is no JSON',
      ['GET', '/v1/events/?filter=nope'],
      [FORM, 'json_invalid@: Invalid JSON: expected ident at line 1 column 2'],
    ],
    ['a filter without clauses', ['GET', filterOf({ conjunction: 'and' })], [FORM, 'missing@clauses: Field required']],
  ]);

  test('a text is looked for in the organization', async () => {
    const { body } = await get(`/v1/events/?query=storage&organization_id=${SEED.organization}&limit=100`);
    expect(body.items).toHaveLength(12);
  });

  test('an event waits for its parent, and so do its children', async () => {
    const names = async () =>
      (await get('/v1/events/names?limit=100')).body.items.map(({ name }: { name: string }) => name);
    const run = { ...own, name: 'run', external_id: 'run-1', parent_id: 'job-1' };
    expect((await call(...ingest(run, { ...own, name: 'step', parent_id: 'run-1' }))).body.inserted).toBe(2);
    expect(await names()).not.toContain('run');
    await call(...ingest({ ...own, name: 'job', external_id: 'job-1' }));
    expect(await names()).toEqual(expect.arrayContaining(['job', 'run', 'step']));
    const { items } = (await get('/v1/events/?name=job')).body;
    expect((await get(`/v1/event-types/?parent_id=${items[0].id}`)).body.items).toMatchObject([{ name: 'run' }]);
    expect((await get(`/v1/event-types/?parent_id=${UNKNOWN}`)).body.items).toEqual([]);
  });

  test('a type says how often it came; Polar’s own have labels and no id', async () => {
    const { items } = (await get('/v1/event-types/?limit=100')).body;
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'api.request', occurrences: 108, label: 'api.request' }),
        expect.objectContaining({ name: 'customer.created', label: 'Customer Created', id: null, created_at: null }),
      ]),
    );
    await call('PATCH', `/v1/event-types/${SEED.eventType}`, { label: ' Call ', label_property_selector: 'route' });
    expect((await get('/v1/events/?name=api.request&limit=1')).body.items[0].label).toMatch(/^\/v1\//);
  });

  test('a page beyond the end counts nothing', async () => {
    expect((await get('/v1/events/?page=99999999999999999999')).body).toEqual({
      items: [],
      pagination: { total_count: 0, max_page: 0 },
    });
  });
});

describe('figures', () => {
  const days = (start: string, end: string, interval: string) =>
    `/v1/metrics/?start_date=${start}&end_date=${end}&interval=${interval}`;
  refuses([
    [
      'unknown slugs',
      ['GET', `${days('2026-08-01', '2026-08-02', 'day')}&metrics=mrr&metrics=arr&metrics=orders`],
      [RULE, 'value_error@query.metrics: Invalid metric slugs: arr, mrr'],
    ],
    ['hours for more than a week', ['GET', days('2026-08-01', '2026-08-09', 'hour')], [RULE, TOO_LONG]],
    ['days for more than a year', ['GET', days('2025-01-01', '2026-08-01', 'day')], [RULE, TOO_LONG]],
    ['an end before the start', ['GET', days('2026-08-02', '2026-08-01', 'month')], [RULE, TOO_LONG]],
    [
      'quantities of too long a range',
      ['GET', quantities('start_timestamp=2026-01-01T00:00:00Z&end_timestamp=2026-03-01T00:00:00Z&interval=hour')],
      [RULE, TOO_LONG],
    ],
  ]);

  test.each([
    ['Pacific/Auckland', 'day', '2026-11-28', '2026-11-29', ['2026-11-27T11:00:00.000Z', '2026-11-28T11:00:00.000Z']],
    ['America/New_York', 'day', '2026-11-01', '2026-11-02', ['2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z']],
    ['UTC', 'week', '2026-08-06', '2026-08-10', ['2026-08-03T00:00:00.000Z', '2026-08-10T00:00:00.000Z']],
    ['UTC', 'month', '2026-07-15', '2026-08-02', ['2026-07-01T00:00:00.000Z', '2026-08-01T00:00:00.000Z']],
  ])('in %s a %s is named by its local start', async (zone, interval, start, end, want) => {
    const { body } = await get(`${days(start, end, interval)}&metrics=orders&timezone=${zone}`);
    const starts = body.periods.map(({ timestamp }: { timestamp: string }) => new Date(timestamp).toISOString());
    expect(starts).toEqual(want);
  });

  test('limits by interval; a dashboard takes any slug', async () => {
    const { intervals } = (await get('/v1/metrics/limits')).body;
    expect(intervals).toEqual({
      hour: { min_days: 0, max_days: 7 },
      day: { min_days: 0, max_days: 366 },
      week: { min_days: 14, max_days: 371 },
      month: { min_days: 60, max_days: 1460 },
      year: { min_days: 366, max_days: 3650 },
    });
    expect((await call('POST', '/v1/metrics/dashboards', { name: 'Mine', metrics: ['nope'] })).status).toBe(201);
  });
});

describe('exports', () => {
  const lines = async (path: string) => String((await get(path)).body).split('\r\n');

  test.each([
    ['orders', 'Email,Created At,Product,Net Amount,Currency,Status,Invoice number'],
    ['subscriptions', 'Email,Started At,Product,Amount,Currency,Status,Billing Interval'],
    [
      'customers',
      'ID,External ID,Created At,Email,Name,Tax ID,Billing Address Line 1,Billing Address Line 2,Billing Address City,Billing Address State,Billing Address Zip,Billing Address Country,Metadata',
    ],
  ])('%s have these columns', async (what, headings) => {
    expect((await lines(`/v1/${what}/export`))[0]).toBe(headings);
  });

  test('columns are named, amounts divided by 100, times local', async () => {
    const [headings, first] = await lines(
      '/v1/orders/export?columns=total_amount&columns=created_at&timezone=Europe/Berlin',
    );
    expect(headings).toBe('Total,Created At');
    expect(first).toMatch(/^\d+\.\d+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+0[12]:00$/);
  });

  test('metrics have names, and amounts in cents', async () => {
    const query = 'start_date=2026-08-01&end_date=2026-08-31&interval=month&metrics=revenue&metrics=ltv';
    const [headings, first] = await lines(`/v1/metrics/export?${query}`);
    expect(headings).toBe('Timestamp,Revenue,Lifetime Value');
    expect(first).toMatch(/^2026-08-01T00:00:00\+00:00,\d+\.\d+,/);
  });

  test.each([
    ['/v1/orders/export?created_after=2026-08-01T00:00:00%2B02:00', 'polar-orders-2026-07-31.csv'],
    ['/v1/subscriptions/export', 'polar-subscriptions.csv'],
    ['/v1/customers/export', 'polar-customers.csv'],
    ['/v1/metrics/export?start_date=2026-08-01&end_date=2026-08-02&interval=day', 'polar-metrics.csv'],
  ])('%s is a file of its own name', async (path, name) => {
    expect((await get(path)).headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
  });

  refuses([
    [
      'a time zone in lower case',
      ['GET', '/v1/orders/export?timezone=utc'],
      [FORM, "value_error@query.timezone: Value error, 'utc' is not a valid IANA time zone"],
    ],
  ]);
});

describe('license keys', () => {
  const path = `/v1/license-keys/${SEED.licenseKey}`;
  const key = { key: SEED.licenseKeyText, organization_id: SEED.organization };
  const validate = (more: object): [string, string, object] => [
    'POST',
    '/v1/license-keys/validate',
    { ...key, ...more },
  ];
  refuses([
    [
      'another benefit',
      validate({ benefit_id: UNKNOWN }),
      ['404 ResourceNotFound', 'License key does not match given benefit.'],
    ],
    [
      'another customer',
      validate({ customer_id: UNKNOWN }),
      ['404 ResourceNotFound', 'License key does not match given user.'],
    ],
    [
      'more usage than is left',
      validate({ increment_usage: 1001 }),
      ['400 BadRequest', 'License key only has 1000 more usages.'],
    ],
  ]);

  test.each<[string, object, string]>([
    ['revoked', { status: 'revoked' }, 'License key is no longer active. This license key can not be activated.'],
    ['expired', { expires_at: '2024-01-01T00:00:00Z' }, 'License key has expired.'],
    ['full', { limit_activations: 1 }, 'License key activation limit already reached'],
  ])('%s: it can’t be activated', async (_name, change, reason) => {
    await call('PATCH', path, change);
    const answer = await call('POST', '/v1/license-keys/activate', { ...key, label: 'Desk' });
    expect(refusalOf(answer)).toEqual(['403 NotPermitted', reason]);
  });

  test('granted again it starts from its benefit a moment later, and its grant follows', async () => {
    const grants = async () => {
      const { items } = (await get(`/v1/benefit-grants/?customer_id=${(await get(path)).body.customer_id}&limit=100`))
        .body;
      return items.find(({ benefit_id }: { benefit_id: string }) => benefit_id === SEED.benefits.licenseKeys)
        .is_granted;
    };
    await call('PATCH', path, { status: 'revoked' });
    await control().advance(5);
    expect(await grants()).toBe(false);
    const limits = { limit_activations: 1, limit_usage: 3, expires_at: '2028-01-01T00:00:00Z' };
    const answer = await call('PATCH', path, { status: 'granted', ...limits });
    expect(answer.body).toMatchObject({ limit_activations: 1, limit_usage: 3 });
    await control().advance(5);
    expect((await get(path)).body).toMatchObject({
      status: 'granted',
      limit_activations: 3,
      limit_usage: 1000,
      expires_at: null,
    });
    expect(await grants()).toBe(true);
  });

  test('a disabled key keeps its limits', async () => {
    await call('PATCH', path, { status: 'disabled' });
    await call('PATCH', path, { status: 'granted', limit_usage: 3 });
    await control().advance(5);
    expect((await get(path)).body.limit_usage).toBe(3);
  });
});
