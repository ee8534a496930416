import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polar-mcp-npmrc-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What npm prints, in a folder with our .npmrc and a package for a Node that nobody has. */
async function install(prepare: string): Promise<{ code: number; lines: string[] }> {
  const project = await mkdtemp(join(folder, 'project-'));
  await cp('.npmrc', join(project, '.npmrc'));
  await mkdir(join(project, 'new'));
  await writeFile(
    join(project, 'new', 'package.json'),
    JSON.stringify({ name: 'new', version: '1.0.0', engines: { node: '>=999' } }),
  );
  const manifest = { name: 'clone', version: '1.0.0', dependencies: { new: 'file:new' }, scripts: { prepare } };
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
  // The settings of the npm that runs this test would win over the file.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name)));
  return new Promise((done) => {
    execFile('npm', ['install', '--offline', '--no-audit'], { cwd: project, env }, (error, stdout, stderr) => {
      const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
      done({ code: typeof error?.code === 'number' ? error.code : 0, lines });
    });
  });
}

describe('npm in a clone', () => {
  test('says in fewer than five lines that it is done, whatever Node a package wants', async () => {
    const { code, lines } = await install('node -e 0');
    expect({ code, lines }).toMatchObject({ code: 0, lines: { length: expect.any(Number) } });
    expect(lines.length).toBeLessThan(5);
    expect(lines.join()).not.toMatch(/warn|EBADENGINE|funding/);
  });

  test('says what failed', async () => {
    const { code, lines } = await install('echo no view >&2; exit 3');
    expect(code).toBe(3);
    expect(lines.join('\n')).toMatch(/no view.*npm error code 3/s);
  });
});

describe('a script in a clone without packages', () => {
  test('says so in one line', async () => {
    const clone = await mkdtemp(join(folder, 'clone-'));
    await mkdir(join(clone, 'scripts'));
    await cp('scripts/ready.js', join(clone, 'scripts', 'ready.mjs'));
    const said = await new Promise<string>((done) => {
      const args = ['--import', './scripts/ready.mjs', 'scripts/start.ts'];
      execFile(process.execPath, args, { cwd: clone }, (_, stdout, stderr) => done(stdout + stderr));
    });
    expect(said).toMatch(/^error: The packages of this project are missing\. Run `npm ci` in this folder first.*\n$/);
  });
});
