import { spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { allowAll, type Decide, denyAt, Person } from '../../scripts/demo-client/person.ts';
import { controlSimulator, type SimulatorControl } from '../../simulator/control.ts';
import { DEFAULT_ORGANIZATION_TOKEN, type Simulator, startSimulator } from '../../simulator/index.ts';
import { bundledScript } from '../support/bundled-script.ts';

const RUN_MS = 150_000;
/** At a domain that could take mail: those kept for examples are refused. No mail leaves the simulator. */
const EMAIL = 'live@labmail.net';

/** A Polar that is asked; the run has a simulator of its own beside it. */
let polar: Simulator;
let control: SimulatorControl;
beforeEach(async () => {
  polar = await startSimulator({ clock: 'real' });
  control = controlSimulator(polar.url);
});
afterEach(() => polar.close());

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

interface During {
  /** Sent to the run and what it started, as a terminal does, when something was made. */
  end?: 'SIGINT' | 'SIGKILL';
  /** Hears of the address that is printed, to log in at. */
  atLogin?: (address: string, kill: (signal: NodeJS.Signals) => void) => void;
}

async function live(args: string[], { end, atLogin }: During = {}): Promise<Ran> {
  const env = {
    ...process.env,
    NO_COLOR: '1',
    POLAR_ACCESS_TOKEN: atLogin ? '' : DEFAULT_ORGANIZATION_TOKEN.token,
    POLAR_API_URL: polar.url,
    POLAR_REQUESTS_PER_MINUTE: '100000',
  };
  const script = await bundledScript('scripts/live.ts');
  const child = spawn(process.execPath, [script, '--email', EMAIL, ...args], { env, detached: true });
  const kill = (signal: NodeJS.Signals) => process.kill(-Number(child.pid), signal);
  const limit = setTimeout(() => kill('SIGKILL'), RUN_MS);
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk) => (ran.out += chunk));
  let isShown = false;
  child.stderr.on('data', (chunk) => {
    ran.err += chunk;
    const address = /^http\S+\/oauth2\/authorize\S+(?=\n)/m.exec(ran.err)?.[0];
    if (address === undefined || isShown) return;
    isShown = true;
    atLogin?.(address, kill);
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  if (end) {
    await vi.waitFor(async () => expect((await left()).length).toBeGreaterThan(3), { timeout: RUN_MS, interval: 100 });
    kill(end);
  }
  ran.code = await ended;
  clearTimeout(limit);
  return ran;
}

/** The names of what a run made and that is still there. */
async function left(): Promise<string[]> {
  const headers = { authorization: `Bearer ${DEFAULT_ORGANIZATION_TOKEN.token}` };
  const lists = [
    'products',
    'customers',
    'discounts',
    'benefits',
    'checkout-links',
    'custom-fields',
    'meters',
    'webhooks/endpoints',
  ];
  const found = await Promise.all(
    lists.map(async (list) => {
      const query = new URLSearchParams({
        limit: '100',
        ...(/products|meters/.test(list) && { is_archived: 'false' }),
      });
      const answer = await fetch(`${polar.url}/v1/${list}/?${query}`, { headers }).then((response) => response.text());
      return answer.match(/polar-mcp live [^"]*/g) ?? [];
    }),
  );
  return found.flat();
}

/** A person who opens what is printed. */
const personWho = (decide: Decide) => (address: string) => {
  const redirectUri = new URL(address).searchParams.get('redirect_uri') ?? '';
  void new Person().walk(address, redirectUri, decide).then(async (end) => {
    if (end instanceof URL) await fetch(end);
  });
};

async function expectNothingLeft(): Promise<void> {
  expect(await left()).toEqual([]);
  expect(await control.revokeTokens(), 'logins left at Polar').toBe(0);
  const registration = (await control.requests()).filter(({ path }) => path.startsWith('/v1/oauth2/register'));
  expect(registration.map(({ method, status }) => `${method} ${status}`)).toEqual(['POST 201', 'DELETE 204']);
}

test(
  'a Polar that answers as the simulator has no difference, and also what a killed run left is removed',
  async () => {
    await live([], { end: 'SIGKILL' });
    expect(await left()).not.toEqual([]);
    await control.clearRequests();
    const asked: URLSearchParams[] = [];
    const { code, out, err } = await live(['--login'], {
      atLogin: (address) => {
        asked.push(new URL(address).searchParams);
        personWho(allowAll)(address);
      },
    });
    expect(`${out}\n${err}`).toContain(' questions, 0 differences that matter, 0 that don’t');
    expect(code).toBe(0);
    expect(asked.map((parameters) => Object.fromEntries(parameters))).toMatchObject([
      { sub_type: 'organization', prompt: 'consent', code_challenge_method: 'S256' },
    ]);
    expect(out).toMatch(/^create_product +\d+ {2}✓ +✓$/m);
    expect(out).toMatch(/^An earlier run had left:\n( {4}.*: (removed|archived)\n)+$/m);
    expect(out).toMatch(/^Stays at Polar.*\n( {4}.*\n)* {4}meter polar-mcp live .* \(archived\)$/m);
    expect(out + err).not.toMatch(/polar_(at|rt|cs|crt)_/);
    await expectNothingLeft();
  },
  RUN_MS,
);

test(
  'a Polar that answers otherwise is found out, and where it is only read nothing is changed',
  async () => {
    const answer = (operationId: string, status: number, body: object) =>
      control.fault({
        kind: 'status',
        match: { operationId },
        times: 100,
        status,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
    await answer('discounts:list', 200, { items: [{ id: 7 }], pagination: { total_count: 1, max_page: 1 } });
    await answer('payments:list', 403, { error: 'NotPermitted', detail: 'Not permitted.' });
    await control.clearRequests();
    const { code, out, err } = await live(['--read-only', '--json']);
    expect(code).toBe(1);
    const { ok, tools } = JSON.parse(out) as {
      ok: boolean;
      tools: { tool: string; documented: string; simulator: string }[];
    };
    expect(ok).toBe(false);
    expect(tools.filter(({ documented, simulator }) => [documented, simulator].includes('otherwise'))).toMatchObject([
      { tool: 'list_discounts', documented: 'otherwise' },
      // There is no discount with the id 7.
      { tool: 'get_discount', simulator: 'otherwise' },
      { tool: 'list_payments', simulator: 'otherwise' },
    ]);
    expect((await control.requests()).filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(out + err).not.toContain(DEFAULT_ORGANIZATION_TOKEN.token);
  },
  RUN_MS,
);

describe('a login', () => {
  test(
    'for reading alone asks for no more, and is enough for it',
    async () => {
      let scope = '';
      const { code, out, err } = await live(['--login', '--read-only'], {
        atLogin: (address) => {
          scope = new URL(address).searchParams.get('scope') ?? '';
          personWho(allowAll)(address);
        },
      });
      expect(`${out}\n${err}`).toContain(' questions, 0 differences that matter');
      expect(code).toBe(0);
      expect(scope).toMatch(/^openid( [a-z_]+:read)+$/);
      await expectNothingLeft();
    },
    RUN_MS,
  );

  test('that the person refuses is said in a line', async () => {
    const { code, out, err } = await live(['--login'], { atLogin: personWho(denyAt(/authorize/)) });
    expect(err).toMatch(
      /^error: Somebody refused the login at Polar \(access_denied.*\)\. Run it again, and allow it$/m,
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    await expectNothingLeft();
  });

  test('that Ctrl+C stops leaves nothing', async () => {
    const { code, out, err } = await live(['--login'], { atLogin: (_, kill) => kill('SIGINT') });
    expect(err).toMatch(/^It was stopped before it asked anything$/m);
    expect({ code, out }).toEqual({ code: 130, out: '' });
    await expectNothingLeft();
  });

  test.each<[string, string, number, object]>([
    [
      'token comes without an ID token',
      '/v1/oauth2/token',
      200,
      { token_type: 'Bearer', access_token: 'polar_at_u_of_nobody' },
    ],
    ['token is refused', '/v1/organizations/', 401, { error: 'invalid_token' }],
  ])('whose %s is ended all the same', async (_, path, status, body) => {
    await control.fault({
      kind: 'status',
      match: { path },
      times: 100,
      status,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    const { code, out } = await live(['--login'], { atLogin: personWho(allowAll) });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect((await control.requests()).map(({ path }) => path)).toContain('/v1/oauth2/revoke');
    await expectNothingLeft();
  });

  test.each<[string, boolean]>([
    ['after the report', false],
    ['beside what went wrong', true],
  ])(
    'that Polar doesn’t end is said %s, with what is left there',
    async (_, isRefused) => {
      const faults = {
        '/v1/oauth2/revoke': 503,
        '/v1/oauth2/register/*': 500,
        ...(isRefused && { '/v1/organizations/': 401 }),
      };
      for (const [path, status] of Object.entries(faults))
        await control.fault({ kind: 'status', match: { path }, times: 100, status });
      const { code, out, err } = await live(['--login', '--read-only'], { atLogin: personWho(allowAll) });
      expect(code).toBe(1);
      expect(out).toEqual(isRefused ? '' : expect.stringContaining(' questions, 0 differences that matter'));
      const lines = err.slice(err.indexOf('error: ')).trimEnd().split('\n');
      const left = [
        expect.stringMatching(/The login could not be ended at Polar; its token holds for up to 10 days\. /),
        expect.stringMatching(/ answered 500 when the client polar_ci_[\w-]+ was to be removed$/),
      ];
      expect(lines).toEqual([
        ...(isRefused ? [expect.stringContaining('Polar refused POLAR_ACCESS_TOKEN')] : []),
        ...left,
      ]);
      expect(out + err).not.toMatch(/polar_(at|rt|cs|crt)_/);
    },
    RUN_MS,
  );

  test(
    'that Ctrl+C stops in the middle is ended, when what was made is removed',
    async () => {
      const { code, out, err } = await live(['--login'], { end: 'SIGINT', atLogin: personWho(allowAll) });
      expect(code, out + err).toBe(130);
      expect(out).toContain('It was stopped');
      await expectNothingLeft();
    },
    RUN_MS,
  );
});
