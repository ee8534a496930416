import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import packageJson from '../../../package.json';
import { ICONS, identityOf, manifestsOf, releaseNotes, releaseProblems } from '../../../scripts/manifests/manifests.ts';

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
const MANIFESTS = manifestsOf(packageJson);

test.each([...MANIFESTS.keys()])('%s is what package.json says', (path) => {
  expect(read(path)).toEqual(JSON.parse(JSON.stringify(MANIFESTS.get(path))));
});

test.each(ICONS)('%s is a copy of %s', (path, from) => {
  expect(readFileSync(path).equals(readFileSync(from))).toBe(true);
});

test('the name in the registry is of the account that has the repository, and npm’s package says so', () => {
  expect(packageJson.mcpName).toBe(identityOf(packageJson).mcpName);
  expect(read('server.json').name).toBe(packageJson.mcpName);
});

describe('server.json', () => {
  const ajv = new Ajv({ strict: false });
  // Its types name another module system's default.
  (addFormats as unknown as (to: Ajv) => void)(ajv);
  const validate = ajv.compile(read('test/unit/scripts/schemas/server.schema.json'));

  test('fits the schema of the registry', () => {
    expect(validate(read('server.json')), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each<[string, object]>([
    ['a name without a name space', { name: 'polar-mcp' }],
    ['a description that is too long', { description: 'x'.repeat(101) }],
    ['a package of no registry', { packages: [{ identifier: 'polar-mcp', transport: { type: 'stdio' } }] }],
    [
      'a transport that there isn’t',
      { packages: [{ registryType: 'npm', identifier: 'x', transport: { type: 'pipe' } }] },
    ],
  ])('and the schema would refuse %s', (_, wrong) => {
    expect(validate({ ...read('server.json'), ...wrong })).toBe(false);
  });
});

/** The forms that the apps document. Unknown keys are refused, so that a slip isn't taken for a setting. */
const server = z.strictObject({ command: z.literal('npx'), args: z.tuple([z.literal('-y'), z.string()]) });
const servers = z.strictObject({ mcpServers: z.strictObject({ polar: server }) });
const about = {
  name: z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/),
  description: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  author: z.strictObject({ name: z.string() }),
  repository: z.url(),
  license: z.string(),
  keywords: z.array(z.string()),
};
const marketplace = z.strictObject({
  name: about.name,
  owner: z.strictObject({ name: z.string() }),
  metadata: z.strictObject({ description: z.string() }),
  plugins: z.tuple([z.strictObject({ name: about.name, source: z.string(), description: z.string() })]),
});

test.each<[string, z.ZodType]>([
  ['.claude-plugin/marketplace.json', marketplace],
  ['.cursor-plugin/marketplace.json', marketplace],
  ['plugins/polar/.claude-plugin/plugin.json', z.strictObject(about)],
  ['plugins/polar/.mcp.json', servers],
  [
    'plugins/polar/.cursor-plugin/plugin.json',
    z.strictObject({ ...about, displayName: z.string(), mcpServers: z.literal('./mcp.json') }),
  ],
  ['plugins/polar/mcp.json', servers],
  [
    'gemini-extension.json',
    z.strictObject({ name: about.name, version: about.version, description: about.description, ...servers.shape }),
  ],
])('%s has the form that its app reads', (path, form) => {
  expect(form.safeParse(read(path)).error).toBeUndefined();
});

test.each(['.claude-plugin', '.cursor-plugin'])('the marketplace of %s leads to a plugin of its name', (folder) => {
  const { plugins } = marketplace.parse(read(`${folder}/marketplace.json`));
  const manifest = join(plugins[0].source, folder, 'plugin.json');
  expect(existsSync(manifest)).toBe(true);
  expect(read(manifest).name).toBe(plugins[0].name);
});

describe('a release', () => {
  const facts = {
    ...packageJson,
    version: '1.2.3',
    repository: { url: 'git+https://github.com/acme/polar-mcp.git' },
    mcpName: 'io.github.acme/polar-mcp',
  };
  const right = {
    tag: 'v1.2.3',
    repository: 'acme/polar-mcp',
    changelog: '# Changelog\n\n## [1.2.3] - 2026-12-01\n\n- Faster.\n',
  };

  test.each<[string, object, object, string[]]>([
    ['nothing stops', {}, {}, []],
    ['another tag stops', {}, { tag: 'v1.2.4' }, ['the tag is v1.2.4, and package.json has version 1.2.3']],
    [
      'another repository stops',
      {},
      { repository: 'other/polar-mcp' },
      [
        'this is https://github.com/other/polar-mcp, and repository.url in package.json is https://github.com/acme/polar-mcp',
      ],
    ],
    [
      'another name stops',
      { mcpName: 'io.github.x/polar-mcp' },
      {},
      ['mcpName in package.json must be io.github.acme/polar-mcp'],
    ],
    ...['# Changelog\n', '# Changelog\n\n## [1.2.3]\n\n## [1.2.2]\n\n- Older.\n'].map(
      (changelog): [string, object, object, string[]] => [
        'a changelog without it stops',
        {},
        { changelog },
        ['CHANGELOG.md has nothing under [1.2.3]'],
      ],
    ),
  ])('%s', (_, wrongFacts, wrongPlace, problems) => {
    expect(releaseProblems({ ...facts, ...wrongFacts }, { ...right, ...wrongPlace })).toEqual(problems);
  });

  const inFull = (link: string) => `[x](https://github.com/acme/polar-mcp/blob/v1.2.3/${link})`;

  test.each([
    [
      'its version’s section alone',
      '## [1.2.4]\n\nN\n\n## [1.2.3] - 2026-12-01\n\n### Added\n\n- A\n\n## [1.2.2]\n\nO',
      '### Added\n\n- A',
    ],
    ['no section of a longer version', '## [1.2.3-rc.1]\n\nN', ''],
    ['no references of the file’s end', '## [1.2.3]\n\n- A\n\n[1.2.3]: https://example.com', '- A'],
    ['files by the tag', '## [1.2.3]\n\n[x](docs/a.md)', inFull('docs/a.md')],
    ['other links as they are', '## [1.2.3]\n\n[x](https://a.example) [y](#z)', '[x](https://a.example) [y](#z)'],
  ])('says %s', (_, sections, notes) => {
    expect(releaseNotes(facts, `# Changelog\n\n${sections}\n`)).toBe(notes);
  });
});
