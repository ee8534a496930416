import { afterEach, expect, test, vi } from 'vitest';
import { DEFAULT_ORGANIZATION_TOKEN, SEED } from '../../../simulator/index.ts';
import { memoryLedger, type WriteLedger } from '../../../src/ledger/index.ts';
import type { NewWrite } from '../../../src/ledger/writes.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { callerAt, quietly } from '../../support/caller.ts';
import { openShop } from '../../support/shop.ts';

const shop = openShop();
afterEach(() => shop.control.reset({ keepLogins: true }));

const NEXT = { organizations: [SEED.organization] };
const NEW = 'new@labmail.net';

/** Makes a change whose client goes away before it has ended, and waits for all that goes on. */
async function abandoned(email: string, whenGone: Promise<void> | 'at Polar', slow: Partial<WriteLedger> = {}) {
  const ledger = { ...memoryLedger({ writesPerHour: 1, refundCapPerDay: undefined }), ...slow };
  const going: Promise<unknown>[] = [];
  const caller = callerAt(shop.simulator.url, DEFAULT_ORGANIZATION_TOKEN.token, {
    organization: SEED.organization,
    ledger,
    keepGoing: (work) => void going.push(work.catch(() => {})),
  });
  const client = new AbortController();
  await shop.control.fault({ kind: 'delay', ms: 300, match: { operationId: 'customers:create' } });
  const given = { type: 'individual', email };
  const answer = callTool('create_customer', given, caller, { ...quietly(), signal: client.signal });
  const sent = async () =>
    (await shop.control.requests()).filter(({ operationId }) => operationId === 'customers:create');
  if (whenGone === 'at Polar') await vi.waitFor(async () => expect(await sent()).toHaveLength(1));
  else await whenGone;
  client.abort();
  // workerd finishes only the work that was given to waitUntil.
  await Promise.all(going);
  expect(going).toHaveLength(1);
  await answer;
  return { ledger, sent: await sent(), recent: await ledger.recent() };
}

test('a change that was sent goes on when its client is gone, and counts as what became of it', async () => {
  const { ledger, sent, recent } = await abandoned(NEW, 'at Polar');
  expect(sent).toMatchObject([{ status: 201 }]);
  expect(recent).toMatchObject([{ outcome: 'done' }]);
  expect(await ledger.refusal(NEXT)).toMatchObject({ reason: 'writes_per_hour' });
});

test('nobody uses up a limit by changes that Polar refuses, and by going away', async () => {
  await shop.control.change('customers', SEED.customer, { email: NEW });
  const { ledger, sent, recent } = await abandoned(NEW, 'at Polar');
  expect(sent).toMatchObject([{ status: 422 }]);
  expect(recent).toMatchObject([{ outcome: 'refused' }]);
  expect(await ledger.refusal(NEXT)).toBeUndefined();
});

test('nor by going away while the change is counted: it is not sent', async () => {
  const begun = Promise.withResolvers<void>();
  const ledger = memoryLedger({ writesPerHour: 1, refundCapPerDay: undefined });
  const slowly = async (write: NewWrite) => {
    const answer = await ledger.begin(write);
    begun.resolve();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return answer;
  };
  const { sent, recent } = await abandoned(NEW, begun.promise, { ...ledger, begin: slowly });
  expect(sent).toEqual([]);
  expect(recent).toMatchObject([{ outcome: 'refused' }]);
  expect(await ledger.refusal(NEXT)).toBeUndefined();
});
