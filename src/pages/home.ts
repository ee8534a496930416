import { html } from 'hono/html';
import type { Config } from '../config.ts';
import { environmentBadge, page } from './layout.ts';

/** What this is, and how to connect to it. */
export function homePage({ mcpUrl, polarEnvironment }: Config): Promise<Response> {
  const body = html`
    ${environmentBadge(polarEnvironment)}
    <h1>Run your Polar account from your AI app</h1>
    <p>
      This is an MCP server for <a href="https://polar.sh">Polar</a>. Connect it to an AI app, and the app can look up
      and manage your products, customers, orders and subscriptions, as far as you allow.
    </p>
    <h2>Its address</h2>
    <pre><code>${mcpUrl}</code></pre>
    <h2>How to connect</h2>
    <p>In your app’s settings, add a connector or an MCP server with this address. With Claude Code:</p>
    <pre><code>claude mcp add --transport http polar ${mcpUrl}</code></pre>
    <p>The app then opens a page here that says what it may do, and Polar asks you to log in.</p>
    <h2>Who is connected</h2>
    <p><a href="/connections">See which apps can use your account, and end their access</a></p>`;
  return page(200, 'Polar MCP server', body);
}
