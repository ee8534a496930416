import { Client as ClientV2, StreamableHTTPClientTransport as TransportV2 } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SEED } from '../../simulator/index.ts';
import { accessToken } from '../support/clients.ts';
import { openBundledHouse } from './bundled-house.ts';
import type { House } from './house.ts';

// Real clients that open pages for the person (elicitation by URL), and can ask nothing by a form.

let house: House;
beforeAll(async () => {
  house = await openBundledHouse();
});
afterAll(() => house.close());

const REFUND = { name: 'create_refund', arguments: { order_id: SEED.order, reason: 'other', amount: 500 } };
const IDENTITY = { name: 'test', version: '1' };
const OPENS_PAGES = { capabilities: { elicitation: { url: {} } } };
const LINK = expect.stringMatching(/^http.*\/confirm\/[\w-]{100,140}$/);

const transportTo = async () => {
  const headers = { Authorization: `Bearer ${await accessToken(house.mcpUrl)}` };
  return [new URL(house.mcpUrl), { requestInit: { headers } }] as const;
};

/** What a client's person is asked to open. */
const accepting = (opened: unknown[]) => async (request: { params: unknown }) => {
  opened.push(request.params);
  return { action: 'accept' as const };
};

test('a client of 2026-07-28 opens the page, calls again by itself, and hears that nobody has decided yet', async () => {
  const client = new ClientV2(IDENTITY, { ...OPENS_PAGES, versionNegotiation: { mode: 'auto' } });
  const opened: unknown[] = [];
  client.setRequestHandler('elicitation/create', accepting(opened));
  await client.connect(new TransportV2(...(await transportTo())));
  const { structuredContent } = await client.callTool(REFUND);
  expect(opened).toEqual([{ mode: 'url', url: LINK, message: expect.stringMatching(/^Refund 5\.00 USD/) }]);
  expect(structuredContent).toMatchObject({ id: expect.stringMatching(/^change_/), state: 'waiting', link: LINK });
  await client.close();
});

test.each([
  ['v1', () => new ClientV1(IDENTITY, OPENS_PAGES), TransportV1],
  ['v2', () => new ClientV2(IDENTITY, OPENS_PAGES), TransportV2],
] as const)(
  'a client of an older revision (%s) gets the page as the protocol’s error, and then in the result',
  async (kind, make, Transport) => {
    const client = make() as ClientV1;
    if (kind === 'v1') client.setRequestHandler(ElicitRequestSchema, accepting([]));
    else (client as unknown as ClientV2).setRequestHandler('elicitation/create', accepting([]));
    await client.connect(new Transport(...(await transportTo())) as TransportV1);
    await expect(client.callTool(REFUND)).rejects.toMatchObject({
      code: -32042,
      message: expect.stringContaining('on a page; nothing was changed'),
      elicitations: [{ mode: 'url', url: LINK, elicitationId: expect.stringMatching(/^change_/) }],
    });
    // The person may have closed it: the same call gives the link again, and doesn't open it a second time.
    const { structuredContent } = await client.callTool(REFUND);
    expect(structuredContent).toMatchObject({ status: 'Not done yet; nothing was changed.', link: LINK });
    await client.close();
  },
);
