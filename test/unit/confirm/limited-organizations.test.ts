import { afterEach, describe, expect, test } from 'vitest';
import type { ToolName } from '../../../generated/tools/index.gen.ts';
import type { Fault } from '../../../simulator/faults.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED } from '../../../simulator/index.ts';
import type { WriteLimits } from '../../../src/config/index.ts';
import type { PriorRead } from '../../../src/confirm/advice/index.ts';
import { limitedOrganizations } from '../../../src/confirm/limited-organizations.ts';
import { memoryLedger } from '../../../src/ledger/index.ts';
import { NO_CURRENCY } from '../../../src/ledger/organization-usage.ts';
import type { Money } from '../../../src/ledger/writes.ts';
import type { Caller } from '../../../src/operations/caller.ts';
import { parseCall } from '../../../src/operations/operation-call.ts';
import { callerAt, quietly } from '../../support/caller.ts';
import { openShop } from '../../support/shop.ts';

const shop = openShop();
afterEach(() => shop.control.reset({ keepLogins: true }));

const BY_HOUR: WriteLimits = { writesPerHour: 10, refundCapPerDay: undefined };
const BY_DAY: WriteLimits = { writesPerHour: undefined, refundCapPerDay: 1000 };
const [OURS, THEIRS] = [SEED.organization, '33333333-3333-4333-8333-333333333333'];
const organization = { id: OURS, slug: 'ours', name: 'Ours' };

interface Counting {
  limits?: WriteLimits;
  by?: Partial<Caller>;
  before?: PriorRead[];
  refund?: Money;
}

const counted = (name: ToolName, given: object, { limits = BY_HOUR, by, before = [], refund }: Counting = {}) => {
  const caller = callerAt(shop.simulator.url, DEFAULT_ORGANIZATION_TOKEN.token, {
    ledger: memoryLedger(limits),
    ...by,
  });
  return limitedOrganizations(parseCall(name, { ...given }, caller), before, refund, caller, quietly().signal);
};
const reads = async () => (await shop.control.requests()).map(({ operationId }) => operationId);

const persons = { isPersonToken: true, organizations: [organization] };
const rename = { customer_id: SEED.customer, name: 'Renamed' };
const refund = { order_id: SEED.order, reason: 'other', amount: 1 };
const usd: Money = { currency: 'usd', amount: 1 };
const orderOf = (id: string): PriorRead => ({
  read: { tool: 'get_order', arguments: { id: SEED.order } },
  data: { product: null, customer: { organization_id: id } },
});

describe('without asking Polar', () => {
  test.each<[string, ToolName, object, Counting, string[]]>([
    ['no change where nothing limits it', 'update_customer', rename, { limits: BY_DAY }, []],
    [
      'the organization to which Polar holds the token',
      'update_customer',
      rename,
      { by: { ...persons, organization: THEIRS, heldBy: 'token' } },
      [THEIRS],
    ],
    ['that of a pasted token', 'update_customer', rename, { by: { organization: OURS } }, [OURS]],
    [
      'a refund’s order, before all else',
      'create_refund',
      refund,
      {
        limits: BY_DAY,
        refund: usd,
        before: [orderOf(THEIRS)],
        by: { ...persons, organization: OURS, heldBy: 'header' },
      },
      [THEIRS],
    ],
    [
      'the one that a creation names',
      'create_customer',
      { type: 'individual', email: 'new@labmail.net', organization_id: OURS },
      { by: persons },
      [OURS],
    ],
    [
      'those that events name',
      'ingest_events',
      { events: [OURS, OURS].map((id) => ({ name: 'e', external_customer_id: 'x', organization_id: id })) },
      { by: persons },
      [OURS],
    ],
    [
      'the same in capitals',
      'ingest_events',
      {
        events: [OURS, OURS].map((id) => ({ name: 'e', external_customer_id: 'x', organization_id: id.toUpperCase() })),
      },
      { by: persons },
      [OURS],
    ],
  ])('%s', async (_, name, given, counting, want) => {
    await shop.control.clearRequests();
    expect(await counted(name, given, counting)).toEqual(want);
    expect(await reads()).toEqual([]);
  });
});

describe('an organization that anybody may name', () => {
  test.each<[string, Partial<Caller>, object]>([
    ['in an argument', persons, { name: 'e', external_customer_id: 'x', organization_id: THEIRS }],
    [
      'in the address',
      { ...persons, organization: THEIRS, heldBy: 'header' },
      { name: 'e', external_customer_id: 'x' },
    ],
  ])('%s counts for what the connection reaches, and not for a stranger', async (_, by, event) => {
    expect(await counted('ingest_events', { events: [event] }, { by })).toEqual([OURS]);
  });
});

test('a change counts for the owner of the thing that changes, as Polar names it', async () => {
  expect(await counted('update_customer', rename, { by: persons })).toEqual([OURS]);
  expect(await reads()).toContain('customers:get');
});

test('a change that tells nothing counts for each that is reached', async () => {
  expect(await counted('create_checkout', { products: [SEED.products.pro] }, { by: persons })).toEqual([OURS]);
  expect(await reads()).toContain('organizations:list');
});

test('a refund of an order that can’t be read is none where a cap holds', async () => {
  const unread = { limits: BY_DAY, refund: { currency: NO_CURRENCY, amount: 1 } };
  await expect(counted('create_refund', refund, unread)).rejects.toMatchObject({
    code: 'insufficient_scope',
    whatToDo: expect.stringContaining('allow reading orders'),
  });
});

const status = (code: number, body: object = {}): Fault => ({
  kind: 'status',
  status: code,
  body: JSON.stringify(body),
});
const listing = (total_count: number, ...items: object[]) =>
  status(200, { items, pagination: { total_count, max_page: 1 } });
const whenListed = (fault: Fault) =>
  shop.control.fault({ ...fault, match: { operationId: 'organizations:list' }, times: 9 });

test('the first organization of somebody who has none counts for none', async () => {
  await whenListed(listing(0));
  expect(await counted('create_organization', { name: 'First', slug: 'first' }, { by: persons })).toEqual([]);
});

describe('nothing is sent when', () => {
  test.each<[string, Fault, string]>([
    ['Polar doesn’t let it list them', status(403, { error: 'insufficient_scope' }), 'insufficient_scope'],
    ['Polar fails', status(503), 'polar_unavailable'],
    ['Polar lists none', listing(0), 'insufficient_scope'],
    ['Polar doesn’t list all', listing(2, organization), 'insufficient_scope'],
  ])('%s', async (_, fault, code) => {
    await whenListed(fault);
    await expect(counted('create_checkout', { products: [SEED.products.pro] }, { by: persons })).rejects.toMatchObject({
      code,
    });
  });
});
