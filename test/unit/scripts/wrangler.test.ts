import { expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { REQUIRED_SECRETS, variablesOf } from '../../../settings/variables.ts';

const read = (env: 'sandbox' | 'production') => unstable_readConfig({ config: 'wrangler.toml', env });
const sandbox = read('sandbox');
const production = read('production');

type RateLimit = { name: string; namespace_id: string; simple: { limit: number; period: number } };

test('both environments are bound alike', () => {
  for (const of of [
    'kv_namespaces',
    'durable_objects',
    'migrations',
    'triggers',
    'observability',
    'secrets',
    'rules',
    'minify',
  ] as const)
    expect(production[of], of).toEqual(sandbox[of]);
  const alike = ({ ratelimits }: typeof sandbox) =>
    ratelimits.filter(({ name }: RateLimit) => name !== 'RATE_LIMIT_POLAR');
  const limits = (config: typeof sandbox) => alike(config).map(({ name, simple }: RateLimit) => ({ name, simple }));
  expect(limits(production)).toEqual(limits(sandbox));
  expect(sandbox.kv_namespaces).toEqual([{ binding: 'OAUTH_KV' }]);
  expect(sandbox.ratelimits).toHaveLength(10);
});

test('they share no rate limit and no name', () => {
  const ids = [...sandbox.ratelimits, ...production.ratelimits].map(({ namespace_id: id }: RateLimit) => id);
  expect(new Set(ids).size).toBe(20);
  expect(production.name).not.toBe(sandbox.name);
});

test.each([
  [sandbox, 100],
  [production, 500],
])(
  '$targetEnvironment: a connection that asks without end leaves the others a fifth of what Polar takes',
  (config, takes) => {
    const share = config.ratelimits.find(({ name }: RateLimit) => name === 'RATE_LIMIT_POLAR')?.simple;
    expect(share?.period).toBe(60);
    // Two periods of ours fall into one of Polar's.
    expect(2 * (share?.limit ?? 0)).toBeLessThanOrEqual(0.8 * takes);
  },
);

test.each([sandbox, production])('$targetEnvironment is for its own Polar, and its variables exist', (config) => {
  expect(config.vars.POLAR_ENVIRONMENT).toBe(config.targetEnvironment);
  expect(variablesOf('worker')).toEqual(expect.arrayContaining(Object.keys(config.vars)));
  expect(config.secrets?.required).toEqual(REQUIRED_SECRETS);
});

test('the Workers that are measured beside it are as compatible', () => {
  const beside = unstable_readConfig({ config: 'bench/workers/wrangler.toml' });
  expect(beside.compatibility_date).toBe(sandbox.compatibility_date);
  expect(beside.compatibility_flags).toEqual(sandbox.compatibility_flags);
});
