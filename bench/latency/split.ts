import type { BenchHouse } from '../lab/house.ts';
import type { Call } from './rounds.ts';

/** The ways into parts of what a call through our Worker takes. */
export function partsOf({ url, mcpUrl, kv, session }: BenchHouse, tool: string, args: object) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: tool, arguments: args } });
  const headers = {
    authorization: `Bearer ${session.tokens()?.access_token}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-11-25',
  };
  return {
    withoutClient: async () => (await fetch(mcpUrl, { method: 'POST', headers, body })).text(),
    health: async () => (await fetch(`${url}/health`)).text(),
    kv: async () => String(await kv.get('none')),
  } satisfies Record<string, Call>;
}

/** Medians of one call, in milliseconds: of the whole, of its parts, and of a call to Polar itself. */
export interface Measured {
  ours: number;
  direct: number;
  withoutClient: number;
  health: number;
  kv: number;
}

/** Splits a call through our Worker into its parts, the largest first, in milliseconds. */
export function split({ ours, direct, withoutClient, health, kv }: Measured): [part: string, ms: number][] {
  const parts: [string, number][] = [
    ['the MCP client', ours - withoutClient],
    ['HTTP to the Worker and its routing (as `/health`)', health],
    // For the client's token. The isolate knows Polar's from the call before.
    ['a read of KV', kv],
    ['Polar (as called directly)', direct],
    ['the Worker: all else', withoutClient - health - kv - direct],
  ];
  return parts.sort(([, a], [, b]) => b - a);
}
