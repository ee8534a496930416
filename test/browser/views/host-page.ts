/** The page of a host of MCP Apps, in Chromium: the library's bridge and a real client, as its example host has them. */
import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import {
  AppBridge,
  buildAllowAttribute,
  getToolUiResourceUri,
  type McpUiResourceMeta,
  PostMessageTransport,
} from '@modelcontextprotocol/ext-apps/app-bridge';
import type { Asked, HostOptions, TestHost } from './host-types.ts';

const VIEW_URI = 'ui://polar/view.html';
const UI = { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } };

let options: HostOptions;
let client: Client;
let bridge: AppBridge;
let how: { afterMs?: number; refuse?: boolean } = {};
let listed: { name: string; _meta?: unknown }[] = [];
const asked: Asked = { calls: [], links: [], downloads: [], messages: [], contexts: [], heights: [], modes: [] };

const testHost: TestHost = {
  async start(given) {
    options = given;
    client = new Client(
      { name: 'test-host', version: '1.0.0' },
      {
        capabilities: { extensions: UI },
        ...(given.isCurrent && { versionNegotiation: { mode: 'auto' as const } }),
      },
    );
    const headers = { Authorization: `Bearer ${given.token}` };
    await client.connect(new StreamableHTTPClientTransport(new URL(given.mcpUrl), { requestInit: { headers } }));
    listed = (await client.listTools()).tools;
  },
  async show(name, args) {
    const tool = listed.find((one) => one.name === name);
    const uri = tool && getToolUiResourceUri(tool as never);
    if (uri === undefined) throw new Error(`${name} has no view`);
    await openView(uri);
    await bridge.sendToolInput({ arguments: args });
    const result = await client.callTool({ name, arguments: args });
    await bridge.sendToolResult(result as CallToolResult);
    return result as CallToolResult;
  },
  async showResult(result) {
    await openView(VIEW_URI);
    await bridge.sendToolInput({ arguments: {} });
    await bridge.sendToolResult(result);
  },
  call: async (name, args) => (await client.callTool({ name, arguments: args })) as CallToolResult,
  tools: async () => (await client.listTools()).tools,
  setContext: (context) => bridge.setHostContext({ ...options.context, ...context }),
  cancel: async (reason) => {
    await openView(VIEW_URI);
    await bridge.sendToolCancelled({ reason });
  },
  teardown: async () => {
    await bridge.teardownResource({});
  },
  answerCalls: (given) => {
    how = given;
  },
  asked,
};
Object.assign(window, { testHost });

/** Loads a view as hosts do: in a sandbox without an origin, under the policy that the resource asks for. */
async function openView(uri: string): Promise<void> {
  const { contents } = await client.readResource({ uri });
  const [content] = contents as { text: string; _meta?: { ui?: McpUiResourceMeta } }[];
  const frame = document.createElement('iframe');
  frame.title = 'View';
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('allow', buildAllowAttribute(content?._meta?.ui?.permissions));
  document.body.replaceChildren(frame);
  bridge = new AppBridge(client, { name: 'test-host', version: '1.0.0' }, options.capabilities, {
    hostContext: options.context,
  });
  const initialized = new Promise<void>((resolve) => {
    bridge.oninitialized = () => resolve();
  });
  const view = frame.contentWindow as Window;
  await bridge.connect(new PostMessageTransport(view, view));
  // The bridge sets handlers of its own when it connects, which pass everything on to the client.
  observe(frame);
  frame.srcdoc = withPolicy(content?.text ?? '', content?._meta?.ui?.csp ?? {});
  await initialized;
}

function observe(frame: HTMLIFrameElement): void {
  bridge.onsizechange = ({ height }) => {
    if (height === undefined) return;
    asked.heights.push(height);
    frame.style.height = `${height}px`;
  };
  bridge.onrequestdisplaymode = async ({ mode }) => {
    asked.modes.push(mode);
    return { mode: options.context.availableDisplayModes?.includes(mode) ? mode : 'inline' };
  };
  bridge.onopenlink = async ({ url }) => {
    asked.links.push(url);
    return {};
  };
  bridge.ondownloadfile = async ({ contents }) => {
    asked.downloads.push(...contents);
    return {};
  };
  bridge.onmessage = async ({ content }) => {
    asked.messages.push(...content);
    return {};
  };
  bridge.onupdatemodelcontext = async ({ content = [] }) => {
    asked.contexts.push(...content);
    return {};
  };
  bridge.oncalltool = async ({ name, arguments: args = {} }) => {
    const { afterMs = 0, refuse = false } = how;
    asked.calls.push({ name, arguments: args });
    if (options.onlyListed && !listed.some((tool) => tool.name === name)) throw new Error(`No tool ${name}`);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    if (refuse) throw new Error('The person does not want that');
    return (await client.callTool({ name, arguments: args })) as CallToolResult;
  };
}

/** The policy that the specification has hosts make of what a view asks for. */
function withPolicy(html: string, csp: NonNullable<McpUiResourceMeta['csp']>): string {
  const sources = (csp.resourceDomains ?? []).join(' ');
  const policy = [
    "default-src 'none'",
    `script-src 'unsafe-inline' ${sources}`,
    `style-src 'unsafe-inline' ${sources}`,
    `img-src data: ${sources}`,
    `font-src ${sources || "'none'"}`,
    `connect-src ${(csp.connectDomains ?? []).join(' ') || "'none'"}`,
    `frame-src ${(csp.frameDomains ?? []).join(' ') || "'none'"}`,
    `base-uri ${(csp.baseUriDomains ?? []).join(' ') || "'none'"}`,
  ];
  return html.replace('<head>', `<head><meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">`);
}
