import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { examine } from '../../scripts/doctor/examine.ts';
import { type CheckName, checks, type Finding } from '../../scripts/doctor/finding.ts';
import { parseTarget } from '../../scripts/doctor/target.ts';
import { freePort } from '../../scripts/local-worker.ts';
import { bundledScript } from '../support/bundled-script.ts';
import { at, BROKEN } from './broken-answers.ts';
import { type MeddledHouse, openMeddledHouse } from './meddled-house.ts';

let house: MeddledHouse;
beforeAll(async () => {
  house = await openMeddledHouse();
});
afterAll(() => house.close());
afterEach(() => house.reset());

const doctor = (options?: Parameters<typeof examine>[1]) => examine(parseTarget(house.meddler.url), options);
const states = (findings: Finding[]) => Object.fromEntries(findings.map(({ check, state }) => [check, state]));
const of = (findings: Finding[], check: CheckName) => findings.filter((one) => one.check === check);

describe('with nothing wrong', () => {
  test('every check finds so, and one client is registered', async () => {
    const registered: unknown[] = [];
    house.meddler.meddle = ({ path }, answer) => {
      if (path === '/oauth/register') registered.push(JSON.parse(answer.body));
      return { ...answer, headers: { ...answer.headers, date: new Date().toUTCString() } };
    };
    const findings = await doctor();
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual(Object.keys(checks));
    expect(registered).toMatchObject([{ client_name: 'polar-mcp doctor' }]);
    expect(of(findings, 'health')[0]?.found).toMatch(
      /^sandbox, .*anyone with an account at Polar may connect.*its model brings their yes/,
    );
  });

  test('no login is completed, and Polar hears of no state and no person', async () => {
    await house.polar.clearRequests();
    await doctor();
    const asked = (await house.polar.requests()).map(({ method, path, status }) => `${method} ${path} ${status}`);
    expect(asked).toEqual([
      'GET /.well-known/openid-configuration 200',
      'GET /v1/oauth2/authorize 302',
      'GET /v1/products/ 401',
    ]);
  });

  test('--no-register sends no registration, and says what is not seen', async () => {
    const posted: string[] = [];
    house.meddler.meddle = ({ method, path }, answer) => {
      if (method === 'POST') posted.push(path);
      return answer;
    };
    const skipped = 'skipped';
    expect(states(await doctor({ register: false }))).toMatchObject({
      metadata: 'ok',
      registration: skipped,
      consent: skipped,
      'Polar client': skipped,
      'Polar API': skipped,
    });
    expect(new Set(posted)).toEqual(new Set(['/mcp']));
  });
});

/** The others are done sooner without one. */
const OF_A_LOGIN: CheckName[] = ['registration', 'consent', 'Polar client', 'clock'];

test.each(BROKEN)('%s: a %s for %s', async (check, state, what, meddle, found, fix) => {
  house.meddler.meddle = meddle;
  const findings = await doctor({ register: OF_A_LOGIN.includes(check) });
  const wrong = of(findings, check).find((one) => one.state !== 'ok' && found.test(one.found));
  expect(wrong, `${what}: ${JSON.stringify(findings)}`).toMatchObject({ state, fix: expect.stringMatching(fix) });
});

describe('at Polar', () => {
  const polarClient = async () => of(await doctor(), 'Polar client')[0];

  test('a redirect URI that is not registered', async () => {
    const [redirectUri = ''] = house.client.redirectUris.splice(0, 1, 'https://other.example/oauth/callback');
    await house.polar.reset();
    const finding = await polarClient();
    house.client.redirectUris = [redirectUri];
    expect(finding).toMatchObject({ state: 'failure', fix: expect.stringContaining(redirectUri) });
    expect(finding?.found).toContain("doesn't know the redirect URI");
  });

  test('a client that is not known', async () => {
    const { id } = house.client;
    house.client.id = 'polar_ci_other';
    await house.polar.reset();
    const finding = await polarClient();
    house.client.id = id;
    expect(finding).toMatchObject({ state: 'failure', fix: expect.stringContaining('POLAR_CLIENT_ID') });
  });

  const redirect = (query: string) => ({ location: `${house.client.redirectUris[0]}?${query}` });
  test.each([
    ['failure', 400, '{"error":"unauthorized_client"}', undefined],
    ['failure', 302, '', 'error=invalid_scope'],
    ['warning', 200, '<html>', undefined],
    ['warning', 302, '', 'code=x'],
    ['warning', 401, '{"detail":"Unauthorized"}', undefined],
    ['warning', 404, '{"detail":"Not Found"}', undefined],
    ['warning', 429, '', undefined],
    ['warning', 500, 'Internal Server Error', undefined],
  ])('a %s for %i %s, and never a yes', async (state, status, body, back) => {
    const headers = back ? redirect(back) : {};
    await house.polar.fault({ kind: 'status', status, body, headers, match: { path: '/v1/oauth2/authorize' } });
    expect(await polarClient()).toMatchObject({ state });
  });

  test.each([
    [
      'the version is no longer served',
      'failure',
      404,
      '{"detail":"Not Found"}',
      /no longer serves version \d{4}-\d\d/,
    ],
    ['something else fails', 'warning', 502, '', /502/],
  ])('%s', async (_, state, status, body, found) => {
    await house.polar.fault({ kind: 'status', status, body, match: { path: '/v1/products/' } });
    const [finding] = of(await doctor(), 'Polar API');
    expect(finding).toMatchObject({ state, found: expect.stringMatching(found) });
  });

  test('no answer', async () => {
    await house.polar.fault({ kind: 'drop', match: { path: '/v1/products/' } });
    expect(of(await doctor(), 'Polar API')).toMatchObject([{ state: 'failure' }]);
  });
});

describe('page and API of Polar are at different origins', () => {
  /** A page of Polar's that is nothing but a page, or has a discovery document. */
  async function startPage(discovery?: object): Promise<{ page: string; close: () => void }> {
    const server = createServer((request, response) => {
      const isFound = discovery && request.url === DISCOVERY;
      response.writeHead(isFound ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isFound ? discovery : { detail: 'Not Found' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const page = `http://127.0.0.1:${port}/oauth2/authorize`;
    Object.assign(discovery ?? {}, {
      authorization_endpoint: page,
      token_endpoint: `${house.simulator.url}/v1/oauth2/token`,
    });
    // The login that the Worker begins leads to that page.
    house.meddler.meddle = at(
      '/oauth/authorize',
      ({ headers }) => ({ headers: { ...headers, location: headers.location?.replace(/^.*\?/, `${page}?`) } }),
      'POST',
    );
    return { page, close: () => server.close() };
  }
  const DISCOVERY = '/.well-known/openid-configuration';
  const says = (authorizeUrl: string, tokenOrigin = house.simulator.url) =>
    house.polar.fault({
      kind: 'status',
      status: 200,
      body: JSON.stringify({ authorization_endpoint: authorizeUrl, token_endpoint: `${tokenOrigin}/v1/oauth2/token` }),
      match: { path: DISCOVERY },
    });
  const ofPolar = async (options?: Parameters<typeof examine>[1]) => {
    const findings = await doctor(options);
    return { client: of(findings, 'Polar client'), api: of(findings, 'Polar API') };
  };

  test('the API that the operator names is asked, and no page', async () => {
    const { page, close } = await startPage();
    await says(page);
    const { client: found, api } = await ofPolar({ polarApiUrl: house.simulator.url });
    close();
    expect([found, api]).toMatchObject([[{ state: 'ok' }], [{ state: 'ok' }]]);
  });

  test('so is the API of a .dev.vars that names this page, or whose API does', async () => {
    const { page, close } = await startPage();
    const apiUrl = house.simulator.url;
    await house.polar.fault({ kind: 'status', status: 404, match: { path: DISCOVERY } });
    const named = await ofPolar({ devVars: { apiUrl, authorizeUrl: page } });
    await says(page);
    const naming = await ofPolar({ devVars: { apiUrl, authorizeUrl: undefined } });
    close();
    expect([named, naming]).toMatchObject([{ api: [{ state: 'ok' }] }, { api: [{ state: 'ok' }] }]);
  });

  test("the page's origin says where the API is", async () => {
    const { close } = await startPage({});
    const { client: found, api } = await ofPolar();
    close();
    expect([found, api]).toMatchObject([
      [{ state: 'ok' }],
      [{ state: 'ok', found: expect.stringContaining('127.0.0.1') }],
    ]);
  });

  test('where nobody says it, it is not known, and nobody is blamed', async () => {
    const { close } = await startPage();
    const { client: found, api } = await ofPolar({ devVars: { apiUrl: house.simulator.url, authorizeUrl: undefined } });
    close();
    expect(found).toMatchObject([
      {
        state: 'warning',
        found: expect.stringContaining("isn't known"),
        fix: expect.stringContaining('--polar-api-url'),
      },
    ]);
    expect(api).toMatchObject([{ state: 'skipped' }]);
  });

  test('a page that the API does not name', async () => {
    await says('https://polar.test/oauth2/authorize');
    const { client: found } = await ofPolar({ polarApiUrl: house.simulator.url });
    expect(found).toMatchObject([
      {
        state: 'failure',
        found: expect.stringMatching(/says that its page is https:\/\/polar\.test\/oauth2\/authorize$/),
        fix: expect.stringMatching(/^It should be https:\/\/polar\.test.*set POLAR_AUTHORIZE_URL in \.dev\.vars/),
      },
    ]);
  });

  test('an API whose tokens come from elsewhere', async () => {
    await says(`${house.simulator.url}/oauth2/authorize`, 'https://api.polar.test');
    const { api } = await ofPolar({ polarApiUrl: house.simulator.url });
    expect(api).toMatchObject([
      { state: 'warning', found: expect.stringContaining('its tokens come from https://api.polar.test') },
      { state: 'ok' },
    ]);
  });

  test('a 404 of what may be no Polar is no version that is gone', async () => {
    const { page, close } = await startPage();
    const { client: found, api } = await ofPolar({ polarApiUrl: new URL(page).origin });
    close();
    expect(found).toMatchObject([{ state: 'warning' }]);
    expect(api).toMatchObject([{ state: 'warning', fix: expect.stringContaining("Is that Polar's API?") }]);
  });
});

describe('where nothing can be seen', () => {
  const SKIPPED = Object.fromEntries(Object.keys(checks).map((name) => [name, 'skipped']));

  test.each<[string, () => Promise<string>, RegExp, RegExp]>([
    ['nothing listens', async () => `http://localhost:${await freePort()}`, /Nothing listens/, /npm start/],
    [
      'TLS is spoken to http',
      async () => house.meddler.url.replace('http:', 'https:'),
      /doesn't speak TLS/,
      /http:\/\//,
    ],
    ['there is no such host', async () => 'https://no-such-host.invalid', /There is no host/, /spelling/],
    ['it has no TLS', async () => 'http://mcp.example.com', /without TLS/, /https:\/\/mcp\.example\.com/],
  ])('%s: the rest is skipped', async (_, address, found, fix) => {
    const findings = await examine(parseTarget(await address()));
    expect(states(findings)).toEqual({ ...SKIPPED, reachable: 'failure' });
    expect(findings[0]?.found).toMatch(found);
    expect(findings[0]?.fix).toMatch(fix);
  });

  test('a certificate that nobody vouches for', async () => {
    const port = await freePort();
    const script = 'export default { fetch: () => new Response() }';
    const server = new Miniflare(
      convertV4MiniflareOptions({ host: 'localhost', port, https: true, cf: false, modules: true, script }),
    );
    await server.ready;
    const [finding] = await examine(parseTarget(`https://localhost:${port}`));
    await server.dispose();
    expect(finding).toMatchObject({ state: 'failure', found: expect.stringContaining('certificate') });
  });

  test('it hangs', async () => {
    house.meddler.meddle = at('/health', () => 'hang');
    const findings = await doctor({ timeoutMs: 500 });
    expect(states(findings)).toEqual({ ...SKIPPED, reachable: 'failure' });
    expect(findings[0]?.found).toContain('within 0.5 s');
  });

  test('one address hangs: the others are still checked', async () => {
    house.meddler.meddle = at('/connections', () => 'hang');
    expect(states(await doctor({ timeoutMs: 1500 }))).toMatchObject({
      headers: 'failure',
      'Polar API': 'ok',
      CORS: 'ok',
    });
  });

  test('the Worker is under another address than BASE_URL', async () => {
    const findings = await examine(parseTarget(house.worker.url));
    expect(states(findings)).toEqual({ ...SKIPPED, reachable: 'ok', health: 'failure' });
    expect(of(findings, 'health')[0]).toMatchObject({
      found: expect.stringContaining(`BASE_URL is ${house.meddler.url}`),
      fix: expect.stringContaining(`npm run doctor -- ${house.meddler.url}`),
    });
  });
});

describe('npm run doctor', () => {
  const run = async (...args: string[]) => {
    const script = await bundledScript('scripts/doctor.ts');
    const env = { ...process.env, NO_COLOR: '1' };
    return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, [script, ...args], { timeout: 20_000, env }, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
      );
    });
  };

  test('prints a table, without colour here, and ends with 0 or 1', async () => {
    house.meddler.meddle = at('/llms.txt', () => ({ status: 404 }));
    const [good, bad, strict] = await Promise.all([
      run(house.meddler.url),
      run(house.worker.url),
      run('--json', '--strict', house.meddler.url),
    ]);
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(good.stdout).toMatch(/^check +state +found\nreachable +✓ ok/);
    expect(good.stdout).not.toContain('\x1b');
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/^✗ health: BASE_URL is/m);
    expect(strict.code).toBe(1);
    expect(JSON.parse(strict.stdout)).toMatchObject({ url: house.meddler.url, ok: false, findings: expect.any(Array) });
    for (const { stdout } of [good, bad, strict]) expect(stdout).not.toMatch(/polar_c[is]_/);
  });
});
