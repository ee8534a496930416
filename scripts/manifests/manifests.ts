import { variableTexts } from '../../settings/variable-texts.ts';

/** What package.json says of the package, as far as a manifest repeats it. */
export interface PackageFacts {
  name: string;
  version: string;
  description: string;
  license: string;
  author: string;
  keywords: string[];
  engines: { node: string };
  repository: { url: string };
}

/** Where people find the repository, and what the MCP registry calls this server. */
export interface Identity {
  /** As https://github.com/acme/polar-mcp. */
  repository: string;
  /** As io.github.acme/polar-mcp: the registry gives this name space to who publishes from that account's Actions. */
  mcpName: string;
}

/** @throws Error when the repository isn't one at GitHub */
export function identityOf({ name, repository }: PackageFacts): Identity {
  const [, owner, repo] = /^git\+https:\/\/github\.com\/([\w.-]+)\/([\w.-]+)\.git$/.exec(repository.url) ?? [];
  if (owner === undefined || repo === undefined)
    throw new Error('repository.url in package.json must be git+https://github.com/ACCOUNT/REPOSITORY.git');
  return { repository: `https://github.com/${owner}/${repo}`, mcpName: `io.github.${owner}/${name}` };
}

const TITLE = 'Polar';
/** The folder of the plugin for Claude Code and Cursor. */
const PLUGIN = 'plugins/polar';

/** The icons that manifests name: path → the file of which it is a copy. */
export const ICONS = [[`${PLUGIN}/.claude-plugin/icon.png`, 'src/pages/icons/icon-256.png']] as const;

/** The manifests that only the package's own facts make: path → JSON. */
export function manifestsOf(facts: PackageFacts): Map<string, object> {
  const { name, version, description, license, author, keywords, engines } = facts;
  const { repository, mcpName } = identityOf(facts);
  // The version is fixed: an app starts what its manifest was released with.
  const server = { command: 'npx', args: ['-y', `${name}@${version}`] };
  const about = { description, version, author: { name: author }, repository, license, keywords };
  const marketplace = (source: string) => ({
    name,
    owner: { name: author },
    metadata: { description },
    plugins: [{ name: 'polar', source, description }],
  });
  return new Map<string, object>([
    [
      'server.json',
      {
        $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
        name: mcpName,
        title: TITLE,
        description,
        repository: { url: repository, source: 'github' },
        version,
        packages: [
          {
            registryType: 'npm',
            identifier: name,
            version,
            transport: { type: 'stdio' },
            environmentVariables: [
              {
                name: 'POLAR_ENVIRONMENT',
                ...aboutOf('POLAR_ENVIRONMENT'),
                choices: ['sandbox', 'production'],
                default: 'sandbox',
              },
              { name: 'POLAR_ACCESS_TOKEN', ...aboutOf('POLAR_ACCESS_TOKEN'), isSecret: true },
              { name: 'READ_ONLY', ...aboutOf('READ_ONLY'), format: 'boolean', default: 'false' },
            ],
          },
        ],
      },
    ],
    [
      'mcpb/manifest.json',
      {
        manifest_version: '0.3',
        name,
        display_name: TITLE,
        version,
        description,
        author: { name: author },
        repository: { type: 'git', url: repository },
        license,
        keywords,
        icon: 'icon.png',
        server: {
          type: 'node',
          entry_point: 'dist/polar-mcp.mjs',
          mcp_config: {
            command: 'node',
            // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the app replaces them
            args: ['${__dirname}/dist/polar-mcp.mjs'],
            env: {
              POLAR_ACCESS_TOKEN: '${user_config.access_token}',
              POLAR_ENVIRONMENT: '${user_config.environment}',
              READ_ONLY: '${user_config.read_only}',
            },
            // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the app replaces them
          },
        },
        user_config: {
          access_token: {
            type: 'string',
            title: 'Organization access token',
            description: 'From the settings at Polar',
            sensitive: true,
            required: true,
          },
          environment: {
            type: 'string',
            title: 'Environment',
            description: 'sandbox, with test data, or production, with real customers and real money',
            default: 'sandbox',
            // Required, some apps refuse to start it before a person confirms the default.
            required: false,
          },
          read_only: {
            type: 'boolean',
            title: 'Read only',
            description: 'Nothing can be changed',
            default: false,
            required: false,
          },
        },
        tools_generated: true,
        prompts_generated: true,
        compatibility: { platforms: ['darwin', 'win32', 'linux'], runtimes: { node: engines.node } },
      },
    ],
    ['.claude-plugin/marketplace.json', marketplace(`./${PLUGIN}`)],
    ['.cursor-plugin/marketplace.json', marketplace(PLUGIN)],
    [`${PLUGIN}/.claude-plugin/plugin.json`, { name: 'polar', ...about }],
    [`${PLUGIN}/.mcp.json`, { mcpServers: { polar: server } }],
    [`${PLUGIN}/.cursor-plugin/plugin.json`, { name: 'polar', displayName: TITLE, ...about, mcpServers: './mcp.json' }],
    [`${PLUGIN}/mcp.json`, { mcpServers: { polar: server } }],
    ['gemini-extension.json', { name: 'polar', version, description, mcpServers: { polar: server } }],
  ]);
}

/** A variable's meaning without markdown. */
function aboutOf(name: 'POLAR_ENVIRONMENT' | 'POLAR_ACCESS_TOKEN' | 'READ_ONLY') {
  return { description: variableTexts[name].about.replaceAll('`', '') };
}

/**
 * Says what stops a release.
 *
 * @param released the tag and the repository in which the release runs
 * @returns one line for each mistake
 */
export function releaseProblems(
  facts: PackageFacts & { mcpName: string },
  { tag, repository, changelog }: { tag: string; repository: string; changelog: string },
): string[] {
  const own = identityOf(facts);
  const problems: string[] = [];
  if (tag !== `v${facts.version}`) problems.push(`the tag is ${tag}, and package.json has version ${facts.version}`);
  if (own.repository !== `https://github.com/${repository}`)
    problems.push(`this is https://github.com/${repository}, and repository.url in package.json is ${own.repository}`);
  if (facts.mcpName !== own.mcpName) problems.push(`mcpName in package.json must be ${own.mcpName}`);
  if (releaseNotes(facts, changelog) === '') problems.push(`CHANGELOG.md has nothing under [${facts.version}]`);
  return problems;
}

/**
 * Takes the notes of a release from a changelog in the form of Keep a Changelog.
 *
 * @param changelog all of it
 * @returns the section of the package's version, without its heading; empty when there is none. Links to files of the
 * repository name the tag, because a release's page has no files beside it
 */
export function releaseNotes(facts: PackageFacts, changelog: string): string {
  const { version } = facts;
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => text.startsWith(`[${version}]`)) ?? '';
  const lines = section.split('\n').slice(1);
  const words = lines.filter((line) => !/^\[[^\]]+\]: /.test(line)).join('\n');
  return words.replaceAll(/\]\((?![a-z]+:|#)/g, `](${identityOf(facts).repository}/blob/v${version}/`).trim();
}
