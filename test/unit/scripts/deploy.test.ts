import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { wranglerEnv } from '../../../scripts/secrets-file.ts';
import { shippedWranglerToml } from '../../support/wrangler-toml.ts';
import { ACCOUNT, startFakeCloudflare, type Upload } from './fake-cloudflare.ts';
import { run } from './run.ts';

const SECRETS = { POLAR_CLIENT_ID: 'polar_ci_x', POLAR_CLIENT_SECRET: 'polar_cs_x$HOME' };
const addressOf = (name: string) => `https://${name}.acme.workers.dev`;

let cloudflare: Awaited<ReturnType<typeof startFakeCloudflare>>;
let folder: string;
beforeAll(async () => {
  cloudflare = await startFakeCloudflare();
});
afterAll(() => cloudflare.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polar-mcp-'));
  await writeFile(join(folder, 'wrangler.toml'), shippedWranglerToml());
  await mkdir(join(folder, 'src'));
  // Any Worker will do here: `npm run deploy -- --dry-run` bundles the real one.
  await writeFile(
    join(folder, 'src/index.ts'),
    'export class Connection {}\nexport class Grant {}\nexport class OrganizationLimits {}\nexport class ExportFiles {}\nexport class PolarRevocation {}\nexport default {};',
  );
  cloudflare.requests.length = 0;
  cloudflare.uploads.length = 0;
  cloudflare.secrets.clear();
  return () => rm(folder, { recursive: true });
});

const writeSecrets = (environment: string, values: object) =>
  writeFile(join(folder, `.secrets.${environment}.json`), JSON.stringify(values));

const deploy = (...args: string[]) => deployWith({}, ...args);

async function deployWith(env: NodeJS.Dict<string>, ...args: string[]) {
  const { code, lines } = await run(resolve('scripts/deploy.ts'), args, folder, {
    CLOUDFLARE_API_BASE_URL: cloudflare.url,
    CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
    CLOUDFLARE_API_TOKEN: 'token',
    WRANGLER_SEND_METRICS: 'false',
    // Its logs.
    XDG_CONFIG_HOME: join(folder, 'config'),
    WORKERS_CI: '',
    ...env,
  });
  return { code, lines, said: lines.join('\n') };
}

test('a variable that there is not stops it before anything is sent, with the name that was meant', async () => {
  const toml = shippedWranglerToml();
  await writeFile(join(folder, 'wrangler.toml'), toml.replace('[vars]\n', '$&READONLY = "true"\n'));
  const { code, lines } = await deploy('sandbox');
  expect(code).toBe(1);
  expect(lines).toEqual([
    expect.stringMatching(/^error: \[vars\] in wrangler\.toml .*READONLY \(did you mean READ_ONLY\?\)/),
  ]);
  expect(cloudflare.requests).toEqual([]);
});

const bindingsOf = ({ metadata }: Upload, type: string) =>
  metadata.bindings.filter((binding) => binding.type === type).map(({ type: _, ...rest }) => rest);

test.each([
  ['sandbox', 'polar-mcp-sandbox'],
  ['production', 'polar-mcp'],
] as const)('a first deployment of the %s brings all that it needs', async (environment, name) => {
  await writeSecrets(environment, { ...SECRETS, BASE_URL: addressOf(name) });
  // Alone, it needs no name.
  const { code, said, lines } = await deploy();
  expect(code, said).toBe(0);
  expect(said).not.toContain(SECRETS.POLAR_CLIENT_SECRET);
  expect(lines.at(-1)).toBe(`Check it: npm run doctor -- ${addressOf(name)}`);
  expect(cloudflare.namespaces.at(-1)).toBe(`${name}-oauth-kv`);
  expect(cloudflare.crons.get(name)).toEqual([{ cron: '37 3 * * *' }]);
  expect(cloudflare.requests).toContain(`POST /workers/scripts/${name}/subdomain`);
  const upload = cloudflare.uploads.at(-1);
  if (!upload) return expect.unreachable();
  expect(upload.name).toBe(name);
  expect(bindingsOf(upload, 'secret_text')).toEqual([
    { name: 'POLAR_CLIENT_ID', text: SECRETS.POLAR_CLIENT_ID },
    { name: 'POLAR_CLIENT_SECRET', text: SECRETS.POLAR_CLIENT_SECRET },
    { name: 'BASE_URL', text: addressOf(name) },
  ]);
  expect(bindingsOf(upload, 'plain_text')).toEqual([
    ...(environment === 'production' ? [{ name: 'POLAR_ENVIRONMENT', text: 'production' }] : []),
    { name: 'ALLOWED_ORGANIZATIONS', text: '' },
  ]);
  expect(bindingsOf(upload, 'kv_namespace')).toEqual([{ name: 'OAUTH_KV', namespace_id: `id-of-${name}-oauth-kv` }]);
  expect(bindingsOf(upload, 'durable_object_namespace')).toEqual([
    { name: 'CONNECTIONS', class_name: 'Connection' },
    { name: 'GRANTS', class_name: 'Grant' },
    { name: 'REVOCATIONS', class_name: 'PolarRevocation' },
    { name: 'ORGANIZATION_LIMITS', class_name: 'OrganizationLimits' },
    { name: 'EXPORT_FILES', class_name: 'ExportFiles' },
  ]);
  const rateLimits = bindingsOf(upload, 'ratelimit').map(({ namespace_id: id }) => id);
  const { ratelimits } = unstable_readConfig({ config: 'wrangler.toml', env: wranglerEnv(environment) });
  expect(rateLimits).toEqual(ratelimits.map(({ namespace_id: id }: { namespace_id: string }) => id));
  expect(rateLimits).toHaveLength(10);
  expect(upload.metadata.migrations?.steps).toEqual([
    { new_sqlite_classes: ['Connection'] },
    { new_sqlite_classes: ['Grant'] },
    { new_sqlite_classes: ['PolarRevocation'] },
    { new_sqlite_classes: ['OrganizationLimits'] },
    { new_sqlite_classes: ['ExportFiles'] },
  ]);
  expect(upload.metadata.observability).toEqual({ enabled: true, redact_query_string: true });
});

test('without its secrets, which the Worker has not either, it stops, and names them and what writes them', async () => {
  const { code, said, lines } = await deploy('sandbox');
  expect(code).toBe(1);
  expect(lines, said).toEqual([
    'error: The Worker lacks POLAR_CLIENT_ID, POLAR_CLIENT_SECRET, BASE_URL, so nothing was deployed. There is no .secrets.sandbox.json: `npm run setup -- --environment sandbox` writes it',
  ]);
  expect(cloudflare.requests).toEqual([`GET /workers/scripts/polar-mcp-sandbox/secrets`]);
});

test.each([
  ['some of them', ['POLAR_CLIENT_ID', 'BASE_URL'], 1, /lacks POLAR_CLIENT_SECRET, so/],
  ['them and others', ['OTHER', 'POLAR_CLIENT_ID', 'POLAR_CLIENT_SECRET', 'BASE_URL'], 0, /^Open its address/],
])('without a file, where Cloudflare has %s', async (_, stored, code, last) => {
  cloudflare.secrets.set('polar-mcp', stored);
  const deployed = await deploy('production');
  expect(deployed.code, deployed.said).toBe(code);
  expect(deployed.lines.at(-1)).toMatch(last);
  expect(cloudflare.uploads).toHaveLength(code === 0 ? 1 : 0);
  expect(cloudflare.uploads.flatMap((upload) => bindingsOf(upload, 'secret_text'))).toEqual([]);
});

test('without a file, and where Cloudflare doesn’t say what it has, it stops', async () => {
  const { code, lines } = await deployWith({ CLOUDFLARE_API_TOKEN: '' }, 'sandbox');
  expect(code).toBe(1);
  expect(lines).toEqual([
    expect.stringMatching(/^error: Cloudflare doesn't say which secrets .*CLOUDFLARE_API_TOKEN.*`npx wrangler login`/),
  ]);
  expect(cloudflare.requests).toEqual([]);
});

test('a build of Cloudflare’s own deploys the sandbox, which needs no secret yet', async () => {
  const { code, said, lines } = await deployWith({ WORKERS_CI: '1', CI: 'true' });
  expect(code, said).toBe(0);
  expect(lines.at(-1)).toBe(
    'Open its address: as long as it lacks secrets, its page has the command that stores them.',
  );
  expect(said).not.toMatch(/WARNING/);
  expect(cloudflare.uploads.map(({ name }) => name)).toEqual(['polar-mcp-sandbox']);
  expect(cloudflare.uploads.flatMap((upload) => bindingsOf(upload, 'secret_text'))).toEqual([]);
});

test.each([
  ['sandbox', '[vars]\n', 'production'],
  ['production', 'POLAR_ENVIRONMENT = "production"\n', 'sandbox'],
])('%s never is the other environment of Polar', async (environment, place, other) => {
  const toml = shippedWranglerToml();
  const wrong = `POLAR_ENVIRONMENT = "${other}"\n`;
  const changed = toml.replace(place, environment === 'sandbox' ? `${place}${wrong}` : wrong);
  await writeFile(join(folder, 'wrangler.toml'), changed);
  const { code, lines } = await deployWith({ WORKERS_CI: '1' }, environment);
  expect(code).toBe(1);
  expect(lines).toEqual([
    expect.stringContaining(`has POLAR_ENVIRONMENT = "${other}", and this is the ${environment}'s`),
  ]);
  expect(cloudflare.requests).toEqual([]);
});

test('production doesn’t take the sandbox’s domain', async () => {
  const toml = shippedWranglerToml();
  const ofSandbox = 'routes = [{ pattern = "mcp-sandbox.example.com", custom_domain = true }]\nworkers_dev = false\n';
  await writeFile(join(folder, 'wrangler.toml'), `${ofSandbox}${toml}`);
  await writeSecrets('production', { ...SECRETS, BASE_URL: addressOf('polar-mcp') });
  const { code, said } = await deploy();
  expect(code, said).toBe(0);
  expect(cloudflare.requests).toContain('POST /workers/scripts/polar-mcp/subdomain');
  expect(cloudflare.requests.filter((request) => /domains|routes/.test(request))).toEqual([]);
});

test('a dry run makes both and sends nothing, whatever secrets there are', async () => {
  await writeFile(join(folder, '.secrets.sandbox.json'), '{');
  const { code, said } = await deploy('--dry-run');
  expect(code, said).toBe(0);
  expect(said.match(/--dry-run: exiting now/g)).toHaveLength(2);
  expect(cloudflare.requests).toEqual([]);
});

const whole = { ...SECRETS, BASE_URL: addressOf('polar-mcp-sandbox') };
const refused: [string, { files?: Record<string, object>; args?: string[]; message: RegExp }][] = [
  [
    'a secret is missing',
    {
      files: { sandbox: { ...whole, POLAR_CLIENT_SECRET: '' } },
      message: /sandbox\.json lacks POLAR_CLIENT_SECRET\. Run `npm run setup/,
    },
  ],
  [
    'a secret is no text',
    { files: { sandbox: { ...whole, BASE_URL: 1 } }, message: /something else than a text as BASE_URL/ },
  ],
  [
    'its address is another',
    {
      files: { sandbox: { ...whole, BASE_URL: addressOf('other') } },
      message: /answers at https:\/\/polar-mcp-sandbox\.acme/,
    },
  ],
  [
    'it could be either',
    { files: { sandbox: whole, production: whole }, message: /Say which: `npm run deploy -- sandbox` or/ },
  ],
  ['there is none of that name', { args: ['staging'], message: /There is no environment staging/ }],
];
test.each(refused)('one line, and nothing is sent, when %s', async (_, { files = {}, args = [], message }) => {
  for (const [environment, values] of Object.entries(files)) await writeSecrets(environment, values);
  const { code, lines } = await deploy(...args);
  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringMatching(message)]);
  expect(lines[0]).not.toContain('polar_cs_x');
  expect(cloudflare.requests).toEqual([]);
});
