import type { PolarEnvironment } from '../../settings/polar.ts';
import { isLoopback } from '../../settings/urls.ts';
import { SERVER_DESCRIPTION } from '../mcp/index.ts';
import { SERVER_NAMES } from '../policy/index.ts';

/** Explains how to connect one app to this server. */
export interface ConnectGuide {
  /** The fragment of its place on the page: `/#<id>`. */
  id: string;
  app: string;
  /** Opens the app or its settings, with the values filled in if the app supports that. */
  button?: { label: string; href: string };
  /** One sentence for each step after the button or the snippet. */
  steps?: readonly string[];
  /** The text to copy. */
  snippet?: Snippet;
  /** Replaces the button. */
  byHand?: Snippet & { how?: string };
}

export interface Snippet {
  /** The file, field or program that takes the text. */
  where: string;
  text: string;
}

interface Server {
  mcpUrl: string;
  polarEnvironment: PolarEnvironment;
}

const TITLES = { production: 'Polar', sandbox: 'Polar (sandbox)' } as const;

const TOO_LOCAL = 'It connects from the internet, so it can’t reach an address on this computer.';

/**
 * Explains how to connect each app, in the words of its own documentation. Values of the configuration are encoded for their
 * place: a shell, JSON or a URL.
 */
export function connectGuides({ mcpUrl, polarEnvironment }: Server): ConnectGuide[] {
  const name = SERVER_NAMES[polarEnvironment];
  const title = TITLES[polarEnvironment];
  const isLocal = isLoopback(new URL(mcpUrl).hostname);
  const remote = { url: mcpUrl };
  /** These apps connect from their makers' servers, not from this computer. */
  const hosted: ConnectGuide[] = [
    {
      id: 'claude',
      app: 'Claude',
      button: {
        label: 'Add to Claude',
        href: link('https://claude.ai/customize/connectors', {
          modal: 'add-custom-connector',
          connectorName: title,
          connectorUrl: mcpUrl,
        }),
      },
      steps: ['Press Add there, then Connect. It works on the web, the desktop and the phone.'],
      byHand: {
        how: 'In Customize → Connectors, press +, then Add custom connector.',
        where: 'Remote MCP server URL',
        text: mcpUrl,
      },
    },
    {
      id: 'chatgpt',
      app: 'ChatGPT',
      button: { label: 'Open ChatGPT’s plugins', href: 'https://chatgpt.com/plugins' },
      steps: ['Press +, then Add custom MCP server.', 'Give it this address, and choose OAuth.'],
      snippet: { where: 'Server URL', text: mcpUrl },
    },
  ];
  const local: ConnectGuide[] = [
    {
      id: 'claude-code',
      app: 'Claude Code',
      steps: ['Then /mcp in Claude Code, to log in.'],
      snippet: { where: 'Terminal', text: command('claude', 'mcp', 'add', '--transport', 'http', name, mcpUrl) },
    },
    {
      id: 'cursor',
      app: 'Cursor',
      button: {
        label: 'Add to Cursor',
        href: link('cursor://anysphere.cursor-deeplink/mcp/install', { name, config: base64(remote) }),
      },
      byHand: { where: '~/.cursor/mcp.json', text: json({ mcpServers: { [name]: remote } }) },
    },
    {
      id: 'vs-code',
      app: 'VS Code',
      button: {
        label: 'Add to VS Code',
        href: `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name, type: 'http', ...remote }))}`,
      },
      byHand: { where: '.vscode/mcp.json', text: json({ servers: { [name]: { type: 'http', ...remote } } }) },
    },
    {
      id: 'codex',
      app: 'Codex',
      steps: ['For the CLI, the IDE extension and the desktop app alike.'],
      snippet: {
        where: 'Terminal',
        text: [command('codex', 'mcp', 'add', name, '--url', mcpUrl), command('codex', 'mcp', 'login', name)].join(
          '\n',
        ),
      },
    },
    {
      id: 'gemini-cli',
      app: 'Gemini CLI',
      steps: [`Then /mcp auth ${name} in Gemini CLI, to log in.`],
      snippet: {
        where: 'Terminal',
        text: command('gemini', 'mcp', 'add', '--scope', 'user', '--transport', 'http', name, mcpUrl),
      },
    },
    {
      id: 'windsurf',
      app: 'Windsurf',
      snippet: {
        where: '~/.codeium/windsurf/mcp_config.json',
        text: json({ mcpServers: { [name]: { serverUrl: mcpUrl } } }),
      },
    },
    {
      id: 'zed',
      app: 'Zed',
      snippet: { where: 'settings.json', text: json({ context_servers: { [name]: remote } }) },
    },
    {
      id: 'goose',
      app: 'goose',
      button: {
        label: 'Add to goose',
        href: link('goose://extension', {
          type: 'streamable_http',
          url: mcpUrl,
          id: name,
          name: title,
          description: SERVER_DESCRIPTION,
        }),
      },
      byHand: {
        how: 'Run goose configure: Add Extension, then Remote Extension (Streamable HTTP).',
        where: 'Endpoint',
        text: mcpUrl,
      },
    },
    {
      id: 'lm-studio',
      app: 'LM Studio',
      button: { label: 'Add to LM Studio', href: link('lmstudio://add_mcp', { name, config: base64(remote) }) },
      byHand: { where: 'mcp.json', text: json({ mcpServers: { [name]: remote } }) },
    },
    {
      id: 'kiro',
      app: 'Kiro',
      button: {
        label: 'Add to Kiro',
        href: link('https://kiro.dev/launch/mcp/add', { name, config: JSON.stringify(remote) }),
      },
      byHand: { where: '~/.kiro/settings/mcp.json', text: json({ mcpServers: { [name]: remote } }) },
    },
  ];
  const others: ConnectGuide = {
    id: 'others',
    app: 'Any other app',
    steps: ['Streamable HTTP, and a login by OAuth: the address is all that it needs. There is no key to enter.'],
    snippet: { where: 'Address', text: mcpUrl },
  };
  const unreachable = hosted.map(({ id, app }) => ({ id, app, steps: [TOO_LOCAL] }));
  return isLocal ? [...local, ...unreachable, others] : [...hosted, ...local, others];
}

/** Encodes spaces as %20, because some apps read a + as itself. */
function link(address: string, values: Record<string, string>): string {
  const query = Object.entries(values).map((pair) => pair.map(encodeURIComponent).join('='));
  return `${address}?${query.join('&')}`;
}

const json = (value: object) => JSON.stringify(value, undefined, 2);

/** btoa needs ASCII, which a URL is after parsing. */
const base64 = (value: object) => btoa(JSON.stringify(value));

/** Quotes each word in which a shell would see more than text, such as ? and [ in zsh. */
const command = (...words: string[]) =>
  words.map((word) => (/^[\w:/.-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
