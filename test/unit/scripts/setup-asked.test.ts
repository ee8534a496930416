import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  DEFAULT_CLIENT,
  DEFAULT_ORGANIZATION_TOKEN,
  SEED,
  type Simulator,
  startSimulator,
} from '../../../simulator/index.ts';
import { shippedWranglerToml } from '../../support/wrangler-toml.ts';

const ENTER = '\r';
const DOWN = '\x1b[B';
const CTRL_C = '\x03';
const CLEAR = '\x15';
const DEADLINE_MS = 20_000;

let polar: Simulator;
beforeAll(async () => {
  polar = await startSimulator();
});
afterAll(() => polar.close());

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polar-mcp-'));
  await writeFile(join(folder, 'wrangler.toml'), shippedWranglerToml());
  return () => rm(folder, { recursive: true });
});

/** Answers the questions of `npm run setup` at a terminal: when the words have come, the keys are pressed. */
async function answer(steps: [words: string, keys: string][], args: string[] = [], more: NodeJS.Dict<string> = {}) {
  // Without a size it has no columns, and each character is a line.
  const line = ['stty cols 80 rows 40 && tsx', resolve('scripts/setup.ts'), ...args].join(' ');
  const env = {
    ...process.env,
    CI: '',
    TERM: 'xterm',
    PORT: '',
    POLAR_API_URL: polar.url,
    POLAR_CLIENT_SECRET: '',
    ...more,
  };
  const child = spawn('script', ['-qec', line, '/dev/null'], { cwd: folder, env, timeout: DEADLINE_MS });
  const waiting = [...steps];
  let unread = '';
  let screen = '';
  child.stdout.on('data', (bytes: Buffer) => {
    const text = stripVTControlCharacters(bytes.toString());
    screen += text;
    unread += text;
    const [next] = waiting;
    // The last line of a question, so that it listens already.
    if (!next || !unread.includes(next[0]) || !/└[^\n]*\s*$/.test(unread)) return;
    waiting.shift();
    unread = '';
    child.stdin.write(next[1]);
  });
  const code = await new Promise((done) => child.once('close', done));
  return { code, screen, unasked: waiting.map(([words]) => words) };
}

// `script` takes other arguments elsewhere.
describe.runIf(process.platform === 'linux')('at a terminal', () => {
  test('a person is asked for all of it, and corrected', async () => {
    const { id, secret } = DEFAULT_CLIENT;
    const { code, screen, unasked } = await answer([
      ['Where shall it run?', DOWN],
      ['● On Cloudflare', DOWN],
      ['● Both', ENTER],
      ['Which Polar?', ENTER],
      ["The Worker's name", `${CLEAR}acme${ENTER}`],
      ['Its address', `http://mcp.example.com${ENTER}`],
      ['must begin with https://', `${CLEAR}https://acme.me.workers.dev${ENTER}`],
      ['for this machine', ENTER],
      ['for Cloudflare (sandbox)', DOWN],
      ['● Use one', ENTER],
      ['Its id', `${id}${ENTER}`],
      ['Its secret', `${secret}${ENTER}`],
      ['that may connect', `${CLEAR}https://polar.sh/acme${ENTER}`],
      ['write acme instead', `${CLEAR}acme${ENTER}`],
      ['knows no organization acme', `${CLEAR}brightside-tools${ENTER}`],
    ]);
    expect({ code, unasked }).toEqual({ code: 0, unasked: [] });
    expect(JSON.parse(await readFile(join(folder, '.secrets.sandbox.json'), 'utf8'))).toEqual({
      POLAR_CLIENT_ID: id,
      POLAR_CLIENT_SECRET: secret,
      BASE_URL: 'https://acme.me.workers.dev',
    });
    expect(await readFile(join(folder, '.dev.vars'), 'utf8')).toMatch(/^POLAR_CLIENT_ID=polar_ci_/m);
    const toml = await readFile(join(folder, 'wrangler.toml'), 'utf8');
    expect(toml).toContain('name = "acme"');
    expect(toml).toContain(`ALLOWED_ORGANIZATIONS = "${SEED.organization}"`);
    expect(screen).not.toContain(secret);
    expect(screen).toMatch(/on this machine:\s+1\. npm start\s+2\. connect .*\s+Next, on Cloudflare:/);
  });

  test('the organization of the operator’s own token is proposed', async () => {
    const args = ['--environment', 'sandbox', '--base-url', 'https://polar-mcp-sandbox.me.workers.dev', '--name'];
    const { code, unasked } = await answer(
      [
        ['for Cloudflare (sandbox)', ENTER],
        ['brightside-tools', ENTER],
      ],
      [...args, 'polar-mcp-sandbox'],
      { POLAR_ACCESS_TOKEN: DEFAULT_ORGANIZATION_TOKEN.token },
    );
    expect({ code, unasked }).toEqual({ code: 0, unasked: [] });
    expect(await readFile(join(folder, 'wrangler.toml'), 'utf8')).toContain(SEED.organization);
  });

  test('Ctrl+C at any question leaves all as it was', async () => {
    const devVars = 'POLAR_CLIENT_ID=polar_ci_old\nPOLAR_CLIENT_SECRET=polar_cs_old\n';
    await writeFile(join(folder, '.dev.vars'), devVars);
    const args = [
      '--environment',
      'sandbox',
      '--local',
      '--register',
      '--polar-api-url',
      'https://sandbox-api.polar.sh',
    ];
    const { code, screen, unasked } = await answer([['Replace the client polar_ci_old in .dev.vars?', CTRL_C]], args);
    expect({ code, unasked }).toEqual({ code: 130, unasked: [] });
    expect(screen.trim().split(/\r?\n/).at(-1)).toBe('Stopped. Nothing was changed.');
    expect(await readFile(join(folder, '.dev.vars'), 'utf8')).toBe(devVars);
    expect(await readdir(folder)).toEqual(['.dev.vars', 'wrangler.toml']);
  });
});
