import { expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { REQUIRED_SECRETS, variablesOf } from '../../../settings/variables.ts';

const read = (env: 'sandbox' | 'production') => unstable_readConfig({ config: 'wrangler.toml', env });
const sandbox = read('sandbox');
const production = read('production');

type RateLimit = { name: string; namespace_id: string; simple: object };

test('both environments are bound alike', () => {
  for (const of of [
    'kv_namespaces',
    'durable_objects',
    'migrations',
    'triggers',
    'observability',
    'secrets',
    'rules',
    'alias',
    'minify',
  ] as const)
    expect(production[of], of).toEqual(sandbox[of]);
  const alike = ({ ratelimits }: typeof sandbox) => ratelimits.map(({ name, simple }: RateLimit) => ({ name, simple }));
  expect(alike(production)).toEqual(alike(sandbox));
  expect(sandbox.kv_namespaces).toEqual([{ binding: 'OAUTH_KV' }]);
  expect(sandbox.ratelimits).toHaveLength(9);
});

test('they share no rate limit and no name', () => {
  const ids = [...sandbox.ratelimits, ...production.ratelimits].map(({ namespace_id: id }: RateLimit) => id);
  expect(new Set(ids).size).toBe(18);
  expect(production.name).not.toBe(sandbox.name);
});

test.each([sandbox, production])('$targetEnvironment is for its own Polar, and its variables exist', (config) => {
  expect(config.vars.POLAR_ENVIRONMENT).toBe(config.targetEnvironment);
  expect(variablesOf('worker')).toEqual(expect.arrayContaining(Object.keys(config.vars)));
  expect(config.secrets?.required).toEqual(REQUIRED_SECRETS);
});

test.each<[string, string[]]>([
  ['wrangler.toml', []],
  ['small.toml', ['minify', 'keep_names']],
  ['early.toml', ['minify', 'keep_names']],
  ['late.toml', ['minify', 'keep_names', 'alias']],
])('what is measured beside it by %s is built as it is', (file, more) => {
  const settings = (config: object) =>
    Object.entries(config).filter(([name]) => ['compatibility_date', 'compatibility_flags', ...more].includes(name));
  const ours = settings(sandbox);
  expect(ours).toHaveLength(2 + more.length);
  expect(settings(unstable_readConfig({ config: `test/bench/workers/${file}` }))).toEqual(ours);
});
