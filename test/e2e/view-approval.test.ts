import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { controlSimulator } from '../../simulator/control.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED, type Simulator, startSimulator } from '../../simulator/index.ts';
import { connect, KINDS, SHOWS_VIEWS, type ToolAnswer } from '../support/clients.ts';
import { openBundledHouse } from './bundled-house.ts';
import type { House } from './house.ts';

// What a host does for its view: it passes the result on, and the view's call of `confirm_change`.

let house: House;
let simulator: Simulator;
beforeAll(async () => {
  [house, simulator] = await Promise.all([openBundledHouse({ CONFIRM_BY: 'person' }), startSimulator()]);
});
afterAll(async () => {
  await Promise.all([house.close(), simulator.close()]);
});

type Call = (name: string, args?: Record<string, unknown>) => Promise<ToolAnswer>;

/** Asks for a refund, and approves it as the view does. */
async function approveInView(call: Call) {
  const asked = await call('create_refund', { order_id: SEED.order, reason: 'other', amount: 500 });
  const { change } = (asked._meta?.['polar-mcp/view'] ?? {}) as { change?: { id: string; code: string } };
  if (!change) throw new Error('no change waits');
  expect(JSON.stringify({ ...asked, _meta: undefined })).not.toContain(change.code);
  const made = await call('confirm_change', { id: change.id, code: change.code });
  expect(made.structuredContent).toMatchObject({ amount: 500, status: 'succeeded' });
  const told = await call('call_read_tool', { name: 'get_change', arguments: { id: change.id } });
  expect(told.structuredContent).toMatchObject({ state: 'made', result: { amount: 500 } });
}

const refundsAt = async (control: House['polar']) =>
  (await control.requests()).filter(({ operationId }) => operationId === 'refunds:create').length;

test.each(KINDS)('over HTTP, a %s client passes the yes in its view on', async (kind) => {
  const client = await connect(kind, house.mcpUrl, { capabilities: SHOWS_VIEWS });
  const before = await refundsAt(house.polar);
  await approveInView(client.callTool);
  expect(await refundsAt(house.polar)).toBe(before + 1);
  await client.close();
});

test('over stdio too', async () => {
  const client = new ClientV1({ name: 'test', version: '1' }, { capabilities: SHOWS_VIEWS });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['bin/polar-mcp.js'],
      env: {
        PATH: process.env.PATH ?? '',
        POLAR_ACCESS_TOKEN: DEFAULT_ORGANIZATION_TOKEN.token,
        POLAR_API_URL: simulator.url,
        CONFIRM_BY: 'person',
      },
      stderr: 'pipe',
    }),
  );
  const { tools } = await client.listTools();
  expect(tools.find(({ name }) => name === 'confirm_change')?._meta).toEqual({ ui: { visibility: ['app'] } });
  await approveInView(async (name, args = {}) => (await client.callTool({ name, arguments: args })) as ToolAnswer);
  expect(await refundsAt(controlSimulator(simulator.url))).toBe(1);
  await client.close();
});
