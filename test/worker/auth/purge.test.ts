import { createScheduledController, reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { PURGE_BATCH_KEYS, PURGE_BATCHES } from '../../../src/auth/provider.ts';
import { PURGE_CURSOR_KEY } from '../../../src/connection/storage.ts';
import worker from '../../../src/index.ts';
import { env, listTools } from './calls.ts';
import { logIn } from './login.ts';

beforeEach(reset);

const PER_DAY = PURGE_BATCH_KEYS * PURGE_BATCHES;

/** Runs the cron trigger. */
async function day(): Promise<void> {
  await worker.scheduled(createScheduledController({ cron: '37 3 * * *' }), env);
}

/** Stores grants of a client that is gone. */
async function abandon(count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const grant = { id: `g${index}`, userId: 'gone', clientId: 'gone', scope: [], createdAt: 0, encryptedProps: '' };
    await env.OAUTH_KV.put(`grant:gone:g${index}`, JSON.stringify(grant));
    await env.OAUTH_KV.put(`token:gone:g${index}:t`, JSON.stringify({ userId: 'gone', grantId: `g${index}` }));
  }
}

const left = async () => {
  const pages = await Promise.all(['grant:gone:', 'token:gone:'].map((prefix) => env.OAUTH_KV.list({ prefix })));
  return pages.map(({ keys }) => keys.length);
};
const cursor = () => env.OAUTH_KV.get(PURGE_CURSOR_KEY);

test('what belongs to a client that is gone goes with the day, and nothing else', async () => {
  const tokens = await logIn();
  await abandon(3);
  await day();
  expect(await left()).toEqual([0, 0]);
  expect(await cursor()).toBeNull();
  expect((await listTools(tokens)).status).toBe(200);
});

test('a day has its limit, and the next one goes on', async () => {
  await abandon(PER_DAY + 10);
  await day();
  expect(await left()).toEqual([10, 10]);
  expect(await cursor()).toMatch(/^grants:/);
  await day();
  expect(await left()).toEqual([0, 0]);
  expect(await cursor()).toBeNull();
});

test('a place that is none starts again the day after', async () => {
  await abandon(1);
  await env.OAUTH_KV.put(PURGE_CURSOR_KEY, 'nowhere');
  await day();
  expect(await cursor()).toBeNull();
  await day();
  expect(await left()).toEqual([0, 0]);
});
