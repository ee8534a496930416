import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WRANGLER_TOML, workerName } from '../../../scripts/setup/wrangler-toml.ts';
import { liveVersion } from '../../../scripts/wrangler.ts';
import { run } from './run.ts';

const NEWER = '22222222-2222-4222-8222-222222222222';
const OLDER = '11111111-1111-4111-8111-111111111111';
/** The scripts run here, with this wrangler.toml. */
const SANDBOX = workerName(readFileSync(WRANGLER_TOML, 'utf8'), 'sandbox');
const deployment = (created_on: string, ...versions: { version_id: string; percentage: number }[]) => ({
  id: created_on,
  created_on,
  author_email: 'operator@example.com',
  source: 'wrangler',
  versions,
});

/** Cloudflare's answers about a sandbox that was deployed twice, and a production that never was. */
function answer(method: string, url: string): { code: number; body: object } {
  const result = (value: object) => ({ code: 200, body: { success: true, errors: [], messages: [], result: value } });
  if (!url.includes(`/${SANDBOX}/`)) {
    const errors = [{ code: 10007, message: 'This Worker does not exist on your account.' }];
    return { code: 404, body: { success: false, errors, messages: [], result: null } };
  }
  const [, version] = /\/versions\/(.+)$/.exec(url) ?? [];
  if (version) return result({ id: version, metadata: { created_on: '2026-11-01T00:00:00Z' }, resources: {} });
  if (method === 'POST') return result({ id: 'new' });
  const deployments = [
    deployment('2026-11-02T00:00:00Z', { version_id: OLDER, percentage: 10 }, { version_id: NEWER, percentage: 90 }),
    deployment('2026-11-01T00:00:00Z', { version_id: OLDER, percentage: 100 }),
  ];
  return result({ deployments });
}

describe('wrangler, in front of a stand-in for Cloudflare', () => {
  let server: Server;
  const made: unknown[] = [];
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let text = '';
      for await (const part of request) text += part;
      if (request.method === 'POST') made.push(JSON.parse(text));
      const { code, body } = answer(request.method ?? '', request.url ?? '');
      response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    vi.stubEnv('CLOUDFLARE_API_BASE_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    vi.stubEnv('CLOUDFLARE_API_TOKEN', 'a-token-of-nobody');
    vi.stubEnv('CLOUDFLARE_ACCOUNT_ID', 'an-account-of-nobody');
    vi.stubEnv('WRANGLER_SEND_METRICS', 'false');
    vi.stubEnv('CI', 'true');
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    server.close();
  });

  test('the version with most of the requests is the one that is live; before the first there is none', async () => {
    const [sandbox, production] = await Promise.all([liveVersion('sandbox'), liveVersion('production')]);
    expect(sandbox).toBe(NEWER);
    expect(production).toBeUndefined();
  });

  test('a rollback has the older version answer everything; without an older one it fails', async () => {
    const [back, none] = await Promise.all([
      run('scripts/rollback.ts', ['sandbox', OLDER, '--message', 'it was wrong']),
      // deploy.yml calls it like this if nothing was live before.
      run('scripts/rollback.ts', ['production', '']),
    ]);
    expect(back.code).toBe(0);
    expect(made).toEqual([
      expect.objectContaining({
        versions: [{ version_id: OLDER, percentage: 100 }],
        annotations: { 'workers/message': 'it was wrong' },
      }),
    ]);
    expect(none.code).toBe(1);
    expect(none.lines.at(-1)).toMatch(/^error: It was not rolled back; .*After a first deployment/);
  });
});

test('an environment that there is not gets one line', async () => {
  expect(await run('scripts/rollback.ts', ['staging'])).toEqual({
    code: 1,
    lines: ['error: There is no environment staging: sandbox and production are all'],
  });
});
