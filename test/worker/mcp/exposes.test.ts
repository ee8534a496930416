import { afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { exposingCalls } from '../../support/exposing-calls.ts';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { simulator } from '../auth/polar.ts';
import { callTool, callToolAsking } from './ask.ts';
import { sentDuring } from './sent.ts';

const calls = exposingCalls(inject('seed'));

let tokens: ClientTokens;
beforeAll(async () => {
  tokens = await logIn();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await simulator.resetShop();
});

/** The answer of a call that must not have changed anything. */
async function saidBy(name: string, given: object) {
  let said: { structuredContent: { would?: { exposes?: string; risk: string }; confirm?: string } } | undefined;
  const { changes } = await sentDuring(async () => {
    said = await callTool(tokens, name, given);
  });
  expect(changes).toEqual([]);
  return said?.structuredContent;
}

describe('with what asks by default', () => {
  test.each(calls)('%s is said first, with who gets what: %s', async (_, name, given, line) => {
    const said = await saidBy(name, given);
    expect(said?.would, JSON.stringify(said)).toMatchObject({ risk: 'exposes' });
    expect(said?.would?.exposes).toContain(line);
    expect(said?.confirm).toMatch(/^confirm_/);
  });

  test.each(calls)('%s, through call_write_tool', async (_, name, given, line) => {
    expect((await saidBy('call_write_tool', { name, arguments: given }))?.would?.exposes).toContain(line);
  });

  test.each(calls)('%s, as a question to the person', async (_, name, given, line) => {
    const { changes } = await sentDuring(async () => {
      const { inputRequests } = await callToolAsking(tokens, { name, arguments: given });
      const [{ params }] = Object.values(inputRequests) as [{ params: { message: string } }];
      expect(params.message).toMatch(/^Who gets what: /m);
      expect(params.message).toContain(line);
    });
    expect(changes).toEqual([]);
  });
});

test('is made with the yes to it', async () => {
  const [, name, given] = calls[0] ?? ['', '', {}];
  const said = await saidBy(name, given);
  const { changes } = await sentDuring(() => callTool(tokens, name, { ...given, confirm: said?.confirm }));
  expect(changes).toEqual(['webhooks:create_webhook_endpoint']);
});

test.each([
  ['a link to buy what costs something', 'create_checkout_link', { products: [inject('seed').product] }],
  [
    'a link that leads to the shop’s own site',
    'create_checkout_link',
    { products: [inject('seed').product], success_url: 'https://brightside-tools.example.com/thanks' },
  ],
  ['another name', 'update_product', { id: inject('seed').product, name: 'Renamed' }],
  ['a name of a customer', 'update_customer', { customer_id: inject('seed').customer, name: 'Maja B.' }],
  [
    'an endpoint that is switched off',
    'update_webhook_endpoint',
    { id: inject('seed').webhookEndpoint, enabled: false },
  ],
  ['a discount that ends', 'update_discount', { id: inject('seed').discount, ends_at: '2026-10-01T00:00:00Z' }],
])('nobody is asked about %s', async (_, name, given) => {
  const { changes } = await sentDuring(async () => {
    const { structuredContent } = await callTool(tokens, name, given);
    expect(structuredContent, JSON.stringify(structuredContent)).not.toHaveProperty('would');
  });
  expect(changes).toHaveLength(1);
});

test('whoever set CONFIRM before is asked as before', async () => {
  const vars = { CONFIRM: 'money,irreversible' };
  const [, name, given] = calls[0] ?? ['', '', {}];
  const { changes } = await sentDuring(() => callTool(tokens, name, given, { vars }));
  expect(changes).toEqual(['webhooks:create_webhook_endpoint']);
});
