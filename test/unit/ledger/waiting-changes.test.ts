import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CONFIRMATION_SECONDS, MAX_WAITING_CONFIRMATIONS } from '../../../src/ledger/connection-writes.ts';
import { memoryLedger, type WriteLedger } from '../../../src/ledger/index.ts';
import type { NewWrite, WaitingCall, WriteEnd } from '../../../src/ledger/writes.ts';

const ORDER = '0b0d7c5e-3a53-4a71-9a0e-7c1f3f1f0a01';
const call: WaitingCall = { tool: 'create_refund', arguments: { order_id: ORDER, amount: 500 } };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-10-05T10:30:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const ledgerOf = () => memoryLedger({ writesPerHour: undefined, refundCapPerDay: undefined });

async function proposed(ledger: WriteLedger, asked = call) {
  const change = await ledger.proposeChange({ fingerprint: 'this', shown: 'so', asked, call: asked, channel: 'view' });
  if (!change) throw new Error('not kept');
  return change;
}

const approvedBy = (secret: string, fingerprint = 'this'): NewWrite => ({
  tool: 'create_refund',
  risk: 'money',
  targets: { order_id: ORDER },
  organizations: [],
  confirmation: { token: secret, fingerprint },
});

async function made(ledger: WriteLedger, secret: string, outcome: WriteEnd['outcome'] = 'done') {
  const begun = await ledger.begin(approvedBy(secret));
  if (!begun.ok) throw new Error(begun.reason);
  await ledger.finish(begun, { outcome, durationMs: 1 });
}

const stateOf = async (ledger: WriteLedger, id: string) => (await ledger.changeById(id))?.state;

describe('a change that waits for a person', () => {
  test('keeps what its page says that it is about, until it is forgotten', async () => {
    const ledger = ledgerOf();
    const about = { question: 'Refund 5.00 USD?', names: { [ORDER]: 'Icon Pack' } };
    const { id, secret } = await proposed(ledger);
    await ledger.keepShown(secret, about);
    await ledger.withdraw(secret);
    expect(await ledger.changeById(id)).toMatchObject({ state: 'declined', about });
    const foreign = await proposed(ledger, { ...call, arguments: {} });
    expect((await ledger.changeById(foreign.id))?.about).toBeUndefined();
    const long = { question: 'x'.repeat(70_000), names: {} };
    await ledger.keepShown(foreign.secret, long);
    expect((await ledger.changeById(foreign.id))?.about).toBeUndefined();
  });

  test('has a public id, which isn’t its secret', async () => {
    const ledger = ledgerOf();
    const { id, secret } = await proposed(ledger);
    expect(id).toMatch(/^change_[\da-f]{24}$/);
    expect(await ledger.changeById(id)).toMatchObject({ id, tool: 'create_refund', channel: 'view', state: 'waiting' });
    expect(await ledger.changeBySecret(secret)).toMatchObject({ id, state: 'waiting', call });
    expect(await ledger.changeBySecret(id)).toBeUndefined();
    expect(await ledger.begin(approvedBy(id))).toMatchObject({ ok: false, why: 'unknown' });
  });

  test.each([
    ['done', 'made'],
    ['refused', 'failed'],
    ['failed', 'failed'],
    ['unknown', 'unknown'],
  ] as const)('that ended as %s was %s', async (outcome, state) => {
    const ledger = ledgerOf();
    const { id, secret } = await proposed(ledger);
    await made(ledger, secret, outcome);
    expect(await stateOf(ledger, id)).toBe(state);
    expect(await ledger.begin(approvedBy(secret))).toMatchObject({ ok: false, why: 'unknown' });
  });

  test('is being made until its end is recorded', async () => {
    const ledger = ledgerOf();
    const { id, secret } = await proposed(ledger);
    await ledger.begin(approvedBy(secret));
    expect(await stateOf(ledger, id)).toBe('started');
    await ledger.withdraw(secret);
    expect(await stateOf(ledger, id)).toBe('started');
  });

  test('is declined once, and not made after that', async () => {
    const ledger = ledgerOf();
    const { id, secret } = await proposed(ledger);
    await ledger.withdraw(secret);
    expect(await stateOf(ledger, id)).toBe('declined');
    expect(await ledger.begin(approvedBy(secret))).toMatchObject({ ok: false, why: 'unknown' });
    expect(await stateOf(ledger, id)).toBe('declined');
  });

  test('stays as it is when a yes to something else comes', async () => {
    const ledger = ledgerOf();
    const { id, secret } = await proposed(ledger);
    expect(await ledger.begin(approvedBy(secret, 'that'))).toMatchObject({ ok: false, why: 'changed' });
    expect(await stateOf(ledger, id)).toBe('waiting');
  });

  test('expires, is told of for ten minutes more, and is forgotten', async () => {
    const ledger = ledgerOf();
    const { id, secret } = await proposed(ledger);
    later(CONFIRMATION_SECONDS);
    expect(await stateOf(ledger, id)).toBe('expired');
    expect(await ledger.begin(approvedBy(secret))).toMatchObject({ ok: false, why: 'expired' });
    await ledger.withdraw(secret);
    expect(await stateOf(ledger, id)).toBe('expired');
    later(599);
    expect(await stateOf(ledger, id)).toBe('expired');
    later(1);
    expect(await stateOf(ledger, id)).toBeUndefined();
  });

  test('is expired when later ones pushed it out', async () => {
    const ledger = ledgerOf();
    const { id } = await proposed(ledger);
    later(1);
    for (let i = 0; i < MAX_WAITING_CONFIRMATIONS; i++) await ledger.propose('other');
    expect(await stateOf(ledger, id)).toBe('expired');
  });

  test('is unknown to another ledger', async () => {
    const { id, secret } = await proposed(ledgerOf());
    expect(await ledgerOf().changeById(id)).toBeUndefined();
    expect(await ledgerOf().changeBySecret(secret)).toBeUndefined();
  });
});

describe('what came of it', () => {
  const outcome = { isError: false, structuredContent: { id: 'r', amount: 500 } };

  test('is kept with the change, and not while it waits', async () => {
    const ledger = ledgerOf();
    const { id, secret } = await proposed(ledger);
    await ledger.keepOutcome(secret, outcome);
    expect((await ledger.changeById(id))?.result).toBeUndefined();
    await made(ledger, secret);
    await ledger.keepOutcome(secret, outcome);
    expect((await ledger.changeById(id))?.result).toEqual(outcome);
    expect((await ledger.changeBySecret(secret))?.result).toEqual(outcome);
  });

  test('is not kept when it is too long', async () => {
    const ledger = ledgerOf();
    const { id, secret } = await proposed(ledger);
    await made(ledger, secret);
    await ledger.keepOutcome(secret, { isError: false, structuredContent: { text: 'x'.repeat(400_000) } });
    expect(await ledger.changeById(id)).toMatchObject({ state: 'made' });
    expect((await ledger.changeById(id))?.result).toBeUndefined();
  });
});

describe('the same call again', () => {
  const sameOf = (ledger: WriteLedger) =>
    ledger.sameChange({ tool: 'create_refund', arguments: { amount: 500, order_id: ORDER } });

  test('finds the change that waits, with its secret, as often as it comes', async () => {
    const ledger = ledgerOf();
    const { id, secret } = await proposed(ledger);
    expect(await sameOf(ledger)).toMatchObject({ id, secret, state: 'waiting' });
    const again = await sameOf(ledger);
    expect(again).toMatchObject({ id, secret, state: 'waiting' });
    expect([await again?.told('so'), await again?.told('otherwise')]).toEqual([true, false]);
  });

  test('is another call with another argument', async () => {
    const ledger = ledgerOf();
    await proposed(ledger);
    expect(await ledger.sameChange({ ...call, arguments: { ...call.arguments, amount: 501 } })).toBeUndefined();
    expect(await ledger.sameChange({ ...call, tool: 'create_discount' })).toBeUndefined();
  });

  test('hears of the end once, and is a new call after that', async () => {
    const ledger = ledgerOf();
    const { id, secret } = await proposed(ledger);
    await made(ledger, secret);
    expect(await sameOf(ledger)).toMatchObject({ id, state: 'made' });
    expect(await sameOf(ledger)).toBeUndefined();
    expect(await stateOf(ledger, id)).toBe('made');
    const next = await proposed(ledger);
    expect(await sameOf(ledger)).toMatchObject({ id: next.id, state: 'waiting' });
  });

  test('is a new call when the end was told by its id', async () => {
    const ledger = ledgerOf();
    const { id, secret } = await proposed(ledger);
    await made(ledger, secret);
    await ledger.changeById(id);
    expect(await sameOf(ledger)).toBeUndefined();
  });

  test('replaces a change that waits', async () => {
    const ledger = ledgerOf();
    const { id, secret } = await proposed(ledger);
    await ledger.replaceChange(secret);
    expect(await stateOf(ledger, id)).toBe('expired');
    expect(await ledger.begin(approvedBy(secret))).toMatchObject({ ok: false, why: 'unknown' });
  });
});

test('of a hundred changes and more, the latest are told of', async () => {
  const ledger = ledgerOf();
  const first = await proposed(ledger);
  const ids: string[] = [];
  for (let i = 0; i < 100; i++) {
    later(1);
    ids.push((await proposed(ledger)).id);
  }
  expect(await stateOf(ledger, first.id)).toBeUndefined();
  expect(await stateOf(ledger, ids[0] ?? '')).toBe('expired');
  expect(await stateOf(ledger, ids[99] ?? '')).toBe('waiting');
});
