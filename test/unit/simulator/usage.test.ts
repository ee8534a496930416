import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { controlSimulator } from '../../../simulator/control.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED, type Simulator, startSimulator } from '../../../simulator/index.ts';
import { api } from '../../support/simulator-client.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());
beforeEach(() => controlSimulator(simulator.url).reset());

const call = (method: string, path: string, body?: unknown) =>
  api(simulator, DEFAULT_ORGANIZATION_TOKEN.token, method, path, body);
const get = (path: string) => call('GET', path);

describe('usage, seats and keys', () => {
  test('what is ingested is listed and measured, and a repeat is a duplicate', async () => {
    const events = [
      {
        name: 'api.request',
        customer_id: SEED.customer,
        external_id: 'e-1',
        metadata: { cost: 2 },
        timestamp: '2026-09-02T10:00:00Z',
      },
    ];
    expect((await call('POST', '/v1/events/ingest', { events })).body).toEqual({ inserted: 1, duplicates: 0 });
    expect((await call('POST', '/v1/events/ingest', { events })).body).toEqual({ inserted: 0, duplicates: 1 });
    const listed = await get('/v1/events/?metadata[cost]=2');
    expect(listed.body.items).toMatchObject([{ name: 'api.request', customer: { id: SEED.customer } }]);
    const range = 'start_timestamp=2026-09-02T00:00:00Z&end_timestamp=2026-09-02T23:00:00Z&interval=day';
    expect((await get(`/v1/meters/${SEED.meter}/quantities?${range}`)).body).toMatchObject({
      total: 1,
      quantities: [{ quantity: 1 }],
    });
    expect((await get('/v1/events/names?query=api')).body.items).toMatchObject([
      { name: 'api.request', occurrences: 109 },
    ]);
  });

  test('seats fill up', async () => {
    const assign = (email: string) =>
      call('POST', '/v1/customer-seats', { subscription_id: SEED.teamSubscription, email });
    for (const email of ['a@labmail.net', 'b@labmail.net', 'c@labmail.net'])
      expect((await assign(email)).status).toBe(200);
    expect((await assign('d@labmail.net')).status).toBe(400);
    expect((await get(`/v1/customer-seats?subscription_id=${SEED.teamSubscription}`)).body).toMatchObject({
      total_seats: 5,
      available_seats: 0,
    });
    expect((await call('DELETE', `/v1/customer-seats/${SEED.seat}`)).body.status).toBe('revoked');
    expect((await assign('d@labmail.net')).status).toBe(200);
  });

  test('a license key is validated, activated and let go', async () => {
    const body = { key: SEED.licenseKeyText, organization_id: SEED.organization };
    expect((await call('POST', '/v1/license-keys/validate', { ...body, increment_usage: 5 })).body.usage).toBe(5);
    const { body: activation } = await call('POST', '/v1/license-keys/activate', { ...body, label: 'Phone' });
    const path = `/v1/license-keys/${SEED.licenseKey}`;
    expect((await get(path)).body.activations).toHaveLength(2);
    expect((await get(`${path}/activations/${activation.id}`)).body.label).toBe('Phone');
    expect((await call('POST', '/v1/license-keys/deactivate', { ...body, activation_id: activation.id })).status).toBe(
      204,
    );
    await call('PATCH', path, { status: 'revoked' });
    expect(await call('POST', '/v1/license-keys/validate', body)).toMatchObject({
      status: 404,
      body: { detail: 'License key is no longer active.' },
    });
  });

  test('a secret is replaced', async () => {
    const path = `/v1/webhooks/endpoints/${SEED.webhookEndpoint}`;
    const before = (await get(path)).body.secret;
    const after = (await call('PATCH', `${path}/secret`)).body.secret;
    expect(after).not.toBe(before);
    expect((await get(path)).body.secret).toBe(after);
  });

  test('a dispute is accepted once', async () => {
    const path = `/v1/disputes/${SEED.dispute}/accept`;
    expect((await call('POST', path)).body.status).toBe('lost');
    expect((await call('POST', path)).status).toBe(409);
  });
});
