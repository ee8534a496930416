import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { controlSimulator, type SimulatorControl } from '../../../simulator/control.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED, type Simulator, startSimulator } from '../../../simulator/index.ts';
import { api, CLIENT, login, postForm, refresh, type Tokens } from '../../support/simulator-client.ts';

const OAT = DEFAULT_ORGANIZATION_TOKEN.token;
const OTHER_OAT = 'polar_oat_simulator_2';
let simulator: Simulator;
let control: SimulatorControl;

beforeAll(async () => {
  const organizationTokens = [DEFAULT_ORGANIZATION_TOKEN, { token: OTHER_OAT }];
  simulator = await startSimulator({ organizationTokens });
  control = controlSimulator(simulator.url);
});
afterAll(() => simulator.close());
beforeEach(() => control.reset());
afterEach(() => {
  vi.useRealTimers();
});

const list = (token: string | undefined) => api(simulator, token, 'GET', '/v1/products/');
const statuses = async (count: number, call: () => Promise<{ status: number }>) => {
  const seen: number[] = [];
  for (let index = 0; index < count; index += 1) seen.push((await call()).status);
  return seen;
};
/** A person's token whose owner Polar knows already, so that it counts for its client. */
const knownToken = async (userId: string) => {
  const { access_token } = await login(simulator, {}, { user_id: userId });
  await list(access_token);
  return access_token;
};

test('all people of a client count together, and an organization for itself', async () => {
  const ada = await knownToken(SEED.user.id);
  const ben = await knownToken(SEED.otherUser.id);
  await list(OAT);
  await control.setRate(2);
  expect([(await list(ada)).status, (await list(ben)).status]).toEqual([200, 200]);
  const refused = await list(ada);
  expect(refused.status).toBe(429);
  expect(refused.body).toBe('');
  expect((await list(ben)).status).toBe(429);
  expect((await list(OAT)).status).toBe(200);
});

test('all tokens of an organization count together', async () => {
  await Promise.all([list(OAT), list(OTHER_OAT)]);
  await control.setRate(1);
  expect([(await list(OAT)).status, (await list(OTHER_OAT)).status]).toEqual([200, 429]);
});

test('the wait is the whole window, however little of it is left', async () => {
  const token = await knownToken(SEED.user.id);
  await control.setRate(1);
  vi.useFakeTimers({ toFake: ['Date'] });
  const startedAt = Date.now();
  await list(token);
  for (const seconds of [0, 59]) {
    vi.setSystemTime(startedAt + seconds * 1000);
    const { status, headers } = await list(token);
    expect([status, headers.get('retry-after')]).toEqual([429, '60']);
  }
  vi.setSystemTime(startedAt + 60_000);
  expect((await list(token)).status).toBe(200);
});

test('a shorter window than a minute is told as well', async () => {
  const token = await knownToken(SEED.user.id);
  await control.setRate(1, 5);
  await list(token);
  expect((await list(token)).headers.get('retry-after')).toBe('5');
});

test('a new token is first counted by itself, and so is one that was not used for long', async () => {
  const token = await knownToken(SEED.user.id);
  vi.useFakeTimers({ toFake: ['Date'] });
  await control.setRate(1);
  await control.setAddressRate(0);
  expect(await statuses(2, () => list(token))).toEqual([200, 429]);
  const fresh = await login(simulator);
  expect(await statuses(2, () => list(fresh.access_token))).toEqual([200, 429]);
  const renewed = (await (await refresh(simulator, fresh.refresh_token)).json()) as Tokens;
  expect(await statuses(2, () => list(renewed.access_token))).toEqual([200, 429]);
  vi.setSystemTime(Date.now() + 300_000);
  // The first is counted by itself, the second for the client.
  expect(await statuses(3, () => list(token))).toEqual([200, 200, 429]);
});

const VALIDATE = '/v1/license-keys/validate';
const blocking = { path: `^${VALIDATE}`, requests: 3, seconds: 1, blockSeconds: 60 };
const post = (token: string | undefined, path: string) => api(simulator, token, 'POST', path);
const waitOf = ({ headers }: { headers: Headers }) => headers.get('retry-after');

test('who is over the limit of a zone that blocks gets nothing more, in any zone, until the block is over', async () => {
  const token = await knownToken(SEED.user.id);
  await control.setRate(100);
  await control.setZone(blocking);
  vi.useFakeTimers({ toFake: ['Date'] });
  const startedAt = Date.now();
  expect(await statuses(3, () => post(token, VALIDATE))).not.toContain(429);
  const refused = await post(token, VALIDATE);
  expect([refused.status, refused.body, waitOf(refused)]).toEqual([429, '', '60']);
  vi.setSystemTime(startedAt + 20_000);
  const elsewhere = await list(token);
  expect([elsewhere.status, waitOf(elsewhere)]).toEqual([429, '40']);
  expect((await list(OAT)).status).toBe(200);
  vi.setSystemTime(startedAt + 60_000);
  expect((await list(token)).status).toBe(200);
});

test('a zone counts a token that isn’t known yet by itself, and then the one who has it', async () => {
  await control.setRate(100);
  await control.setZone(blocking);
  expect(await statuses(4, () => post('polar_at_u_wrong', VALIDATE))).toEqual([401, 401, 401, 429]);
  expect(await statuses(4, () => post('polar_at_u_other', VALIDATE))).toEqual([401, 401, 401, 429]);
});

test('without a block the other zones go on, and the wait is that of the window that is used up', async () => {
  const token = await knownToken(SEED.user.id);
  await control.setRate(100);
  await control.setZone({ path: '^/v1/orders', requests: 2, seconds: 30 });
  const orders = () => api(simulator, token, 'GET', '/v1/orders/');
  expect(await statuses(2, orders)).toEqual([200, 200]);
  const refused = await orders();
  expect([refused.status, waitOf(refused)]).toEqual([429, '30']);
  expect((await list(token)).status).toBe(200);
});

test('a merchant’s validation of license keys counts as any other request, but where a test says otherwise', async () => {
  const token = await knownToken(SEED.user.id);
  await control.setRate(100);
  const validate = () => post(token, '/v1/license-keys/validate');
  expect(await statuses(5, validate)).not.toContain(429);
  await control.setZone({ path: '^/v1/license-keys/(validate|activate|deactivate)', requests: 3, seconds: 1 });
  const seen = await statuses(4, validate);
  expect([seen.slice(0, 3).includes(429), seen[3]]).toEqual([false, 429]);
  expect((await list(token)).status).toBe(200);
});

test('what has no bearer token has the same number, by address', async () => {
  await control.setRate(2);
  expect(await statuses(3, () => list(undefined))).toEqual([401, 401, 429]);
});

test('a bad token is counted before it is refused', async () => {
  await control.setRate(1);
  const seen = await statuses(62, () => list('polar_at_u_wrong'));
  expect(seen.filter((status) => status === 401)).toHaveLength(60);
  expect(seen.slice(60)).toEqual([429, 429]);
});

test('what has no bearer token counts by address', async () => {
  const tokens = await login(simulator);
  await list(tokens.access_token);
  await control.setRate(100);
  await control.setAddressRate(3);
  const revoke = () => postForm(`${simulator.url}/v1/oauth2/revoke`, { token: 'x', ...CLIENT });
  expect([(await revoke()).status, (await list(undefined)).status]).toEqual([200, 401]);
  const renewed = await refresh(simulator, tokens.refresh_token);
  expect(renewed.status).toBe(200);
  const refused = await revoke();
  expect([refused.status, refused.headers.get('retry-after'), await refused.text()]).toEqual([429, '60', '']);
  expect((await refresh(simulator, ((await renewed.json()) as Tokens).refresh_token)).status).toBe(429);
  expect((await list(OAT)).status).toBe(200);
  // Discovery isn't under /v1.
  expect((await api(simulator, undefined, 'GET', '/.well-known/jwks.json')).status).toBe(200);
});
