import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabClient } from '../lab/client.ts';
import { type Keys, PLATFORM } from '../lab/run.ts';

/** A program with a model: how it is set up, connected and run. */
export interface Agent extends Pick<LabClient, 'name' | 'itself'> {
  package: string;
  /** What its home holds before the first command. */
  files?: (mcpUrl: string) => Record<string, string>;
  /** The commands by which a person connects it. */
  connect: (mcpUrl: string) => string[][];
  /** What the person types into the last of them. */
  keys?: readonly Keys[];
  /** The command that runs one turn. */
  turn: string[];
  variables?: Record<string, string>;
  /** The same turn in a terminal, where it asks the person: what they type until they have said yes. */
  atTerminal?: { prepare(home: string): Promise<void>; command: string; keys: readonly Keys[] };
}

/** Some commands want to be run by a person, in a terminal. */
export const inTerminal = (command: string) => ['script', '-qec', command, '/dev/null'];

const PROMPT = 'Look after my shop.';
/** It opens nothing. */
const API_KEY = 'sk-ant-lab';

const ENTER = '\r';
const DOWN = '\x1b[B';
const CTRL_C = '\x03';

/**
 * The agents of the lab.
 *
 * @param modelUrl where their model answers
 */
export const agentsWith = (modelUrl: string): readonly Agent[] => [
  claudeCode(modelUrl),
  codex(modelUrl),
  geminiCli(modelUrl),
  opencode(modelUrl),
];

const claudeCode = (modelUrl: string): Agent => ({
  name: 'Claude Code',
  package: '@anthropic-ai/claude-code',
  connect: (mcpUrl) => [
    ['claude', 'mcp', 'add', '--transport', 'http', 'polar', mcpUrl],
    inTerminal('claude mcp login polar'),
    ['claude', 'mcp', 'list'],
  ],
  turn: ['claude', '-p', PROMPT, '--allowedTools', 'mcp__polar'],
  variables: {
    ANTHROPIC_BASE_URL: modelUrl,
    ANTHROPIC_API_KEY: API_KEY,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    // It would look for tools by itself, and a scripted model doesn't know how.
    ENABLE_TOOL_SEARCH: 'false',
  },
  atTerminal: {
    prepare: skipWelcome,
    command: 'claude --allowedTools mcp__polar',
    // The question's box, then Accept. Ctrl+C twice ends it.
    keys: [
      { afterMs: 8000, text: PROMPT },
      { afterMs: 1000, text: ENTER },
      { afterMs: 8000, text: ' ' },
      { afterMs: 1000, text: DOWN },
      { afterMs: 1000, text: ENTER },
      { afterMs: 6000, text: CTRL_C },
      { afterMs: 300, text: CTRL_C },
    ],
  },
});

/** Claude Code greets a new home with questions of its own. */
async function skipWelcome(home: string): Promise<void> {
  const file = join(home, '.claude.json');
  const settings = JSON.parse(await readFile(file, 'utf8')) as { projects: Record<string, object> };
  const known = { hasCompletedOnboarding: true, customApiKeyResponses: { approved: [API_KEY], rejected: [] } };
  const projects = { [home]: { ...settings.projects[home], hasTrustDialogAccepted: true } };
  await writeFile(file, JSON.stringify({ ...settings, ...known, theme: 'dark', projects }));
}

const codex = (modelUrl: string): Agent => ({
  name: 'Codex',
  package: '@openai/codex',
  files: () => ({
    '.codex/config.toml': `model = "lab"
model_provider = "lab"
mcp_oauth_credentials_store = "file"

[model_providers.lab]
name = "lab"
base_url = "${modelUrl}/v1"
wire_api = "responses"
`,
  }),
  // It logs in at once.
  connect: (mcpUrl) => [['codex', 'mcp', 'add', 'polar', '--url', mcpUrl]],
  turn: ['codex', 'exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', PROMPT],
});

const geminiCli = (modelUrl: string): Agent => ({
  name: 'Gemini CLI',
  package: '@google/gemini-cli',
  files: (httpUrl) => ({
    '.gemini/settings.json': JSON.stringify({
      security: { auth: { selectedType: 'gemini-api-key' } },
      mcpServers: { polar: { httpUrl, trust: true } },
    }),
  }),
  connect: () => [inTerminal('gemini -m lab --skip-trust')],
  // It asks whether it may open the browser. Ctrl+C twice ends it.
  keys: [
    { afterMs: 8000, text: '/mcp auth polar' },
    { afterMs: 1000, text: ENTER },
    { afterMs: 5000, text: ENTER },
    { afterMs: 8000, text: CTRL_C },
    { afterMs: 500, text: CTRL_C },
  ],
  turn: ['gemini', '-m', 'lab', '--skip-trust', '--yolo', '-p', PROMPT],
  variables: { GEMINI_API_KEY: 'lab', GOOGLE_GEMINI_BASE_URL: modelUrl },
});

const opencode = (modelUrl: string): Agent => ({
  name: 'opencode',
  package: `opencode-${PLATFORM}`,
  files: (url) => ({
    'opencode.json': JSON.stringify({
      model: 'lab/lab',
      provider: {
        lab: {
          npm: '@ai-sdk/openai-compatible',
          name: 'lab',
          options: { baseURL: `${modelUrl}/v1`, apiKey: 'lab' },
          models: { lab: { name: 'lab', tool_call: true } },
        },
      },
      mcp: { polar: { type: 'remote', url, enabled: true } },
    }),
  }),
  connect: () => [inTerminal('opencode mcp auth polar')],
  turn: ['opencode', 'run', PROMPT],
});
