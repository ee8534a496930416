import type { CallToolResult } from '@modelcontextprotocol/client';
import type { McpUiHostCapabilities, McpUiHostContext } from '@modelcontextprotocol/ext-apps';

export interface HostOptions {
  mcpUrl: string;
  token: string;
  /** Speaks 2026-07-28; otherwise the revision before. */
  isCurrent: boolean;
  capabilities: McpUiHostCapabilities;
  context: McpUiHostContext;
  /** Passes on only calls of tools that tools/list has, as Cursor does. */
  onlyListed: boolean;
}

/** A call of the view, as the host passed it on. */
interface ViewCall {
  name: string;
  arguments: Record<string, unknown>;
}

/** What the view asked of the host. */
export interface Asked {
  calls: ViewCall[];
  links: string[];
  downloads: unknown[];
  messages: unknown[];
  /** What the model gets to know when it answers next. */
  contexts: unknown[];
  heights: number[];
  /** The display modes that it asked for. */
  modes: string[];
}

export interface TestHost {
  start(options: HostOptions): Promise<void>;
  /** Calls a tool as a model does, and shows the view that the tool is linked with. */
  show(name: string, args: Record<string, unknown>): Promise<CallToolResult>;
  /** Shows the view with any result. */
  showResult(result: CallToolResult): Promise<void>;
  /** Calls a tool as a model does, and shows nothing. */
  call(name: string, args: Record<string, unknown>): Promise<CallToolResult>;
  tools(): Promise<{ name: string; _meta?: unknown }[]>;
  setContext(context: McpUiHostContext): void;
  cancel(reason: string): Promise<void>;
  teardown(): Promise<void>;
  /** Holds the view's calls back for so long, or refuses them. */
  answerCalls(how: { afterMs?: number; refuse?: boolean }): void;
  asked: Asked;
}
