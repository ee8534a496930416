import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, inject, test, vi } from 'vitest';
import { readConfig } from '../../../src/config/index.ts';
import { tokenCopies as ofThisIsolate, polarTokenSource } from '../../../src/connection/polar-token.ts';
import { generateKey } from '../../../src/connection/sealing.ts';
import { type GrantProps, grantOf, PAIR_KEY, tokenCopyKey } from '../../../src/connection/storage.ts';
import { CallError, type ErrorCode } from '../../../src/errors.ts';
import { NEW_TOKEN_MS } from '../../../src/limits.ts';
import { MAX_TOKEN_REPLACEMENTS, type TokenSource } from '../../../src/polar/client.ts';
import type { PolarFailureReason } from '../../../src/polar/failure.ts';
import { env, waitingRevocations } from '../auth/calls.ts';
import { interceptPolar, letPolarBe, REVOKE_PATH, TOKEN_PATH } from '../auth/polar.ts';
import { Login, type Random, seeded } from './interleaved-login.ts';

afterEach(letPolarBe);

/** SEED=7 RUNS=5000 tries other interleavings, or more. The seed decides what happens. When it happens depends on the machine too. */
const [SEED, RUNS] = [inject('interleavingSeed'), inject('interleavings')];
const AT_ONCE = 100;
/** Longer than any call takes. A call without an answer by then hangs. */
const HANG_MS = 15_000;
/** Timers may be this much early. */
const EARLY_MS = 20;

/** How often each outcome was seen, so that a run shows what it tried. */
const seen = new Map<string, number>();
const count = (what: string, times = 1) => seen.set(what, (seen.get(what) ?? 0) + times);

async function interleave(login: Login, id: DurableObjectId): Promise<void> {
  const { random } = login;
  const connection = env.CONNECTIONS.get(id);
  const key = generateKey();
  const props: GrantProps = { connectionId: id.toString(), key, environment: 'sandbox', userId: 'u', scope: [] };
  await connection.create(key, {
    accessToken: login.accessToken,
    refreshToken: login.refreshToken,
    obtainedAt: random(2) * Date.now(),
    expiresAt: Date.now() + login.seconds() * 1000,
  });

  const token = `u:${login.run}:none`;
  // A login names its grant; where that failed, the first call does.
  if (random(2) === 0) await connection.keepCopyFor(grantOf(token), key);

  const copies: string[] = [];
  const steps = Array.from({ length: 3 + random(6) }, async () => {
    await scheduler.wait(random(20));
    const what = random(20);
    if (what === 0) {
      const kind = random(2) === 0 ? 'withKey' : 'withoutKey';
      login.ending(kind);
      return bounded(login, connection.end(kind === 'withKey' ? key : undefined));
    }
    return judge(login, what < 8 ? fromObject(props) : fromCopies(props, token, random, copies));
  });
  await Promise.all(steps);

  login.faults = false;
  // Only the newest copy is read: the token of a connection that was ended without its key still works at Polar.
  ofThisIsolate.delete(grantOf(token));
  const last = await judge(login, fromCopies(props, token, random, []));
  const wanted = login.isOver ? 'connection_ended' : 'ok';
  if (last !== wanted) login.violations.push(`the last call: ${last}, not ${wanted}`);
  if (login.isOver) await findNothing(login, props, token);
  const { withKey, withoutKey } = login.endings;
  const isTold = withKey > 0 && withoutKey === 0 && !login.lost;
  if (isTold && login.revocations !== 1) login.violations.push('ended with its key, and Polar was not told');
  if (withKey === 0 && login.revocations > 0) login.violations.push('revoked without its key');
}

/** Uses Polar as a call does, and compares the outcome with what Polar accepted meanwhile. */
async function judge(login: Login, tokens: TokenSource): Promise<string> {
  const outcome = (await bounded(login, use(login, tokens))) ?? 'hangs';
  count(outcome);
  const isExplained =
    outcome === 'ok' ||
    (outcome === 'connection_ended' && login.isOver) ||
    (outcome === 'polar_unavailable' && login.failures > 0);
  if (!isExplained) login.violations.push(`a call: ${outcome}`);
  return outcome;
}

async function use(login: Login, tokens: TokenSource): Promise<string> {
  const start = login.moment;
  // Polar may refuse a token that it gave just before.
  const isTooEarly = login.faults && login.random(6) === 0;
  try {
    const first = await tokens.current();
    let token = first;
    for (let repair = 0; ; repair++) {
      const isAccepted = login.accepts(token, start);
      if (isAccepted && !(isTooEarly && repair === 0)) return 'ok';
      if (repair === MAX_TOKEN_REPLACEMENTS) return (await tokens.freshRefused?.(token)) ?? 'unusable token';
      count(isAccepted ? 'refused too early' : 'refused');
      const [refused, refusedAt] = [token, Date.now()];
      token = (await tokens.afterRefusal?.(refused, refused !== first)) ?? '';
      const isAtOnce = Date.now() - refusedAt < NEW_TOKEN_MS - EARLY_MS;
      if (token === refused && isAtOnce) login.violations.push('a refused token given again at once');
    }
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    if (error.retryable !== (error.code === 'polar_unavailable')) login.violations.push(`retryable: ${error.code}`);
    return error.code;
  }
}

/** Gets tokens as tools do. A read of KV returns any earlier copy, as eventual consistency allows. */
function fromCopies(props: GrantProps, token: string, random: Random, copies: string[]): TokenSource {
  const kv = {
    get: async (name: string) => {
      const copy = await env.OAUTH_KV.get(name);
      if (copy) copies.push(copy);
      return copies[random(copies.length || 1)] ?? null;
    },
    delete: (name: string) => env.OAUTH_KV.delete(name),
  } as unknown as KVNamespace;
  const auth = { token, audience: '', scope: [], userId: 'u' };
  const config = { ...readConfig(env), polarTimeoutMs: HANG_MS };
  return polarTokenSource({ ...env, OAUTH_KV: kv }, config, props, auth);
}

/** Gets tokens directly from the object. */
function fromObject({ connectionId, key }: GrantProps): TokenSource {
  const codes: Partial<Record<PolarFailureReason, ErrorCode>> = { ended: 'connection_ended', timeout: 'timeout' };
  const ask = async (refused?: string, isReplacement = false) => {
    const connection = env.CONNECTIONS.get(env.CONNECTIONS.idFromString(connectionId));
    const answer = await connection.token(key, refused, undefined, isReplacement);
    if (answer.ok) return answer.accessToken;
    const { reason } = answer;
    throw new CallError(codes[reason] ?? 'polar_unavailable', '', { retryable: reason === 'unavailable' });
  };
  return { current: () => ask(), afterRefusal: ask };
}

async function findNothing(login: Login, { connectionId }: GrantProps, token: string): Promise<void> {
  const stub = env.CONNECTIONS.get(env.CONNECTIONS.idFromString(connectionId));
  const pair = await runInDurableObject(stub, (_, { storage }) => storage.kv.get(PAIR_KEY));
  if (pair !== undefined) login.violations.push('a pair is left');
  if ((await env.OAUTH_KV.get(tokenCopyKey(grantOf(token)))) !== null) login.violations.push('a copy is left');
}

async function bounded<T>(login: Login, work: Promise<T>): Promise<T | undefined> {
  const late = scheduler.wait(HANG_MS).then(() => 'late' as const);
  const first = await Promise.race([work, late]);
  if (first !== 'late') return first as T;
  login.violations.push('a call that hangs');
  return undefined;
}

/** Delays sealing and opening by random times. */
function delayCrypto(random: Random): void {
  for (const name of ['encrypt', 'decrypt'] as const) {
    const real = crypto.subtle[name].bind(crypto.subtle);
    vi.spyOn(SubtleCrypto.prototype, name).mockImplementation(async (...args) => {
      await scheduler.wait(random(6));
      return real(...args);
    });
  }
}

test(`no refresh token is used twice, over ${RUNS} interleavings of seed ${SEED}`, { timeout: 0 }, async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const logins = Array.from({ length: RUNS }, (_, run) => new Login(run, seeded(SEED * 1_000_003 + run)));
  const loginOf = (token: string) => {
    const login = logins[Number(token.split('-')[1])];
    if (!login) throw new Error(`nobody’s token: ${token}`);
    return login;
  };
  const last = (bodies: string[], name: string) => new URLSearchParams(bodies.pop()).get(name) ?? '';
  const refreshes = interceptPolar(TOKEN_PATH, () => {
    const token = last(refreshes, 'refresh_token');
    return loginOf(token).refresh(token);
  });
  const revocations = interceptPolar(REVOKE_PATH, () => {
    const token = last(revocations, 'token');
    return loginOf(token).revoke(token);
  });
  delayCrypto(seeded(SEED));

  const waiting = logins.values();
  // Many logins share an object, because making one costs more than a run.
  const lane = async () => {
    const id = env.CONNECTIONS.newUniqueId();
    for (const login of waiting) await interleave(login, id);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));

  const broken = logins.filter(({ violations }) => violations.length > 0);
  expect(broken.map(({ run, violations }) => `${run}: ${violations.join(', ')}`)).toEqual([]);
  for (const { refreshes, failures, lost, endings, revocations } of logins) {
    count('refreshes', refreshes);
    count('failures', failures);
    count('lost answers', Number(lost));
    count('revocations', revocations);
    count('ended during a refresh', endings.duringRefresh);
  }
  expect(await waitingRevocations()).toHaveLength(logins.filter(({ isRefused }) => isRefused).length);
  console.info(`${RUNS} interleavings:`, Object.fromEntries(seen));
  // Each of these must have happened, or the test would prove little.
  expect(seen.get('refreshes')).toBeGreaterThan(RUNS);
  const rare = ['lost answers', 'revocations', 'ended during a refresh', 'refused', 'refused too early'];
  for (const what of [...rare, 'ok', 'connection_ended', 'polar_unavailable'])
    expect(seen.get(what), what).toBeGreaterThan(0);
});
