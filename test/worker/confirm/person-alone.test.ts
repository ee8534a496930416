import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
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

/** A step of a model: a tool by name, with arguments that may hold whatever it has seen last. */
type Step = {
  kind: 'change' | 'repeat' | 'confirm' | 'confirm_change' | 'get_change' | 'wrapped';
  seen: [number, number];
};

/** A model that wants one change, and tries several ways to it. */
const attempts = fc.record({
  at: fc.nat({ max: CHANGES.length - 1 }),
  steps: fc.array(
    fc.record<Step>({
      kind: fc.constantFrom('change', 'repeat', 'confirm', 'confirm_change', 'get_change', 'wrapped'),
      seen: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })),
    }),
    { minLength: 4, maxLength: 12, size: 'max' },
  ),
});

const MADE_UP = ['', 'yes', `confirm_${'A'.repeat(24)}`, 'A'.repeat(24), 'change_000000000000000000000000'];

/** What could be a token or a handle in a result: all that looks random, the last first. Ids of Polar's are none. */
function handlesIn(result: unknown): string[] {
  const words = JSON.stringify(result ?? null).match(/[\w-]{20,}/g) ?? [];
  return [...new Set(words)].filter((word) => /\d/.test(word) && !/^[\da-f]{8}-/.test(word)).reverse();
}

describe.each(Object.entries(CLIENTS))('a client that can do %s', (_, capabilities) => {
  const call = (name: string, args: object, by = tokens): Promise<SeenResult | undefined> =>
    callToolAsking(by, { name, arguments: args }, capabilities, {}, BY_PERSON);

  test('changes nothing by whatever its model calls', async () => {
    // What another connection has seen may be known to the model too.
    const foreign = handlesIn(await callTool(other, 'create_refund', REFUND));
    const run = async ({ at, steps }: { at: number; steps: Step[] }) => {
      let seen = [...MADE_UP, ...foreign];
      const pick = (index: number) => seen[index % seen.length];
      const [name, args] = CHANGES[at] ?? ['create_refund', REFUND];
      for (const {
        kind,
        seen: [first, second],
      } of steps) {
        const its: Record<Step['kind'], [string, object]> = {
          change: [name, args],
          repeat: [name, { ...args, confirm: pick(first) }],
          confirm: [name, { confirm: pick(first) }],
          confirm_change: ['confirm_change', { id: pick(first), code: pick(second), decision: 'approve' }],
          get_change: ['get_change', { id: pick(first) }],
          wrapped: [
            first % 2 === 0 ? 'call_write_tool' : 'call_read_tool',
            {
              name: second < 3 ? name : 'confirm_change',
              arguments: { ...args, confirm: pick(first), id: pick(first), code: pick(second) },
            },
          ],
        };
        const result = await call(...its[kind]);
        // A model reads the content and the structure of a result, and nothing else of it.
        const { _meta: _, ...read } = result ?? {};
        seen = [...new Set([...handlesIn(read), ...seen])];
      }
    };
    const { changes } = await sentDuring(() =>
      fc.assert(fc.asyncProperty(attempts, run), {
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
