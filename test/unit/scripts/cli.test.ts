import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishedAt } from '../../../scripts/published-document.ts';
import { run } from './run.ts';

const KEPT = ['openapi/polar.json', 'openapi/source.json', 'openapi/operation-ids.ts'];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polar-mcp-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function document(change: (document: Record<string, unknown>) => void): Promise<string> {
  const polar = JSON.parse(await readFile('openapi/polar.json', 'utf8'));
  change(polar);
  const file = join(folder, `${Math.random()}.json`);
  await writeFile(file, JSON.stringify(polar));
  return file;
}

describe('spec:update', () => {
  const bad: [string, () => Promise<string>, RegExp][] = [
    ['a file that is not there', async () => join(folder, 'none.json'), /There is no file/],
    ['a file that is not JSON', async () => 'tsconfig.json', /is not JSON/],
    ['OpenAPI 3.0', () => document((d) => Object.assign(d, { openapi: '3.0.3' })), /not an OpenAPI 3.1 document/],
    [
      'a document that lost an operation',
      () => document(({ paths }) => delete (paths as Record<string, unknown>)['/v1/refunds/']),
      /has lost refunds:(list|create), refunds:(list|create)\. Remove it from openapi\/catalog\//,
    ],
    ['a server that is not there', async () => 'http://127.0.0.1:9/openapi.json', /can't be reached/],
  ];
  test.each(bad)('%s gets one line and changes nothing', async (_, make, message) => {
    const before = await Promise.all(KEPT.map((file) => readFile(file, 'utf8')));
    const { code, lines } = await run('scripts/spec-update.ts', ['--from', await make()]);
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(message);
    expect(await Promise.all(KEPT.map((file) => readFile(file, 'utf8')))).toEqual(before);
  });
});

test('spec:diff compares what is kept with another document, and says by its exit code whether they differ', async () => {
  const same = 'openapi/polar.json';
  const other = await document(({ paths }) => delete (paths as Record<string, unknown>)['/v1/refunds/']);
  const [alike, differs, differsQuietly, none] = await Promise.all([
    run('scripts/spec-diff.ts', ['--exit-code', same, same]),
    run('scripts/spec-diff.ts', ['--exit-code', same, other]),
    run('scripts/spec-diff.ts', [same, other]),
    run('scripts/spec-diff.ts', [same, 'tsconfig.json']),
  ]);
  expect(alike).toEqual({ code: 0, lines: ['No tool changes.'] });
  expect(differs.code).toBe(1);
  expect(differs.lines).toEqual(expect.arrayContaining(['- **Breaking:** `create_refund` is gone']));
  expect(differsQuietly).toEqual({ ...differs, code: 0 });
  expect(none).toEqual({ code: 1, lines: ['error: tsconfig.json is not JSON'] });
});

test('spec:update refuses what is no version of the API', async () => {
  const { code, lines } = await run('scripts/spec-update.ts', ['--api-version', '../main']);
  expect(code).toBe(1);
  expect(lines).toEqual(['error: "../main" is no version of Polar\'s API: 2026-10 is one']);
});

test("a version's document is where Polar publishes it", () => {
  expect(publishedAt('2027-04')).toMatch(
    /^https:\/\/raw\.githubusercontent\.com\/polarsource\/.*\/2027-04\.openapi\.json$/,
  );
});

describe('in a folder of their own', () => {
  let copy: string;
  beforeAll(async () => {
    copy = await mkdtemp(join(folder, 'copy-'));
    await cp('openapi', join(copy, 'openapi'), { recursive: true });
    await cp('generated', join(copy, 'generated'), { recursive: true });
    await cp('docs/tools.md', join(copy, 'docs/tools.md'));
    await cp('docs/configuration.md', join(copy, 'docs/configuration.md'));
  });
  const generate = (...args: string[]) => run(resolve('scripts/generate.ts'), args, copy);
  const generated = (path: string) => join(copy, 'generated', path);

  test('generate --check finds what is missing, changed or left over, and generate mends it', async () => {
    await rm(generated('scopes.gen.ts'));
    await writeFile(generated('tool.gen.ts'), '// changed');
    await writeFile(generated('tools/left-over.gen.ts'), '');
    await rm(join(copy, 'docs/tools.md'));
    const { code, lines } = await generate('--check');
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    const stale = ['scopes.gen.ts', 'tool.gen.ts', 'tools/left-over.gen.ts'].map((path) => `generated/${path}`);
    expect(lines[0]).toContain(`: docs/tools.md, ${stale.join(', ')}. Run`);
    expect(await generate()).toMatchObject({ code: 0, lines: [expect.stringContaining('4 changed')] });
    expect(await generate('--check')).toMatchObject({ code: 0, lines: [expect.stringContaining('up to date')] });
  });

  test('a tool that lost its locked name stops generate, which changes nothing, until the lock is changed', async () => {
    const file = join(copy, 'openapi/names.lock.json');
    const lock = await readFile(file, 'utf8');
    await writeFile(file, lock.replace('"list_products"', '"list_goods"'));
    for (const args of [[], ['--check']]) {
      const { code, lines } = await generate(...args);
      expect(code).toBe(1);
      expect(lines).toEqual([
        expect.stringMatching(/^error: "list_goods" is now called "list_products": .*names\.lock\.json$/),
      ]);
    }
    await writeFile(file, lock.replace(/ {2}"list_products".*\n/, ''));
    expect(await generate('--check')).toMatchObject({ code: 1, lines: [expect.stringContaining('names.lock.json')] });
    expect(await generate()).toMatchObject({ code: 0 });
    expect(await readFile(file, 'utf8')).toBe(lock);
  });

  test('spec:update writes what it keeps, the same each time', async () => {
    const kept = (root: string) => Promise.all(KEPT.map((file) => readFile(join(root, file), 'utf8')));
    const before = await kept('.');
    for (const file of KEPT) await rm(join(copy, file));
    const [polar, , ids] = before;
    for (let i = 0; i < 2; i++) {
      const from = resolve('openapi/polar.json');
      expect(await run(resolve('scripts/spec-update.ts'), ['--from', from], copy)).toMatchObject({ code: 0 });
      const [polarNow, source, idsNow] = await kept(copy);
      expect([polarNow, idsNow]).toEqual([polar, ids]);
      expect(JSON.parse(source ?? '')).toEqual({
        from: 'polar.json',
        apiVersion: '2026-10',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      });
    }
  });

  test('what Polar adds beyond the budget is a warning with the tool to shorten, and stops nothing', async () => {
    const from = await document(({ components }) => {
      const { schemas } = components as { schemas: Record<string, { properties: Record<string, object> }> };
      for (let i = 0; i < 60; i++)
        Object.assign(schemas.CheckoutUpdate?.properties ?? {}, { [`extra_${i}`]: { type: 'string' } });
    });
    const warning = /^warning: over budget: update_checkout: [\d,]+ tokens, the limit is 900\. Shorten its words/;
    for (const [script, args] of [
      ['scripts/spec-update.ts', ['--from', from]],
      ['scripts/generate.ts', []],
    ] as const) {
      const { code, lines } = await run(resolve(script), [...args], copy);
      expect(code).toBe(0);
      // The list of all tools may be over its budget too.
      const over = lines.filter((line) => line.includes('budget'));
      expect(over).toContainEqual(expect.stringMatching(warning));
      expect(over.filter((line) => !line.startsWith('warning: over budget: '))).toEqual([]);
    }
  });
});
