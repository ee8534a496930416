import { tools } from '../../generated/tools/index.gen.ts';
import { currentMcpRequest } from '../../test/support/mcp-request.ts';
import { askWhole } from '../lab/ask.ts';
import { POLAR_TOKEN } from '../lab/house.ts';
import { callTool, type Edge, type Lane, REFUND, type Visited, visit } from './lanes.ts';
import type { Wait } from './waits.ts';

/** One measurement: the whole time in milliseconds, and what the Worker waited for in it. */
export interface Sample {
  ms: number;
  waits: Wait[];
}

/** The paths that are measured; each name is that of a row. */
export const PATHS = {
  call: 'a call, warm',
  coldCall: 'a call, cold',
  list: 'the list of tools, warm',
  coldList: 'the list of tools, cold',
  challenge: 'the 403 of a step-up, warm',
  preview: 'a refund: its preview, warm',
  refund: 'a refund: confirmed, warm',
  refresh: 'a refresh of the app’s token, cold',
  renewal: 'a call that renews Polar’s token, cold',
} as const;
export type Path = keyof typeof PATHS;

/** Polar asked directly: what a call is compared with. */
export type Direct = 'read' | 'refund';

/** One round of a lane. A step may measure several things, because a refund is confirmed after its preview. */
export type Step = (edge: Edge, lane: Lane, round: number) => Promise<Partial<Record<Path, Sample>>>;

const PAGE = { limit: 10 };
const OF_PAGE = 'recurring_interval';

/** More than a grant remembers challenges, so that none repeats another. */
const WRITING = Object.entries(tools)
  .filter(([, { risk }]) => risk !== 'read')
  .map(([name]) => name)
  .slice(0, 25);

const tokenOf = ({ session }: Lane) => session.tokens()?.access_token;

const call =
  (path: Path, isCold = false): Step =>
  async (edge, lane) => ({ [path]: await callTool(edge, tokenOf(lane), 'list_products', PAGE, OF_PAGE, isCold) });

const list =
  (path: Path, isCold = false): Step =>
  async ({ url }, lane) => ({
    [path]: asserted(await visit(`${url}/mcp`, currentMcpRequest(tokenOf(lane), 'tools/list'), isCold), 'inputSchema'),
  });

/** In the order in which they are measured: the last leaves Polar's tokens short-lived. */
export const STEPS: Partial<Record<Path, Step>> = {
  call: call('call'),
  coldCall: call('coldCall', true),
  list: list('list'),
  coldList: list('coldList', true),
  challenge: async ({ url }, { readerToken }, round) => {
    const name = WRITING[round % WRITING.length] ?? '';
    const request = currentMcpRequest(readerToken, 'tools/call', { name, arguments: {} });
    return { challenge: asserted(await visit(`${url}/mcp`, request), '', 403) };
  },
  preview: async (edge, lane, round) => {
    const order_id = lane.orders[round % lane.orders.length];
    const preview = await callTool(edge, tokenOf(lane), 'create_refund', { order_id, ...REFUND }, 'confirm_');
    const [confirm] = /confirm_[\w-]+/.exec(preview.text) ?? [];
    // The message of the preview tells models to send it alone.
    return { preview, refund: await callTool(edge, tokenOf(lane), 'create_refund', { confirm }, 'succeeded') };
  },
  refresh: async ({ url }, { session }) => {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: session.tokens()?.refresh_token ?? '',
      client_id: session.clientInformation()?.client_id ?? '',
    });
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const request = { method: 'POST', headers, body: form.toString() };
    const refresh = asserted(await visit(`${url}/oauth/token`, request, true), 'refresh_token');
    session.saveTokens(JSON.parse(refresh.text) as Parameters<typeof session.saveTokens>[0]);
    return { refresh };
  },
  renewal: call('renewal', true),
};

function asserted(visited: Visited, contains: string, status = 200): Visited {
  if (visited.status === status && visited.text.includes(contains)) return visited;
  throw new Error(`The Worker answered ${visited.status}: ${visited.text.slice(0, 300)}`);
}

/** Asks Polar directly, over the same distance. @returns milliseconds */
export async function askPolar(
  what: Direct,
  { polar }: Edge,
  lane: Lane,
  round: number,
  polarMs: number,
): Promise<number> {
  const headers = { authorization: `Bearer ${POLAR_TOKEN}`, 'content-type': 'application/json' };
  const order_id = lane.orders[round % lane.orders.length];
  const [path, asked] = {
    read: [`/v1/products/?limit=${PAGE.limit}`, { method: 'GET', headers, body: '' }] as const,
    refund: ['/v1/refunds/', { method: 'POST', headers, body: JSON.stringify({ order_id, ...REFUND }) }] as const,
  }[what];
  const from = performance.now();
  const [answer] = await Promise.all([
    askWhole(polar.url + path, asked),
    new Promise((resolve) => setTimeout(resolve, polarMs)),
  ]);
  if (answer.status >= 300) throw new Error(`Polar answered ${answer.status} to ${path}`);
  return performance.now() - from;
}
