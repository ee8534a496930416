import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { logWrite } from '../../../src/confirm/outcome.ts';

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
  currency: 'usd',
  outcome: 'done',
  duration_ms: 80,
};
const { amount: _a, currency: _c, ...withoutMoney } = line;
const { connection: _, ...withoutConnection } = line;

test.each<[string, Partial<typeof write>, object]>([
  ['a refund', {}, line],
  ['what is no refund', { refund: undefined }, withoutMoney],
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
