import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scopes } from '../../../generated/scopes.gen.ts';
import { DEFAULT_CLIENT, SEED, type Simulator, startSimulator } from '../../../simulator/index.ts';
import { shippedWranglerToml } from '../../support/wrangler-toml.ts';
import { run } from './run.ts';

const ADDRESS = 'https://polar-mcp-sandbox.acme.workers.dev';
const SANDBOX = ['--environment', 'sandbox'];
const DEPLOYED = [...SANDBOX, '--base-url', ADDRESS];
const SECRETS = '.secrets.sandbox.json';

let polar: Simulator;
beforeAll(async () => {
  polar = await startSimulator();
});
afterAll(() => polar.close());

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polar-mcp-'));
  await cp('.gitignore', join(folder, '.gitignore'));
  await writeFile(join(folder, 'wrangler.toml'), shippedWranglerToml());
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  await control('/reset', 'POST');
  return () => rm(folder, { recursive: true });
});

const setup = (args: string[], env: NodeJS.Dict<string> = {}) =>
  run(resolve('scripts/setup.ts'), args, folder, {
    POLAR_API_URL: polar.url,
    POLAR_CLIENT_SECRET: '',
    PORT: '',
    ...env,
  });
const read = (file: string) => readFile(join(folder, file), 'utf8').catch(() => undefined);
const secrets = async () => JSON.parse((await read(SECRETS)) ?? '{}');
const devVars = async () => parseEnv((await read('.dev.vars')) ?? '');
const files = () => Promise.all(['.dev.vars', SECRETS, 'wrangler.toml'].map(read));

async function control(path: string, method: string, body?: object) {
  const response = await fetch(`${polar.url}/__simulator${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  return response.json();
}

async function registrations(): Promise<number> {
  const { requests } = (await control('/requests', 'GET')) as { requests: { path: string }[] };
  return requests.filter(({ path }) => path === '/v1/oauth2/register').length;
}

/** Polar's two answers about the client: from its token endpoint, and from the page that people log in on. */
async function atPolar(client: NodeJS.Dict<string>, redirectUri: string, scope: string) {
  const { POLAR_CLIENT_ID: id = '', POLAR_CLIENT_SECRET: secret = '' } = client;
  const body = new URLSearchParams({
    client_id: id,
    client_secret: secret,
    grant_type: 'authorization_code',
    code: 'x',
  });
  const token = await fetch(`${polar.url}/v1/oauth2/token`, { method: 'POST', body });
  const page = new URL(`${polar.url}/oauth2/authorize`);
  const query = { response_type: 'code', client_id: id, redirect_uri: redirectUri, scope };
  for (const [name, value] of Object.entries(query)) page.searchParams.set(name, value);
  const shown = await fetch(page, { redirect: 'manual' });
  return { token: ((await token.json()) as { error: string }).error, page: shown.status, text: await shown.text() };
}

/** The pages of the client that Polar's page shows to whoever logs in. */
async function shownAtPolar({ POLAR_CLIENT_ID: id = '' }: NodeJS.Dict<string>, redirectUri: string) {
  const query = { response_type: 'code', client_id: id, redirect_uri: redirectUri, scope: 'products:read' };
  const response = await fetch(`${polar.url}/v1/oauth2/authorize?${new URLSearchParams(query)}`);
  return ((await response.json()) as { client: Record<string, unknown> }).client;
}

describe('a first run', () => {
  test('for another port of this machine says that it has to be given again', async () => {
    const { lines } = await setup([...SANDBOX, '--local'], { PORT: '8790' });
    expect(lines.join('\n')).toContain('1. PORT=8790 npm start\n  2. connect a client to http://localhost:8790/mcp');
  });

  test('for Cloudflare registers a client for its address, and writes the secrets file for its owner alone', async () => {
    const { code, lines } = await setup([...DEPLOYED, '--name', 'polar-mcp-sandbox']);
    expect(code).toBe(0);
    const written = await secrets();
    expect(written).toEqual({
      POLAR_CLIENT_ID: expect.stringMatching(/^polar_ci_/),
      POLAR_CLIENT_SECRET: expect.stringMatching(/^polar_cs_/),
      BASE_URL: ADDRESS,
    });
    expect((await stat(join(folder, SECRETS))).mode & 0o777).toBe(0o600);
    expect(await read('.dev.vars')).toBeUndefined();
    const scope = `openid ${scopes.join(' ')}`;
    const answers = await atPolar(written, `${ADDRESS}/oauth/callback`, scope);
    expect(answers).toMatchObject({ token: 'invalid_grant', page: 200 });
    for (const one of scopes) expect(answers.text).toContain(one);
    expect((await atPolar(written, 'http://localhost:8787/oauth/callback', scope)).page).toBe(400);
    expect(await shownAtPolar(written, `${ADDRESS}/oauth/callback`)).toMatchObject({
      client_uri: `${ADDRESS}/`,
      logo_uri: `${ADDRESS}/icon-256.png`,
    });
    const said = lines.join('\n');
    expect(said).not.toContain(written.POLAR_CLIENT_SECRET);
    expect(said).not.toContain(written.POLAR_CLIENT_ID);
    expect(lines.slice(lines.indexOf('Next, on Cloudflare:'))).toEqual([
      'Next, on Cloudflare:',
      '  1. in wrangler.toml, under [vars]:',
      `     POLAR_API_URL = "${polar.url}"`,
      `     POLAR_AUTHORIZE_URL = "${polar.url}/oauth2/authorize"`,
      '  2. npx wrangler login, if you have not',
      '  3. npm run deploy -- sandbox',
      `  4. npm run doctor -- ${ADDRESS}`,
      `  5. connect a client to ${ADDRESS}/mcp`,
    ]);
  });

  test('for both gives each a client of its own, and names a Worker without touching the rest of wrangler.toml', async () => {
    const before = (await read('wrangler.toml')) ?? '';
    const { code } = await setup([
      ...['--environment', 'production', '--local', '--name', 'acme-polar', '--base-url', 'https://mcp.acme.example/'],
    ]);
    expect(code).toBe(0);
    const deployed = JSON.parse((await read('.secrets.production.json')) ?? '');
    const local = await devVars();
    expect(deployed.BASE_URL).toBe('https://mcp.acme.example');
    expect(local).toMatchObject({ POLAR_ENVIRONMENT: 'production', POLAR_API_URL: polar.url });
    expect(local.POLAR_CLIENT_ID).not.toBe(deployed.POLAR_CLIENT_ID);
    expect(await atPolar(local, 'http://localhost:8787/oauth/callback', 'openid')).toMatchObject({ page: 200 });
    expect((await stat(join(folder, '.dev.vars'))).mode & 0o777).toBe(0o600);
    expect(await read('wrangler.toml')).toBe(before.replace('name = "polar-mcp"\n', 'name = "acme-polar"\n'));
    expect(await read('wrangler.toml')).not.toBe(before);
  });

  test('reads .dev.vars as the Worker does: a slash ends an address, and what is empty is unset', async () => {
    await writeFile(
      join(folder, '.dev.vars'),
      `POLAR_ENVIRONMENT=\nBASE_URL=http://localhost:8080/\nPOLAR_API_URL=${polar.url}/\n`,
    );
    const again = [...SANDBOX, '--local'];
    expect(await setup(again, { POLAR_API_URL: '' })).toMatchObject({ code: 0 });
    expect(await atPolar(await devVars(), 'http://localhost:8080/oauth/callback', 'openid')).toMatchObject({
      page: 200,
    });
    await writeFile(join(folder, '.dev.vars'), ((await read('.dev.vars')) ?? '').replace('=sandbox', '='));
    const { code, lines } = await setup(again);
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^found \.dev\.vars: sandbox, client /);
    expect(await registrations()).toBe(1);
  });

  test('takes a client that was made by hand, with its secret from the environment', async () => {
    const { id, secret } = DEFAULT_CLIENT;
    const args = [...SANDBOX, '--local', '--client-id', id];
    expect(await setup(args)).toEqual({ code: 1, lines: [expect.stringContaining('set POLAR_CLIENT_SECRET')] });
    expect(await setup(args, { POLAR_CLIENT_SECRET: 'polar_cs_wrong' })).toEqual({
      code: 1,
      lines: [expect.stringMatching(/refuses this id and secret/)],
    });
    expect(await read('.dev.vars')).toBeUndefined();
    const { code, lines } = await setup(args, { POLAR_CLIENT_SECRET: secret });
    expect(code).toBe(0);
    expect(lines.join('\n')).toContain('http://localhost:8787/oauth/callback');
    expect(lines.join('\n')).not.toContain(secret);
    expect(await devVars()).toMatchObject({ POLAR_CLIENT_ID: id, POLAR_CLIENT_SECRET: secret });
    expect(await registrations()).toBe(0);
  });
});

describe('a later run', () => {
  test('with the same answers changes no byte, registers nothing, and says so', async () => {
    await setup([...DEPLOYED, '--local']);
    const before = await files();
    await chmod(join(folder, SECRETS), 0o644);
    for (const args of [[...DEPLOYED, '--local'], SANDBOX]) {
      const { code, lines } = await setup(args);
      expect(code).toBe(0);
      expect(lines.join('\n')).toContain('Nothing to change');
    }
    expect(await files()).toEqual(before);
    expect((await stat(join(folder, SECRETS))).mode & 0o777).toBe(0o600);
    expect(await registrations()).toBe(2);
  });

  test('changes only what is asked: a line, a value, a name', async () => {
    await writeFile(
      join(folder, '.dev.vars'),
      '# mine\r\nREAD_ONLY=true\r\nPOLAR_CLIENT_ID=old # left\r\n \t# odd line\r\n',
    );
    await writeFile(join(folder, SECRETS), JSON.stringify({ READ_ONLY: 'true', BASE_URL: ADDRESS }));
    expect(await setup([...SANDBOX, '--local', '--register'])).toMatchObject({ code: 0 });
    const { POLAR_CLIENT_ID: id, POLAR_CLIENT_SECRET: secret } = await devVars();
    expect(await read('.dev.vars')).toBe(
      `# mine\r\nREAD_ONLY=true\r\nPOLAR_CLIENT_ID=${id}\r\n \t# odd line\r\nPOLAR_ENVIRONMENT=sandbox\r\nPOLAR_CLIENT_SECRET=${secret}\r\nPOLAR_API_URL=${polar.url}\r\nPOLAR_AUTHORIZE_URL=${polar.url}/oauth2/authorize\r\n`,
    );
    expect(await setup(SANDBOX)).toMatchObject({ code: 0 });
    expect(await secrets()).toMatchObject({ READ_ONLY: 'true', BASE_URL: ADDRESS });
  });

  test('at another address keeps the client, and says which redirect URI it lacks; --register makes one for it', async () => {
    await setup(DEPLOYED);
    const before = await secrets();
    const moved = [...SANDBOX, '--base-url', 'https://mcp.example.com'];
    const { lines } = await setup(moved);
    expect(lines.join('\n')).toContain('https://mcp.example.com/oauth/callback');
    expect(lines.join('\n')).toContain('routes = [{ pattern = "mcp.example.com", custom_domain = true }]');
    expect(await secrets()).toEqual({ ...before, BASE_URL: 'https://mcp.example.com' });
    await setup([...moved, '--register']);
    const after = await secrets();
    expect(after.POLAR_CLIENT_ID).not.toBe(before.POLAR_CLIENT_ID);
    expect(await atPolar(after, 'https://mcp.example.com/oauth/callback', 'openid')).toMatchObject({ page: 200 });
  });
});

describe('the page that people log in on is where the API says', () => {
  const PAGE = 'https://polar.test/oauth2/authorize';
  const DISCOVERY = '/.well-known/openid-configuration';
  const LOCAL = [...SANDBOX, '--local'];
  /** Sets the API's discovery document. Like the real one, it has the page at another origin. */
  const says = (authorizeUrl: string, status = 200, tokenOrigin = polar.url) =>
    control('/faults', 'POST', {
      kind: 'status',
      status,
      body: JSON.stringify({
        issuer: 'https://polar.sh',
        authorization_endpoint: authorizeUrl,
        token_endpoint: `${tokenOrigin}/v1/oauth2/token`,
      }),
      match: { path: DISCOVERY },
      times: 9,
    });
  const page = async () => (await devVars()).POLAR_AUTHORIZE_URL;

  test('at another origin, also when it was wrong before', async () => {
    await says(PAGE);
    await setup([...LOCAL]);
    expect(await devVars()).toMatchObject({ POLAR_API_URL: polar.url, POLAR_AUTHORIZE_URL: PAGE });
    const before = await files();
    expect(await setup([...LOCAL])).toMatchObject({ code: 0 });
    expect(await setup([...LOCAL], { POLAR_API_URL: '' })).toMatchObject({ code: 0 });
    expect(await files()).toEqual(before);
    const text = (await read('.dev.vars')) ?? '';
    await writeFile(join(folder, '.dev.vars'), text.replace(PAGE, `${polar.url}/oauth2/authorize`));
    await setup([...LOCAL]);
    expect(await files()).toEqual(before);
    expect(await registrations()).toBe(1);
  });

  test('and stays unset where the Worker knows it', async () => {
    await says('https://sandbox.polar.sh/oauth2/authorize');
    await setup([...LOCAL]);
    expect(await page()).toBeUndefined();
    const { lines } = await setup(DEPLOYED);
    expect(lines.join('\n')).toContain(`POLAR_API_URL = "${polar.url}"`);
    expect(lines.join('\n')).not.toContain('POLAR_AUTHORIZE_URL');
  });

  test('where it can no longer be asked, what stands there stays', async () => {
    await writeFile(join(folder, '.dev.vars'), `POLAR_API_URL=${polar.url}\nPOLAR_AUTHORIZE_URL=${PAGE}\n`);
    await says('https://wrong.test/authorize', 404);
    const { code, lines } = await setup([...LOCAL]);
    expect({ code, page: await page() }).toEqual({ code: 0, page: PAGE });
    expect(lines.join('\n')).toContain("can't be read: POLAR_AUTHORIZE_URL in .dev.vars stays as it is");
  });

  test.each([
    ['no document', PAGE, 404],
    ['no address', 'javascript:alert(1)', 200],
    ['an address without https', 'http://polar.test/oauth2/authorize', 200],
  ])('%s: it is never guessed, and what is missing is said', async (_, authorizeUrl, status) => {
    await writeFile(join(folder, '.dev.vars'), `POLAR_API_URL=https://other.test\nPOLAR_AUTHORIZE_URL=${PAGE}\n`);
    const before = await files();
    await says(authorizeUrl, status);
    const { code, lines } = await setup([...LOCAL]);
    expect({ code, last: lines.at(-1) }).toEqual({
      code: 1,
      last: expect.stringMatching(/doesn't say which page people log in on\..*POLAR_AUTHORIZE_URL=<the page>/),
    });
    expect(await files()).toEqual(before);
    expect(await registrations()).toBe(0);
    const deployed = await setup(DEPLOYED);
    expect(deployed.lines.join('\n')).toContain('POLAR_AUTHORIZE_URL: the page that people log in on, which');
  });

  test('an API whose tokens come from elsewhere is named', async () => {
    await says(PAGE, 200, 'https://api.polar.test');
    expect((await setup([...LOCAL])).lines.join('\n')).toContain(
      `${polar.url} says that tokens come from https://api.polar.test`,
    );
  });
});

describe('which organizations may connect', () => {
  const flag = '--allowed-organizations';
  const inToml = async () => /^ALLOWED_ORGANIZATIONS = "(.*)"$/m.exec((await read('wrangler.toml')) ?? '')?.[1];

  test('is written by id, where Polar knows whose a slug is, and nothing else of wrangler.toml changes', async () => {
    const before = (await read('wrangler.toml')) ?? '';
    const { code, lines } = await setup([...DEPLOYED, flag, `brightside-tools,${SEED.otherOrganization}`]);
    expect(code).toBe(0);
    const ids = `${SEED.organization},${SEED.otherOrganization}`;
    expect(await inToml()).toBe(ids);
    expect(((await read('wrangler.toml')) ?? '').replace(`"${ids}"`, '""')).toBe(before);
    expect(lines).toContain(`brightside-tools is Brightside Tools at Polar, ${SEED.organization}`);
    expect(lines.join('\n')).not.toContain('Anyone with an account');
  });

  test('stays as it is where nobody says it, and can be taken back', async () => {
    await setup([...DEPLOYED, flag, SEED.organization]);
    await setup(DEPLOYED);
    expect(await inToml()).toBe(SEED.organization);
    const { lines } = await setup([...DEPLOYED, flag, 'anyone']);
    expect(await inToml()).toBe('');
    expect(lines.join('\n')).toContain(`Anyone with an account at Polar may connect to it.`);
  });

  test('is remarked where nobody is left out', async () => {
    const { lines } = await setup(DEPLOYED);
    expect(await inToml()).toBe('');
    expect(lines).toContain(`npm run setup -- --environment sandbox --yes ${flag} <your slug>`);
  });

  test('on this machine is a line of .dev.vars, by the flag alone', async () => {
    const { lines } = await setup([...SANDBOX, '--local']);
    expect(await devVars()).not.toHaveProperty('ALLOWED_ORGANIZATIONS');
    expect(lines.join('\n')).not.toContain('Anyone with an account');
    await setup([...SANDBOX, '--local', flag, 'brightside-tools']);
    expect(await devVars()).toMatchObject({ ALLOWED_ORGANIZATIONS: SEED.organization });
  });

  test('keeps the slug where Polar can’t be asked for its id, and says so', async () => {
    const path = '/v1/customer-portal/organizations/*';
    await control('/faults', 'POST', { kind: 'status', status: 500, body: 'no', match: { path } });
    const { lines } = await setup([...DEPLOYED, flag, 'brightside-tools']);
    expect(await inToml()).toBe('brightside-tools');
    expect(lines.join('\n')).toContain('could not be asked for the id of brightside-tools');
  });
});

describe('nothing is written, and one line says why, when', () => {
  test('Polar gives no client', async () => {
    const before = await files();
    await control('/faults', 'POST', { kind: 'hang', match: { path: '/v1/oauth2/register' } });
    const { code, lines } = await setup([...DEPLOYED, '--local'], { POLAR_TIMEOUT_MS: '400' });
    expect(code).toBe(1);
    expect(lines).toEqual([`error: ${polar.url} did not answer within 0.4 s. Nothing was written: try again`]);
    expect(await files()).toEqual(before);
  });

  const wrong: [string, string[], RegExp][] = [
    ['no environment is named', ['--local'], /--environment sandbox or --environment production/],
    ['no address is named', SANDBOX, /--base-url https:\/\/polar-mcp-sandbox\.<your subdomain>\.workers\.dev/],
    ['two clients are asked for', [...DEPLOYED, '--register', '--client-id', 'x'], /cannot be used with/],
    [
      'an organization is an address',
      [...DEPLOYED, '--allowed-organizations', 'https://polar.sh/acme'],
      /write acme instead/,
    ],
    ['an organization is unknown', [...DEPLOYED, '--allowed-organizations', 'nobody'], /knows no organization nobody/],
    [
      'no organization is named',
      [...DEPLOYED, '--allowed-organizations', ''],
      /is empty: name organizations, as acme, or anyone/,
    ],
    ['an answer is none', [...DEPLOYED, '--name', 'My_Worker'], /--name may have lowercase letters/],
  ];
  test.each(wrong)('%s', async (_, args, message) => {
    const before = await files();
    const { code, lines } = await setup(args);
    expect(code).toBe(1);
    expect(lines.filter((line) => !line.startsWith('(--help'))).toEqual([expect.stringMatching(message)]);
    expect(await files()).toEqual(before);
  });

  const broken: [string, { file: string; text: string; args: string[]; message: RegExp }][] = [
    ['the secrets are no JSON', { file: SECRETS, text: '{', args: DEPLOYED, message: /is no JSON object\. Mend it/ }],
    [
      'a secret is no text',
      { file: SECRETS, text: '{"BASE_URL":1}', args: DEPLOYED, message: /something else than a text as BASE_URL/ },
    ],
    [
      'half of a client is there',
      {
        file: SECRETS,
        text: '{"POLAR_CLIENT_ID":"x"}',
        args: DEPLOYED,
        message: /has half of a client: say --register/,
      },
    ],
    [
      'the client is for the other environment',
      {
        file: '.dev.vars',
        text: 'POLAR_ENVIRONMENT=production\nPOLAR_CLIENT_ID=x\nPOLAR_CLIENT_SECRET=y',
        args: [...SANDBOX, '--local'],
        message: /has a client of another Polar: say --register/,
      },
    ],
    [
      'a value goes over lines',
      {
        file: '.dev.vars',
        text: 'POLAR_CLIENT_ID=y\nNOTE="\nPOLAR_CLIENT_ID=x"',
        args: [...SANDBOX, '--local', '--register'],
        message: /can't be changed line by line/,
      },
    ],
    [
      'an address is none',
      {
        file: '.dev.vars',
        text: 'BASE_URL=localhost',
        args: [...SANDBOX, '--local'],
        message: /error: BASE_URL in \.dev\.vars must be an address/,
      },
    ],
    [
      'git would keep it',
      { file: '.gitignore', text: '', args: DEPLOYED, message: /git does not ignore \.secrets\.sandbox\.json/ },
    ],
    [
      'wrangler.toml has no such environment',
      {
        file: 'wrangler.toml',
        text: 'name = "polar-mcp-sandbox"',
        args: DEPLOYED,
        message: /wrangler\.toml has no \[vars\]/,
      },
    ],
  ];
  test.each(broken)('%s', async (_, { file, text, args, message }) => {
    await writeFile(join(folder, file), text);
    const before = await files();
    const { code, lines } = await setup(args);
    expect(code).toBe(1);
    expect(lines.filter((line) => !line.startsWith('found'))).toEqual([expect.stringMatching(message)]);
    expect(await files()).toEqual(before);
    expect(await registrations()).toBe(0);
  });
});
