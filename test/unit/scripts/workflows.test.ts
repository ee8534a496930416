import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { scripts } from '../../../package.json';

const FOLDER = '.github/workflows';

interface Step {
  uses?: string;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}
interface Job {
  needs?: string | string[];
  if?: string;
  uses?: string;
  environment?: { name: string };
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  steps?: Step[];
}
interface Workflow {
  on: Record<string, unknown>;
  permissions?: object;
  concurrency: Record<string, unknown>;
  jobs: Record<string, Job>;
}

const texts = new Map(readdirSync(FOLDER).map((file) => [file, readFileSync(`${FOLDER}/${file}`, 'utf8')]));
const workflow = (file: string) => parse(texts.get(file) ?? '') as Workflow;
const steps = ({ jobs }: Workflow) => Object.values(jobs).flatMap((job) => job.steps ?? []);
const needs = ({ needs: needed = [] }: Job) => [needed].flat();

test('these are the workflows', () => {
  expect([...texts.keys()].sort()).toEqual([
    'bench.yml',
    'ci.yml',
    'clients.yml',
    'deploy.yml',
    'release.yml',
    'spec.yml',
  ]);
});

describe.each([...texts])('%s', (file, text) => {
  const { on, permissions, jobs } = workflow(file);
  const all = steps(workflow(file));

  test('pins what it uses by digest, with the version beside it', () => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) {
      expect(line).toMatch(
        /uses: (\.\/\.github\/workflows\/[\w-]+\.yml|actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
      );
    }
  });

  test('gives no permission to all jobs, and says of each job what it may and how long', () => {
    expect(permissions).toEqual({});
    for (const [name, job] of Object.entries(jobs)) {
      expect(job.permissions, name).toBeDefined();
      if (!job.uses) expect(job['timeout-minutes'], name).toBeLessThanOrEqual(60);
    }
  });

  test('runs no code of a stranger with our rights', () => {
    expect(Object.keys(on)).not.toContain('pull_request_target');
    expect(Object.keys(on)).not.toContain('workflow_run');
    // npm and the registry of MCP servers trust a release by it.
    if (file !== 'release.yml') expect(text).not.toContain('id-token');
    // A text that an expression puts into a script is code.
    for (const { run = '' } of all) expect(run).not.toContain('${{');
    for (const { uses = '', with: given } of all) {
      if (uses.startsWith('actions/checkout')) expect(given?.['persist-credentials']).toBe(false);
    }
  });

  test('calls scripts that exist', () => {
    const called = all.flatMap(({ run = '' }) =>
      Array.from(run.matchAll(/npm run (?:-s )?([\w:]+)/g), ([, name]) => name),
    );
    expect(called.filter((name) => !Object.hasOwn(scripts, name ?? ''))).toEqual([]);
  });
});

test('ci.yml does what .ci/run does, for pull requests too, and only reads', () => {
  const ci = workflow('ci.yml');
  expect(Object.keys(ci.on)).toEqual(expect.arrayContaining(['pull_request', 'push']));
  expect(steps(ci).flatMap(({ run = [] }) => run)).toEqual(['bash .ci/run']);
  expect(ci.jobs.ci?.permissions).toEqual({ contents: 'read' });
});

test.each([
  ['clients.yml', ['schedule', 'push', 'workflow_dispatch']],
  ['bench.yml', ['schedule', 'workflow_dispatch']],
])('%s runs programs of strangers, so it only reads and knows no token', (file, events) => {
  const { on, jobs } = workflow(file);
  expect(Object.keys(on)).toEqual(events);
  expect(Object.values(jobs).map((job) => job.permissions)).toEqual([{ contents: 'read' }]);
  expect(texts.get(file)).not.toMatch(/github\.token|secrets\./);
  // A cache would hand on to a deployment what was left in it.
  const node = steps(workflow(file)).filter(({ uses = '' }) => uses.startsWith('actions/setup-node'));
  expect(node.map((step) => step.with)).toEqual([{ 'node-version': 24, 'package-manager-cache': false }]);
});

test('bench.yml fails where the check does, and keeps the figures then too', () => {
  const all = steps(workflow('bench.yml'));
  const [check = '', ...rest] = all.flatMap(({ run = [] }) => run).filter((run) => run !== 'npm ci');
  const file = /^npm run bench -- --check --record (\S+)$/.exec(check)?.[1];
  expect(rest).toEqual([]);
  expect(all.at(-1)).toMatchObject({ if: '!cancelled()', with: { path: file } });
});

describe('release.yml', () => {
  const release = workflow('release.yml');
  const { test: tested, npm, registry, github } = release.jobs;
  const runs = ({ steps: all = [] }: Job = {}) => all.flatMap(({ run = [] }) => run);

  test('a tag is tested, then goes to npm, and only then elsewhere', () => {
    expect(release.on).toEqual({ push: { tags: ['v*.*.*'] } });
    expect(tested?.uses).toBe('./.github/workflows/ci.yml');
    expect([npm, registry, github].map((job) => needs(job ?? {}))).toEqual([['test'], ['npm'], ['npm']]);
    for (const job of Object.values(release.jobs)) expect(job.if).toBeUndefined();
    expect(release.concurrency).toEqual({ group: 'release', 'cancel-in-progress': false });
  });

  test('nothing is published before the tag, the repository, the versions and the changelog fit', () => {
    expect(runs(npm)).toEqual(['npm ci', 'npm run manifests -- --release "$GITHUB_REF_NAME"', 'npm publish']);
  });

  test('knows no secret, and only what makes the release at GitHub may write', () => {
    expect(texts.get('release.yml')).not.toMatch(/secrets\./);
    expect(npm?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(registry?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(github?.permissions).toEqual({ contents: 'write' });
  });

  test('the release at GitHub says what the changelog says of its version alone', () => {
    expect(runs(github).slice(-2)).toEqual([
      'npm run -s manifests -- --notes > dist/release-notes.md',
      'gh release create "$GITHUB_REF_NAME" --verify-tag --notes-file dist/release-notes.md dist/polar-mcp.mcpb',
    ]);
  });

  test('runs the publisher of the registry by its version', () => {
    const { env } = parse(texts.get('release.yml') ?? '').jobs.registry;
    expect(env.PUBLISHER).toMatch(/^github\.com\/modelcontextprotocol\/registry\/cmd\/publisher@v\d+\.\d+\.\d+$/);
    expect(runs(registry)).toEqual(['go run "$PUBLISHER" login github-oidc', 'go run "$PUBLISHER" publish']);
  });
});

describe('deploy.yml', () => {
  const deploy = workflow('deploy.yml');
  const { configured, test: tested, sandbox, production } = deploy.jobs;

  test('tests, then the sandbox, then production, and one deployment at a time', () => {
    expect(Object.keys(deploy.jobs)).toEqual(['configured', 'test', 'sandbox', 'production']);
    expect(needs(tested ?? {})).toEqual(['configured']);
    expect(tested).toMatchObject({
      uses: './.github/workflows/ci.yml',
      if: expect.stringContaining('refs/heads/main'),
    });
    expect(needs(sandbox ?? {})).toEqual(['test']);
    expect(needs(production ?? {})).toEqual(['configured', 'sandbox']);
    // Such a word would let a job run though one before it failed.
    for (const job of Object.values(deploy.jobs)) expect(job.if ?? '').not.toMatch(/always|failure|cancelled/);
    expect(deploy.concurrency).toEqual({ group: 'deploy', 'cancel-in-progress': false });
    expect(configured?.permissions).toEqual({});
  });

  test('both are deployed alike, each with its own secrets, and each deployment is checked and taken back', () => {
    const alike = (job: Job | undefined, name: string) =>
      JSON.parse(JSON.stringify(job?.steps).replaceAll(name, 'it').replaceAll(name.toUpperCase(), 'IT'));
    expect(alike(production, 'production')).toEqual(alike(sandbox, 'sandbox'));
    for (const [name, job] of Object.entries({ sandbox, production })) {
      expect(job?.environment?.name).toBe(name);
      const said = (job?.steps ?? []).map(({ run = '' }) => /npm (run \w+|ci)/.exec(run)?.[0]).filter(Boolean);
      expect(said).toEqual(['npm ci', 'npm run deploy', 'npm run doctor', 'npm run rollback']);
      expect(job?.steps?.at(-1)).toMatchObject({
        if: "(failure() || cancelled()) && steps.deploy.outcome != 'skipped' && steps.doctor.outcome != 'success'",
        // Without a version it would take back the one that is right.
        run: expect.stringContaining('[ -n "$before" ] ||'),
      });
    }
  });

  test('the token of Cloudflare is where Cloudflare is called, and nowhere else', () => {
    const holders = steps(deploy).filter((step) => JSON.stringify(step).includes('secrets.'));
    expect(holders.map(({ run }) => /npm run (deploy|rollback)/.exec(run ?? '')?.[1])).toEqual([
      'deploy',
      'rollback',
      'deploy',
      'rollback',
    ]);
    expect(texts.get('deploy.yml')).not.toMatch(/POLAR_CLIENT|secrets: inherit/);
  });
});

describe('spec.yml', () => {
  const { jobs, on } = workflow('spec.yml');
  const runsOf = (job: Job) => (job.steps ?? []).flatMap(({ run = [] }) => run).join('\n');
  const isWriting = (job: Job) => Object.values(job.permissions ?? {}).includes('write');

  test('what may write runs no code of ours, nor of what it writes', () => {
    const writing = Object.entries(jobs).filter(([, job]) => isWriting(job));
    expect(Object.fromEntries(writing.map(([name, { permissions }]) => [name, permissions]))).toEqual({
      propose: { contents: 'write', 'pull-requests': 'write' },
      report: { issues: 'write' },
    });
    for (const [name, job] of writing) {
      expect(runsOf(job), name).not.toMatch(/\b(npm|npx|node|bash|tsx|source)\b|\.ci\/|\beval\b/);
      const used = (job.steps ?? []).flatMap(({ uses = [] }) => uses).map((uses) => uses.replace(/@.*/, ''));
      expect(used.filter((uses) => !['actions/checkout', 'actions/download-artifact'].includes(uses))).toEqual([]);
    }
  });

  test('what takes in a foreign document, or runs what comes of it, only reads and knows no token', () => {
    const running = Object.entries(jobs).filter(([, job]) => /npm run -s spec:update|\.ci\/run/.test(runsOf(job)));
    expect(running.map(([name]) => name)).toEqual(['take-in', 'test']);
    for (const [name, job] of running) {
      expect(needs(job), name).toEqual(name === 'test' ? ['take-in'] : []);
      expect(job.permissions).toEqual({ contents: 'read' });
      expect(JSON.stringify(job)).not.toMatch(/github\.token|secrets\./);
      // A cache would hand on to a deployment what was left in it.
      const node = (job.steps ?? []).filter(({ uses = '' }) => uses.startsWith('actions/setup-node'));
      expect(node.map((step) => step.with)).toEqual([{ 'node-version': 24, 'package-manager-cache': false }]);
    }
  });

  test('is called by a clock or by a person', () => {
    expect(Object.keys(on)).toEqual(['schedule', 'workflow_dispatch']);
  });

  /** Runs the step with which the change is taken, on what the job before it would have left. */
  async function take(
    change: (folder: string) => Promise<unknown>,
    meddle: (patch: string) => string = (patch) => patch,
  ) {
    const root = await mkdtemp(join(tmpdir(), 'polar-mcp-propose-'));
    const folder = join(root, 'repository');
    const git = (...args: string[]) =>
      promisify(execFile)('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
    try {
      for (const path of ['openapi', 'generated', 'docs', 'bin']) {
        await mkdir(join(folder, path), { recursive: true });
        await writeFile(join(folder, path, 'a.txt'), 'before\n');
      }
      await git('init', '--quiet');
      await git('add', '.');
      await git('commit', '--quiet', '--message', 'before');
      await change(folder);
      await git('add', '.');
      const { stdout: patch } = await git('diff', '--cached', '--binary');
      await git('reset', '--quiet', '--hard');
      await mkdir(join(root, 'artifacts/proposal'), { recursive: true });
      await writeFile(join(root, 'artifacts/proposal/change.patch'), meddle(patch));
      const SHA256 = `${createHash('sha256').update(patch).digest('hex')}  -`;
      const { run = '' } = (jobs.propose?.steps ?? []).find((step) => step.run?.includes('git apply')) ?? {};
      const env = { PATH: process.env.PATH, RUNNER_TEMP: root, SHA256 };
      const ended = await promisify(execFile)('bash', ['-eo', 'pipefail', '-c', run], { cwd: folder, env }).then(
        () => 'taken',
        ({ stdout }: { stdout: string }) => stdout.trim(),
      );
      return { ended, staged: (await git('diff', '--cached', '--name-only')).stdout.trim().split('\n') };
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  }

  test('takes a change of texts in the three folders', async () => {
    const { ended, staged } = await take(async (folder) => {
      await writeFile(join(folder, 'generated/a.txt'), 'after\n');
      await writeFile(join(folder, 'docs/b.txt'), 'new\n');
      await rm(join(folder, 'openapi/a.txt'));
    });
    expect(ended).toBe('taken');
    expect(staged).toEqual(['docs/b.txt', 'generated/a.txt', 'openapi/a.txt']);
  });

  const MORE = '::error::The change has more than texts in openapi, generated and docs.';
  test.each<[string, (folder: string) => Promise<unknown>]>([
    ['another folder', (folder) => writeFile(join(folder, 'bin/a.txt'), 'after\n')],
    ['a file beside them', (folder) => writeFile(join(folder, 'package.json'), '{}\n')],
    [
      'a workflow',
      async (folder) => {
        await mkdir(join(folder, '.github/workflows'), { recursive: true });
        await writeFile(join(folder, '.github/workflows/a.yml'), 'on: push\n');
      },
    ],
    ['a link', (folder) => symlink('../bin', join(folder, 'generated/b'))],
    ['a program', (folder) => writeFile(join(folder, 'generated/b'), '#!/bin/sh\n', { mode: 0o755 })],
  ])('takes none that has %s', async (_, change) => {
    expect((await take(change)).ended).toBe(MORE);
  });

  test('takes none that is not what was made', async () => {
    const change = (folder: string) => writeFile(join(folder, 'generated/a.txt'), 'after\n');
    const { ended, staged } = await take(change, (patch) => patch.replace('+after', '+other'));
    expect(ended).toBe('::error::This is not the change that was made.');
    expect(staged).toEqual(['']);
  });
});

test('spec.yml asks the sandbox where there is a token, which its steps alone know and none prints', () => {
  const { live } = workflow('spec.yml').jobs;
  expect(live?.permissions).toEqual({ contents: 'read' });
  const holders = (live?.steps ?? []).filter((step) => JSON.stringify(step).includes('secrets.'));
  const given = { POLAR_ACCESS_TOKEN: expect.stringMatching(/^\$\{\{ secrets\.POLAR_SANDBOX_TOKEN \}\}$/) };
  expect(holders.map(({ env }) => env)).toEqual([given, given]);
  for (const { run = '' } of live?.steps ?? []) expect(run).not.toMatch(/(echo|printf).*\$\{?POLAR_ACCESS_TOKEN/);
  expect(holders.at(-1)?.run).toBe('npm run -s live');
});
