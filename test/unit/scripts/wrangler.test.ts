import { expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { cloudflare } from '../../../package.json';
import { wranglerEnv } from '../../../scripts/secrets-file.ts';
import { variables, variablesOf } from '../../../settings/variables.ts';

const read = (env: 'sandbox' | 'production') => unstable_readConfig({ config: 'wrangler.toml', env: wranglerEnv(env) });
const sandbox = read('sandbox');
const production = read('production');

type RateLimit = { name: string; namespace_id: string; simple: { limit: number; period: number } };

test('both environments are bound alike', () => {
  for (const of of [
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
  // Cloudflare's deploy button writes the id of the namespace that it makes into the sandbox's.
  for (const { kv_namespaces: all } of [sandbox, production])
    expect(all).toEqual([expect.objectContaining({ binding: 'OAUTH_KV' })]);
  expect(sandbox.ratelimits).toHaveLength(10);
});

test('they share no rate limit, no namespace and no name', () => {
  const ids = [...sandbox.ratelimits, ...production.ratelimits].map(({ namespace_id: id }: RateLimit) => id);
  expect(new Set(ids).size).toBe(20);
  expect(production.name).not.toBe(sandbox.name);
  // Without an id, each gets one of its own.
  const { id } = production.kv_namespaces[0] ?? {};
  if (id !== undefined) expect(id).not.toBe(sandbox.kv_namespaces[0]?.id);
});

test('a network, and the /48 around it, may ask this often a minute', () => {
  const limits = sandbox.ratelimits.map(({ name, simple }: RateLimit) => [name.replace('RATE_LIMIT_', ''), simple]);
  const minute = (limit: number) => ({ limit, period: 60 });
  expect(Object.fromEntries(limits)).toMatchObject({
    AUTHORIZE: minute(60),
    AUTHORIZE_48: minute(120),
    REGISTER: minute(30),
    REGISTER_48: minute(60),
    TOKEN: minute(300),
    TOKEN_48: minute(600),
    UNAUTHORIZED: minute(300),
    UNAUTHORIZED_48: minute(600),
    MCP: minute(600),
  });
});

test.each([
  ['sandbox', sandbox, 100],
  ['production', production, 500],
] as const)('%s: no connection may ask for more than Polar takes of the whole server', (_, config, takes) => {
  const share = config.ratelimits.find(({ name }: RateLimit) => name === 'RATE_LIMIT_POLAR')?.simple;
  expect(share?.period).toBe(60);
  // An owner who shares the server with nobody may raise it from 40 %.
  expect(share?.limit).toBeLessThanOrEqual(takes);
});

test.each([
  ['sandbox', sandbox],
  ['production', production],
] as const)('%s is for its own Polar, and its variables exist', (environment, config) => {
  expect(config.vars.POLAR_ENVIRONMENT ?? variables.POLAR_ENVIRONMENT.default).toBe(environment);
  expect(variablesOf('worker')).toEqual(expect.arrayContaining(Object.keys(config.vars)));
});

test('what is deployed without naming an environment reaches test data alone, and needs no secret', () => {
  // As Cloudflare's deploy button and `wrangler deploy` do.
  const root = unstable_readConfig({ config: 'wrangler.toml' });
  expect(root).toMatchObject({ name: sandbox.name, vars: sandbox.vars, secrets: { required: [] } });
  // The button's page offers each variable to be changed, and nobody shall choose production there.
  expect(Object.keys(root.vars)).not.toContain('POLAR_ENVIRONMENT');
  const classes = root.migrations.flatMap(({ new_sqlite_classes: made = [] }) => made);
  expect(root.durable_objects.bindings.map(({ class_name: name }: { class_name: string }) => name).sort()).toEqual(
    classes.sort(),
  );
});

test('package.json describes each variable of the button’s page, and nothing that isn’t there', () => {
  const described = Object.entries(cloudflare.bindings);
  const bindings = [
    ...Object.keys(sandbox.vars),
    ...sandbox.kv_namespaces.map(({ binding }: { binding: string }) => binding),
  ];
  expect(bindings).toEqual(expect.arrayContaining(described.map(([name]) => name)));
  // The variables that a person adds need no description: Cloudflare asks for values before.
  expect(described.map(([name]) => name)).toEqual(expect.arrayContaining(['ALLOWED_ORGANIZATIONS', 'OAUTH_KV']));
  for (const [name, { description }] of described) expect(description, name).toMatch(/^[A-Z].+\.$/);
});

test('the Workers that are measured beside it are as compatible', () => {
  const beside = unstable_readConfig({ config: 'bench/workers/wrangler.toml' });
  expect(beside.compatibility_date).toBe(sandbox.compatibility_date);
  expect(beside.compatibility_flags).toEqual(sandbox.compatibility_flags);
});
