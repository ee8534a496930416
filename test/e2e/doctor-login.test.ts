import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { allowAll, type Decide, denyAt, Person } from '../../scripts/demo-client/person.ts';
import { type Finding, loginSteps, type StepName } from '../../scripts/doctor/finding.ts';
import { examineLogin, type LoginOptions } from '../../scripts/doctor/login/examine-login.ts';
import { parseTarget } from '../../scripts/doctor/target.ts';
import { freePort } from '../../scripts/local-worker.ts';
import { bundledScript } from '../support/bundled-script.ts';
import { at } from './broken-answers.ts';
import { type MeddledHouse, openMeddledHouse } from './meddled-house.ts';

const TOKEN = '/oauth/token';
const AT_POLAR = /\/oauth2\/authorize/;

let house: MeddledHouse;
beforeAll(async () => {
  house = await openMeddledHouse();
});
afterAll(() => house.close());
afterEach(() => house.reset());

/** A person who opens what is printed; `change` is what happens to the address that they come back to. */
function browser(decide: Decide = allowAll, change: (back: URL) => void = () => {}) {
  return async (address: URL | string) => {
    const redirectUri = new URL(address).searchParams.get('redirect_uri') ?? '';
    const end = await new Person().walk(address, redirectUri, decide);
    if (!(end instanceof URL)) throw new Error(`The login stopped at a page (${end.status}): ${end.text}`);
    change(end);
    return (await fetch(end)).text();
  };
}

const logIn = (options: Partial<LoginOptions> = {}) =>
  examineLogin(parseTarget(house.meddler.url), { open: browser(), ...options });
const of = (findings: Finding[], step: StepName) => findings.find(({ check }) => check === step);
const states = (findings: Finding[]) => Object.fromEntries(findings.map(({ check, state }) => [check, state]));
/** All steps in one state, but for some. */
const all = (state: string, but: Partial<Record<StepName, string>> = {}) => ({
  reachable: 'ok',
  health: 'ok',
  ...Object.fromEntries(Object.keys(loginSteps).map((step) => [step, state])),
  ...but,
});

describe('a login', () => {
  test('goes through to Polar, only reads there, and is ended', async () => {
    const secrets: string[] = [];
    house.meddler.meddle = ({ path }, answer) => {
      if (path === TOKEN && answer.body) secrets.push(...Object.values(JSON.parse(answer.body)).map(String));
      return answer;
    };
    const findings = await logIn();
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual(['reachable', 'health', ...Object.keys(loginSteps)]);
    expect(of(findings, 'connection')?.found).toMatch(/Brightside Tools.*--allowed-organizations [\da-f-]{36}/);
    expect(of(findings, 'products')?.found).toMatch(/^Polar answered: \d+ products$/);
    const tokens = secrets.filter((text) => text.length > 30 && !text.includes(' '));
    expect(tokens.length).toBeGreaterThanOrEqual(4);
    for (const token of tokens) expect(JSON.stringify(findings)).not.toContain(token);

    const api = (await house.polar.requests()).filter(({ path }) => !path.includes('oauth2'));
    expect(api.map(({ method }) => method)).toEqual(api.map(() => 'GET'));
    expect(await house.polar.revokeTokens(), 'logins left at Polar').toBe(0);
  });

  test('asks for nothing but reading', async () => {
    let asked: URL | undefined;
    const findings = await logIn({
      open: (address) => {
        asked = address;
        void browser()(address);
      },
    });
    expect(asked?.searchParams.get('scope')).toBe('organizations:read products:read');
    expect(of(findings, 'tokens')?.found).toBe('for organizations:read products:read');
  });

  test.each([
    ['at Polar', AT_POLAR],
    ['on our page', /\/oauth\/authorize/],
  ])('refused %s shows the error', async (_, address) => {
    const findings = await logIn({ open: browser(denyAt(address)) });
    expect(states(findings)).toEqual(all('skipped', { registration: 'ok', login: 'failure' }));
    expect(of(findings, 'login')).toMatchObject({
      found: expect.stringMatching(/with an error: access_denied/),
      fix: expect.stringContaining('Run it again, and allow'),
    });
    expect(await house.polar.revokeTokens()).toBe(0);
  });

  test('that never comes is given up', async () => {
    const findings = await logIn({ open: () => {}, loginTimeoutMs: 200 });
    expect(states(findings)).toEqual(all('skipped', { registration: 'ok', login: 'failure' }));
    expect(of(findings, 'login')?.found).toBe('Nobody came back within 0.2 s');
  });

  test.each([
    ['state', 'another', /state/],
    ['iss', 'https://other.example', /iss/],
  ])('that comes back with another %s gets no tokens', async (name, value, found) => {
    const asked: string[] = [];
    house.meddler.meddle = ({ path }, answer) => {
      asked.push(path);
      return answer;
    };
    const findings = await logIn({ open: browser(allowAll, (back) => back.searchParams.set(name, value)) });
    expect(states(findings)).toEqual(all('skipped', { registration: 'ok', login: 'ok', code: 'failure' }));
    expect(of(findings, 'code')?.found).toMatch(/not of this login/);
    expect(of(findings, 'code')?.found).toMatch(found);
    expect(asked).not.toContain(TOKEN);
  });

  test('whose code the server refuses', async () => {
    house.meddler.meddle = at(TOKEN, () => ({
      status: 400,
      body: JSON.stringify({ error: 'invalid_grant', error_description: 'No.\x1b[2J' }),
    }));
    const findings = await logIn();
    expect(of(findings, 'tokens')).toMatchObject({
      state: 'failure',
      found: 'The server refused it: invalid_grant: No. [2J',
      fix: expect.stringContaining('/connections'),
    });
  });
});

describe('whatever happens afterwards, the tokens are given back', () => {
  test('list_products fails', async () => {
    await house.polar.fault({
      kind: 'status',
      status: 500,
      body: 'Internal',
      times: 20,
      match: { path: '/v1/products/' },
    });
    const findings = await logIn();
    expect(states(findings)).toEqual(all('ok', { products: 'failure' }));
    expect(of(findings, 'products')).toMatchObject({ found: expect.stringMatching(/Polar/), fix: expect.any(String) });
    expect(await house.polar.revokeTokens()).toBe(0);
  });

  test('there is no list_products', async () => {
    house.meddler.meddle = at('/mcp', ({ body, ...rest }) => ({
      ...rest,
      body: body.replaceAll('"list_products"', '"gone"'),
    }));
    const findings = await logIn();
    expect(states(findings)).toEqual(all('ok', { products: 'warning' }));
    expect(await house.polar.revokeTokens()).toBe(0);
  });

  test('MCP fails', async () => {
    house.meddler.meddle = at(
      '/mcp',
      (answer) => (answer.status === 401 ? answer : { status: 500, body: 'No' }),
      'POST',
    );
    const findings = await logIn();
    const failed = 'failure';
    expect(states(findings)).toEqual(
      all('ok', { tools: failed, connection: failed, products: 'skipped', refresh: failed }),
    );
    expect(await house.polar.revokeTokens()).toBe(0);
  });

  test('an answer repeats a token, also in words that are cut', async () => {
    let token = '';
    house.meddler.meddle = ({ path }, answer) => {
      if (path === TOKEN && answer.body) token ||= JSON.parse(answer.body).access_token;
      const body = answer.body.replaceAll('Brightside Tools', `T ${token} T`);
      return path === '/mcp'
        ? { ...answer, body: body.replaceAll('Brightside Labs', `${'-'.repeat(180)}${token}`) }
        : answer;
    };
    const { found } = of(await logIn(), 'connection') ?? {};
    expect(found).toMatch(/^T … T, -+…; anyone may connect/);
    expect(found).not.toContain(token.slice(0, 20));
  });

  test.each(['tokens', 'tools', 'products', 'refresh'] as const)('it is stopped during %s', async (step) => {
    const stop = new AbortController();
    const onProgress = ([underWay]: string[]) => underWay === step && stop.abort();
    const findings = await logIn({ signal: stop.signal, onProgress });
    const failed = findings.filter(({ state }) => state === 'failure');
    expect(failed).toMatchObject([{ check: step === 'tokens' ? 'tools' : step, found: 'It was stopped' }]);
    expect(of(findings, 'revoked')).toMatchObject({ state: 'ok' });
    expect(await house.polar.revokeTokens()).toBe(0);
  });

  test('or the person is told how to end it', async () => {
    let exchanged = 0;
    house.meddler.meddle = at(TOKEN, (answer) => (++exchanged > 2 ? { ...answer, status: 503, body: '' } : answer));
    const findings = await logIn();
    expect(states(findings)).toEqual(all('ok', { revoked: 'failure' }));
    expect(of(findings, 'revoked')?.fix).toBe(`End the connection yourself, at ${house.meddler.url}/connections.`);
  });
});

test('where there is no server, nothing is tried', async () => {
  const findings = await examineLogin(parseTarget(`http://localhost:${await freePort()}`), { open: browser() });
  expect(states(findings)).toMatchObject({ reachable: 'failure', registration: 'skipped', revoked: 'skipped' });
});

describe('on a command line', () => {
  const running: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of running.splice(0)) {
      if (child.exitCode === null && child.kill('SIGTERM')) await new Promise((done) => child.once('exit', done));
    }
  });

  async function run(script: string, args: string[], env: Record<string, string> = {}) {
    const child = spawn(process.execPath, [await bundledScript(script), ...args], {
      env: { ...process.env, BASE_URL: '', NO_COLOR: '1', ...env },
    });
    running.push(child);
    const out = { stdout: '', stderr: '' };
    const watchers = new Set<() => void>();
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (chunk) => {
        out[name] += chunk;
        for (const look of watchers) look();
      });
    const until = (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(out.stdout + out.stderr)?.[0];
          if (found) resolve(found);
        };
        watchers.add(look);
        child.once('exit', () => reject(new Error(`It ended before ${pattern}:\n${out.stdout}${out.stderr}`)));
        look();
      });
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { child, out, until, exit };
  }
  const ADDRESS = /^http:\S+\/oauth\/authorize\?\S+(?=\s*\n)/m;

  test('npm run doctor -- --login says what it does, then prints the address, and JSON alone to stdout', async () => {
    const { out, until, exit } = await run('scripts/doctor.ts', ['--login', '--json', house.meddler.url]);
    const address = await until(ADDRESS);
    expect(out.stderr).toMatch(/^This registers a client .* changes nothing at Polar\.\n/);
    expect(await browser()(address)).toContain('in your terminal');
    expect(await exit).toBe(0);
    expect(JSON.parse(out.stdout)).toMatchObject({ ok: true, findings: expect.any(Array) });
    for (const text of Object.values(out)) expect(text).not.toMatch(/polar_(at|rt|cs)_/);
  });

  test('a failure is exit code 1', async () => {
    const { out, until, exit } = await run('scripts/doctor.ts', ['--login', house.meddler.url]);
    await browser(denyAt(AT_POLAR))(await until(ADDRESS));
    expect(await exit).toBe(1);
    expect(out.stdout).toMatch(/^✗ login: The login came back with an error: access_denied/m);
  });

  test('Ctrl+C stops it', async () => {
    const { child, out, until, exit } = await run('scripts/doctor.ts', ['--login', house.meddler.url]);
    await until(ADDRESS);
    child.kill('SIGINT');
    expect(await exit).toBe(130);
    expect(out.stdout).toMatch(/✗ login: It was stopped/);
  });

  test('npm start -- --login does the same, and goes on to serve', async () => {
    const port = String(await freePort());
    const { out, until } = await run('scripts/start.ts', ['--login'], {
      PORT: port,
      POLAR_PORT: String(await freePort()),
    });
    await browser()(await until(ADDRESS));
    await until(/It still serves/);
    expect(out.stdout).toMatch(/^ready /m);
    expect(out.stdout).toMatch(/^revoked +✓ ok/m);
    expect((await fetch(`http://localhost:${port}/health`)).status).toBe(200);
  });
});
