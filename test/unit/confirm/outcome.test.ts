import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ToolName } from '../../../generated/tools/index.gen.ts';
import { SEED } from '../../../simulator/index.ts';
import { differences, isRefundFailed, logWrite, refundedAmount, remarkOn } from '../../../src/confirm/outcome.ts';
import { parseCall } from '../../../src/operations/operation-call.ts';
import { callerAt } from '../../support/caller.ts';

const caller = callerAt('http://polar.invalid', 'polar_oat_x');
const SENT_AT = Date.parse('2026-11-29T12:00:00Z');
const remark = (name: ToolName, given: object, data: object) =>
  remarkOn(parseCall(name, { ...given }, caller), data, SENT_AT);

describe('the differences from what was given', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
    ['a label that was not cleared', { version: null, name: 'a.zip' }, { version: '1.0', name: 'a.zip' }, ['version']],
    [
      'a list that was ignored',
      { settings: { metrics: [] } },
      { settings: { metrics: ['mrr'] } },
      ['settings.metrics'],
    ],
    ['an amount that was ignored', { amount: 5 }, { amount: 1000 }, ['amount']],
    [
      'another URL, with an id to fill in',
      { success_url: 'https://polar.sh/thanks?id={CHECKOUT_ID}' },
      { success_url: 'https://polar.sh/other?id=8f0d' },
      ['success_url'],
    ],
    ['a switch', { enabled: false }, { enabled: true }, ['enabled']],
    ['what stayed empty', { label: 'New' }, { label: null }, ['label']],
    ['lists of texts', { hosts: ['a', 'b'] }, { hosts: ['a'] }, ['hosts']],
    ['the day', { ends_at: '2027-01-02T00:00:00Z' }, { ends_at: '2027-01-01T00:00:00Z' }, ['ends_at']],
  ])('%s', (_, given, shown, want) => {
    expect(differences(given, shown).map((path) => path.join('.'))).toEqual(want);
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['what the answer does not show', { details: { about: 'x' } }, {}],
    ['a date with microseconds', { at: '2027-01-01T00:00:00Z' }, { at: '2027-01-01T00:00:00.000000Z' }],
    ['a date in another zone', { at: '2027-01-01T01:00:00+01:00' }, { at: '2027-01-01T00:00:00Z' }],
    ['now', { trial_end: 'now' }, { trial_end: '2026-11-29T12:00:00.123456Z' }],
    ['a state with its country', { address: { state: 'CA' } }, { address: { state: 'US-CA' } }],
    ['an address in lower case', { email: 'Ada@Brightside.example.com' }, { email: 'ada@brightside.example.com' }],
    ['a URL with its last slash', { website: 'https://polar.sh' }, { website: 'https://polar.sh/' }],
    [
      'a URL with the id that Polar fills in',
      { success_url: 'https://polar.sh/thanks?id={CHECKOUT_ID}&ok=1' },
      { success_url: 'https://polar.sh/thanks?id=8f0d&ok=1' },
    ],
    ['a language tag', { locale: 'de_DE' }, { locale: 'de-DE' }],
    ['a decimal as text', { unit_amount: '0.50' }, { unit_amount: 0.5 }],
    ['a tax id with its kind', { tax_id: 'SE556' }, { tax_id: ['SE556', 'eu_vat'] }],
    ['ids that come as things', { benefits: ['b-1'] }, { benefits: [{ id: 'b-1' }] }],
    ['what is cleared', { label: null, list: [] }, { label: null, list: [] }],
    ['what is planned', { seats: 3 }, { seats: 5, pending_update: { seats: 3 } }],
    ['the order of a list', { hosts: ['a', 'b'] }, { hosts: ['b', 'a'] }],
  ])('there are none: %s', (_, given, shown) => {
    expect(differences(given, shown)).toEqual([]);
  });
});

const member = { customer_id: SEED.customer, email: 'ada@brightside.example.com', name: 'Ada' };

test.each<[string, ToolName, object, object, RegExp | undefined]>([
  [
    'a refund that failed',
    'create_refund',
    { order_id: SEED.order, reason: 'other', amount: 5 },
    { status: 'failed' },
    /nothing went back/,
  ],
  [
    'a refund that is pending',
    'create_refund',
    { order_id: SEED.order, reason: 'other', amount: 5 },
    { status: 'pending' },
    /may still fail/,
  ],
  [
    'a refund that is done',
    'create_refund',
    { order_id: SEED.order, reason: 'other', amount: 5 },
    { status: 'succeeded' },
    undefined,
  ],
  [
    'a known member of another name',
    'create_member',
    member,
    { name: 'Ada L', created_at: '2026-11-29T12:00:00Z' },
    /was a member before/,
  ],
  [
    'a known member of the same name',
    'create_member',
    member,
    { name: 'Ada', created_at: '2026-11-01T12:00:00Z' },
    /was a member before/,
  ],
  [
    'a new member, by a clock that is behind',
    'create_member',
    member,
    { name: 'Ada', created_at: '2026-11-29T11:59:30Z' },
    undefined,
  ],
  [
    'a name that was not taken',
    'update_file',
    { id: SEED.file, version: '2' },
    { version: '1' },
    /another value than was given for: version\. /,
  ],
  [
    'amounts of a discount in percent',
    'update_discount',
    { id: SEED.discount, amounts: { usd: 700 }, name: 'Launch' },
    { type: 'percentage', basis_points: 1000, name: 'Launch' },
    /for: amounts\. It did not take it over/,
  ],
  [
    'a draft with a description of its own',
    'create_draft_order',
    { customer_id: SEED.customer, product_id: SEED.products.icons, amount: 2000, description: 'Extra hours' },
    { description: 'Icon Pack', items: [{ label: 'Extra hours' }] },
    undefined,
  ],
  ['a deletion', 'delete_file', { id: SEED.file }, {}, undefined],
])('%s', (_, name, given, data, want) => {
  const said = remark(name, given, data);
  if (want) expect(said).toMatch(want);
  else expect(said).toBeUndefined();
});

test.each([
  [true, 'failed'],
  [true, 'canceled'],
  [false, 'succeeded'],
  [false, 'pending'],
  [false, undefined],
])('isRefundFailed is %s for the status %s', (want, status) => {
  expect(isRefundFailed({ status })).toBe(want);
});

test('the refunded amount includes its tax', () => {
  expect(refundedAmount({ currency: 'usd', amount: 500, tax_amount: 95 })).toEqual({ currency: 'usd', amount: 595 });
  expect(refundedAmount({ currency: 'usd', amount: 500 })).toEqual({ currency: 'usd', amount: 500 });
});

/** The ledger refuses such an amount, though the refund is already made. */
test.each([
  [undefined],
  [{ amount: 500 }],
  [{ currency: 'usd', amount: -500 }],
  [{ currency: 'usd', amount: 0.5 }],
  [{ currency: 'usd', amount: '90071992547409910' }],
  [{ currency: 'usd', amount: 500, tax_amount: -95 }],
  [{ currency: 'usd', amount: 500, tax_amount: '95' }],
])('%j has no refunded amount', (data) => expect(refundedAmount(data)).toBeUndefined());

describe('the line in the log', () => {
  const ORDER = '0b0d7c5e-3a53-4a71-9a0e-7c1f3f1f0a01';
  const USER = 'b4b5a2de-8d1e-4b59-9c7c-2f2b2f6f1d11';

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-10-05T10:30:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  const write: Parameters<typeof logWrite>[0] = {
    connectionId: 'c0ffee',
    userId: USER,
    environment: 'sandbox',
    tool: 'create_refund',
    risk: 'money',
    targets: { order_id: ORDER },
    refund: { amount: 700, currency: 'USD' },
    outcome: 'done',
    durationMs: 80,
  };
  const line = {
    event: 'write',
    time: '2026-10-05T10:30:00.000Z',
    connection: 'c0ffee',
    person: USER,
    environment: 'sandbox',
    tool: 'create_refund',
    risk: 'money',
    targets: { order_id: ORDER },
    amount: 700,
    amount_formatted: '7.00 USD',
    currency: 'usd',
    outcome: 'done',
    duration_ms: 80,
  };
  const { amount: _a, amount_formatted: _f, currency: _c, ...withoutMoney } = line;
  const { connection: _, ...withoutConnection } = line;

  test.each<[string, Partial<typeof write>, object]>([
    ['a refund', {}, line],
    ['what is no refund', { refund: undefined }, withoutMoney],
    [
      'a refused one',
      { outcome: 'refused', code: 'invalid_arguments' },
      { ...line, outcome: 'refused', code: 'invalid_arguments' },
    ],
    ['the token of an organization', { userId: undefined }, { ...line, person: 'token' }],
    ['the one connection of a process', { connectionId: undefined }, withoutConnection],
    [
      'an external id, which may be an email',
      { targets: { external_id: 'grace@customer.example' } },
      { ...line, targets: { external_id: '(not kept)' } },
    ],
  ])('%s is one line', (_, changes, want) => {
    const lines = vi.spyOn(console, 'warn').mockReturnValue();
    logWrite({ ...write, ...changes });
    expect(lines.mock.calls.map(([text]) => JSON.parse(text))).toEqual([want]);
  });
});
