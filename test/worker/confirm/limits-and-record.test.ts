import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { readConfig } from '../../../src/config/index.ts';
import { connectionLedger } from '../../../src/connection/connection-ledger.ts';
import { MAX_KEPT_WRITES } from '../../../src/ledger/connection-writes.ts';
import { env, opened } from '../auth/calls.ts';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { simulator } from '../auth/polar.ts';
import { type Asking, callTool } from '../mcp/ask.ts';
import { sentDuring } from '../mcp/sent.ts';

type Limits = Pick<Env, 'WRITES_PER_HOUR' | 'REFUND_CAP_PER_DAY'>;

const seed = inject('seed');
const DAY_MS = 86_400_000;
/** The arguments of a refund, with which 25 % of tax goes back. */
const refundOf = (amount: number) => ({ order_id: seed.order, reason: 'customer_request', amount });
const UNASKED = { vars: { CONFIRM: 'none' } };

let tokens: ClientTokens;
/** The limits that the operator sets. */
let limits: Limits;
beforeEach(async () => {
  await reset();
  limits = {};
  tokens = await logIn();
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await simulator.clearFaults();
  await simulator.resetShop();
});

const content = async (name: string, args: object, asking: Asking = {}, by = tokens) =>
  (await callTool(by, name, args, { ...asking, vars: { ...limits, ...asking.vars } })).structuredContent;
const refund = (amount: number, asking = UNASKED, by = tokens) =>
  content('create_refund', refundOf(amount), asking, by);

/** Gets the preview of a change. Returns the call with the yes. */
async function agreed(name: string, args: object, asking = {}) {
  const { confirm } = await content(name, args, asking);
  return () => content(name, { ...args, confirm }, asking);
}

const recorded = async (by = tokens) => (await content('list_recent_writes', {}, {}, by)).items;
const customer = (i: number | string) => ({
  type: 'individual',
  email: `limited${i}@labmail.net`,
  organization_id: seed.organization,
});

describe('WRITES_PER_HOUR', () => {
  test('100 at once: as many reach Polar as an hour may have', async () => {
    limits = { WRITES_PER_HOUR: '30' };
    vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 3_600_000) * 3_600_000 + 60_000 });
    let answers: { error?: { code: string } }[] = [];
    const { changes } = await sentDuring(async () => {
      answers = await Promise.all(Array.from({ length: 100 }, (_, i) => content('create_customer', customer(i))));
    });
    expect(changes).toEqual(Array(30).fill('customers:create'));
    const refused = answers.filter(({ error }) => error);
    expect(refused).toHaveLength(70);
    for (const { error } of refused) {
      expect(error).toEqual({
        code: 'limit_reached',
        who: 'operator',
        message:
          'This server allows 30 changes an hour in each organization, whoever makes them, and none is left; nothing was sent to Polar.',
        what_to_do: expect.stringMatching(/^Tell the person\. It starts anew at 20.*:00:00\.000Z; whoever runs/),
        retryable: false,
        retry_after_s: 59 * 60,
        request_id: expect.any(String),
      });
    }
  });
});

describe('REFUND_CAP_PER_DAY', () => {
  test('20 refunds at once: never more than the cap, tax counted', async () => {
    const midnight = Math.ceil(Date.now() / DAY_MS) * DAY_MS;
    limits = { REFUND_CAP_PER_DAY: 'usd=1060' };
    const { changes } = await sentDuring(() => Promise.all(Array.from({ length: 20 }, () => refund(100))));
    expect(changes).toEqual(Array(8).fill('refunds:create'));
    const { error } = await refund(100);
    expect(error).toMatchObject({
      code: 'limit_reached',
      message:
        'This server lets each organization pay back 10.60 USD a day, whoever does it, tax included, of which 0.60 USD is left; nothing was sent to Polar.',
      what_to_do: expect.stringContaining(`It starts anew at ${new Date(midnight).toISOString()}`),
      retry_after_s: expect.any(Number),
    });
  });

  test('leaves the yes usable when it refuses', async () => {
    limits = { REFUND_CAP_PER_DAY: '125' };
    const again = await agreed('create_refund', refundOf(100));
    limits = { REFUND_CAP_PER_DAY: '100' };
    const { changes } = await sentDuring(async () => expect((await again()).error.code).toBe('limit_reached'));
    expect(changes).toEqual([]);
    limits = { REFUND_CAP_PER_DAY: '125' };
    expect(await again()).toMatchObject({ amount: 100 });
  });

  test('refuses before anybody is asked', async () => {
    limits = { REFUND_CAP_PER_DAY: '100' };
    expect((await content('create_refund', refundOf(100))).error).toMatchObject({ code: 'limit_reached' });
    limits = { WRITES_PER_HOUR: '0' };
    expect((await content('create_refund', refundOf(1))).error).toMatchObject({ code: 'limit_reached' });
  });

  test('gives back what Polar refused', async () => {
    limits = { REFUND_CAP_PER_DAY: '5000' };
    const lines = vi.spyOn(console, 'warn').mockReturnValue();
    await simulator.fault({ kind: 'status', status: 422, match: { operationId: 'refunds:create' } });
    expect((await refund(1900)).error).toMatchObject({ code: 'invalid_arguments', status: 422 });
    expect(await recorded()).toMatchObject([{ outcome: 'refused', amount: 2375, currency: 'usd' }]);
    const [logged] = lines.mock.calls.map(([line]) => JSON.parse(line)).filter(({ event }) => event === 'write');
    expect(logged).toMatchObject({ outcome: 'refused', code: 'invalid_arguments' });
    await simulator.clearFaults();
    limits = { REFUND_CAP_PER_DAY: '2375' };
    expect(await refund(1900)).toMatchObject({ amount: 1900 });
    expect(await recorded()).toMatchObject([{ outcome: 'done', amount: 2375 }, { outcome: 'refused' }]);
  });

  test('lets nothing go in a currency that it doesn’t name', async () => {
    limits = { REFUND_CAP_PER_DAY: 'eur=100000' };
    const { changes } = await sentDuring(async () => {
      expect((await refund(1)).error).toMatchObject({
        code: 'limit_reached',
        message:
          'This server limits what each organization pays back, and no limit is set for USD, so nothing goes back in it; nothing was sent to Polar.',
      });
    });
    expect(changes).toEqual([]);
  });

  test('lets nothing go back of an order that the connection may not read', async () => {
    const narrow = await logIn({ scope: 'refunds:write' });
    limits = { REFUND_CAP_PER_DAY: '100000' };
    const { changes } = await sentDuring(async () => {
      expect((await refund(100, UNASKED, narrow)).error).toMatchObject({
        code: 'insufficient_scope',
        message: expect.stringContaining('this connection may not read the order, its currency and its tax'),
      });
    });
    expect(changes).toEqual([]);
  });
});

describe('a change whose answer is lost', () => {
  const product = {
    name: 'Lost',
    prices: [{ amount_type: 'fixed', price_amount: 100, price_currency: 'usd' }],
    organization_id: seed.organization,
  };
  interface Change {
    name: string;
    operationId: string;
    args: object;
    isAsked?: true;
    /** Whether the answer of the read that the error names shows that the change was made. */
    // biome-ignore lint/suspicious/noExplicitAny: the answers of four tools
    isMade(read: any): boolean;
  }
  const CHANGES: Change[] = [
    {
      name: 'create_refund',
      operationId: 'refunds:create',
      args: refundOf(500),
      isAsked: true,
      isMade: ({ items }) => items.some(({ amount }: { amount: number }) => amount === 500),
    },
    {
      name: 'create_product',
      operationId: 'products:create',
      args: product,
      isMade: ({ items }) => items[0].name === 'Lost',
    },
    {
      name: 'update_customer',
      operationId: 'customers:update',
      args: { customer_id: seed.customer, name: 'Renamed' },
      isMade: ({ name }) => name === 'Renamed',
    },
    {
      name: 'delete_discount',
      operationId: 'discounts:delete',
      args: { id: seed.discount },
      isAsked: true,
      isMade: ({ error }) => error?.code === 'not_found',
    },
  ];

  test.each<[object, boolean]>([
    [{ kind: 'hang_after_commit' }, true],
    [{ kind: 'drop_after_commit' }, true],
    [{ kind: 'hang' }, false],
    [{ kind: 'status', status: 500 }, false],
    [{ kind: 'status', status: 503 }, false],
  ])('by %j is sent once, and the read that is named tells whether it was made: %j', async (fault, wasMade) => {
    limits = { REFUND_CAP_PER_DAY: '1249' };
    const asking = { vars: { POLAR_TIMEOUT_MS: '400' } };
    const calls = await Promise.all(
      CHANGES.map(async ({ name, args, isAsked }) => {
        const confirm = isAsked && (await content(name, args)).confirm;
        return () => content(name, { ...args, confirm }, asking);
      }),
    );
    for (const { operationId } of CHANGES) await simulator.fault({ ...fault, match: { operationId }, times: 9 });
    let errors: { settled_by: { tool: string; arguments: object }; what_to_do: string }[] = [];
    const sent = await sentDuring(async () => {
      errors = (await Promise.all(calls.map((call) => call()))).map(({ error }) => error);
    });
    await simulator.clearFaults();
    expect(sent.changes.sort()).toEqual(CHANGES.map(({ operationId }) => operationId).sort());
    for (const [i, { name, isMade }] of CHANGES.entries()) {
      const error = errors[i];
      expect(error, name).toMatchObject({ code: 'outcome_unknown', retryable: false });
      const { tool = '', arguments: given = {} } = error?.settled_by ?? {};
      expect(error?.what_to_do).toBe(
        `Call ${tool} with ${JSON.stringify(given)} first, and repeat the call only if it was not made.`,
      );
      expect(isMade(await content(tool, given)), name).toBe(wasMade);
    }
    const outcomes = (await recorded()).map(({ tool, outcome }: { tool: string; outcome: string }) => [tool, outcome]);
    expect(outcomes.sort()).toEqual(CHANGES.map(({ name }) => [name, 'unknown']).sort());
    expect((await refund(500)).error).toMatchObject({ code: 'limit_reached' });
  });
});

test('a change that is lost and that no read settles says what to do instead', async () => {
  await simulator.fault({ kind: 'status', status: 500, match: { operationId: 'customer-sessions:create' } });
  const given = { customer_id: seed.customer };
  const { confirm } = await content('create_customer_portal_link', given);
  const { error } = await content('create_customer_portal_link', { ...given, confirm });
  expect(error).toMatchObject({ code: 'outcome_unknown', what_to_do: expect.stringContaining('a second link') });
  expect(error).not.toHaveProperty('settled_by');
});

describe('the record', () => {
  test('has one line in the log for each change, with nothing that was written', async () => {
    const lines = vi.spyOn(console, 'warn').mockReturnValue();
    const made = await content('create_customer', { ...customer('secretly'), name: 'Grace Secret' });
    await content('update_customer', { external_customer_id: seed.customerExternalId, name: 'Grace Secret' });
    await refund(500);
    await content('list_customers', {});
    await content('create_refund', refundOf(100));
    const { props } = await opened(tokens);
    const all = lines.mock.calls.map(([line]) => String(line));
    const logged = all.filter((line) => JSON.parse(line).event === 'write');
    const common = {
      event: 'write',
      request_id: expect.any(String),
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      connection: props.connectionId,
      person: seed.ada,
      environment: 'sandbox',
      outcome: 'done',
      duration_ms: expect.any(Number),
    };
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      { ...common, tool: 'create_customer', risk: 'write', targets: { organization_id: seed.organization } },
      { ...common, tool: 'update_customer', risk: 'write', targets: { external_customer_id: '(not kept)' } },
      {
        ...common,
        ...{ tool: 'create_refund', risk: 'money', targets: { order_id: seed.order } },
        ...{ amount: 625, amount_formatted: '6.25 USD', currency: 'usd' },
      },
    ]);
    for (const secret of ['secretly', 'Grace', 'confirm_', 'customer_request', tokens.access_token]) {
      expect(all.join(), secret).not.toContain(secret);
    }

    const items = await recorded();
    expect(items).toEqual([
      expect.objectContaining({
        ...{ id: 3, tool: 'create_refund', outcome: 'done' },
        ...{ amount: 625, amount_formatted: '6.25 USD', currency: 'usd' },
      }),
      expect.objectContaining({ id: 2, targets: { external_customer_id: '(not kept)' } }),
      expect.objectContaining({ id: 1, created: { id: made.id }, outcome: 'done', duration_ms: expect.any(Number) }),
    ]);
    expect(JSON.stringify(items)).not.toMatch(/secretly|Grace|confirm_/);
  });

  test('can be read, latest first, as far as it is kept', async () => {
    const { props } = await opened(tokens);
    const ledger = connectionLedger(env, readConfig(env), props);
    for (let i = 0; i < MAX_KEPT_WRITES; i++) {
      await ledger.begin({ tool: 'update_product', risk: 'write', targets: {}, organizations: [] });
    }
    await sentDuring(() => content('update_customer', { customer_id: seed.customer, name: 'Renamed' }));
    const ids = async (args: object) => {
      const { items, kept } = await content('list_recent_writes', args);
      return { ids: items.map(({ id }: { id: number }) => id), kept };
    };
    const newest = Array.from({ length: MAX_KEPT_WRITES }, (_, i) => MAX_KEPT_WRITES + 1 - i);
    expect(await ids({ limit: 200 })).toEqual({ ids: newest, kept: 200 });
    expect(await ids({ limit: 3 })).toEqual({ ids: newest.slice(0, 3), kept: 200 });
    expect((await ids({})).ids).toEqual(newest.slice(0, 20));
    for (const limit of [0, 201, 'all']) {
      expect((await content('list_recent_writes', { limit })).error.code).toBe('invalid_arguments');
    }
  });

  test('belongs to one connection', async () => {
    const other = await logIn();
    await sentDuring(() => content('update_customer', { customer_id: seed.customer, name: 'Renamed' }));
    expect(await recorded()).toHaveLength(1);
    expect(await recorded(other)).toEqual([]);
  });
});
