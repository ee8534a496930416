import type { Config } from '../config/index.ts';
import { type ConnectGuide, connectGuides, type Snippet } from './clients.ts';
import {
  about,
  addresses,
  audience,
  CLAIM,
  ENVIRONMENTS,
  isFiltered,
  NO_FIT,
  NO_TOOLS,
  NOT_POLARS,
  type OfferedTool,
  type OfferedTools,
  questionsToTry,
  RISKS,
  safety,
  steps,
  type ToolQuery,
  TRY_OTHER_WORDS,
  toolCount,
  UNKNOWN_FILTER,
} from './offer.ts';

/** The page as markdown. It never repeats the query, so nothing needs escaping. */
export function landingMarkdown(
  config: Config,
  offered: OfferedTools,
  query: ToolQuery,
  found: readonly OfferedTool[],
): string {
  const { baseUrl, mcpUrl, polarEnvironment } = config;
  return blocks([
    `# ${CLAIM}`,
    `**${ENVIRONMENTS[polarEnvironment]}**`,
    about(offered),
    safety(config, offered),
    audience(config),
    `Server address: <${mcpUrl}>`,
    steps(offered)
      .map((step, index) => `${index + 1}. ${step}`)
      .join('\n'),
    `To see which apps can use your account, and to end their access: <${baseUrl}/connections>`,
    '## Try asking',
    list(questionsToTry(offered)),
    '## Connect your app',
    ...connectGuides(config).map(guideBlock),
    '## Show or allow fewer tools',
    list(
      addresses(config, offered).map(
        ({ url, what, listed, callable }) => `\`${url}\`: ${what} ${listed} listed, ${callable} can be called.`,
      ),
    ),
    '## What an app can do',
    ...toolBlocks(config, offered, query, found),
    NOT_POLARS,
  ]);
}

/** Presents this server and its texts in the form of https://llmstxt.org. */
export function llmsText(config: Config, offered: OfferedTools): string {
  const { baseUrl, mcpUrl, polarEnvironment } = config;
  const start = `${baseUrl}/index.html.md`;
  const toolset = (name: string) => `${start}?toolset=${encodeURIComponent(name)}`;
  return blocks([
    '# Polar MCP server',
    `> ${about(offered)} ${ENVIRONMENTS[polarEnvironment]}`,
    `The MCP endpoint is ${mcpUrl} (Streamable HTTP). A client logs in by OAuth; there is no key. ${safety(config, offered)} ${audience(config)}`,
    '## Connect',
    list([
      `[How to connect each app, and all tools](${start}): for Claude, ChatGPT, Cursor, VS Code and others`,
      `[Start page](${baseUrl}/): the same, for people`,
      `[Connections](${baseUrl}/connections): where a person sees and ends them`,
    ]),
    ...(offered.toolsets.length === 0
      ? [NO_TOOLS]
      : [
          '## Tools',
          list(
            offered.toolsets.map(
              ({ name, title, description, tools }) =>
                `[${title}](${toolset(name)}): ${description} ${toolCount(tools.length)}.`,
            ),
          ),
        ]),
    '## Optional',
    list([
      `[Health](${baseUrl}/health): the environment and the version, as JSON`,
      '[Polar’s documentation](https://polar.sh/docs): what the things are that the tools work on',
    ]),
  ]);
}

function guideBlock({ app, button, steps: sentences = [], snippet, byHand }: ConnectGuide): string {
  return blocks([
    `### ${app}`,
    button ? `[${button.label}](${button.href})` : '',
    snippet ? fenced(snippet) : '',
    sentences.join(' '),
    byHand ? ['Or by hand.', byHand.how, fenced(byHand)].filter(Boolean).join(' ') : '',
  ]).trimEnd();
}

const fenced = ({ where, text }: Snippet) => `${where}:\n\n\`\`\`\n${text}\n\`\`\``;

function toolBlocks(
  { baseUrl }: Config,
  offered: OfferedTools,
  query: ToolQuery,
  found: readonly OfferedTool[],
): string[] {
  const { tools, toolsets } = offered;
  if (tools.length === 0) return [NO_TOOLS];
  const note = query.hasUnknown ? [UNKNOWN_FILTER] : [];
  if (isFiltered(query)) {
    const all = `Every toolset: <${baseUrl}/index.html.md>`;
    return [...note, found.length === 0 ? `${NO_FIT} ${TRY_OTHER_WORDS}` : list(found.map(toolLine)), all];
  }
  const parts = toolsets.flatMap(({ name, title, description, tools }) => [
    `### ${title}: \`${name}\``,
    description,
    list(tools.map(toolLine)),
  ]);
  return [...note, `${toolCount(tools.length)} in ${toolsets.length} toolsets.`, ...parts];
}

const toolLine = ({ name, description, risk }: OfferedTool) =>
  `\`${name}\` (${RISKS[risk].toLowerCase()}): ${description}`;

const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');

const blocks = (parts: readonly string[]) => `${parts.filter((part) => part !== '').join('\n\n')}\n`;
