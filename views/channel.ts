import type {
  McpUiAppCapabilities,
  McpUiDisplayMode,
  McpUiDownloadFileRequest,
  McpUiDownloadFileResult,
  McpUiHostContext,
  McpUiInitializeResult,
  McpUiOpenLinkResult,
  McpUiRequestDisplayModeResult,
  McpUiUpdateModelContextRequest,
  LATEST_PROTOCOL_VERSION as ProtocolVersion,
} from '@modelcontextprotocol/ext-apps';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { JSONRPCClient, JSONRPCServer, JSONRPCServerAndClient } from 'json-rpc-2.0';

/** The revision of MCP Apps that this program speaks. */
const PROTOCOL_VERSION: typeof ProtocolVersion = '2026-01-26';

const APP_CAPABILITIES: McpUiAppCapabilities = { availableDisplayModes: ['inline', 'fullscreen'] };

/** What a host tells of itself. */
export interface HostEvents {
  toolResult(result: CallToolResult): void;
  toolCancelled(reason: string | undefined): void;
  /** @param changed only the fields that changed */
  contextChanged(changed: McpUiHostContext): void;
  /** The host takes the view away after the answer. */
  teardown(): void;
}

/** The messages to the host (MCP Apps, JSON-RPC over postMessage). Each request fails when the host refuses it. */
export interface Channel {
  initialize(): Promise<McpUiInitializeResult>;
  callTool(name: string, args: object): Promise<CallToolResult>;
  openLink(url: string): Promise<McpUiOpenLinkResult>;
  downloadFile(params: McpUiDownloadFileRequest['params']): Promise<McpUiDownloadFileResult>;
  updateModelContext(params: McpUiUpdateModelContextRequest['params']): Promise<object>;
  /** @returns the mode in which the view is then, which may be another */
  requestDisplayMode(mode: McpUiDisplayMode): Promise<McpUiRequestDisplayModeResult>;
  sizeChanged(size: { width: number; height: number }): void;
}

/** Opens the channel to the page around this frame. Messages of others are ignored. */
export function openChannel(events: HostEvents): Channel {
  const ignoreErrors = () => {};
  // The origin of the host isn't known, and each kind of message is for whoever frames this page.
  const send = async (message: unknown) => window.parent.postMessage(message, '*');
  const peer = new JSONRPCServerAndClient(new JSONRPCServer({ errorListener: ignoreErrors }), new JSONRPCClient(send), {
    errorListener: ignoreErrors,
  });
  const on = (method: string, handle: (params: never) => void) =>
    peer.addMethod(method, (params) => {
      handle(params as never);
      return {};
    });
  on('ping', () => {});
  on('ui/notifications/tool-result', events.toolResult);
  on('ui/notifications/tool-cancelled', (params: { reason?: string } | undefined) =>
    events.toolCancelled(params?.reason),
  );
  on('ui/notifications/host-context-changed', events.contextChanged);
  on('ui/resource-teardown', events.teardown);
  window.addEventListener('message', ({ source, data }) => {
    if (source === window.parent && data?.jsonrpc === '2.0') peer.receiveAndSend(data).catch(ignoreErrors);
  });
  const ask = <Result>(method: string, params: object) =>
    Promise.resolve(peer.request(method, params)) as Promise<Result>;
  return {
    async initialize() {
      const appInfo = { name: 'polar-mcp', version: '1' };
      const params = { appInfo, appCapabilities: APP_CAPABILITIES, protocolVersion: PROTOCOL_VERSION };
      const host = await ask<McpUiInitializeResult>('ui/initialize', params);
      peer.notify('ui/notifications/initialized', {});
      return host;
    },
    callTool: (name, args) => ask('tools/call', { name, arguments: args }),
    openLink: (url) => ask('ui/open-link', { url }),
    downloadFile: (params) => ask('ui/download-file', params),
    updateModelContext: (params) => ask('ui/update-model-context', params),
    requestDisplayMode: (mode) => ask('ui/request-display-mode', { mode }),
    sizeChanged: (size) => peer.notify('ui/notifications/size-changed', size),
  };
}
