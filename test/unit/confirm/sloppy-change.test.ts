import { afterEach, describe, expect, test } from 'vitest';
import type { ToolName } from '../../../generated/tools/index.gen.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED } from '../../../simulator/index.ts';
import type { WriteRisk } from '../../../src/config/variables.ts';
import { memoryLedger } from '../../../src/ledger/index.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { ASKED_BY_DEFAULT, callerAt, quietly } from '../../support/caller.ts';
import { openShop } from '../../support/shop.ts';

const shop = openShop();
afterEach(() => shop.control.reset({ keepLogins: true }));

interface Told {
  [field: string]: unknown;
  would?: { risk: string; amount?: string; arguments: unknown };
  confirm?: string;
  error?: { code: string; fields?: object[] };
}

function calling(confirm: ReadonlySet<WriteRisk> = ASKED_BY_DEFAULT, refundCapPerDay = 2000) {
  const caller = callerAt(shop.simulator.url, DEFAULT_ORGANIZATION_TOKEN.token, {
    confirm,
    ledger: memoryLedger({ writesPerHour: undefined, refundCapPerDay }),
  });
  const call = async (name: ToolName, given: object): Promise<Told> =>
    ((await callTool(name, { ...given }, caller, quietly())) as { structuredContent: Told }).structuredContent;
  return Object.assign(call, { recent: () => caller.ledger.recent() });
}

const changes = async () => (await shop.control.requests()).filter(({ method }) => method !== 'GET');

describe('a change that a sloppy client asks for', () => {
  test('is shown as it is sent, counts with its amount, and is the change that the clean call makes', async () => {
    const call = calling();
    const clean = { order_id: SEED.order, reason: 'other', amount: 500 };
    const sloppy = {
      ...clean,
      reason: 'OTHER',
      amount: '500',
      comment: null,
      revoke_benefits: 'False',
      metadata: null,
    };
    const { would, confirm } = await call('create_refund', sloppy);
    expect(would).toMatchObject({ amount: '5.00 USD', arguments: { ...clean, revoke_benefits: false } });
    expect(would?.arguments).not.toHaveProperty('comment');
    // Its own arguments in the clean form are the same change.
    expect(await call('create_refund', { ...clean, revoke_benefits: false, confirm })).toMatchObject({ amount: 500 });
    expect((await call.recent())[0]).toMatchObject({ tool: 'create_refund', outcome: 'done', currency: 'usd' });
  });

  test('has the risk of the value that is sent', async () => {
    const call = calling();
    const archived = await call('update_product', { id: SEED.products.pro, is_archived: 'true' });
    expect(archived.would).toMatchObject({ risk: 'irreversible', arguments: { is_archived: true } });
    const draft = await call('update_product', { id: SEED.products.pro, visibility: 'Draft', name: '' });
    expect(draft.error).toBeUndefined();
    expect(draft.would).toBeUndefined();
  });

  test('empties nothing that it does not name in `clear`', async () => {
    const call = calling(new Set());
    const { id } = await call('create_discount', {
      name: 'Spring',
      code: 'SPRING20',
      type: 'percentage',
      basis_points: 2000,
      duration: 'once',
      metadata: { campaign: 'spring' },
    });
    const nothing = { id, code: '', products: [], metadata: {}, starts_at: null };
    expect(await call('update_discount', { ...nothing, name: 'Summer', fields: '*' })).toMatchObject({
      name: 'Summer',
      code: 'SPRING20',
      metadata: { campaign: 'spring' },
    });
    const { error } = await call('update_discount', nothing);
    expect(error).toMatchObject({
      code: 'invalid_arguments',
      fields: [{ message: expect.stringMatching(/`clear`$/) }],
    });
    expect(await call('update_discount', { id, clear: ['code', 'metadata'], fields: '*' })).toMatchObject({
      name: 'Summer',
      code: null,
      metadata: {},
    });
  });

  test('records no id that was filled in with nothing', async () => {
    const call = calling();
    await call('update_customer', {
      customer_id: SEED.customer,
      external_customer_id: '',
      external_id: null,
      name: 'Ada',
    });
    expect((await call.recent())[0]?.targets).toEqual({ customer_id: SEED.customer });
  });
});

describe('Polar', () => {
  test.each<[ToolName, object, string]>([
    ['update_subscription', { id: SEED.subscription, seats: 0 }, 'seats'],
    ['update_subscription', { id: SEED.subscription, units: '-1' }, 'units'],
  ])('is not asked for what it refuses although its document allows it: %s %o', async (name, given, path) => {
    const { error } = await calling()(name, given);
    expect(error).toMatchObject({ code: 'invalid_arguments', fields: [{ path }] });
    expect(await changes()).toEqual([]);
  });
});
