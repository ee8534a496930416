/** `npm run manifests` writes what registries and apps read of this package, from package.json. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { ICONS, identityOf, manifestsOf, releaseNotes, releaseProblems } from './manifests/manifests.ts';
import { npmScript, runScript } from './run-script.ts';

const ABOUT =
  'Writes server.json and the manifests of the MCPB bundle and of plugins, and mcpName in package.json, from name, version and repository in package.json.';

const command = npmScript('manifests', ABOUT)
  .option('--check', 'writes nothing, and fails when one of them is not what package.json says')
  .option('--release <tag>', 'fails when this tag can’t be released from the repository GITHUB_REPOSITORY')
  .option('--notes', 'writes nothing, and prints what CHANGELOG.md says of this version');

await runScript(command.action(main));

async function main({ check, release, notes }: { check?: true; release?: string; notes?: true }): Promise<void> {
  if (notes) return console.log(releaseNotes(packageJson, await readFile('CHANGELOG.md', 'utf8')));
  const { mcpName } = identityOf(packageJson);
  const wanted = new Map(
    [...manifestsOf(packageJson)].map(([path, value]) => [path, Buffer.from(`${JSON.stringify(value, null, 2)}\n`)]),
  );
  for (const [path, from] of ICONS) wanted.set(path, await readFile(from));
  const manifest = await readFile('package.json', 'utf8');
  wanted.set('package.json', Buffer.from(manifest.replace(/^( *"mcpName": )"[^"]*"/m, `$1"${mcpName}"`)));
  const stale: string[] = [];
  for (const [path, bytes] of wanted) {
    if ((await readFile(path).catch(() => undefined))?.equals(bytes)) continue;
    stale.push(path);
    if (check || release !== undefined) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  const problems =
    release === undefined
      ? []
      : releaseProblems(packageJson, {
          tag: release,
          repository: process.env.GITHUB_REPOSITORY ?? '',
          changelog: await readFile('CHANGELOG.md', 'utf8'),
        });
  if ((check || release !== undefined) && stale.length > 0)
    problems.push(`run npm run manifests: it changes ${stale.join(', ')}`);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  console.log(stale.length > 0 ? `written: ${stale.join(', ')}` : 'all manifests are what package.json says');
}
