import { afterEach, expect, inject, test, vi } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { CallError } from '../../../src/errors.ts';
import { TOKEN_REPAIRS } from '../../../src/limits.ts';
import type { TokenAnswer } from '../../../src/oauth/connection.ts';
import { polarTokens } from '../../../src/oauth/polar-token.ts';
import { generateKey } from '../../../src/oauth/seal.ts';
import type { Props } from '../../../src/oauth/storage.ts';
import { env } from './calls.ts';
import { interceptPolar, letPolarBe, TOKEN_PATH } from './polar.ts';

afterEach(letPolarBe);

/** Other interleavings, or more of them: SEED=7 RUNS=5000. */
const [SEED, RUNS] = [inject('interleavingSeed'), inject('interleavings')];
const AT_ONCE = 50;
const HANG_MS = 10_000;

type Random = (below: number) => number;

/** mulberry32. */
function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Polar's side of one connection: each refresh token works once, and ends the access token before it. */
class Login {
  readonly violations: string[] = [];
  readonly copies: string[] = [];
  refreshes = 0;
  current = 0;
  faults = true;
  /** An accepted refresh whose answer never arrived. */
  lost = false;
  ended = false;
  #inFlight = 0;

  constructor(
    readonly run: number,
    readonly random: Random,
  ) {}

  access = (number = this.current) => `at-${this.run}-${number}`;
  refresh = (number = this.current) => `rt-${this.run}-${number}`;
  seconds = () => (this.random(3) === 0 ? 30 : 3600);

  async answer(token: string): Promise<Response> {
    this.refreshes++;
    if (++this.#inFlight > 1) this.violations.push('two refreshes in flight');
    try {
      await scheduler.wait(this.random(4));
      return await this.#decide(token);
    } finally {
      this.#inFlight--;
    }
  }

  async #decide(token: string): Promise<Response> {
    if (token !== this.refresh()) {
      if (!this.lost) this.violations.push('a refresh token sent after Polar accepted it');
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    }
    const fate = this.faults ? this.random(12) : 99;
    if (fate === 0) return new Response('', { status: 503 });
    if (fate === 1) throw new TypeError('dropped before the commit');
    this.current++;
    await scheduler.wait(this.random(4));
    if (fate === 2) {
      this.lost = true;
      throw new TypeError('dropped after the commit');
    }
    const [access_token, refresh_token] = [this.access(), this.refresh()];
    return Response.json({ access_token, refresh_token, token_type: 'Bearer', expires_in: this.seconds() });
  }
}

const logins = new Map<string, Login>();

async function interleave(run: number): Promise<Login> {
  const login = new Login(run, seeded(SEED * 1_000_003 + run));
  const { random } = login;
  logins.set(String(run), login);
  const id = env.CONNECTIONS.newUniqueId();
  const connection = env.CONNECTIONS.get(id);
  const key = generateKey();
  const props: Props = { connectionId: id.toString(), key, environment: 'sandbox', userId: 'u', scope: [] };
  const obtainedAt = random(2) * Date.now();
  const expiresAt = Date.now() + login.seconds() * 1000;
  await connection.create(key, { accessToken: login.access(), refreshToken: login.refresh(), obtainedAt, expiresAt });

  const steps = Array.from({ length: 3 + random(6) }, async () => {
    await scheduler.wait(random(20));
    const what = random(20);
    if (what === 0) {
      login.ended = true;
      return connection.end();
    }
    const since = login.current;
    if (what < 8) {
      const refused = random(2) === 0 ? login.access() : undefined;
      const answer = await bounded<TokenAnswer>(login, connection.token(key, refused));
      if (answer?.ok && !isFresh(answer.accessToken, since - 1)) login.violations.push('a token that is old');
      if (answer && !answer.ok && answer.reason === 'misconfigured') login.violations.push('misconfigured');
      return;
    }
    await bounded(login, call(login, props, since));
  });
  await Promise.all(steps);

  login.faults = false;
  // Its access token may well work at Polar, but here nothing of an ended connection is given out.
  login.copies.length = 0;
  const last = await bounded(login, call(login, props, login.current));
  const wanted = login.ended || login.lost ? 'connection_ended' : 'ok';
  if (last !== wanted) login.violations.push(`the last call: ${last}, not ${wanted}`);
  return login;
}

/** A call as tools make it, whose copy in KV may be any that there ever was. */
async function call(login: Login, props: Props, since: number): Promise<string> {
  const kv = {
    get: async (name: string) => {
      const copy = await env.OAUTH_KV.get(name);
      if (copy) login.copies.push(copy);
      return login.copies[login.random(login.copies.length || 1)] ?? null;
    },
    delete: (name: string) => env.OAUTH_KV.delete(name),
  } as unknown as KVNamespace;
  const auth = { token: 'none', audience: '', scope: [], userId: 'u' };
  const tokens = polarTokens({ ...env, OAUTH_KV: kv }, readConfig(env), props, auth);
  try {
    let token = await tokens.current();
    for (let repair = 0; repair < TOKEN_REPAIRS && !isFresh(token, since); repair++) {
      token = await tokens.afterRefusal(token);
    }
    if (login.faults || isFresh(token, since)) return 'ok';
    return 'unusable';
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    if (!error.retryable && error.code !== 'connection_ended') login.violations.push(error.code);
    return error.code;
  }
}

/** Whether Polar accepted the token at some moment since. */
function isFresh(token: string, since: number): boolean {
  return Number(token.split('-')[2]) >= since;
}

async function bounded<T>(login: Login, work: Promise<T>): Promise<T | undefined> {
  const late = scheduler.wait(HANG_MS).then(() => 'late' as const);
  const first = await Promise.race([work, late]);
  if (first !== 'late') return first as T;
  login.violations.push('a call that hangs');
  return undefined;
}

test(`no refresh token is used twice, over ${RUNS} interleavings of seed ${SEED}`, { timeout: 0 }, async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  interceptPolar(TOKEN_PATH, () => {
    throw new Error('replaced below');
  });
  vi.mocked(globalThis.fetch).mockImplementation(async (_, init) => {
    const token = new URLSearchParams(String(init?.body)).get('refresh_token') ?? '';
    const login = logins.get(token.split('-')[1] ?? '');
    if (!login) throw new Error(`nobody’s request: ${token}`);
    return login.answer(token);
  });
  const done: Login[] = [];
  for (let first = 0; first < RUNS; first += AT_ONCE) {
    const runs = Array.from({ length: Math.min(AT_ONCE, RUNS - first) }, (_, index) => first + index);
    done.push(...(await Promise.all(runs.map(interleave))));
  }
  const broken = done.filter(({ violations }) => violations.length > 0);
  expect(broken.map(({ run, violations }) => `${run}: ${violations.join(', ')}`)).toEqual([]);
  // It was a test: refreshes happened, answers got lost, and connections were ended.
  expect(done.reduce((sum, { refreshes }) => sum + refreshes, 0)).toBeGreaterThan(RUNS);
  for (const kind of ['lost', 'ended'] as const) expect(done.some((login) => login[kind])).toBe(true);
  console.info(`${RUNS} interleavings, ${done.reduce((sum, { refreshes }) => sum + refreshes, 0)} refreshes`);
});
