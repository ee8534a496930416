import type { PolarEnvironment } from '../../settings/polar.ts';

/** The name that the start page gives this server in an app. A person who connects both environments tells them apart by it. */
export const SERVER_NAMES: Readonly<Record<PolarEnvironment, string>> = {
  production: 'polar',
  sandbox: 'polar-sandbox',
};

/** What tells which app a connection is of. All of it is the app's own claim, so it only chooses among sentences of ours. */
export interface AppIdentity {
  /** The id of the OAuth client: a URL if the app publishes its metadata (a Client ID Metadata Document). */
  clientId?: string | undefined;
  /** The `client_name` of its registration (RFC 7591). */
  clientName?: string | undefined;
  /** The name in the `clientInfo` of its messages (MCP). */
  infoName?: string | undefined;
}

/** How a person connects an app again, so that they can allow more. */
export interface ConnectAgain {
  /** The app's name, as on the start page; undefined if it isn't known. */
  app?: string;
  /** What the person does, without a full stop: it follows "To connect again,". Commands stand in backticks. */
  how: string;
}

interface KnownApp {
  app: string;
  /** Fits what the app calls itself in a registration, or in its messages. */
  name: RegExp;
  /** The addresses of its Client ID Metadata Documents. */
  documents?: readonly string[];
  /** @param server the name of this server in the app */
  how(server: string): string;
}

/**
 * The apps whose own documentation or source says how to log in anew. For others there is the general sentence. People
 * may have given this server another name than the start page does, so an app’s list of servers has the last word.
 */
const KNOWN_APPS: readonly KnownApp[] = [
  {
    app: 'Claude Code',
    // It registers with the name of the server, as `Claude Code (polar)`.
    name: /^claude[ -]code\b/i,
    documents: ['https://claude.ai/oauth/claude-code-client-metadata'],
    how: (server) =>
      `run \`claude mcp logout ${server}\` and then \`claude mcp login ${server}\` in a terminal (or in Claude Code: /mcp, this server, Clear authentication, Authenticate)`,
  },
  {
    app: 'Claude',
    name: /^claude(ai|\.ai| desktop)?$/i,
    documents: ['https://claude.ai/oauth/mcp-oauth-client-metadata'],
    how: () => 'open Connectors in Claude’s settings, press Disconnect at this server, then Connect',
  },
  {
    app: 'Codex',
    name: /^codex\b/i,
    how: (server) => `run \`codex mcp logout ${server}\` and then \`codex mcp login ${server}\` in a terminal`,
  },
  {
    app: 'Cursor',
    name: /^cursor\b/i,
    how: () => 'open MCP in Cursor’s settings, press Logout at this server, then Connect',
  },
  {
    app: 'VS Code',
    name: /^visual studio code\b/i,
    documents: ['https://vscode.dev/oauth/client-metadata.json'],
    how: () =>
      'run "Authentication: Remove Dynamic Authentication Providers" from VS Code’s Command Palette, choose this server, and start it again',
  },
  {
    app: 'Gemini CLI',
    name: /^gemini[ -]cli\b/i,
    how: (server) => `run \`/mcp auth ${server}\` in Gemini CLI`,
  },
  {
    app: 'opencode',
    name: /^opencode\b/i,
    how: (server) => `run \`opencode mcp logout ${server}\` and then \`opencode mcp auth ${server}\` in a terminal`,
  },
  {
    app: 'mcp-remote',
    // It passes the name of the app behind it on, as `claude-ai (via mcp-remote 0.1.29)`.
    name: /^mcp cli proxy$|\bmcp-remote\b/i,
    how: () => 'delete the folder ~/.mcp-auth, where mcp-remote keeps its logins, and start the app again',
  },
  {
    app: 'mcporter',
    // It registers with the name of the server, as `mcporter (polar)`.
    name: /^mcporter\b/i,
    how: (server) => `run \`mcporter auth ${server} --reset\` in a terminal`,
  },
  {
    app: 'MCP Inspector',
    // Its messages name its command line `inspector-cli`, and its terminal window `inspector-tui`.
    name: /^mcp inspector\b|^inspector-(cli|tui)$/i,
    how: () => 'press "Clear stored OAuth state" in the settings of this server in MCP Inspector, and connect it again',
  },
];

const ANY_APP: ConnectAgain = {
  how: 'log out of this server in the app, or remove it there, and connect it again',
};

/**
 * Says how the person connects an app again. The app's document tells most, then the name of its registration, then that
 * of its messages.
 */
export function connectAgain(
  { clientId, clientName, infoName }: AppIdentity,
  environment: PolarEnvironment,
): ConnectAgain {
  const known =
    KNOWN_APPS.find(({ documents }) => clientId !== undefined && documents?.includes(clientId)) ??
    appNamed(clientName) ??
    appNamed(infoName);
  return known ? { app: known.app, how: known.how(SERVER_NAMES[environment]) } : ANY_APP;
}

const appNamed = (name: string | undefined) =>
  name === undefined ? undefined : KNOWN_APPS.find((known) => known.name.test(name.trim()));
