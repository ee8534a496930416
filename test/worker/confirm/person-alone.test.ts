import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { attempts, handlesIn, playModel } from '../../support/model-attempts.ts';
import { BASE_URL, Browser, field, location } from '../auth/browser.ts';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { decideAtPolar, simulator } from '../auth/polar.ts';
import { callTool, callToolAsking } from '../mcp/ask.ts';
import { sentDuring } from '../mcp/sent.ts';
import { askedInView, callShowing, OPENS_PAGES, type SeenResult, SHOWS_VIEWS } from './by-view.ts';

// With CONFIRM_BY=person, nothing that a model writes is a yes.
const seed = inject('seed');
const BY_PERSON = { vars: { CONFIRM_BY: 'person' } };
const REFUND = { order_id: seed.order, reason: 'customer_request', amount: 500 };

/** Changes that ask, each with arguments that Polar would take. */
const CHANGES: readonly [name: string, args: Record<string, unknown>][] = [
  ['create_refund', REFUND],
  ['revoke_subscription', { id: seed.subscription }],
  ['delete_customer', { id: seed.customer }],
  [
    'create_discount',
    { name: 'All', type: 'percentage', duration: 'once', basis_points: 10_000, organization_id: seed.organization },
  ],
];

const CLIENTS = { nothing: {}, forms: { elicitation: {} }, pages: OPENS_PAGES, views: SHOWS_VIEWS };

let tokens: ClientTokens;
let other: ClientTokens;
beforeEach(async () => {
  [tokens, other] = [await logIn(), await logIn()];
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await simulator.resetShop();
});

describe.each(Object.entries(CLIENTS))('a client that can do %s', (_, capabilities) => {
  const call = (name: string, args: object, by = tokens): Promise<SeenResult | undefined> =>
    callToolAsking(by, { name, arguments: args }, capabilities, {}, BY_PERSON);

  test('changes nothing by whatever its model calls', async () => {
    // What another connection has seen may be known to the model too.
    const foreign = handlesIn(await callTool(other, 'create_refund', REFUND));
    const model = playModel({
      changes: CHANGES,
      known: foreign,
      // A model reads the content and the structure of a result, and nothing else of it.
      call: async (name, args) => {
        const { _meta: _, ...read } = (await call(name, args)) ?? {};
        return read;
      },
    });
    const { changes } = await sentDuring(() =>
      fc.assert(fc.asyncProperty(attempts, model), {
        numRuns: Number(process.env.RUNS ?? 25),
        seed: Number(process.env.SEED ?? Date.now()),
      }),
    );
    expect(changes).toEqual([]);
  });

  test.each([REFUND, {}])('refuses the argument `confirm` by one error, beside %j', async (args) => {
    const result = await call('create_refund', { ...args, confirm: `confirm_${'A'.repeat(24)}` });
    expect(result?.structuredContent.error).toMatchObject({
      code: 'invalid_arguments',
      fields: [{ path: 'confirm', message: expect.stringContaining('from a person alone') }],
    });
  });
});

describe('a person', () => {
  test('changes it by the form of the client', async () => {
    const params = { name: 'create_refund', arguments: REFUND };
    const { requestState } = await callToolAsking(tokens, params, CLIENTS.forms, {}, BY_PERSON);
    const answer = { inputResponses: { confirm: { action: 'accept', content: { agree: true } } }, requestState };
    const { changes } = await sentDuring(() =>
      callToolAsking(tokens, { ...params, ...answer }, CLIENTS.forms, {}, BY_PERSON),
    );
    expect(changes).toEqual(['refunds:create']);
  });

  test('changes it in the view', async () => {
    const { id, code } = await askedInView(tokens, 'create_refund', REFUND, BY_PERSON);
    const { changes } = await sentDuring(() => callShowing(tokens, 'confirm_change', { id, code }, BY_PERSON));
    expect(changes).toEqual(['refunds:create']);
  });

  test('changes it on the page to which the link leads', async () => {
    const { link } = (await callTool(tokens, 'create_refund', REFUND, BY_PERSON)).structuredContent;
    const page = String(link).replace(BASE_URL, '');
    const browser = new Browser();
    const { changes } = await sentDuring(async () => {
      const toPolar = location(await browser.post(page, { decision: 'login' }));
      await browser.get((await decideAtPolar(toPolar, 'allow')).href);
      const shown = field(await (await browser.get(page)).text(), 'shown');
      await browser.post(page, { decision: 'approve', shown });
    });
    expect(changes.filter((operation) => operation?.startsWith('refunds'))).toEqual(['refunds:create']);
  });
});
