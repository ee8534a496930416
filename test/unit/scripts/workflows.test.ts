import { readdirSync, readFileSync } from 'node:fs';
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
  expect([...texts.keys()].sort()).toEqual(['ci.yml', 'deploy.yml', 'spec.yml']);
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
    expect(text).not.toContain('id-token');
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

test('spec.yml alone may write, and its token is where GitHub is called', () => {
  const { jobs, on } = workflow('spec.yml');
  expect(Object.keys(on)).toEqual(['schedule', 'workflow_dispatch']);
  expect(jobs.spec?.permissions).toEqual({ contents: 'write', 'pull-requests': 'write', issues: 'write' });
  const holders = (jobs.spec?.steps ?? []).filter((step) => JSON.stringify(step).includes('github.token'));
  expect(holders).toHaveLength(2);
  for (const { run = '' } of holders) expect(run).not.toMatch(/\bnpm\b/);
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
