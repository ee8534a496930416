import type { OAuthSession } from '../../scripts/demo-client/oauth-session.ts';
import { allowWith } from '../../scripts/demo-client/person.ts';
import { freePort } from '../../scripts/local-worker.ts';
import { bundleAround } from '../../test/support/bundle.ts';
import { connect } from '../../test/support/clients.ts';
import { currentMcpRequest } from '../../test/support/mcp-request.ts';
import { type Answer, type Asked, askWhole } from '../lab/ask.ts';
import { POLAR_TOKEN } from '../lab/house.ts';
import { startKv } from '../lab/kv.ts';
import { Opened } from '../lab/opened.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../lab/simulator.ts';
import { OBJECTS, startWorkerd } from '../lab/workerd.ts';
import { type Distances, HEADERS, SET_PATH, type Wait } from './waits.ts';

/** Each refund gives back one of the smallest unit of its order's currency. */
export const REFUND = { reason: 'customer_request', amount: 1 };

/** An app that logged in twice: to do everything, and to read. Lanes work side by side, because each waits most of the time. */
export interface Lane {
  session: OAuthSession;
  readerToken: string;
  /** The ids of orders that no other lane refunds. */
  orders: string[];
}

/** The Worker at its distances, with its Polar. */
export interface Edge {
  url: string;
  polar: SimulatorProcess;
  lanes: Lane[];
  setDistances(distances: Distances): Promise<void>;
  close(): Promise<void>;
}

/** An answer of the Worker, with what it waited for. */
export interface Visited extends Answer {
  ms: number;
  waits: Wait[];
}

/** Starts it, without distances, and logs the lanes in. @throws Error when a part doesn't start, or a login fails */
export async function openEdge(laneCount: number): Promise<Edge> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const opened = new Opened();
  try {
    const polar = opened.keep(await startSimulatorProcess(url));
    await polar.control.setRate(0);
    await polar.control.setAddressRate(0);
    const built = await bundleAround('bench/workers/edge.ts');
    opened.keep({ close: built.remove });
    const kv = opened.keep(await startKv());
    const options = { bundle: built.folder, kv: kv.address, objects: OBJECTS, port, readyPath: '/health' };
    opened.keep(await startWorkerd({ ...options, vars: { ...polar.vars, BASE_URL: url } }));
    const orders = await refundableOrders(polar);
    const lanes: Lane[] = [];
    for (let number = 0; number < laneCount; number++) {
      const session = await logIn(`${url}/mcp`, 'write');
      const reader = await logIn(`${url}/mcp`, 'read');
      lanes.push({
        session,
        readerToken: reader.tokens()?.access_token ?? '',
        orders: orders.filter((_, i) => i % laneCount === number),
      });
    }
    const setDistances = async (distances: Distances) => {
      await askWhole(url + SET_PATH, { method: 'PUT', headers: {}, body: JSON.stringify(distances) });
    };
    return { url, polar, lanes, setDistances, close: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** The orders of which a part can go back, again and again. Others are disputed, or of little. */
async function refundableOrders({ url }: SimulatorProcess): Promise<string[]> {
  const headers = { authorization: `Bearer ${POLAR_TOKEN}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/v1/orders/?limit=100`, { headers });
  const { items } = (await answer.json()) as { items: { id: string; refundable_amount: number }[] };
  const orders: string[] = [];
  for (const { id } of items.filter((one) => one.refundable_amount > 1000)) {
    const body = JSON.stringify({ order_id: id, ...REFUND });
    if ((await fetch(`${url}/v1/refunds/`, { method: 'POST', headers, body })).ok) orders.push(id);
  }
  return orders;
}

async function logIn(mcpUrl: string, access: 'write' | 'read'): Promise<OAuthSession> {
  const { session, close } = await connect('v2', mcpUrl, { decide: allowWith({ access, organization: 'all' }) });
  await close();
  return session;
}

/** Sends a request to the Worker. */
export async function visit(url: string, { headers, ...asked }: Asked, isCold = false): Promise<Visited> {
  const from = performance.now();
  const answer = await askWhole(url, { ...asked, headers: { ...headers, ...(isCold && { [HEADERS.cold]: 'yes' }) } });
  const ms = performance.now() - from;
  return { ...answer, ms, waits: JSON.parse(String(answer.headers[HEADERS.waits.toLowerCase()])) as Wait[] };
}

/**
 * Calls a tool through the Worker.
 *
 * @throws Error when the answer has another text than the one that is wanted
 */
export async function callTool(
  { url }: Edge,
  token: string | undefined,
  name: string,
  args: object,
  contains: string,
  isCold = false,
): Promise<Visited> {
  const request = currentMcpRequest(token, 'tools/call', { name, arguments: args });
  const visited = await visit(`${url}/mcp`, request, isCold);
  if (!visited.text.includes(contains))
    throw new Error(`${name} answered something else: ${visited.text.slice(0, 300)}`);
  return visited;
}
