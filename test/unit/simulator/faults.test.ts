import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { controlSimulator, type SimulatorControl } from '../../../simulator/control.ts';
import { DEFAULT_ORGANIZATION_TOKEN, type Simulator, startSimulator } from '../../../simulator/index.ts';
import { api, login, refresh } from '../../support/simulator-client.ts';

const OAT = DEFAULT_ORGANIZATION_TOKEN.token;
let simulator: Simulator;
let control: SimulatorControl;

beforeAll(async () => {
  simulator = await startSimulator();
  control = controlSimulator(simulator.url);
});
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const list = () => api(simulator, OAT, 'GET', '/v1/customers/');
const total = async () => (await list()).body.pagination.total_count;
const create = (signal: AbortSignal) =>
  fetch(`${simulator.url}/v1/customers/`, {
    method: 'POST',
    body: JSON.stringify({ email: 'fault@labmail.net' }),
    headers: { authorization: `Bearer ${OAT}`, 'content-type': 'application/json' },
    signal,
  });

test('a status is answered as asked, as often as asked', async () => {
  await control.fault({
    kind: 'status',
    status: 503,
    body: 'busy',
    headers: { 'retry-after': '1' },
    match: { operationId: 'customers:list' },
    times: 2,
  });
  expect((await api(simulator, OAT, 'GET', '/v1/products/')).status).toBe(200);
  expect(await list()).toMatchObject({ status: 503, body: 'busy' });
  expect((await list()).headers.get('retry-after')).toBe('1');
  expect((await list()).status).toBe(200);
});

test('a delay only delays', async () => {
  await control.fault({ kind: 'delay', ms: 150, match: { path: '/v1/cust*' } });
  const startedAt = performance.now();
  expect((await list()).status).toBe(200);
  expect(performance.now() - startedAt).toBeGreaterThan(140);
});

test('a latency is of each request of the API, until the reset', async () => {
  await control.setLatency(60);
  for (const resource of ['/v1/customers/', '/v1/products/']) await api(simulator, OAT, 'GET', resource);
  expect((await control.requests()).map(({ ms }) => ms >= 59)).toEqual([true, true]);
  await control.setLatency(60_000);
  await login(simulator);
  await control.reset();
  expect((await list()).status).toBe(200);
});

test.each([
  ['hang', 25],
  ['hang_after_commit', 26],
  ['drop', 25],
  ['drop_after_commit', 26],
] as const)('%s gives no answer and leaves %i customers', async (kind, count) => {
  await control.fault({ kind, match: { method: 'POST', path: '/v1/customers/' } });
  const failure = await create(AbortSignal.timeout(300)).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: kind.startsWith('hang') ? 'TimeoutError' : 'TypeError' });
  expect(await total()).toBe(count);
  const entry = (await control.requests()).find((request) => request.method === 'POST');
  expect(entry).toMatchObject({ operationId: 'customers:create', status: 0, fault: kind });
  // Its caller gave up only where the simulator didn't.
  const abandoned = async () =>
    (await control.requests()).filter(({ abandonedAfterMs }) => abandonedAfterMs !== undefined).length;
  await expect.poll(abandoned).toBe(kind.startsWith('hang') ? 1 : 0);
});

test('a trickle brings the same body in parts', async () => {
  const whole = (await list()).body;
  await control.fault({ kind: 'trickle', parts: 3, ms: 50 });
  const response = await fetch(`${simulator.url}/v1/customers/`, { headers: { authorization: `Bearer ${OAT}` } });
  let text = '';
  let parts = 0;
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    parts += 1;
  }
  expect(JSON.parse(text)).toEqual(whole);
  expect(parts).toBeGreaterThan(1);
});

test.each([true, false])('padding is nothing but spaces behind the body, with a length: %s', async (hasLength) => {
  const whole = (await list()).body;
  await control.fault({ kind: 'padded', bytes: 100_000, hasLength });
  const response = await fetch(`${simulator.url}/v1/customers/`, { headers: { authorization: `Bearer ${OAT}` } });
  const text = await response.text();
  expect(JSON.parse(text)).toEqual(whole);
  expect(text.length - text.trimEnd().length).toBe(100_000);
  expect(response.headers.get('content-length')).toBe(hasLength ? String(text.length) : null);
});

test.each([
  ['hang_in_body', 'TimeoutError'],
  ['drop_in_body', 'TypeError'],
] as const)('%s sends half of an answer, of what it did', async (kind, name) => {
  await control.fault({ kind, match: { method: 'POST', path: '/v1/customers/' } });
  const response = await create(AbortSignal.timeout(300));
  expect(response.status).toBe(201);
  let text = '';
  const read = async () => {
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += part;
  };
  await expect(read()).rejects.toMatchObject({ name });
  expect(text).toMatch(/^\{"/);
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
  expect(await total()).toBe(26);
});

test('a refresh whose answer is lost is lost for good', async () => {
  const tokens = await login(simulator);
  await control.fault({ kind: 'drop_after_commit', match: { path: '/v1/oauth2/token' } });
  await expect(refresh(simulator, tokens.refresh_token)).rejects.toThrow();
  expect((await refresh(simulator, tokens.refresh_token)).status).toBe(400);
});

test('a token endpoint that fails before it acts may be asked again', async () => {
  const tokens = await login(simulator);
  await control.fault({ kind: 'status', status: 500, match: { path: '/v1/oauth2/token' } });
  expect((await refresh(simulator, tokens.refresh_token)).status).toBe(500);
  expect((await refresh(simulator, tokens.refresh_token)).status).toBe(200);
});

test('faults can be cleared', async () => {
  await control.fault({ kind: 'status', status: 500, times: 10 });
  await control.clearFaults();
  expect((await list()).status).toBe(200);
});

test('the log says what came and never a token', async () => {
  await control.clearRequests();
  const headers = { 'polar-version': '2026-10', 'x-odd': 'secret value' };
  await api(simulator, OAT, 'GET', '/v1/products/?query=private', undefined, headers);
  const requests = await control.requests();
  expect(requests).toMatchObject([
    {
      method: 'GET',
      path: '/v1/products/',
      operationId: 'products:list',
      status: 200,
      version: '2026-10',
      token: expect.stringMatching(/^[0-9a-f]{12}$/),
    },
  ]);
  expect(requests[0]?.headers).toEqual(expect.arrayContaining(['authorization', 'x-odd']));
  for (const hidden of [OAT, 'secret value', 'private']) expect(JSON.stringify(requests)).not.toContain(hidden);
});

test('a reset brings the seed back, and keeps logins when asked', async () => {
  const { access_token } = await login(simulator);
  await create(AbortSignal.timeout(3000));
  await control.reset({ keepLogins: true });
  expect(await total()).toBe(25);
  expect((await api(simulator, access_token, 'GET', '/v1/products/')).status).toBe(200);
  await control.reset();
  expect((await api(simulator, access_token, 'GET', '/v1/products/')).status).toBe(401);
});
