import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SEED, type Simulator, startSimulator } from '../../../simulator/index.ts';
import { shippedWranglerToml } from '../../support/wrangler-toml.ts';
import { ACCOUNT, startFakeCloudflare } from './fake-cloudflare.ts';
import { run } from './run.ts';

const ADDRESS = 'https://polar-mcp-sandbox.acme.workers.dev';
const SECRETS = '.secrets.sandbox.json';

let polar: Simulator;
let cloudflare: Awaited<ReturnType<typeof startFakeCloudflare>>;
beforeAll(async () => {
  [polar, cloudflare] = await Promise.all([startSimulator(), startFakeCloudflare()]);
});
afterAll(() => Promise.all([polar.close(), cloudflare.close()]));

let folder: string;
/** A clone of the repository that Cloudflare's button made. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polar-mcp-'));
  await cp('.gitignore', join(folder, '.gitignore'));
  await writeFile(join(folder, 'wrangler.toml'), shippedWranglerToml());
  await mkdir(join(folder, 'src'));
  const classes = ['Connection', 'Grant', 'OrganizationLimits', 'ExportFiles', 'PolarRevocation'];
  const code = [...classes.map((name) => `export class ${name} {}`), 'export default {};'].join('\n');
  await writeFile(join(folder, 'src/index.ts'), code);
  git('init', '--quiet');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'first');
  cloudflare.uploads.length = 0;
  cloudflare.secrets.clear();
  return () => rm(folder, { recursive: true });
});
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });

/** The command that the Worker's page shows, and what its person answers. */
const setup = (more: string[] = [], env: NodeJS.Dict<string> = {}) =>
  run(
    resolve('scripts/setup.ts'),
    ['--environment', 'sandbox', '--base-url', ADDRESS, '--deploy', '--yes', ...more],
    folder,
    {
      POLAR_API_URL: polar.url,
      POLAR_CLIENT_SECRET: '',
      CLOUDFLARE_API_BASE_URL: cloudflare.url,
      CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
      CLOUDFLARE_API_TOKEN: 'token',
      WRANGLER_SEND_METRICS: 'false',
      XDG_CONFIG_HOME: join(folder, 'config'),
      ...env,
    },
  );
const ANYONE = ['--allowed-organizations', 'anyone'];
const read = (file: string) => readFile(join(folder, file), 'utf8').catch(() => undefined);
const secrets = async () => JSON.parse((await read(SECRETS)) ?? '{}') as Record<string, string>;
const registrations = async () => {
  const { requests } = (await (await fetch(`${polar.url}/__simulator/requests`)).json()) as {
    requests: { path: string }[];
  };
  return requests.filter(({ path }) => path === '/v1/oauth2/register').length;
};

test('--deploy registers a client and sends its secrets and who may connect in one deployment', async () => {
  const { code, lines } = await setup(['--allowed-organizations', SEED.organization]);
  const said = lines.join('\n');
  expect(code, said).toBe(0);
  const written = await secrets();
  expect(written).toMatchObject({ POLAR_CLIENT_ID: expect.stringMatching(/^polar_ci_/), BASE_URL: ADDRESS });
  expect(said).not.toContain(written.POLAR_CLIENT_SECRET);
  expect(cloudflare.uploads).toHaveLength(1);
  const [{ name, metadata } = expect.unreachable()] = cloudflare.uploads;
  const sent = Object.fromEntries(metadata.bindings.flatMap(({ name: key, text }) => (text ? [[key, text]] : [])));
  expect(name).toBe('polar-mcp-sandbox');
  expect(sent).toEqual({ ...written, ALLOWED_ORGANIZATIONS: SEED.organization });
  // The simulator isn't the Polar that the Worker knows, so its addresses are left to be written.
  expect(lines.slice(lines.indexOf('Next, on Cloudflare:') + 4)).toEqual([
    '  2. npm run deploy -- sandbox',
    '  3. commit and push wrangler.toml: a build at Cloudflare or GitHub deploys what the repository has',
    `  4. npm run doctor -- ${ADDRESS}`,
    `  5. connect a client to ${ADDRESS}/mcp`,
  ]);
});

test('a deployment that fails keeps the client, and says how to go on', async () => {
  const before = await registrations();
  const code = (await read('src/index.ts')) ?? '';
  await rm(join(folder, 'src/index.ts'));
  const { code: ended, lines } = await setup(ANYONE);
  expect(ended).toBe(1);
  expect(lines.at(-1)).toBe(
    'error: It was not deployed; wrangler says above why. What was set up stays: `npm run deploy -- sandbox` tries again',
  );
  expect(await registrations()).toBe(before + 1);
  expect(await secrets()).toMatchObject({ BASE_URL: ADDRESS });
  // The same command again takes the client that it has.
  await writeFile(join(folder, 'src/index.ts'), code);
  expect((await setup(ANYONE)).code).toBe(0);
  expect(await registrations()).toBe(before + 1);
});

test('a client that only Cloudflare has is replaced by --register alone', async () => {
  cloudflare.secrets.set('polar-mcp-sandbox', ['POLAR_CLIENT_ID', 'POLAR_CLIENT_SECRET', 'BASE_URL']);
  const before = await registrations();
  const { code, lines } = await setup(ANYONE);
  expect(code).toBe(1);
  expect(lines.at(-1)).toMatch(/has a client at Polar already, .* no \.secrets\.sandbox\.json here.* say --register/);
  expect([await registrations(), await read(SECRETS), cloudflare.uploads]).toEqual([before, undefined, []]);
  expect((await setup([...ANYONE, '--register'])).code).toBe(0);
  expect([await registrations(), cloudflare.uploads.length]).toEqual([before + 1, 1]);
});

test.each<[string, string[], (toml: string) => string, RegExp, NodeJS.Dict<string>?]>([
  [
    'nobody said who may connect',
    [],
    (toml) => toml,
    /Say who may connect: --allowed-organizations <your slug>, or anyone/,
  ],
  [
    'Cloudflare knows nobody here',
    ANYONE,
    (toml) => toml,
    /Cloudflare doesn't say which secrets .*CLOUDFLARE_API_TOKEN/,
    { CLOUDFLARE_API_TOKEN: '' },
  ],
  ['the address is another Worker’s', ['--name', 'other'], (toml) => toml, /named other answers at https:\/\/other\./],
  [
    'wrangler.toml has a variable that there isn’t',
    [],
    (toml) => toml.replace('[vars]\n', '[vars]\nREADONLY = "true"\n'),
    /READONLY \(did you mean READ_ONLY\?\)/,
  ],
])('nothing is registered, written or sent when %s', async (_, more, change, message, env = {}) => {
  await writeFile(join(folder, 'wrangler.toml'), change((await read('wrangler.toml')) ?? ''));
  const before = await registrations();
  const { code, lines } = await setup(more, env);
  expect(code).toBe(1);
  expect(lines.at(-1)).toMatch(message);
  expect([await registrations(), await read(SECRETS), cloudflare.uploads]).toEqual([before, undefined, []]);
});
