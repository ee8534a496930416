import { Client as ClientV2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as TransportV2 } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_ORGANIZATION_TOKEN, type Simulator, startSimulator } from '../../simulator/index.ts';
import { connect, KINDS, SHOWS_VIEWS } from '../support/clients.ts';
import { openBundledHouse } from './bundled-house.ts';
import type { House } from './house.ts';

// Whether a client shows views comes from what it declared: in the older revisions over HTTP, its SDK returns it as a session id.

const LINK = { ui: { resourceUri: 'ui://polar/view.html' }, 'ui/resourceUri': 'ui://polar/view.html' };

let house: House;
let simulator: Simulator;
beforeAll(async () => {
  [house, simulator] = await Promise.all([openBundledHouse(), startSimulator()]);
});
afterAll(async () => {
  await Promise.all([house.close(), simulator.close()]);
});

describe.each(KINDS)('over HTTP, a %s client', (kind) => {
  test('that shows views gets them', async () => {
    const client = await connect(kind, house.mcpUrl, { capabilities: SHOWS_VIEWS });
    const tools = await client.listTools();
    expect(tools.find(({ name }) => name === 'list_orders')?._meta).toEqual(LINK);
    const { _meta } = await client.callTool('list_orders');
    expect(_meta?.['polar-mcp/view']).toMatchObject({ call: { tool: 'list_orders', arguments: {} } });
    await client.close();
  });

  test('that shows none gets none, though another has the same connection', async () => {
    const client = await connect(kind, house.mcpUrl);
    expect(JSON.stringify(await client.listTools())).not.toContain('ui://');
    expect(JSON.stringify(await client.callTool('list_orders'))).not.toContain('polar-mcp/view');
    await client.close();
  });
});

describe.each(KINDS)('over stdio, a %s client', (kind) => {
  test.each([true, false])('that shows views: %s', async (showsViews) => {
    const server = {
      command: process.execPath,
      args: ['bin/polar-mcp.js'],
      env: {
        PATH: process.env.PATH ?? '',
        POLAR_ACCESS_TOKEN: DEFAULT_ORGANIZATION_TOKEN.token,
        POLAR_API_URL: simulator.url,
      },
    };
    const identity = { name: 'test', version: '1' };
    const capabilities = showsViews ? SHOWS_VIEWS : {};
    const auto = kind === 'v2-auto' && { versionNegotiation: { mode: 'auto' as const } };
    const client =
      kind === 'v1' ? new ClientV1(identity, { capabilities }) : new ClientV2(identity, { capabilities, ...auto });
    await client.connect((kind === 'v1' ? new TransportV1(server) : new TransportV2(server)) as never);
    const { tools } = await client.listTools();
    const orders = tools.find(({ name }) => name === 'list_orders');
    expect(orders?._meta).toEqual(showsViews ? LINK : undefined);
    const { _meta } = await client.callTool({ name: 'list_orders' });
    expect(_meta?.['polar-mcp/view'] !== undefined).toBe(showsViews);
    const { contents } = await client.readResource({ uri: LINK.ui.resourceUri });
    expect(contents).toMatchObject([
      { mimeType: 'text/html;profile=mcp-app', text: expect.stringContaining('<script>') },
    ]);
    await client.close();
  });
});
