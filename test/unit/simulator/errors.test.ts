import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { controlSimulator, type SimulatorControl } from '../../../simulator/control.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED, type Simulator, startSimulator } from '../../../simulator/index.ts';
import { api, login } from '../../support/simulator-client.ts';

const OAT = DEFAULT_ORGANIZATION_TOKEN.token;
const MISSING = '00000000-0000-4000-8000-000000000000';
let simulator: Simulator;
let control: SimulatorControl;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator();
  control = controlSimulator(simulator.url);
  token = (await login(simulator)).access_token;
});
afterAll(() => simulator.close());
beforeEach(() => control.reset({ keepLogins: true }));

const get = (path: string, headers: Record<string, string> = {}, bearer: string | undefined = token) =>
  api(simulator, bearer, 'GET', path, undefined, headers);
const post = (path: string, body: unknown, headers: Record<string, string> = {}, bearer = token) =>
  api(simulator, bearer, 'POST', path, body, headers);

describe('who and what for', () => {
  test('401 without a token', async () => {
    const answer = await api(simulator, undefined, 'GET', '/v1/products/');
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({ error: 'Unauthorized', detail: 'Unauthorized' });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="polar"');
  });

  test('401 with a bad token', async () => {
    const answer = await get('/v1/products/', {}, 'polar_at_u_wrong');
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({ error: 'invalid_token', error_description: expect.any(String) });
  });

  test('403 names the scopes, any of which would do', async () => {
    const { access_token } = await login(simulator, { scope: 'openid' });
    const answer = await get('/v1/products/', {}, access_token);
    expect(answer.status).toBe(403);
    expect(answer.body.error).toBe('insufficient_scope');
    expect(answer.headers.get('www-authenticate')).toMatch(
      /^Bearer realm="polar", scope="products:read products:write", error="insufficient_scope", error_description="/,
    );
  });

  test.each([
    ['products:write', '/v1/products/', 200],
    ['orders:write', '/v1/orders/', 403],
    ['orders:read', '/v1/orders/', 200],
  ])('%s on %s → %i', async (scope, path, status) => {
    const { access_token } = await login(simulator, { scope });
    expect((await get(path, {}, access_token)).status).toBe(status);
  });

  test('Polar-Version is echoed, and an unknown one is a 404 of its own', async () => {
    const good = await get('/v1/products/', { 'polar-version': '2026-10' });
    expect(good.headers.get('polar-version')).toBe('2026-10');
    expect((await get('/v1/products/')).headers.get('polar-version')).toBe('2026-04');
    // It is judged before the token.
    const bad = await get('/v1/products/', { 'polar-version': '2020-01' }, 'polar_at_u_wrong');
    expect(bad.status).toBe(404);
    expect(bad.body).toEqual({ detail: 'Not Found' });
    expect(bad.headers.has('polar-version')).toBe(false);
  });

  test.each(['x', MISSING, ''])('Polar-Organization: "%s" is ignored', async (organization) => {
    const answer = await get('/v1/products/', { 'polar-organization': organization });
    expect(answer.body).toEqual((await get('/v1/products/')).body);
    const body = { email: 'new@labmail.net' };
    expect((await post('/v1/customers/', body, { 'polar-organization': SEED.organization })).status).toBe(422);
  });

  test('organization_id: required of a person, refused from an organization', async () => {
    const body = { email: 'new@labmail.net' };
    const personal = await post('/v1/customers/', body);
    expect(personal).toMatchObject({
      status: 422,
      body: {
        error: 'PolarRequestValidationError',
        detail: [
          { type: 'missing', loc: ['body', 'organization_id'], msg: 'organization_id is required.', input: null },
        ],
      },
    });
    const disallowed = await post('/v1/customers/', { ...body, organization_id: SEED.organization }, {}, OAT);
    expect(disallowed.status).toBe(422);
    expect(disallowed.body.detail[0].msg).toBe(
      'Setting organization_id is disallowed when using an organization token.',
    );
    expect((await post('/v1/customers/', { email: 'other@labmail.net' }, {}, OAT)).status).toBe(201);
  });

  test('an event names its organization, except under an organization token', async () => {
    const narrow = (await login(simulator, {}, { organizations: [SEED.organization] })).access_token;
    const event = { name: 'api.request', external_customer_id: SEED.customerExternalId };
    const named = { ...event, organization_id: SEED.organization };
    const ingest = async (events: object[], bearer: string) => {
      const { status, body } = await post('/v1/events/ingest', { events }, {}, bearer);
      return { status, error: body.error, detail: body.detail?.[0] };
    };
    const at = (index: number) => ({ loc: ['body', 'events', index, 'organization_id'] });
    const error = 'PolarRequestValidationError';
    expect(await ingest([named, event], narrow)).toMatchObject({ status: 422, error, detail: at(1) });
    expect(await ingest([{ ...event, organization_id: SEED.otherOrganization }], narrow)).toMatchObject({
      detail: { type: 'organization_id', msg: 'Organization not found.' },
    });
    expect(await ingest([named], narrow)).toMatchObject({ status: 200 });
    expect(await ingest([named], OAT)).toMatchObject({ status: 422, detail: { type: 'organization_token', ...at(0) } });
    expect(await ingest([event], OAT)).toMatchObject({ status: 200 });
  });

  test('an organization cannot create an organization', async () => {
    const refused = await post('/v1/organizations/', { name: 'New shop', slug: 'new-shop' }, {}, OAT);
    expect(refused).toMatchObject({ status: 401, body: { error: 'Unauthorized', detail: 'Unauthorized' } });
    expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="polar"');
    const created = await post('/v1/organizations/', { name: 'New shop', slug: 'new-shop' });
    expect((await get(`/v1/organizations/${created.body.id}`)).body.name).toBe('New shop');
  });
});

describe('Polar-Organization, where it is honoured', () => {
  beforeEach(() => control.setOAuth({ organizationHeader: 'honoured' }));
  const header = (organization: string) => ({ 'polar-organization': organization });

  test.each([
    ['as it is written', (id: string) => id],
    ['without dashes', (id: string) => id.replaceAll('-', '')],
    ['in braces and capitals', (id: string) => `{${id.toUpperCase()}}`],
    ['as a URN', (id: string) => `urn:uuid:${id}`],
  ])('narrows, %s', async (_name, write) => {
    const narrowed = await get('/v1/products/', header(write(SEED.otherOrganization)));
    expect(narrowed.body.pagination.total_count).toBe(2);
  });

  test('narrows creates too', async () => {
    const body = { email: 'new@labmail.net' };
    const created = await post('/v1/customers/', body, header(SEED.organization));
    expect(created).toMatchObject({ status: 201, body: { organization_id: SEED.organization } });
    const shop = { name: 'New shop', slug: 'new-shop' };
    const opened = await post('/v1/organizations/', shop, header(SEED.organization));
    expect(opened).toMatchObject({ status: 403, body: { error: 'CannotCreateOrganizationError' } });
  });

  test('is judged with the token, before scopes and paths', async () => {
    const { access_token } = await login(simulator, { scope: 'openid' });
    const malformed = {
      error: 'InvalidRequestedOrganization',
      detail: 'The Polar-Organization header must be an organization ID.',
    };
    const foreign = {
      error: 'RequestedOrganizationNotAccessible',
      detail: 'The organization in the Polar-Organization header is not accessible with this credential.',
    };
    for (const path of ['/v1/products/', '/v1/nothing']) {
      expect(await get(path, header('x'), access_token)).toMatchObject({ status: 400, body: malformed });
      expect(await get(path, header(MISSING), access_token)).toMatchObject({ status: 403, body: foreign });
    }
    expect(await get('/v1/products/', header('x'), 'polar_at_u_wrong')).toMatchObject({ status: 401 });
  });

  test('is an organization token of that organization, or refused', async () => {
    expect((await get('/v1/products/', header(SEED.organization), OAT)).status).toBe(200);
    expect((await get('/v1/products/', header(SEED.otherOrganization), OAT)).status).toBe(403);
  });
});

describe('where', () => {
  test('404 of a resource has a class name', async () => {
    expect(await get(`/v1/products/${MISSING}`)).toMatchObject({
      status: 404,
      body: { error: 'ResourceNotFound', detail: expect.any(String) },
    });
  });

  test("another organization's resource is a 404", async () => {
    expect((await get(`/v1/products/${SEED.products.workshop}`, {}, OAT)).status).toBe(404);
  });

  test('404 of a path has none', async () => {
    expect(await get('/v1/nothing')).toMatchObject({ status: 404, body: { detail: 'Not Found' } });
  });

  test('405', async () => {
    expect((await api(simulator, token, 'DELETE', '/v1/products/')).status).toBe(405);
  });

  test.each([
    ['/v1/products?limit=1', '/v1/products/?limit=1'],
    ['/v1/webhooks/endpoints/', '/v1/webhooks/endpoints'],
  ])('307 from %s', async (path, target) => {
    const answer = await get(path);
    expect(answer.status).toBe(307);
    expect(answer.headers.get('location')).toBe(simulator.url + target);
  });
});

describe('422', () => {
  const detail = async (body: unknown, path = '/v1/products/') => (await post(path, body)).body.detail;

  test.each([
    [
      'a missing field',
      '/v1/webhooks/endpoints',
      { url: 'https://a.example', format: 'raw' },
      { type: 'missing', loc: ['body', 'events'], msg: 'Field required' },
    ],
    [
      'a wrong choice',
      '/v1/webhooks/endpoints',
      { url: 'https://a.example', format: 'xml', events: [] },
      { type: 'enum', loc: ['body', 'format'], msg: "Input should be 'raw', 'discord' or 'slack'" },
    ],
    [
      'an address that is none',
      '/v1/webhooks/endpoints',
      { url: 'a b', format: 'raw', events: [] },
      { type: 'url_parsing', loc: ['body', 'url'] },
    ],
    [
      'a tag in the location',
      '/v1/benefits/',
      { type: 'custom', description: 'x', properties: {} },
      { type: 'string_too_short', loc: ['body', 'custom', 'description'] },
    ],
    ['an unknown tag', '/v1/benefits/', { type: 'gold' }, { type: 'union_tag_invalid', loc: ['body'] }],
    ['no tag', '/v1/benefits/', {}, { type: 'union_tag_not_found', loc: ['body'] }],
    [
      'a deep mistake',
      '/v1/events/ingest',
      { events: [{ name: 'a', customer_id: 5 }] },
      { type: 'uuid_type', loc: ['body', 'events', 0, 'EventCreateCustomer', 'customer_id'] },
    ],
  ])('names %s', async (_name, path, body, expected) => {
    expect((await detail(body, path))[0]).toMatchObject(expected);
  });

  test('a union is explained branch by branch', async () => {
    const locations = (await detail({}, '/v1/checkouts/')).map((entry: { loc: string[] }) => entry.loc.slice(1));
    const branch = (model: string) =>
      `function-after[_validate_unit_constraints(), function-after[_validate_seat_constraints(), function-after[is_complete_configuration(), ${model}]]]`;
    expect(locations).toEqual([
      [branch('CheckoutProductsCreate'), 'products'],
      [branch('CheckoutProductCreate'), 'product_id'],
      [branch('CheckoutPriceCreate'), 'product_price_id'],
    ]);
  });

  test('a union whose branch a field chooses is explained by that branch alone', async () => {
    const locations = (await detail({ name: 'Pro' })).map((entry: { loc: string[] }) => entry.loc);
    expect(locations).toEqual([['body', 'one_time', 'prices']]);
  });

  test('an extra field where none may be', async () => {
    const answer = await api(simulator, token, 'PATCH', `/v1/subscriptions/${SEED.subscription}`, { seats: 2, foo: 1 });
    expect(answer.body.detail.some((entry: { type: string }) => entry.type === 'extra_forbidden')).toBe(true);
  });

  test.each([
    ['limit=0', { type: 'greater_than', loc: ['query', 'limit'], input: '0', ctx: { gt: 0 } }],
    ['limit=many', { type: 'int_parsing', loc: ['query', 'limit'], input: 'many' }],
    ['is_archived=perhaps', { type: 'bool_parsing', loc: ['query', 'is_archived'] }],
  ])('names a wrong query %s', async (query, expected) => {
    expect((await get(`/v1/products/?${query}`)).body.detail[0]).toMatchObject(expected);
  });

  test('a missing query parameter and a wrong id', async () => {
    expect((await get('/v1/metrics/')).body.detail[0]).toMatchObject({
      type: 'missing',
      loc: ['query', 'start_date'],
      input: null,
    });
    expect((await get('/v1/products/seven')).body.detail[0]).toMatchObject({
      type: 'uuid_parsing',
      loc: ['path', 'id'],
      input: 'seven',
    });
  });

  const sendRaw = async (body: string, headers: Record<string, string>) => {
    const authorization = `Bearer ${token}`;
    const url = `${simulator.url}/v1/event-types/${SEED.eventType}`;
    const response = await fetch(url, { method: 'PATCH', body, headers: { authorization, ...headers } });
    return { status: response.status, text: await response.text() };
  };

  test.each([
    ['{', 'Expecting property name enclosed in double quotes', 1],
    ['{"label": 1,}', 'Illegal trailing comma before end of object', 11],
    ['{"label" 1}', "Expecting ':' delimiter", 9],
    ['[1 2]', "Expecting ',' delimiter", 3],
    ['{"label": "x', 'Unterminated string starting at', 10],
    ['{} x', 'Extra data', 3],
    ['x', 'Expecting value', 0],
  ])('a body that is no JSON: %s', async (body, error, at) => {
    const { text } = await sendRaw(body, { 'content-type': 'application/json' });
    const detail = [{ type: 'json_invalid', loc: ['body', at], msg: 'JSON decode error', input: {}, ctx: { error } }];
    expect(JSON.parse(text)).toEqual({ error: 'RequestValidationError', detail });
  });

  test.each([
    ['text', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ])('a body sent as %s is one text', async (_name, headers) => {
    const { status, text } = await sendRaw('{"label":"x"}', headers);
    expect(status).toBe(422);
    expect(JSON.parse(text).detail).toMatchObject([{ type: 'model_attributes_type', input: '{"label":"x"}' }]);
  });

  test('a body with a number that JSON lacks fails where it is to be shown', async () => {
    const answer = await sendRaw('{"label": NaN}', { 'content-type': 'application/json' });
    expect(answer).toEqual({ status: 500, text: 'Internal Server Error' });
  });

  test('something that is not there', async () => {
    expect((await detail({ product_id: MISSING, customer_id: SEED.customer }, '/v1/subscriptions/'))[0]).toMatchObject({
      loc: ['body', 'product_id'],
      msg: 'Product does not exist.',
    });
  });
});

describe('at the front', () => {
  test('411 for a body of unknown length', async () => {
    const answer = await new Promise<[number, string]>((resolve, reject) => {
      const headers = { authorization: 'Bearer polar_at_u_wrong', 'transfer-encoding': 'chunked' };
      const sent = request(`${simulator.url}/v1/products/`, { method: 'POST', headers, timeout: 3000 }, (response) => {
        response.setEncoding('utf8').once('data', (text: string) => resolve([response.statusCode ?? 0, text]));
      });
      sent.on('error', reject);
      sent.end('{}');
    });
    const body = { error: 'LengthRequired', detail: 'A Content-Length header is required.' };
    expect(answer).toEqual([411, JSON.stringify(body)]);
  });

  test('413 above 10 MiB', async () => {
    expect((await post('/v1/products/', { name: 'x'.repeat(10 * 1024 * 1024) })).status).toBe(413);
  });
});
