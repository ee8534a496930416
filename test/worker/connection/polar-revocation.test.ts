import { reset, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type PolarRevocation,
  REVOCATION_RETRY_SECONDS,
  revokeAtPolar,
} from '../../../src/connection/polar-revocation.ts';
import { env, waitingRevocations } from '../auth/calls.ts';
import { logIn } from '../auth/login.ts';
import { interceptPolar, letPolarBe, REVOKE_PATH, TOKEN_PATH } from '../auth/polar.ts';

beforeEach(reset);
afterEach(letPolarBe);

/** Makes a token that Polar accepts. */
async function polarToken(): Promise<string> {
  let token = '';
  interceptPolar(TOKEN_PATH, async (forward) => {
    const answer = await forward();
    token = (await answer.clone().json<{ access_token: string }>()).access_token;
    return answer;
  });
  await logIn();
  return token;
}

const statusOf = async (token: string) =>
  (await fetch(`${env.POLAR_API_URL}/v1/products/`, { headers: { Authorization: `Bearer ${token}` } })).status;

/** Stores a revocation without an attempt at Polar. */
async function kept(token: string): Promise<DurableObjectStub<PolarRevocation>> {
  const revocation = env.REVOCATIONS.get(env.REVOCATIONS.newUniqueId());
  await revocation.keep(token);
  return revocation;
}

/** Runs a function in the object while a variable of its environment has another value. */
function whileSet(
  revocation: DurableObjectStub<PolarRevocation>,
  changes: Partial<Env>,
  act: (object: PolarRevocation) => Promise<void>,
): Promise<number | null> {
  return runInDurableObject(revocation, async (object, { storage }) => {
    const own = object as unknown as { env: Env };
    const before = own.env;
    own.env = { ...before, ...changes };
    await act(object).finally(() => {
      own.env = before;
    });
    return storage.getAlarm();
  });
}

test('what is kept is asked for a minute later, also when who kept it is gone', async () => {
  const token = await polarToken();
  const revocation = await kept(token);
  const due = await runInDurableObject(revocation, (_, { storage }) => storage.getAlarm());
  expect(((due ?? 0) - Date.now()) / 1000).toBeCloseTo(REVOCATION_RETRY_SECONDS, 0);
  expect(await statusOf(token)).toBe(200);
  expect(await runDurableObjectAlarm(revocation)).toBe(true);
  expect(await statusOf(token)).toBe(401);
  expect(await waitingRevocations()).toEqual([]);
  expect(await runInDurableObject(revocation, (_, { storage }) => storage.getAlarm())).toBeNull();
});

test('what doesn’t open with the operator’s secret waits until it does', async () => {
  const token = await polarToken();
  const revocations = interceptPolar(REVOKE_PATH);
  const revocation = await kept(token);
  const due = await whileSet(revocation, { POLAR_CLIENT_SECRET: 'polar_cs_other' }, (object) => object.attempt());
  expect(due).not.toBeNull();
  expect([revocations.length, (await waitingRevocations()).length]).toEqual([0, 1]);
  expect(await runDurableObjectAlarm(revocation)).toBe(true);
  expect(await statusOf(token)).toBe(401);
});

test('while this server is set up wrongly, it waits too', async () => {
  const token = await polarToken();
  const revocation = await kept(token);
  const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});
  await runInDurableObject(revocation, (_, { storage }) => storage.deleteAlarm());
  const due = await whileSet(revocation, { POLAR_CLIENT_ID: '' }, (object) => object.alarm());
  expect(due).toBeGreaterThan(Date.now());
  expect(lines).toHaveBeenCalledWith(expect.stringContaining('revocation_failed'));
  expect(await runDurableObjectAlarm(revocation)).toBe(true);
  expect(await statusOf(token)).toBe(401);
});

test('what can’t be kept is asked for at once', async () => {
  const token = await polarToken();
  const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const stub = {
    keep: () => Promise.reject(new Error('storage is down')),
    attempt: () => Promise.reject(new Error('nothing is kept')),
  };
  const REVOCATIONS = { newUniqueId: () => 'id', get: () => stub } as unknown as Env['REVOCATIONS'];
  await revokeAtPolar({ ...env, REVOCATIONS }, token);
  expect(lines).toHaveBeenCalledWith(expect.stringContaining('revocation_not_kept'));
  expect(await statusOf(token)).toBe(401);
});
