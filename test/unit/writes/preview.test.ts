import { expect, test } from 'vitest';
import { callPolarTool } from '../../../src/mcp/dispatch.ts';
import { readCall } from '../../../src/mcp/polar-call.ts';
import { previewOf } from '../../../src/writes/preview.ts';
import { SEED } from '../../simulator/index.ts';
import { callerAt, quietly } from '../../support/caller.ts';

const caller = callerAt('http://polar.invalid', 'polar_oat_x');
const refund = { order_id: SEED.order, reason: 'other', amount: 500 };

test('shows what is sent: no padding of JSON text, and nothing that stands for an argument which is left out', () => {
  const metadata = `{${' '.repeat(5000)}"plan": "pro"}`;
  expect(previewOf(readCall('create_refund', { ...refund, metadata }, caller), 'money', [], caller).arguments).toEqual({
    ...refund,
    metadata: { plan: 'pro' },
  });
  const update = { id: SEED.subscription, seats: 3, revoke: null };
  expect(previewOf(readCall('update_subscription', update, caller), 'money', [], caller).arguments).toEqual({
    id: SEED.subscription,
    seats: 3,
  });
});

test('a mark of a result is found in JSON text too, however it is escaped', async () => {
  const metadata = JSON.stringify({ note: 'a… [12 more characters]' }).replace('…', String.raw`\u2026`);
  const answer = await callPolarTool('create_refund', { ...refund, metadata }, caller, quietly());
  expect(answer.structuredContent).toMatchObject({ error: { fields: [{ path: 'metadata.note' }] } });
});
