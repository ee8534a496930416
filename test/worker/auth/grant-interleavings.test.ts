import { afterEach, expect, inject, test, vi } from 'vitest';
import { type Random, seeded } from '../connection/interleaved-login.ts';
import { env } from './calls.ts';
import { InterleavedGrant } from './interleaved-grant.ts';
import { register } from './login.ts';
import { letPolarBe } from './polar.ts';

afterEach(letPolarBe);

/** The same seed and number of runs as in interleavings.test.ts. */
const [SEED, RUNS] = [inject('interleavingSeed'), inject('interleavings')];
/** So few that no grant takes two minutes on a slow machine: until then a token that was replaced is still taken. */
const AT_ONCE = 25;

async function interleave(grant: InterleavedGrant): Promise<void> {
  const { random } = grant;
  const ends = random(3) === 0;
  for (let round = 2 + random(2); round > 0; round--) {
    const steps = [grant.refresh()];
    if (random(3) === 0) steps.push(grant.makeUp());
    if (ends && random(2) === 0) steps.push(scheduler.wait(random(10)).then(() => grant.reuse()));
    if (ends && random(5) === 0) steps.push(scheduler.wait(random(10)).then(() => grant.revoke()));
    await Promise.all(steps);
  }
  await grant.settle();
}

/** Makes KV fail now and then for the grant of a key, before or after the operation. */
function failingKv(grants: Map<string, InterleavedGrant>, random: Random): void {
  const kv = Object.getPrototypeOf(env.OAUTH_KV);
  for (const name of ['put', 'delete'] as const) {
    const real = kv[name];
    vi.spyOn(kv, name).mockImplementation(async function (this: unknown, ...values) {
      const grant = grants.get(String(values[0]).split(':')[1] ?? '');
      const fault = grant?.faults ? random(20) : -1;
      if (grant && (fault === 0 || fault === 1)) grant.failures++;
      if (fault === 0) throw new Error('KV failed: 500');
      await real.apply(this, values);
      if (fault === 1) throw new Error('KV failed: 500');
    });
  }
}

test(`no thief gets a token and no app loses a login, over ${RUNS} interleavings of seed ${SEED}`, {
  timeout: 0,
}, async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const clientId = await register();
  const grants = new Map<string, InterleavedGrant>();
  failingKv(grants, seeded(SEED));
  const runs = Array.from({ length: RUNS }, (_, run) => run).values();
  const lane = async () => {
    const connectionId = env.CONNECTIONS.newUniqueId().toString();
    for (const run of runs) {
      const grant = await InterleavedGrant.make(run, seeded(SEED * 1_000_003 + run), clientId, connectionId);
      grants.set(`person-${run}`, grant);
      await interleave(grant);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));

  const all = [...grants.values()];
  const broken = all.filter(({ violations }) => violations.length > 0);
  expect(broken.map(({ run, violations }) => `${run}: ${violations.join(', ')}`)).toEqual([]);
  const counts = {
    reused: all.filter(({ reuses }) => reuses > 0).length,
    revoked: all.filter(({ revocations }) => revocations > 0).length,
    failures: all.reduce((sum, { failures }) => sum + failures, 0),
    alive: all.filter(({ isOver }) => !isOver).length,
  };
  console.info(`${RUNS} interleavings:`, counts);
  // Each of these must have happened, or the test would prove little.
  for (const [what, count] of Object.entries(counts)) expect(count, what).toBeGreaterThan(RUNS / 50);
});
