import { afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { simulator } from '../auth/polar.ts';
import { callTool, callToolAsking } from './ask.ts';
import { CHANGED, NEVER_GIVEN, sentDuring } from './sent.ts';

// A client that can ask the person gets these questions. The tests answer them with raw messages, as no client of the
// SDK's would.
const REFUND = { order_id: inject('seed').order, reason: 'customer_request', amount: 500 };

let tokens: ClientTokens;
beforeAll(async () => {
  tokens = await logIn();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await simulator.resetShop();
});

const YES = { confirm: { action: 'accept', content: { agree: true } } };
const asked = (params: object = {}, args: object = REFUND) =>
  callToolAsking(tokens, { name: 'create_refund', arguments: args, ...params });
const notDone = async (act: () => Promise<{ structuredContent?: { error?: { what_to_do?: string } } }>) => {
  let said: { what_to_do?: string } | undefined;
  const { changes } = await sentDuring(async () => {
    said = (await act()).structuredContent?.error;
  });
  expect(changes).toEqual([]);
  return said;
};

test('gets the question, and what it brings back is done once', async () => {
  const { resultType, inputRequests, requestState, structuredContent } = await asked();
  expect({ resultType, structuredContent }).toEqual({ resultType: 'input_required' });
  expect(inputRequests).toEqual({
    confirm: {
      method: 'elicitation/create',
      params: {
        mode: 'form',
        message: expect.stringMatching(
          /^Refund 5\.00 USD \(at most 6\.25 USD with tax\) to "chloe\.martin@example\.com" for "Icon Pack"\?\nIn the sandbox, with test data\./,
        ),
        requestedSchema: {
          type: 'object',
          properties: { agree: { type: 'boolean', title: 'Create refund?' } },
          required: ['agree'],
        },
      },
    },
  });
  const { changes } = await sentDuring(async () => {
    const done = await asked({ inputResponses: YES, requestState });
    expect(done.structuredContent).toMatchObject({ amount: 500 });
  });
  expect(changes).toEqual(['refunds:create']);
  expect(await notDone(() => asked({ inputResponses: YES, requestState }))).toMatchObject(NEVER_GIVEN);
});

const NO = { code: 'declined', who: 'person', message: expect.stringContaining('did not agree') };
const NOBODY = {
  code: 'not_answered',
  who: 'person',
  message: expect.stringContaining('Nobody answered'),
  what_to_do: expect.stringMatching(/same call again.*interactive session of the app.*CONFIRM/),
};
const LEFT_OPEN = { code: 'not_answered', who: 'person', message: expect.stringContaining('left the box `agree` out') };

test.each([
  [{ action: 'accept', content: { agree: false } }, NO],
  [{ action: 'decline' }, NO],
  // `claude -p` answers so: it has nobody to ask.
  [{ action: 'cancel' }, NOBODY],
  [{ action: 'accept', content: {} }, LEFT_OPEN],
  [{ action: 'accept' }, LEFT_OPEN],
  [{ action: 'accept', content: { agree: 'true' } }, LEFT_OPEN],
])('is told what came of the question: %j', async (confirm, want) => {
  const { requestState } = await asked();
  const said = await notDone(() => asked({ inputResponses: { confirm }, requestState }));
  expect(said).toMatchObject(want);
  // The question is over: it can't be answered again, nor by the model.
  expect(await notDone(() => asked({ inputResponses: YES, requestState }))).toMatchObject(NEVER_GIVEN);
  expect(await notDone(() => callTool(tokens, 'create_refund', { ...REFUND, confirm: requestState }))).toMatchObject(
    NEVER_GIVEN,
  );
});

test('is asked again when nobody answered, and then does it', async () => {
  const { requestState } = await asked();
  const said = await notDone(() => asked({ inputResponses: { confirm: { action: 'cancel' } }, requestState }));
  expect(said?.what_to_do).toContain('make the same call again: the question comes again');
  const again = await asked();
  expect(again.resultType).toBe('input_required');
  const { changes } = await sentDuring(() => asked({ inputResponses: YES, requestState: again.requestState }));
  expect(changes).toEqual(['refunds:create']);
});

test('can’t change what was asked, nor make a question or its yes up', async () => {
  const { requestState } = await asked();
  const more = { ...REFUND, amount: 501 };
  expect(await notDone(() => asked({ inputResponses: YES, requestState }, more))).toMatchObject(CHANGED);
  const forged = { inputResponses: YES, requestState: 'confirm_AAAAAAAAAAAAAAAAAAAAAAAA' };
  expect(await notDone(() => asked(forged))).toMatchObject(NEVER_GIVEN);
  for (const half of [{ inputResponses: YES }, { requestState }]) {
    const { changes } = await sentDuring(async () => {
      expect((await asked(half)).resultType).toBe('input_required');
    });
    expect(changes).toEqual([]);
  }
});

test('has no use of the yes to a question as an argument, nor the other way', async () => {
  const { requestState } = await asked();
  expect(await notDone(() => callTool(tokens, 'create_refund', { ...REFUND, confirm: requestState }))).toMatchObject(
    CHANGED,
  );
  const { confirm } = (await callTool(tokens, 'create_refund', REFUND)).structuredContent;
  const said = await notDone(() => asked({ inputResponses: YES, requestState: confirm }));
  expect(said).toMatchObject(CHANGED);
});

test('is asked through call_write_tool too', async () => {
  const call = (params: object = {}) =>
    callToolAsking(tokens, {
      name: 'call_write_tool',
      arguments: { name: 'create_refund', arguments: REFUND },
      ...params,
    });
  const { requestState } = await call();
  const { changes } = await sentDuring(() => call({ inputResponses: YES, requestState }));
  expect(changes).toEqual(['refunds:create']);
});

test('by a URL alone opens the page of the change, and gets no token', async () => {
  const { inputRequests, structuredContent } = await callToolAsking(
    tokens,
    { name: 'create_refund', arguments: REFUND },
    { elicitation: { url: {} } },
  );
  expect(structuredContent).toBeUndefined();
  expect(inputRequests.confirm.params).toMatchObject({
    mode: 'url',
    message: expect.stringContaining('Refund 5.00 USD'),
    url: expect.stringMatching(/^https:\/\/mcp\.example\.com\/confirm\/[\w-]+$/),
  });
});
