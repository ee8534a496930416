import { afterAll, beforeAll, expect, test } from 'vitest';
import { SEED } from '../../simulator/index.ts';
import { AskedPerson, NO_YES, YES } from '../support/asked-person.ts';
import { type Connected, connect, type Kind } from '../support/clients.ts';
import { openBundledHouse } from './bundled-house.ts';
import type { House } from './house.ts';

let house: House;
const opened: Connected[] = [];
beforeAll(async () => {
  house = await openBundledHouse();
});
afterAll(async () => {
  await Promise.all(opened.map((client) => client.close()));
  await house.close();
});

const REFUND = { order_id: SEED.order, reason: 'customer_request', amount: 100 };

async function open(kind: Kind, person?: AskedPerson): Promise<Connected> {
  const client = await connect(kind, `${house.mcpUrl}?toolsets=refunds,discovery`, person && { person });
  opened.push(client);
  return client;
}

/** Calls, and says what came of it and how often Polar was asked to change something. */
async function call(client: Connected, name = 'create_refund', args: Record<string, unknown> = REFUND) {
  await house.polar.clearRequests();
  const { structuredContent } = await client.callTool(name, args);
  const changes = (await house.polar.requests()).filter(({ method }) => method !== 'GET').length;
  return { ...(structuredContent as { error?: { code: string }; confirm?: string; amount?: number }), changes };
}

test('a client of 2026-07-28 asks the person, and does what they say', async () => {
  const person = new AskedPerson();
  const client = await open('v2-auto', person);
  expect(await call(client)).toMatchObject({ amount: 100, changes: 1 });
  expect(person.questions).toEqual([
    expect.stringMatching(
      /^Refund 1\.00 USD \(at most 1\.25 USD with tax\) to "chloe\.martin@example\.com" .*asked for/s,
    ),
  ]);
  for (const [says, code] of NO_YES) {
    person.says = says;
    expect(await call(client), JSON.stringify(says)).toMatchObject({ error: { code }, changes: 0 });
  }
  person.says = YES;
  const through = await call(client, 'call_write_tool', { name: 'create_refund', arguments: REFUND });
  expect(through).toMatchObject({ amount: 100, changes: 1 });
  expect(person.questions).toHaveLength(NO_YES.length + 2);
});

test.each<[Kind, string, AskedPerson | undefined]>([
  ['v1', 'though it could ask', new AskedPerson()],
  ['v2', 'though it could ask', new AskedPerson()],
  ['v2-auto', 'which can’t ask', undefined],
])('a %s client, %s, comes back with the token', async (kind, _, person) => {
  const client = await open(kind, person);
  const { confirm, changes } = await call(client);
  expect(changes).toBe(0);
  expect(await call(client, 'create_refund', { ...REFUND, confirm })).toMatchObject({ amount: 100, changes: 1 });
  expect(person?.questions ?? []).toEqual([]);
});
